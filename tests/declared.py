"""Declares an invented record, as a new field of each type would be declared, and prints what follows from it as JSON.

Run in a process of its own (test_declaration): the class takes the place of Model before cnai.model.kinds is imported.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import sys
from contextlib import closing, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from cnai.model import records
from cnai.model.base import Date, Frozen, Url, entity, ev


@entity
class Setting(Frozen):
    """How it is set."""

    metal: str
    since: Date | None = None


@entity
class Exhibition(Frozen):
    """A place at which it was shown."""

    place: str
    since: Date | None = None
    until: Date | None = None


@entity
class Model(records.Model):
    """A release that is a stone as well."""

    carats: int | None = ev()
    polished: Date | None = ev()
    gallery: Url | None = ev()
    setting: Setting | None = ev(dated=True)
    exhibitions: tuple[Exhibition, ...] = ev(())


made: Any
for made in (Setting, Exhibition, Model):  # annotations are text in this module
    for name, one in made.__dataclass_fields__.items():
        if isinstance(one.type, str):
            one.type = made.__annotations__[name] = eval(one.type)  # noqa: S307  # our own
records.Model = Model  # type: ignore[misc]  # that is the experiment

from cnai.words import labels  # noqa: E402  # only now

labels.FIELDS |= {
    "carats": labels.Field("carats", "count", doc="How heavy it is."),
    "polished": labels.Field("polished", "date", doc="The day it was polished."),
    "gallery": labels.Field("gallery", "link", doc="Where it can be seen."),
    "setting": labels.Field("setting", doc="How it is set."),
    "exhibitions": labels.Field("exhibitions", "list", doc="Where it was shown."),
}

from bundled import _chosen  # noqa: E402
from cnai.api import load  # noqa: E402
from cnai.cli import main  # noqa: E402
from cnai.curate.__main__ import all_faults  # noqa: E402
from cnai.curate.__main__ import main as curate  # noqa: E402
from cnai.curate.tree import read_tree  # noqa: E402
from cnai.store.file import NAME  # noqa: E402
from pages import records_page  # noqa: E402
from trees import changed  # noqa: E402

FILE = "companies/amber/amber-models.toml"
GOOD: dict[str, Any] = {
    "carats": 5,
    "polished": "2025-09-01",
    "gallery": "https://amber.example.org/gallery",
    "setting": {"metal": "gold", "since": "2025-12-01"},
    "exhibitions": [{"place": "Hangzhou", "since": "2025-10-01"}, {"place": "Beijing", "since": "2025-12-15"}],
}
PAST = [
    {"field": "setting", "value": {"metal": "tin"}, "since": "2025-08-15", "until": "2025-12-01", "source": "amber-readme", "locator": "1"}
]
PROOF = {"fields": list(GOOD), "source": "amber-readme", "locator": "table 9, with the days of 2025-10-01, 2025-12-01 and 2025-12-15"}
BAD: dict[str, dict[str, Any]] = {
    "a date": {"polished": "2030-13-45"},
    "a date to come": {"polished": "2026-02"},
    "a link": {"gallery": "http://amber.example.org/gallery"},
    "no link": {"gallery": "javascript:alert(1)"},
    "a number": {"carats": "five"},
    "a part": {"setting": {"metal": "gold", "shine": 1}},
    "a date in a part": {"setting": {"metal": "gold", "since": "soon"}},
    "a date in a list": {"exhibitions": [{"place": "Hangzhou", "since": "2025-02-30"}]},
    "a list": {"exhibitions": "Hangzhou"},
}


def printed(*argv: str) -> str:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(list(argv))
    assert code == 0, err.getvalue()
    return out.getvalue()


def faults(tree: Path) -> list[str]:
    return all_faults(read_tree(tree), canonical=False)


def second(values: dict[str, Any]) -> Any:
    return lambda raw: raw["models"][1].update(values)


def follow(tree: Path) -> dict[str, Any]:
    """Everything that should follow from the declaration."""
    found: dict[str, Any] = {}
    changed(tree / FILE, second(GOOD | {"past": PAST}))
    found["unproved"] = faults(tree)
    changed(tree / FILE, lambda raw: raw["models"][1]["evidence"].append(PROOF))
    found["good"] = faults(tree)
    found["bad"] = {}
    for what, values in BAD.items():
        changed(tree / FILE, second(values))
        found["bad"][what] = faults(tree)
        changed(tree / FILE, second(GOOD))
    assert curate(["--data", str(tree), "fmt"]) == 0
    assert curate(["--data", str(tree), "build"]) == 0
    _chosen["path"] = tree / NAME
    found["days"] = {}
    for day in ("2025-08-31", "2025-11", "2026"):
        [row] = json.loads(printed("models", "amber-2", "--as-of", day, "--json"))
        found["days"][day] = {k: row[k] for k in GOOD}
    found["diff"] = json.loads(printed("diff", "amber-2", "--since", "2025-11", "--json"))
    found["diff fields"] = json.loads(printed("diff", "amber-2", "--since", "2025-11", "--field", "setting", "--json"))
    found["why"] = [row["value"] for row in json.loads(printed("why", "amber-2", "carats", "--json"))]
    found["csv"] = list(csv.DictReader(io.StringIO(printed("export", "models", "--format", "csv"))))[3]
    target = tree / "out.db"
    printed("export", "models", "-o", str(target))
    with closing(sqlite3.connect(target)) as connection:
        found["types"] = {row[1]: row[2].lower() for row in connection.execute("pragma table_info(models)")}
        found["sqlite"] = connection.execute("select carats, polished, gallery, setting_metal from models where id = 'amber-2'").fetchone()
    found["sql"] = json.loads(printed("sql", "select id from models where carats > 4", "--json"))
    found["schema"] = json.loads(printed("schema", "model", "--json"))
    found["drawn"] = printed("show", "amber-2", "--plain")
    found["records page"] = records_page()
    found["typed"] = load().get("amber-2").setting.metal  # type: ignore[union-attr]  # a model
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(follow(Path(sys.argv[1]))))
