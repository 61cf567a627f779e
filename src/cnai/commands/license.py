from typing import Annotated, Any

import typer

from cnai import views
from cnai.commands.names import one_named
from cnai.commands.options import Run
from cnai.model.records import Model
from cnai.model.shape import keys, plain
from cnai.output.result import Result
from cnai.questions.licenses import LicensePage, LicenseUseOf, license_of
from cnai.store.endpoints import platform


def command(
    run: Run,
    name: Annotated[list[str], typer.Argument(metavar="NAME", help="A licence; or a model, family or company and its licences over time.")],
) -> Result:
    """The terms of a licence, or the licences of a model, family or company over time."""
    cat, page = run.catalogue, license_of(run.catalogue, one_named(run, "license", name))
    if isinstance(page, LicensePage):
        hint = f"cnai why {page.id}{f' · cnai models --license {page.id}' if page.models else ''}"
        return Result(page, view=lambda: views.licenses.licence(cat, page), subject=page.id, hint=hint, title=page.name)
    record = cat.get(page.subject.id)
    notes = [] if page.rows else [f"{_none(record)}{_terms(run, record.id)}"]
    hint = f"cnai license {page.rows[0].license}" if page.rows else f"cnai can {record.id}" if isinstance(record, Model) else ""
    columns, rows = keys(LicenseUseOf), [plain(row) for row in page.rows]
    return Result(page, columns=columns, view=lambda: views.licenses.over_time(cat, page), notes=notes, rows=rows, names=columns, hint=hint)


def _none(record: Any) -> str:
    """Why there are no licences to show."""
    closed = isinstance(record, Model) and record.open_weights is False
    return f"the weights of {record.id} are not published" if closed else f"no licence of {record.id} is recorded"


def _terms(run: Run, rid: str) -> str:
    """Where the terms of the platform are that a family stands for."""
    ids = sorted({e.license for e in platform(run.catalogue, rid) if e.license})
    return f"; the terms of its platform: cnai license {' or '.join(ids)}" if ids else ""
