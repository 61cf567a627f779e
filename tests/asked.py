"""Every reading command, as the tests ask it of the invented data."""

from pathlib import Path

from cnai.commands import COMMANDS, LANDSCAPE

OTHER = str(Path(__file__).parent / "other_catalogue.csv")
ASKED: dict[str, list[list[str]]] = {
    "": [[]],
    "tiers": [["tiers"]],
    "list": [["list"]],
    "show": [
        ["show", "amber"], ["show", "amber-models"], ["show", "amber-2"], ["show", "amber", "--expand", "models"], ["show", "amber-chat"],
        ["show", "amber-claim-1"], ["show", "amber-2025-09-listing"],
    ],
    "search": [["search", "stone"], ["search", "琥珀"]],
    "models": [["models"], ["models", "--permits", "commercial"]],
    "compare": [["compare", "amber", "basalt"], ["compare", "amber-2", "basalt-57b"]],
    "prices": [["prices"], ["prices", "--history", "--cost", "1M:200K"]],
    "scores": [["scores"]],
    "can": [["can", "amber-2"], ["can", "amber", "basalt"]],
    "license": [["license", "amber-license"], ["license", "amber"]],
    "timeline": [["timeline"]],
    "news": [["news", "--since", "3y"]],
    "diff": [["diff", "--since", "2024-06"]],
    "stats": [["stats"], ["stats", "--by", "year", "--chart"], ["stats", "--over-time", "size", "--chart"]],
    "which": [["which", "Ember", "Ambre 2", "Granite", "amber-chat", "Am\x1b[31mber\u202e"]],
    "why": [["why", "amber-2", "total_params"], ["why", "amber"], ["why", "amber-claim-1"]],
    "sources": [["sources"]],
    "cite": [["cite"], ["cite", "amber-2"], ["cite", "amber-2", "--bibtex"]],
    "claims": [["claims"]],
    "review": [["review", "-"]],
    "audit": [["audit", OTHER]],
    "overlay": [["overlay", "path"]],
    "sql": [["sql", "select * from models"], ["sql", "--schema"]],
    "schema": [["schema"]],
    "data": [["data"], ["data", "coverage"], ["data", "stale", "--older-than", "1d"]],
}  # fmt: skip
CALLS = [call for calls in ASKED.values() for call in calls]
DATED = [call for c in (LANDSCAPE, *COMMANDS) if c.reading and c.dated for call in ASKED.get(c.name, ())]
# What is piped into a call that reads standard input.
STDIN = "Ember leads, says Basal.\n"


def said_of(call: list[str]) -> str:
    """A call as the id of a test."""
    return " ".join(word.rpartition("/")[2] for word in call) or "landscape"
