from cnai import views
from cnai.commands.options import Run
from cnai.model.records import Tier
from cnai.output.result import Result


def command(run: Run) -> Result:
    """The article's tiers: what each means and who is in it."""
    cat = run.catalogue
    fields = ("level", "title", "companies", "after")
    return Result(
        cat.tiers, Tier, fields, lambda: views.tiers.tiers(cat), cat.unrated(), "cnai list --tier 3" if cat.tiers else "cnai list"
    )
