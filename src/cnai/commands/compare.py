from typing import Annotated

import typer

from cnai import views
from cnai.commands.run import Run, split
from cnai.questions.comparison import comparison, subjects
from cnai.report import Result


def command(
    run: Run,
    names: Annotated[list[str], typer.Argument(metavar="A B ...", help="Two or more companies, families or models.")],
    diff_only: Annotated[bool, typer.Option("--diff-only", help="Only the rows in which they differ.")] = False,
) -> Result:
    """Companies, families or models side by side.

    A family or company is compared by its own figures and those of its newest main model. "≠" marks a row in which they differ, "▲" the
    better value where better is clear and like is compared with like.

    \b
    Examples:
      $ cnai compare qwen kimi
      $ cnai compare deepseek-r1 kimi-k2 --diff-only
    """
    cat = run.catalogue
    chosen, notes = subjects(cat, split(names))
    answer = comparison(cat, chosen, diff_only=diff_only)
    ids = [s["id"] for s in answer["subjects"]]
    mains = {s.record.id: s.main.id for s in chosen if s.main}
    of_main = (
        "released",
        "model",
        "architecture",
        "total_params",
        "active_params",
        "context_tokens",
        "open_weights",
        "license_id",
        "license_kind",
    )
    shown = answer | {
        "rows": [r | {"sources": mains if r["field"] in of_main or r["field"].startswith("price_") else {}} for r in answer["rows"]]
    }
    rows = [{"field": r["field"], "label": r["label"], **dict(zip(ids, r["values"], strict=True))} for r in answer["rows"]]
    return Result(
        answer,
        ("field", "label", *ids),
        lambda: views.tables.comparison(cat, shown),
        allowed=list(dict.fromkeys(r["field"] for r in answer["rows"])),
        notes=notes,
        rows=rows,
        labels={s["id"]: s["name"] for s in answer["subjects"]} | {"field": "field", "label": "what"},
        hint=f"cnai show {ids[0]} · cnai compare {' '.join(ids)} --diff-only",
    )
