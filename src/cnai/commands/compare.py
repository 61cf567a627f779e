import re
from typing import Annotated

import typer

from cnai import views
from cnai.commands.names import Listed, named
from cnai.commands.options import Run
from cnai.errors import InvalidQuery
from cnai.output.footnotes import OWNERS
from cnai.output.result import Result
from cnai.questions.comparison import compare
from cnai.questions.found import not_counted


def command(
    run: Run,
    names: Annotated[list[str], typer.Argument(metavar="A B ...", help="Two or more companies, families or models.")],
    diff_only: Annotated[bool, typer.Option("--diff-only", help="Only the rows in which they differ.")] = False,
    all_: Annotated[bool, typer.Option("--all", help="Every row, also when many records are compared.")] = False,
) -> Result:
    """Companies, families or models side by side.

    A family or company is compared by its own figures and those of its main model. "≠" marks a row in which they differ, "▲" the
    better value where that is clear and the values are comparable.
    """
    subjects = named(run, names, least=2)
    try:
        compared = compare(run.catalogue, subjects, diff_only=diff_only)
    except InvalidQuery:
        text = "" if isinstance(names, Listed) else " ".join(names)
        if len(names) < 2 or re.search("[,，、]", text) or not run.catalogue.names.one_name(names):
            raise
        raise InvalidQuery(f"{text!r} is one name: cnai show {run.catalogue.resolve(text).id}; compare needs two") from None
    answer = compared.answer
    ids = [s.id for s in answer.subjects]
    mains = {s.record.id: s.main.id for s in compared.subjects if s.main}
    priced = mains | compared.twins
    rows = [
        {"field": r.field, "label": r.label, **dict(zip(ids, r.values, strict=True)), OWNERS: {
            i: views.comparison.proved_by(r, i, priced if r.group == "price" else mains)
            for i, value in zip(ids, r.values, strict=True) if value not in (None, [])
        }}
        for r in answer.rows
    ]  # fmt: skip
    return Result(
        answer,
        columns=("field", "label", *ids),
        view=lambda: views.comparison.comparison(run.catalogue, compared, whole=all_),
        names=tuple(dict.fromkeys(r.field for r in answer.rows)),
        notes=compared.notes + not_counted(run.catalogue, subjects),
        rows=rows,
        labels={s.id: s.name for s in answer.subjects} | {"field": "field", "label": "what"},
        hint=f"cnai show {ids[0]}" + ("" if diff_only else f" · cnai compare {' '.join(ids)} --diff-only"),
        title=" and ".join(s.name for s in answer.subjects),
    )
