from cnai import views
from cnai.commands.run import Run
from cnai.entities import Tier
from cnai.plain import flat_names, plain
from cnai.report import Result


def command(run: Run) -> Result:
    """The article's tiers: what each means and who is in it.

    \b
    Examples:
      $ cnai tiers
      $ cnai tiers --json
    """
    cat = run.catalogue
    return Result(
        [plain(t) for t in cat.tiers],
        ("level", "title", "companies", "after"),
        lambda: views.tables.tiers(cat, cat.tiers),
        allowed=flat_names(Tier),
        hint="cnai list --tier 3",
    )
