"""Views: from answers to blocks of cells for a terminal. No view decides what is true, and none knows of Rich.

A view module is imported when it is first used, since answers for scripts need none.
"""

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

    from cnai.views import history, parts, profile, tables, terms, trust

__all__ = ["history", "parts", "profile", "tables", "terms", "trust"]


def __getattr__(name: str) -> "ModuleType":
    if name not in __all__:
        raise AttributeError(f"module 'cnai.views' has no attribute {name!r}")
    return import_module(f"cnai.views.{name}")
