"""A new field is two lines, its declaration and its label: everything else follows from them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from trees import copied

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What follows from an invented record with a scalar, a date, a link, an object and a dated list more."""
    tree = copied(tmp_path_factory.mktemp("declared"))
    env = os.environ | {"PYTHONPATH": str(HERE)}
    done = subprocess.run([sys.executable, str(HERE / "declared.py"), str(tree)], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_value_needs_evidence(followed):
    said = "\n".join(followed["unproved"])
    for name in ("carats", "polished", "gallery", "setting", "exhibitions"):
        assert f"amber-2: {name} needs evidence" in said
    assert followed["good"] == []


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("a date", "polished '2030-13-45' is not a date"),
        ("a date to come", "polished 2026-02 is after the data's date 2026-01-31"),
        ("a link", "gallery http://amber.example.org/gallery must be https"),
        ("no link", "gallery javascript:alert(1)"),
        ("a number", "carats: 'five' is not a whole number"),
        ("a part", "setting.shine: unknown field"),
        ("a date in a part", "setting.since 'soon' is not a date"),
        ("a date in a list", "exhibitions.since '2025-02-30' is not a date"),
        ("a list", "exhibitions: 'Hangzhou' is not a list"),
    ],
)
def test_validation_follows(followed, what, says):
    faults = followed["bad"][what]
    assert [f for f in faults if f.startswith("companies/amber/amber-models.toml:") and says in f], faults


def test_replay_follows(followed):
    before, between, now = followed["days"].values()
    hangzhou, beijing = ({"place": p, "since": s, "until": None} for p, s in (("Hangzhou", "2025-10-01"), ("Beijing", "2025-12-15")))
    assert (before["polished"], before["setting"]["metal"], before["exhibitions"]) == (None, "tin", [])
    assert (between["polished"], between["setting"]["metal"], between["exhibitions"]) == ("2025-09-01", "tin", [hangzhou])
    assert (now["polished"], now["setting"]["metal"], now["exhibitions"]) == ("2025-09-01", "gold", [hangzhou, beijing])
    assert {row["carats"] for row in (before, between, now)} == {5}


def test_diff_follows(followed):
    rows = {row["field"]: row for row in followed["diff"]}
    assert set(rows) == {"setting", "exhibitions"}
    assert (rows["setting"]["old"]["metal"], rows["setting"]["new"]["metal"], rows["setting"]["date"]) == ("tin", "gold", "2025-12-01")
    assert [r["place"] for r in rows["exhibitions"]["new"]] == ["Beijing", "Hangzhou"]
    assert followed["diff fields"] == [rows["setting"]]


def test_evidence_follows(followed):
    assert followed["why"] == [5]
    assert followed["typed"] == "gold"


def test_csv_follows(followed):
    row = followed["csv"]
    assert row["id"] == "amber-2"
    assert (row["carats"], row["polished"], row["setting_metal"], row["setting_since"]) == ("5", "2025-09-01", "gold", "2025-12-01")
    assert [r["place"] for r in json.loads(row["exhibitions"])] == ["Hangzhou", "Beijing"]


def test_sqlite_and_sql_follow(followed):
    assert followed["sqlite"] == [5, "2025-09-01", "https://amber.example.org/gallery", "gold"]
    assert (followed["types"]["carats"], followed["types"]["polished"], followed["types"]["setting_metal"]) == ("integer", "text", "text")
    assert followed["sql"] == [{"id": "amber-2"}]


def test_the_schema_follows(followed):
    schema = followed["schema"]
    name = schema["$ref"].rpartition("/")[2]
    body = schema["$defs"][name]
    wanted = ("carats", "polished", "gallery", "setting", "exhibitions")
    assert set(wanted) < set(body["required"])
    types = {k: {t.get("type"): t for t in body["properties"][k].get("anyOf", [body["properties"][k]])} for k in wanted}
    assert set(types["carats"]) == {"integer", "null"}
    assert "pattern" in types["polished"]["string"]
    assert types["gallery"]["string"]["format"] == "uri"
    assert "metal" in schema["$defs"]["Setting"]["properties"]
    assert "pattern" in json.dumps(schema["$defs"]["Exhibition"]["properties"]["since"])
    assert body["properties"]["carats"]["description"] == "How heavy it is."


def test_the_documentation_follows(followed):
    page = followed["records page"]
    assert "| `carats` | How heavy it is. | needs evidence |\n" in page
    assert "| `setting` | How it is set. | needs evidence, earlier values in `past` |\n" in page
