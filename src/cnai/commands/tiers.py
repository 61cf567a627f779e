from cnai import views
from cnai.commands.options import Run
from cnai.model.records import Tier
from cnai.output.result import Result


def command(run: Run) -> Result:
    """The article's tiers: what each means and who is in it."""
    cat = run.catalogue
    return Result(cat.tiers, Tier, ("level", "title", "companies", "after"), lambda: views.tiers.tiers(cat), hint="cnai list --tier 3")
