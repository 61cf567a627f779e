from cnai import views
from cnai.commands.options import Run
from cnai.model.records import Tier
from cnai.output.result import Result


def command(run: Run) -> Result:
    """China's AI labs on one screen: the tiers, who is in them, what is newest."""
    cat = run.catalogue
    return Result(
        cat.tiers, Tier, ("level", "title", "companies", "after"), lambda: views.landscape.landscape(cat), cat.unrated(),
        hint="cnai show deepseek · cnai compare qwen kimi · cnai can kimi-k2 · cnai claims --wrong · cnai which Hunren · cnai --help",
    )  # fmt: skip
