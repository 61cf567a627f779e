"""China's AI labs: who they are, what they have released, what you may do with it, what has changed, and how we know.

    >>> import cnai
    >>> catalogue = cnai.load()
    >>> catalogue.company("智谱").id
    'zhipu'

Needs the standard library only. Nothing is read before you ask for it.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False  # typing itself would cost a tenth of the start-up
if TYPE_CHECKING:
    from cnai.api import Catalogue as Catalogue
    from cnai.api import load as load
    from cnai.errors import Ambiguous as Ambiguous
    from cnai.errors import BadData as BadData
    from cnai.errors import CnaiError as CnaiError
    from cnai.errors import InvalidQuery as InvalidQuery
    from cnai.errors import NoDatabase as NoDatabase
    from cnai.errors import NotFound as NotFound
    from cnai.model.records import Claim as Claim
    from cnai.model.records import Company as Company
    from cnai.model.records import Endpoint as Endpoint
    from cnai.model.records import Event as Event
    from cnai.model.records import Evidence as Evidence
    from cnai.model.records import Family as Family
    from cnai.model.records import License as License
    from cnai.model.records import Model as Model
    from cnai.model.records import Source as Source

# Public name -> the module that has it.
_PLACES = {
    **dict.fromkeys(("Catalogue", "load"), "cnai.api"),
    **dict.fromkeys(("Ambiguous", "BadData", "CnaiError", "InvalidQuery", "NoDatabase", "NotFound"), "cnai.errors"),
    **dict.fromkeys(("Claim", "Company", "Endpoint", "Event", "Evidence", "Family", "License", "Model", "Source"), "cnai.model.records"),
}
__all__ = [
    "Ambiguous", "BadData", "Catalogue", "Claim", "CnaiError", "Company", "Endpoint", "Event", "Evidence", "Family",
    "InvalidQuery", "License",
    "Model", "NoDatabase", "NotFound", "Source", "load",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(f"module 'cnai' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_PLACES[name]), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
