"""What each command answers with --json: the class of its object or of its rows. The JSON Schemas follow from it."""

from typing import Any

from cnai.model.records import Claim, Company, Source, Tier
from cnai.questions import (
    api_names,
    audit,
    changes,
    citation,
    comparison,
    coverage,
    differences,
    evidence,
    licenses,
    models,
    over_time,
    permission,
    prices,
    review,
    scores,
    search,
    show,
    stats,
    which,
)

# Command -> (classes, whether it is an array). Several classes: one of them, depending on the name.
ANSWERS: dict[str, tuple[tuple[type[Any], ...], bool]] = {
    "tiers": ((Tier,), True),
    "list": ((Company,), True),
    "show": ((show.CompanyPage, show.FamilyPage, show.ModelPage, api_names.ApiName, show.ClaimPage, show.EventPage), False),
    "search": ((search.Hit,), True),
    "models": ((models.Release,), True),
    "compare": ((comparison.Comparison,), False),
    "prices": ((prices.PriceRow,), True),
    "scores": ((scores.Score,), True),
    "can": ((permission.Permission,), True),
    "license": ((licenses.LicensePage, licenses.LicensesOverTime), False),
    "timeline": ((changes.Entry,), True),
    "news": ((changes.Entry,), True),
    "diff": ((differences.Change,), True),
    "stats": ((stats.Stat, over_time.Point), True),
    "which": ((which.Which,), True),
    "why": ((evidence.Why,), True),
    "sources": ((Source,), True),
    "cite": ((citation.Citation,), True),
    "claims": ((Claim,), True),
    "review": ((review.Mention,), True),
    "audit": ((audit.Difference,), True),
    "data": ((coverage.About,), False),
    "data coverage": ((coverage.Coverage,), True),
    "data stale": ((coverage.Stale,), True),
}
