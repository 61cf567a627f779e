"""All models, of which only what filters and lists ask for is read at first."""

from collections.abc import Iterable, Sequence
from typing import Any

from cnai.model.records import Model
from cnai.store.catalogue import Catalogue
from cnai.store.thin import thin

# Prices and what else is shown of few models are read when they are asked for.
FIRST = (
    "id", "name", "company", "family", "released", "status", "total_params", "active_params", "context_tokens", "open_weights", "license",
    "architecture", "kinds", "capabilities",
)  # fmt: skip


def skimmed(catalogue: Catalogue, cls: type[Model], where: str | None) -> list[Any]:
    """The models for which an SQL condition holds, or all, newest first, as records of a class with the fields of a model."""

    def read(columns: Sequence[str]) -> Iterable[Sequence[Any]]:
        if where is None:
            return catalogue.store.columns("models", columns)
        from cnai.questions.sql import rows_where

        return rows_where(catalogue, "models", where, columns)

    def load(ids: Sequence[str]) -> Iterable[Model]:
        return catalogue.models if where is None else catalogue.models_with(ids)

    return thin(cls, Model, FIRST, read, load)
