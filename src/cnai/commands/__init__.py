"""The commands as plain data. A new command is one module with a function of its name, and one line here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Command:
    """`module` holds a function `command`; `dated` ones take --as-of; `reading` ones take the options of output."""

    name: str
    module: str
    group: str
    line: str
    reading: bool = True
    dated: bool = True


GROUPS = ("Look", "Choose", "Follow", "Trust", "Take along")

COMMANDS = (
    Command("tiers", "tiers", "Look", "the article's tiers: what each means and who is in it"),
    Command("list", "list_", "Look", "companies: by tier, kind, city, country"),
    Command("show", "show", "Look", "the profile of a company, family or model"),
    Command("models", "models", "Choose", "releases: by maker, size, date, licence, context"),
    Command("compare", "compare", "Choose", "companies, families or models side by side"),
    Command("can", "can", "Choose", "may I: what the licences permit"),
    Command("license", "license", "Choose", "the terms of a licence, or licences over time"),
    Command("timeline", "timeline", "Follow", "releases and events in order"),
    Command("news", "news", "Follow", "what happened lately, newest first"),
    Command("diff", "diff", "Follow", "what differs between two days", dated=False),
    Command("which", "which", "Trust", "which record a name means, mis-spellings included"),
    Command("why", "why", "Trust", "the evidence behind a record or a field"),
    Command("sources", "sources", "Trust", "the sources behind a record"),
    Command("cite", "cite", "Trust", "a citation of the data or of a fact"),
    Command("claims", "claims", "Trust", "the article's claims, judged"),
    Command("review", "review", "Trust", "the labs and models that a text names"),
    Command("export", "export", "Take along", "a whole table, or all, in eight formats", reading=False),
    Command("schema", "schema", "Take along", "the JSON Schema of the records", dated=False),
    Command("data", "data", "Take along", "version, date, hash, coverage, checks", dated=False),
)
# What `cnai` alone shows.
LANDSCAPE = Command("", "landscape", "Look", "China's AI labs on one screen")
ALIASES = {"companies": "list", "licence": "license"}


def find(name: str) -> Command | None:
    """The command of this name or alias."""
    name = ALIASES.get(name, name)
    return next((c for c in COMMANDS if c.name == name), None)
