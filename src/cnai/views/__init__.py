"""Views: from answers to blocks of cells, one module a question. No view decides what is true, and none knows of a format.

A view module is imported when it is first used, since answers for scripts need none.
"""

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

    from cnai.views import (
        audit,
        changes,
        claims,
        companies,
        comparison,
        coverage,
        evidence,
        landscape,
        licenses,
        models,
        over_time,
        permission,
        prices,
        profile,
        report,
        review,
        schema,
        scores,
        search,
        stats,
        tiers,
        which,
    )

__all__ = [
    "audit", "changes", "claims", "companies", "comparison", "coverage", "evidence", "landscape", "licenses", "models", "over_time",
    "permission", "prices", "profile", "report", "review", "schema", "scores", "search", "stats", "tiers", "which",
]  # fmt: skip


def __getattr__(name: str) -> "ModuleType":
    if name not in __all__:
        raise AttributeError(f"module 'cnai.views' has no attribute {name!r}")
    return import_module(f"cnai.views.{name}")
