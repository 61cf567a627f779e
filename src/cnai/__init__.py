"""China's AI labs: who they are, what they released, what one may do with it, what changed, and how we know.

    >>> import cnai
    >>> catalogue = cnai.load()
    >>> catalogue.resolve("智谱").id
    'zhipu'

Standard library only; nothing is read before it is asked for.
"""

__version__ = "0.1.0"
__all__ = ["Ambiguous", "BadData", "Catalogue", "CnaiError", "NotFound", "Usage", "load"]

TYPE_CHECKING = False  # typing itself would cost a tenth of the start-up
if TYPE_CHECKING:
    from cnai.errors import Ambiguous, BadData, CnaiError, NotFound, Usage
    from cnai.library import Catalogue, load


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'cnai' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("cnai.library" if name in ("Catalogue", "load") else "cnai.errors"), name)
