"""When cnai is installed or built: the TOML tree becomes the one database that the program reads, the help becomes the man page, and a bill
of materials says what is in it."""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from packaging.requirements import Requirement


class CompileData(BuildHookInterface):  # type: ignore[misc]  # hatchling has no types
    """Write src/cnai/data/catalogue.db, build/cnai.1, build/cnai.cdx.json. Faults of the data stop the build, each with file and line."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # the interface of the hook
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        try:
            from cnai.curate.__main__ import build

            faults = build(root / "src" / "cnai" / "data")
            if faults:
                raise SystemExit("\n".join([*faults, f"{len(faults)} faults in the data: cnai was not built"]))
            page = root / "build" / "cnai.1"
            page.parent.mkdir(exist_ok=True)
            page.write_text(man_page(), encoding="utf-8", newline="\n")
            build_data["shared_data"][str(page)] = "share/man/man1/cnai.1"
            bill = root / "build" / "cnai.cdx.json"
            needed = [(r.name, str(r.specifier)) for r in map(Requirement, self.metadata.core.dependencies)]
            database = (root / "src" / "cnai" / "data" / "catalogue.db").read_bytes()
            bill.write_text(json.dumps(materials(self.metadata.version, needed, database), indent=1) + "\n", encoding="utf-8", newline="\n")
            build_data["sbom_files"].append(str(bill))
        finally:
            sys.path.remove(str(root / "src"))


def man_page() -> str:
    """The man page of the program that is built."""
    from cnai import __version__
    from cnai.cli import help_text
    from cnai.commands.described import described
    from cnai.commands.man import page
    from cnai.store.file import date_of, place

    return page(__version__, date_of(place()), help_text(), described())


def materials(version: str, needed: list[tuple[str, str]], database: bytes) -> dict[str, Any]:
    """The bill of materials (CycloneDX 1.6): the program, the data in it with its hash, and what is installed beside it. It has no date and
    no serial number, so that two builds are the same bytes."""
    from cnai.store.file import date_of, place

    me = f"pkg:pypi/cnai@{version}"
    data = {
        "type": "data",
        "bom-ref": "catalogue",
        "name": "catalogue.db",
        "version": date_of(place()),
        "description": "The dataset, compiled from the TOML files beside it",
        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(database).hexdigest()}],
        "licenses": [{"license": {"id": "CC0-1.0"}}],
    }
    libraries = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{name}",
            "name": name,
            "purl": f"pkg:pypi/{name}",
            "scope": "required",
            "properties": [{"name": "cnai:versions", "value": versions}],
        }
        for name, versions in needed
    ]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": me,
                "name": "cnai",
                "version": version,
                "purl": me,
                "licenses": [{"expression": "MIT AND CC0-1.0"}],
            },
        },
        "components": [data, *libraries],
        "dependencies": [{"ref": me, "dependsOn": [c["bom-ref"] for c in [data, *libraries]]}],
    }
