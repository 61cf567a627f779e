from typing import Annotated

import typer

from cnai import views
from cnai.commands.names import one_named
from cnai.commands.options import Run
from cnai.output.result import Result
from cnai.questions.api_names import ended
from cnai.questions.show import next_steps, notes, show
from cnai.words.quantities import one_of


def command(
    run: Run,
    name: Annotated[list[str], typer.Argument(metavar="NAME", help="A company, family, model or API name, in any spelling.")],
    expand: Annotated[str | None, typer.Option(metavar="models", help="List every release; in JSON, as whole records.")] = None,
) -> Result:
    """The page of a company, family, model or API name, or of a claim or event by its id."""
    whole = expand is not None and one_of(expand, ("models",), "expand") == "models"
    asked = one_named(run, "show", name)
    page = show(run.catalogue, asked, expand=whole)
    cat = run.catalogue
    said = [*ended(cat, asked), *notes(cat, page)]
    if cat.is_past:
        from cnai.questions.found import not_counted

        said += not_counted(cat, [page.id])
    return Result(
        page,
        view=lambda: views.profile.profile(cat, page, expand=whole),
        hint=next_steps(cat, page),
        subject=page.id,
        title=getattr(page, "name", page.id),
        notes=said,
    )
