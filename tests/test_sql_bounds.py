"""SQL is answered within bounds: it reads the documented tables, takes little time and memory, and says what is wrong in words."""

import sys

import pytest

from cnai.errors import InvalidQuery
from cnai.questions import sql
from cnai.store.tables import NAMES, columns

GROWS = "with recursive t(x) as (select 'xxxxxxxxxx' union all select x || x from t limit 25) select max(length(x)) as n from t"
COUNTS = "with recursive t(n) as (select 1 union all select n + 1 from t limit 9000000) select count(*) as n from t"


@pytest.mark.parametrize(
    "text",
    [
        "attach 'x' as y",
        "pragma table_info(models)",
        "select * from pragma_table_info('models')",
        "insert into models values (1)",
        "vacuum",
        "update models set id = 'x'",
        "delete from models",
        "create table x(y)",
        "drop table models",
        "select load_extension('x')",
        "select readfile('/etc/passwd')",
        "select writefile('x', 'y')",
        "select fts3_tokenizer('simple')",
        "select sqlite_log(1, 'x')",
        "select zeroblob(900000000)",
        "select randomblob(900000000)",
        "select * from sqlite_master",
        "select * from _records",
        "select 1; select 2",
        "begin",
    ],
)
def test_only_reading_the_documented_tables_is_allowed(text, stones):
    with pytest.raises(InvalidQuery):
        sql.query(stones, text)
    assert sql.query(stones, "select count(*) as n from models")[1][0]["n"] == len(stones.models)


@pytest.mark.parametrize("text", ["", "-- nothing"])
def test_a_query_that_asks_nothing_is_told_what_is_allowed(text, stones):
    with pytest.raises(InvalidQuery, match="only a SELECT is allowed"):
        sql.query(stones, text)


def test_a_query_that_does_not_end_is_stopped(stones, monkeypatch):
    monkeypatch.setattr(sql, "SECONDS", 0.01)
    for ask in (lambda: sql.query(stones, COUNTS), lambda: sql.ids_where(stones, "models", f"({COUNTS})")):
        with pytest.raises(InvalidQuery, match="took too long"):
            ask()


def test_a_query_that_works_for_a_while_is_not_stopped(stones):
    assert sql.query(stones, COUNTS.replace("9000000", "50000"))[1] == [{"n": 50_000}]


def test_a_query_may_take_some_megabytes(stones):
    text = (
        "with recursive t(n, s) as materialized (select 1, printf('%1000d', 1) union all select n + 1, s || '' from t limit 20000)"
        " select max(length(s)) as n from (select s from t order by s, n)"
    )
    assert sql.query(stones, text)[1] == [{"n": 1000}]


def test_a_second_statement_is_named_as_what_is_wrong(stones):
    with pytest.raises(InvalidQuery) as caught:
        sql.query(stones, "select 1; select 2")
    assert caught.value.message == "one query at a time: leave out what follows the first ;"


@pytest.mark.parametrize(("text", "ends"), [(GROWS, False), (GROWS.replace("25", "14"), True)])
def test_a_value_that_grows_without_bound_is_stopped(text, ends, stones):
    if ends:
        assert sql.query(stones, text)[1] == [{"n": 10 * 2**13}]
    else:
        with pytest.raises(InvalidQuery, match="more than 100000 bytes"):
            sql.query(stones, text)


def test_so_many_rows_and_no_more(stones, monkeypatch):
    monkeypatch.setattr(sql, "ROWS", 3)
    assert len(sql.query(stones, "select 1 union all select 2 union all select 3")[1]) == 3
    with pytest.raises(InvalidQuery, match="more than 3 rows; add a LIMIT"):
        sql.query(stones, "select 1 union all select 2 union all select 3 union all select 4")


@pytest.mark.parametrize(
    "condition",
    [
        "1) or (1",
        "0) union select 1 where (1",
        "1) limit 3 --",
        "1 -- and",
        "1 /* and */",
        "1; select 2",
        "(1",
        "1)",
        ")(",
        "'",
        "",
    ],
)
def test_a_condition_cannot_add_to_the_query(condition, stones):
    with pytest.raises(InvalidQuery) as caught:
        sql.ids_where(stones, "models", condition)
    assert caught.value.option == "where"


@pytest.mark.parametrize("condition", ["name like '%(%' or name like '%--%' or ';' = '/*' or 1", 'id is not null and ")" is not null'])
def test_signs_in_a_text_are_no_sql(condition, stones):
    assert sql.ids_where(stones, "models", condition) == {m.id for m in stones.models}


def test_values_that_json_lacks(stones):
    columns, rows = sql.query(stones, "select x'ff00' as a, 9e999 as a, -9e999 as a, 1.5 as b, 'x' as c, 2 as a_2")
    assert columns == ["a", "a_2", "a_3", "b", "c", "a_2_2"]
    assert list(rows[0].values()) == ["ff00", None, None, 1.5, "x", 2]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("select * from modelz", "no such table: modelz; did you mean models?"),
        ("select m.contxt_tokens from models m", "no such column: m.contxt_tokens; did you mean context_tokens or weights_context_tokens?"),
        ("select * from zzzzqq", "no such table: zzzzqq; cnai sql --schema lists them"),
        ("select qqqq from timeline", "no such column: qqqq; timeline has date, record, type, company, id, title, detail"),
        ("select longalias.tpe from Timeline longalias", "no such column: longalias.tpe; did you mean type or date?"),
        ("select zzzz from prices", "no such column: zzzz; cnai sql --schema lists them"),  # of more than a dozen columns none is listed
    ],
)
def test_a_wrong_name_is_answered_with_the_nearest(text, says, stones):
    with pytest.raises(InvalidQuery) as caught:
        sql.query(stones, text)
    assert caught.value.message == says


def test_every_column_has_a_meaning_and_a_short_example(stones):
    rows = sql.schema(stones)
    assert all(row.meaning for row in rows)
    texts = [row.example for row in rows if isinstance(row.example, str)]
    assert max(map(len, texts)) == 61
    assert [t for t in texts if len(t) == 61 and not t.endswith("…")] == []
    assert [row.unit for row in rows if row.column == "context_tokens"] == ["tokens"]


def test_a_dozen_columns_are_listed_and_no_more(stones):
    for table in NAMES:
        with pytest.raises(InvalidQuery) as caught:
            sql.query(stones, f'select zzqqzz from "{table}"')  # noqa: S608  # names are ours
        assert (f"{table} has {', '.join(columns(table))}" in caught.value.message) == (len(columns(table)) <= 12)
    assert {len(columns(table)) for table in NAMES} >= {12, 13}


@pytest.mark.parametrize(("length", "shown"), [(60, "x" * 60), (61, "x" * 60 + "…")])
def test_a_long_example_is_cut(length, shown):
    assert sql._short("x" * length) == shown
    assert sql._short(10**length) == 10**length


@pytest.mark.parametrize(("platform", "unit"), [("linux", 1024), ("freebsd14", 1024), ("darwin", 1)])
def test_memory_is_known_where_there_is_no_proc(platform, unit, monkeypatch):
    resource = pytest.importorskip("resource")

    def absent(*_):
        raise FileNotFoundError

    monkeypatch.setattr(sql, "open", absent, raising=False)
    monkeypatch.setattr(sys, "platform", platform)
    assert sql._memory() == pytest.approx(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit, rel=0.01)
    monkeypatch.setattr(sys, "platform", "win32")
    assert sql._memory() == 0


def test_several_columns_of_the_rows_that_hold(stones):
    rows = sql.rows_where(stones, "models", "company = 'amber'", ("id", "company", "family"))
    assert rows
    assert {row[1] for row in rows} == {"amber"}
    assert sql.ids_where(stones, "models", "company = 'amber'") == {row[0] for row in rows}


def test_rows_come_in_the_order_of_their_table(stones):
    """Also where SQLite would rather read an index."""
    assert sql.rows_where(stones, "companies", "id >= 'amber'", ("id",)) == [(c.id,) for c in stones.companies]
    assert [c.id for c in stones.companies] != sorted(c.id for c in stones.companies)
    assert sql.rows_where(stones, "timeline", "type = 'listing'", ("date", "company")) == [("2025-09-01", "amber")]


def test_lists_of_a_row_can_be_asked(stones):
    assert sql.query(stones, "select value from json_each('[1, 2]')")[1] == [{"value": 1}, {"value": 2}]
