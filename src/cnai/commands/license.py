from typing import Annotated, Any

import typer

from cnai import views
from cnai.commands.run import Run
from cnai.entities import License, Model
from cnai.errors import NotFound
from cnai.plain import flat_names, plain
from cnai.questions.permission import stricter
from cnai.questions.selection import license_ids
from cnai.report import Result


def command(
    run: Run,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A licence, or a model, family or company for its licences over time.")],
) -> Result:
    """The terms of a licence, or the licences of a model or family over time.

    \b
    Examples:
      $ cnai license mit
      $ cnai license deepseek-v3
      $ cnai license minimax --json
    """
    cat = run.catalogue
    try:
        rid = next(iter(license_ids(cat, [name])))
    except NotFound as missing:
        if not cat.match(name):
            raise missing from None
        return _over_time(run, name)
    licence = cat.license_by_id[rid]
    models = [m for m in cat.models if m.license and m.license.id == rid]
    return Result(
        plain(licence) | {"models": [m.id for m in models]},
        view=lambda: views.terms.licence(licence, models),
        allowed=(*flat_names(License), "models"),
        subject=licence.id,
        hint=f"cnai why {licence.id} · cnai models --license {licence.id}",
    )


def _over_time(run: Run, name: str) -> Result:
    """{id, record, name, licenses [{model, license, scope, since, until, change}]}, oldest first; `change` against the one before."""
    cat = run.catalogue
    record = cat.resolve(name)
    rows: list[dict[str, Any]] = [
        {"model": model.id, **{k: getattr(use, k) for k in ("license", "scope", "since", "until")}}
        for model in reversed(cat.models_of(record))
        for use in sorted(model.licenses, key=lambda u: u.since or "")
    ]
    rows.sort(key=lambda r: r["since"] or "")
    last: dict[str, str] = {}
    for row in rows:
        before = last.get(row["scope"])
        known = cat.license_by_id
        changed = before and before != row["license"]
        row["change"] = stricter([known[before]], [known[row["license"]]]) if changed and before in known else None
        last[row["scope"]] = row["license"]
    data = {"id": record.id, "record": record.record, "name": record.name, "licenses": rows}
    first = rows[-1]["license"] if rows else None
    closed = isinstance(record, Model) and record.open_weights is False
    notes = [] if rows else [f"no licence of {record.id} is known" + ("; its weights are closed" if closed else "")]
    return Result(
        data,
        view=lambda: views.terms.over_time(record.name, rows),
        notes=notes,
        hint=f"cnai license {first}" if first else "",
        allowed=("id", "record", "name", "licenses"),
    )
