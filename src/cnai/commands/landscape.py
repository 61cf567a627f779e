from cnai import views
from cnai.commands.run import Run
from cnai.plain import plain
from cnai.report import Result


def command(run: Run) -> Result:
    """China's AI labs on one screen: the tiers, who is in them, what is newest."""
    cat = run.catalogue
    return Result(
        [plain(t) for t in cat.tiers],
        ("level", "title", "companies", "after"),
        lambda: views.tables.landscape(cat),
        hint="cnai show deepseek · cnai compare qwen kimi · cnai models --open · cnai --help",
    )
