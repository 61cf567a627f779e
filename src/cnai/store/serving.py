"""Which models an API name means on a day, read from the dated rows of the models."""

from typing import NamedTuple

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


def rows_of(store: Store, api_id: str) -> list[Row]:
    """Every model that the name ever meant, the newest first."""
    wanted = fold(api_id)
    found = (Row(*row) for row in store.columns("apis", ("model", "endpoint", "model_id", "since", "until")))
    return sorted(
        (row for row in found if fold(row.name) == wanted),
        key=lambda row: (earliest(row.since) if row.since else "0", row.until or "9999", row.model),
        reverse=True,
    )


def live(rows: list[Row], day: str) -> list[Row]:
    """Those that hold at the end of a day."""
    return [row for row in rows if not row.until or earliest(row.until) > day]
