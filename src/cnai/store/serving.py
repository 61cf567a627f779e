"""Which models an API name means on a day, read from the dated rows of the models."""

from typing import NamedTuple
from weakref import WeakKeyDictionary

from cnai.store.database import Store
from cnai.store.folding import fold
from cnai.words.dates import earliest


class Row(NamedTuple):
    """A model that an API name meant on an endpoint, half open: `until` is the first day without it."""

    model: str
    endpoint: str
    name: str
    since: str | None
    until: str | None


_KNOWN: WeakKeyDictionary[Store, dict[str, list[Row]]] = WeakKeyDictionary()  # read once: a list may ask for thousands of names


def rows_of(store: Store, api_id: str) -> list[Row]:
    """Every model that the name ever meant, the newest first."""
    known = _KNOWN.get(store)
    if known is None:
        known = _KNOWN[store] = {}
        for row in map(Row._make, store.columns("apis", ("model", "endpoint", "model_id", "since", "until"))):
            known.setdefault(fold(row.name), []).append(row)
    return sorted(
        known.get(fold(api_id), ()),
        key=lambda row: (earliest(row.since) if row.since else "0", row.until or "9999", row.model),
        reverse=True,
    )


def live(rows: list[Row], day: str) -> list[Row]:
    """Those that hold at the end of a day."""
    return [row for row in rows if not row.until or earliest(row.until) > day]
