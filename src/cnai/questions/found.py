"""What questions that list something share: what they give back, and the words that several of them take."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from cnai.errors import InvalidQuery
from cnai.words.dates import earliest, latest, parse
from cnai.words.money import CURRENCIES, currency_code
from cnai.words.quantities import one_of
from cnai.words.text import plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from cnai.model.records import Model
    from cnai.store.catalogue import Catalogue

Row = TypeVar("Row")
MENTION, NO_TIER = "mention", "none"


@dataclass(slots=True, repr=False, eq=False)
class Found(Generic[Row]):
    """`rows` in their order; `notes` are sentences for people, such as how many undated releases were left out."""

    rows: tuple[Row, ...]
    notes: list[str] = field(default_factory=list)


def window(catalogue: "Catalogue", since: str | None, until: str | None) -> tuple[str | None, str | None]:
    """The two dates of a window, of any exactness, None where it is open. Raises InvalidQuery, also where the first is after the last."""
    start, end = (parse(d, catalogue.day) if d else None for d in (since, until))
    if start and end and earliest(start) > latest(end):
        raise InvalidQuery(f"{start} is after until {end}; give an earlier day, or a later until", option="since")
    return start, end


def beyond(catalogue: "Catalogue", start: str) -> list[str]:
    """What to say about a window that begins after the data ends."""
    return [f"the data ends on {catalogue.date}"] if start > catalogue.date else []


def first(rows: "Sequence[Row]", limit: int | None, one: str, many: str | None = None) -> tuple[tuple[Row, ...], list[str]]:
    """At most so many of the rows, and how many match, if not all of them are shown. Raises InvalidQuery for a limit below 1."""
    if limit is not None and limit < 1:
        raise InvalidQuery("use a whole number of 1 or more", option="limit")
    shown = tuple(rows)[:limit]
    if len(shown) == len(rows):
        return shown, []
    return shown, [
        f"{plural(len(rows), one, many)} match, {len(shown)} {'is' if len(shown) == 1 else 'are'} shown; use --limit {len(rows)}"
    ]


def currency_of(text: str | None) -> str:
    """The currency that a word means. Raises InvalidQuery without one too, since prices are never mixed."""
    if text is None:
        message = "a price needs a currency, USD or CNY (prices are never converted)"
        raise InvalidQuery(message, CURRENCIES, option="currency")
    return one_of(currency_code(text), CURRENCIES, "currency")


def tiers_of(catalogue: "Catalogue", words: "Sequence[str | int]") -> set[str]:
    """The tiers that the words name, as `tier_of` writes them. Raises InvalidQuery."""
    known = [str(t["level"]) for t in catalogue.base.head.tiers if t.get("level")]
    return {one_of(str(word), (*known, MENTION, NO_TIER), "tier") for word in words}


def tier_of(level: int | None, mention: object) -> str:
    """The tier of a company or claim as a word: "3", "mention" for one beside the tiers, "none"."""
    return str(level) if level else MENTION if mention else NO_TIER


def outputs(model: "Model") -> tuple[str, ...]:
    """What a model produces."""
    return model.modalities.output if model.modalities else ()


def not_counted(catalogue: "Catalogue", names: "Sequence[str]" = ()) -> list[str]:
    """What to say on a past day about the releases without a date, of what is named: they are in no list and no figure of that day."""
    count = len(undated(catalogue, names)) if catalogue.is_past else 0
    fate = "is not counted" if count == 1 else "are not counted"
    return [f"{plural(count, 'release has', 'releases have')} no known date and {fate} {catalogue.now}"] if count else []


def undated(
    catalogue: "Catalogue", names: "Sequence[str]" = (), companies: "Sequence[str]" = (), families: "Sequence[str]" = ()
) -> "list[dict[str, Any]]":
    """The models of today, as plain data, that a past day leaves out because they have no date, of what is named."""
    owners: set[str] = set()
    for wanted, kinds in ((names, ("company", "family")), (companies, ("company",)), (families, ("family",))):
        for match in (m for name in wanted for m in catalogue.match(name, kinds)[:1]):
            owners |= {match.id} | catalogue.below(match.id)
    every = not (names or companies or families)
    rows = (r for r in catalogue.base.rows("models") if not (r.get("announced") or r.get("released")))
    return [r for r in rows if every or {r["company"], r["family"]} & owners]
