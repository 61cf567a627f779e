from typing import Annotated, Any

import typer

from cnai import views
from cnai.commands.run import Run
from cnai.entities import Company, Model
from cnai.plain import keys, plain
from cnai.questions.around import claims_about, events_about, short_model
from cnai.report import Result


def command(
    run: Run,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A company, family or model, however it is spelled.")],
    expand: Annotated[str | None, typer.Option(metavar="models", help="Every release, and whole records in JSON.")] = None,
) -> Result:
    """The profile of a company, family or model.

    \b
    Examples:
      $ cnai show deepseek
      $ cnai show 智谱
      $ cnai show kimi-k2 --sources
    """
    from cnai.commands.run import choice

    choice(expand, ("models",), "--expand")
    cat = run.catalogue
    record = cat.resolve(name)
    data = plain(record) | {"details": details(run, record, expand is not None)}
    if isinstance(record, Model):
        hint = f"cnai why {record.id} · cnai show {record.company}"
    else:
        flagship = record.flagship_family if isinstance(record, Company) else record.latest_model
        hint = f"cnai why {record.id}" + (f" · cnai show {flagship}" if flagship else "")
    return Result(
        data,
        view=lambda: views.profile.profile(cat, record, expand=expand is not None),
        allowed=tuple(dict.fromkeys([*_flat(record), *keys(type(record)), "details"])),
        hint=hint,
        subject=record.id,
    )


def _flat(record: Any) -> tuple[str, ...]:
    from cnai.plain import flat_names

    return flat_names(type(record))


def details(run: Run, record: Any, whole: bool) -> dict[str, Any]:
    """What stands around a record: of a model its evidence and sources, of an owner its families, models, claims and events."""
    cat = run.catalogue
    if isinstance(record, Model):
        rows = cat.evidence_of(record.id)
        used = {s for e in rows for s in (e.source, *(a.source for a in e.alternatives))}
        return {
            "evidence": plain(rows),
            "sources": plain([cat.source(s, record.company) for s in sorted(used)]),
        }
    models = cat.models_of(record)
    families = [f for f in cat.families if (f.company == record.id if isinstance(record, Company) else f.parent == record.id)]
    ids = {record.id, *(f.id for f in families), *(m.id for m in models)}
    return {
        "families": plain(families),
        "models": plain(models) if whole else [short_model(m) for m in models],
        "claims": plain(claims_about(cat, ids)),
        "events": plain(events_about(cat, record)),
    }
