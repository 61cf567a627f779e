"""SQL of whoever asks: read-only, with an end, and within the memory of a small machine."""

import subprocess
import sys

import pytest

import cnai
from cnai.questions import sql
from conftest import Runner

ENDLESS = "with recursive t(x) as (select 1 union all select x + 1 from t) select count(*) from t"
MEASURED = """
import re, sys
from cnai.cli import main
print(main(["sql", sys.argv[1]]), re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1])
"""
HUNGRY = (
    "select * from models a, models b",
    "select json_group_array(a.summary) from models a, models b",
    "select * from evidence a, evidence b order by a.note desc",
    "with t as materialized (select a.summary || b.summary s from models a, models b) select count(*) from t, t u",
)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a process has had since it began")
@pytest.mark.parametrize("query", HUNGRY)
def test_a_hungry_query_ends_in_time_and_memory(query):
    done = subprocess.run([sys.executable, "-c", MEASURED, query], capture_output=True, text=True, timeout=60)
    exit_code, peak = map(int, done.stdout.split())
    assert exit_code == 2
    assert "add a" in done.stderr
    assert peak < 200 * 1024


def test_an_endless_query_ends(stones: cnai.Catalogue, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sql, "SECONDS", 0.1)
    with pytest.raises(cnai.InvalidQuery, match="took too long"):
        stones.sql(ENDLESS)
    with pytest.raises(cnai.InvalidQuery, match="took too long"):
        stones.where(where=f"({ENDLESS}) > 0")


@pytest.mark.parametrize(
    "query",
    [
        "attach 'x.db' as x", "pragma writable_schema = 1", "delete from models", "create table t (x)", "select load_extension('x')",
        "select * from sqlite_master", "select * from _record", "select readfile('x')", "select 1; select 2", "vacuum", "begin",
    ],
)  # fmt: skip
def test_a_query_only_reads_what_is_documented(query, stones: cnai.Catalogue):
    with pytest.raises(cnai.InvalidQuery):
        stones.sql(query)


def test_json_can_be_read(stones: cnai.Catalogue):
    assert stones.sql("select json_extract('{\"a\": [1, 2]}', '$.a[1]') x, json_array_length('[1]') n") == [{"x": 2, "n": 1}]


@pytest.mark.parametrize(
    ("argv", "near"),
    [
        (["sql", "select totl_params from models"], "did you mean total_params"),
        (["sql", "select 1 from modles"], "did you mean models"),
        (["list", "--where", "foundd > '2020'"], "did you mean founded"),
        (["timeline", "--where", "tpe = 'listing'"], "did you mean type"),
        (["prices", "--where", "hoursss = 1"], "did you mean hours"),
        (["scores", "--where", "scre > 90"], "did you mean score"),
        (["claims", "--where", "vedict = 'supported'"], "did you mean verdict"),
        (["export", "models", "--where", "naem = 'x'"], "did you mean name"),
    ],
)
def test_an_unknown_column_names_the_nearest_and_not_all(argv, near, stone_run: Runner):
    said = stone_run(*argv)
    assert (said.code, said.out) == (2, "")
    assert near in said.err
    assert len(said.err) < 200


def test_a_query_comes_from_standard_input(stone_run):
    assert stone_run("sql", "-", stdin="select 1 + 1 as two").out == "two\n2\n"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ('select "name" from models order by "id" limit 1', "Abab5.5"),
        ('select name "Modell" from models order by id limit 1', "Abab5.5"),
        ('select name as "x y" from models order by "x y" limit 0', None),
        ('with t as (select name as "n" from models) select "n" from t limit 0', None),
        ('select "m"."name" from models m limit 0', None),
        ('select count(*) as anzahl from models group by company order by "anzahl" limit 0', None),
        ('select name from models where license_id in ("mit", "nosuch") limit 0', None),
        ('select name from models where status = "current" limit 0', None),
        ("select 'say \"nam\"' limit 0", None),
        ('select count(*) "n" from models group by company order by "n" limit 0', None),
        ('with t("a") as (select name from models) select "a" from t limit 0', None),
        ('select "rowid" from models -- not "nam"\nlimit 0', None),
        ('select max("total_params") "most" from models group by "company" having "most" > 1 limit 0', None),
    ],
)
def test_a_name_in_double_quotes_that_there_is(real: cnai.Catalogue, query, first):
    rows = real.sql(query)
    assert [next(iter(r.values())).lower() for r in rows] == ([first.lower()] if first else [])


@pytest.mark.parametrize(
    ("query", "near"),
    [
        ('select "nam" from models', "did you mean name"),
        ('select name from models where "total_param" > 1e11', "did you mean total_params"),
        ('select name from models order by "relesed"', "did you mean released"),
        ("select name from models where \"zzzzz\" = 'zzzzz'", "for text use single quotes: 'zzzzz'"),
    ],
)
def test_a_name_in_double_quotes_that_there_is_not_is_no_text(real: cnai.Catalogue, query, near):
    with pytest.raises(cnai.InvalidQuery, match=r"no such column") as caught:
        real.sql(query)
    assert near in str(caught.value)
    condition = query.partition(" where ")[2]
    if condition:
        with pytest.raises(cnai.InvalidQuery, match=r"no such column"):
            real.where(where=condition)
