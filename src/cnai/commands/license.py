from typing import Annotated

import typer

from cnai import views
from cnai.commands.options import Run, one_named
from cnai.model.shape import keys, plain
from cnai.output.result import Result
from cnai.questions.licenses import LicensePage, LicenseUseOf, license_of


def command(
    run: Run,
    name: Annotated[list[str], typer.Argument(metavar="NAME", help="A licence; or a model, family or company and its licences over time.")],
) -> Result:
    """The terms of a licence, or the licences of a model, family or company over time."""
    cat, page = run.catalogue, license_of(run.catalogue, one_named(run, "license", name))
    if isinstance(page, LicensePage):
        hint = f"cnai why {page.id} · cnai models --license {page.id}"
        return Result(page, view=lambda: views.licenses.licence(cat, page), subject=page.id, hint=hint, title=page.name)
    notes = [] if page.rows else [f"no licence of {page.subject.id} is recorded"]
    hint = f"cnai license {page.rows[0].license}" if page.rows else ""
    columns, rows = keys(LicenseUseOf), [plain(row) for row in page.rows]
    return Result(page, columns=columns, view=lambda: views.licenses.over_time(cat, page), notes=notes, rows=rows, names=columns, hint=hint)
