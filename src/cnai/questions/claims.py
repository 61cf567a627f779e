"""The article's claims, chosen and counted."""

from collections.abc import Sequence

from cnai.model.records import Claim
from cnai.model.values import Verdict
from cnai.questions.changes import scope
from cnai.questions.found import Found, tier_of, tiers_of
from cnai.questions.show import statement
from cnai.store.catalogue import Catalogue
from cnai.words.labels import NOT_JUDGED
from cnai.words.quantities import each_of
from cnai.words.words import words_of

VERDICTS = words_of(Verdict)
NOW = (*VERDICTS, NOT_JUDGED)


def claims(
    catalogue: Catalogue,
    names: Sequence[str] = (),
    *,
    verdict: Sequence[str] = (),
    tier: Sequence[str | int] = (),
    now: Sequence[str] = (),
    wrong: bool = False,
    where: str | None = None,
) -> Found[Claim]:
    """The claims about the named records, or of these ids, in the article's order; `wrong` means all verdicts but supported."""
    wanted = each_of(verdict, VERDICTS, "verdict")
    today = each_of(now, NOW, "now")
    levels = tiers_of(catalogue, tier)
    asked = [(n, statement(catalogue, n)) for n in names]
    own = {s.id for _, s in asked if s is not None}
    ids = scope(catalogue, [catalogue.resolve(n) for n, s in asked if s is None]) if any(s is None for _, s in asked) else set()
    matching = None
    if where is not None:
        from cnai.questions.sql import ids_where

        matching = ids_where(catalogue, "claims", where)
    chosen = tuple(
        c for c in catalogue.claims
        if (not names or c.id in own or (ids or set()) & set(c.about))
        and (not wanted or c.verdict in wanted) and (not today or (c.verdict_now or NOT_JUDGED) in today)
        and (not levels or tier_of(c.tier, c.place.startswith("honorable")) in levels)
        and (not wrong or c.verdict != "supported") and (matching is None or c.id in matching)
    )  # fmt: skip
    return Found(chosen, [] if chosen else catalogue.unrated() or ["no claim matches"])
