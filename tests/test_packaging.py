"""What is shipped: the wheel has the data, both licences and the type mark, and runs from where it was installed."""

import hashlib
import json
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

import cnai

ROOT = Path(__file__).parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(target), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(target.glob("*.whl"))


def test_the_wheel_holds_data_licences_and_type_mark(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "cnai/py.typed",
        "cnai/data/catalogue.db",
        "cnai/data/companies/deepseek/company.toml",
    ):
        assert wanted in names
    for licence in ("LICENSE", "LICENSE-DATA"):
        assert any(n.endswith(f"licenses/{licence}") for n in names)
    assert not [n for n in names if "test" in n.lower() or n.startswith((".", "docs"))]
    assert not [n for n in names if n.startswith("cnai/data/") and not n.endswith((".toml", ".txt", ".db"))]


def test_the_wheel_holds_the_database_that_the_tree_compiles_to(wheel):
    """Which the bundled one is: a test of the data compiles it."""
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read("cnai/data/catalogue.db") == (ROOT / "src" / "cnai" / "data" / "catalogue.db").read_bytes()


def test_the_bill_of_materials_names_what_is_shipped_and_what_is_needed(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [n for n in archive.namelist() if ".dist-info/sboms/" in n]
        bill = json.loads(archive.read(name))
        digest = hashlib.sha256(archive.read("cnai/data/catalogue.db")).hexdigest()
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["version"] == cnai.__version__
    assert {h["content"] for part in bill["components"] for h in part.get("hashes", ())} == {digest}
    libraries = {part["name"]: part["properties"][0]["value"] for part in bill["components"] if part["type"] == "library"}
    assert libraries == {r.name: str(r.specifier) for r in map(Requirement, PROJECT["dependencies"])}
    assert bill["dependencies"][0]["dependsOn"] == [part["bom-ref"] for part in bill["components"]]


def test_metadata_says_what_the_readme_says(wheel):
    archive = zipfile.ZipFile(wheel)
    text = archive.read(next(n for n in archive.namelist() if n.endswith("METADATA"))).decode()
    assert f"Version: {cnai.__version__}" in text
    assert "License-Expression: MIT AND CC0-1.0" in text
    assert "Requires-Python: >=3.11" in text
    requires = sorted(
        line.split()[1].split(">")[0].split("<")[0]
        for line in text.splitlines()
        if line.startswith("Requires-Dist") and "extra" not in line
    )
    assert requires == ["pydantic", "rich", "tomli-w", "typer"]


def test_the_library_runs_from_the_wheel_itself(wheel):
    code = "import cnai; print(cnai.load().resolve('deepseek').name)"
    environment = os.environ | {"PYTHONPATH": str(wheel)}
    done = subprocess.run([sys.executable, "-S", "-c", code], env=environment, capture_output=True, text=True, cwd="/")
    assert done.stdout.strip() == "DeepSeek", done.stderr


def test_module_and_script_are_the_same_program():
    script = Path(sys.executable).parent / "cnai"
    outputs = {
        subprocess.run([*command, "list", "--json"], capture_output=True, text=True, check=True).stdout
        for command in ([str(script)], [sys.executable, "-m", "cnai"])
    }
    assert len(outputs) == 1
