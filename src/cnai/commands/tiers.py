from cnai.commands.run import Run
from cnai.entities import Tier, flat_names, plain
from cnai.report import Result
from cnai.views import tables


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
        lambda: tables.tiers(cat, cat.tiers),
        allowed=flat_names(Tier),
        hint="cnai list --tier 3",
    )
