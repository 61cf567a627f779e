"""Records of which only some fields are read at first: the same as whole ones to whoever looks at them."""

from typing import Any

import pytest

import cnai
from cnai.model.records import Model
from cnai.model.shape import keys
from cnai.questions.models import Release, models
from cnai.store.thin import whole


@pytest.mark.parametrize("where", [None, "company <> 'nobody'"])
@pytest.mark.parametrize("field", keys(Model))
def test_every_field_is_that_of_the_whole_record(field, where, real: cnai.Catalogue):
    rows = models(real, where=where).rows[:400]
    assert [getattr(row, field) for row in rows] == [getattr(m, field) for m in real.models[:400]]


def test_they_come_newest_first(either: cnai.Catalogue):
    assert [row.id for row in models(either, where="1").rows] == [m.id for m in either.models]


def test_what_a_list_shows_needs_no_record(stones: cnai.Catalogue, monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []
    some = stones.store.some

    def noted(table: str, *more: Any) -> Any:
        asked.append(table)
        return some(table, *more)

    monkeypatch.setattr(stones.store, "some", noted)
    found = models(stones, where="total_params > 1e9", open_weights=True, min_params="1B", since="2024", kind=["text"]).rows
    shown = [(row.id, row.name, row.license and row.license.id, row.open_weights, row.company) for row in found]
    assert len(shown) > 1
    assert asked == []
    summaries = [row.summary for row in found]
    assert asked == ["models"]  # all of them in one go
    assert summaries == [stones.model(row.id).summary for row in found]


def test_the_library_gives_whole_records(stones: cnai.Catalogue):
    rows = stones.where(where="id = 'amber-2'")
    assert rows == stones.where(names="amber-2")
    assert type(rows[0]) is Release
    assert vars(rows[0]) == vars(whole(rows[0]))
    assert rows[0].to_dict() == stones.model("amber-2").to_dict() | {"permission": None}
