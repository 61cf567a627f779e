"""The commands as plain data. A new command is one module with a function `command`, and one entry here: help, docs and tests follow."""

from collections import namedtuple

TYPE_CHECKING = False  # --help and --version need neither typing nor dataclasses
if TYPE_CHECKING:
    from typing import NamedTuple

    class Command(NamedTuple):
        name: str
        module: str
        group: str
        line: str
        examples: tuple[str, ...] = ()
        reading: bool = True
        dated: bool = True

else:
    Command = namedtuple("Command", "name module group line examples reading dated", defaults=((), True, True))
    Command.__doc__ = """`module` holds a function `command`; `dated` ones take --as-of; `reading` ones take the options of output.

    `examples` are what follows `cnai NAME`, the most telling first; they are in the help, and the tests run them.
    """


GROUPS = ("Look", "Choose", "Follow", "Trust", "Export")

COMMANDS = (
    Command("tiers", "tiers", "Look", "the article's tiers: what each means and who is in it", ("", "--json")),
    Command(
        "list",
        "list_",
        "Look",
        "companies: by tier, kind, city, country",
        ("--tier 3", "--open --sort -model_count", "--kind startup --fields id,name_zh,founded"),
    ),
    Command(
        "show",
        "show",
        "Look",
        "the page of a company, family, model or API name",
        ("deepseek", "智谱", "kimi-k2 --sources", "deepseek-reasoner"),
    ),
    Command("browse", "browse", "Look", "the catalogue as an interactive screen", ("", "kimi"), reading=False),
    Command("search", "search", "Look", "full text, also in Chinese, best match first", ('"sparse attention"', "稀疏 --in events,claims")),
    Command(
        "models",
        "models",
        "Choose",
        "releases: by maker, size, date, licence, context",
        (
            "--company moonshot --as-of 2025-11-03",
            "--open --min-params 100B --min-context 256K",
            "qwen --since 2025 --kind reasoning --json",
            "--permits commercial --region DE --mau 50M --min-params 100B",
            "--where \"total_params > 5e11 and license_id = 'mit'\"",
        ),
    ),
    Command("compare", "compare", "Choose", "companies, families or models side by side", ("qwen kimi", "deepseek-r1 kimi-k2 --diff-only")),
    Command(
        "prices",
        "prices",
        "Choose",
        "list prices, and the cost of a number of tokens",
        ("deepseek --cost 1M:200K", "--flagships --cost 3M:500K", "--currency USD --max-price 1 --sort output"),
    ),
    Command(
        "scores", "scores", "Choose", "benchmark results, with who reported them", ('"SWE-bench Verified"', "kimi-k2 --reporter maker")
    ),
    Command(
        "can",
        "can",
        "Choose",
        "may I: what the licences permit",
        ("kimi-k2 --commercial --region EU --mau 200M", "hunyuan-a13b --region DE", "minimax-m2 --revenue 40M/year --json"),
    ),
    Command("license", "license", "Choose", "the terms of a licence, or licences over time", ("mit", "deepseek-v3", "minimax --json")),
    Command("timeline", "timeline", "Follow", "releases and events in order", ("deepseek", "--since 2026 --type listing,licence")),
    Command("news", "news", "Follow", "recent events, newest first", ("", "moonshot --since 6m", "--type licence --since 2y")),
    Command(
        "diff",
        "diff",
        "Follow",
        "which fields changed between two days",
        ("", "--since 2026-06 --field license,price", "moonshot --since 2025-11-03 --json"),
        dated=False,
    ),
    Command(
        "stats",
        "stats",
        "Follow",
        "counts and shares of releases",
        ("--by year", "--since 2026 --sort -models", "qwen --by license --json", "--over-time size --chart"),
    ),
    Command(
        "which",
        "which",
        "Trust",
        "what a name refers to, misspellings included",
        ("Hunren", "智谱 Quinn deepseek-ai/DeepSeek-R1 --json"),
    ),
    Command(
        "why", "why", "Trust", "the evidence behind a record or a field", ("deepseek-r1 total_params", "moonshot.founded", "kimi-k2 --json")
    ),
    Command("sources", "sources", "Trust", "the sources behind a record", ("kimi", "deepseek-r1 --json")),
    Command("cite", "cite", "Trust", "a citation of the data or of a fact", ("", "deepseek-r1 total_params", "kimi-k2 --bibtex")),
    Command("claims", "claims", "Trust", "the article's claims with their verdicts", ("deepseek", "--wrong", "--now outdated --json")),
    Command("review", "review", "Trust", "the labs and models that a text mentions", ("README.md",)),
    Command(
        "audit",
        "audit",
        "Trust",
        "another catalogue against this one",
        ("tests/models_dev.json deepseek", "tests/models_dev.json --provider moonshotai --json"),
    ),
    Command(
        "report",
        "report",
        "Export",
        "a page for people who do not use a terminal",
        ("-o labs.html --dry-run", "moonshot deepseek -o two.md --dry-run"),
        reading=False,
    ),
    Command(
        "export",
        "export",
        "Export",
        "one table, or all of them, to a file",
        ("models --format csv -o models.csv", "all --format sqlite -o cnai.db", "companies --format html -o companies.html"),
        reading=False,
    ),
    Command(
        "sql",
        "sql",
        "Export",
        "read-only SQL over the tables",
        ('"select company, count(*) n from models group by company order by n desc limit 5"', "--schema"),
    ),
    Command("schema", "schema", "Export", "the JSON Schema of records and answers", ("model --json", "compare"), dated=False),
    Command(
        "overlay",
        "overlay",
        "Export",
        "your own facts on top of the catalogue",
        ("", "set kimi-k3 context 1M --note measured --dry-run"),
        dated=False,
    ),
    Command(
        "data", "data", "Export", "version, date, hash, coverage, checks", ("", "coverage moonshot", "stale --older-than 90d"), dated=False
    ),
    Command("mcp", "mcp", "Export", "the same questions as MCP tools, for agents", ("--tools", ""), reading=False, dated=False),
    Command(
        "completion",
        "completion",
        "Export",
        "Tab in bash, zsh and fish",
        ("bash", "fish --install --dry-run"),
        reading=False,
        dated=False,
    ),
)
# What `cnai` alone shows.
LANDSCAPE = Command("", "landscape", "Look", "China's AI labs on one screen")
ALIASES = {"companies": "list", "licence": "license"}


def find(name: str) -> Command | None:
    """The command of this name or alias."""
    name = ALIASES.get(name, name)
    return next((c for c in COMMANDS if c.name == name), None)
