"""The user's own facts on top of ours: seen everywhere, marked, checked strictly, bounded, written by one at a time."""

import json
import multiprocessing
import os
import random
import re
import signal
import sys
import time
import tomllib
from pathlib import Path

import pytest

import cnai
from cnai.curate import bounded, lock, overlay_edit
from cnai.curate.overlay import overlaid
from cnai.errors import BadData
from cnai.output import files
from cnai.output.files import write_file
from cnai.store.config import overlay_path, overlay_place
from cnai.store.database import Database
from conftest import Runner, rows_of
from hostile import MARKUP, control

OWN = """\
# ours
[[set]]
id = "amber-2"
field = "context_tokens"
value = 999_000
note = "measured with zebras"
source = "https://example.org/test"

[[set]]
id = "amber-max"
field = "status"
value = "retired"
since = "2026-01-15"

[[companies]]
id = "quartz"
name = "Quartz Works"
kind = "startup"
founded = "2024"
summary = "Makes a model about zebras."

[[families]]
id = "quartz-lm"
name = "QuartzLM"
company = "quartz"
summary = "Its models."

[[models]]
id = "quartz-lm-1"
name = "QuartzLM 1"
company = "quartz"
family = "quartz-lm"
released = "2026-01-20"
open_weights = true
huggingface = "quartz/lm-1"
total_params = 7_000_000_000
licenses = [{ license = "mit", scope = "weights" }]
apis = [{ endpoint = "quartz-api", model_id = "quartz-chat" }]
prices = [{ endpoint = "quartz-api", currency = "USD", input = 1, output = 2, unit = "1M tokens" }]
note = "we train it"

[[endpoints]]
id = "quartz-api"
name = "Quartz API"
company = "quartz"

[[events]]
id = "quartz-2026-01-visit"
date = "2026-01-21"
company = "quartz"
type = "other"
title = "We visited Quartz"
"""
SET = '[[set]]\nid = "amber-2"\nfield = "context_tokens"\nvalue = 1000\n'


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


@pytest.fixture
def mine(own: Path, invented_data: Path) -> cnai.Catalogue:
    """The invented catalogue with the user's facts."""
    return cnai.load(data=invented_data, overlay=own)


# ---- seen everywhere


def test_own_values_and_records_say_where_they_come_from(mine: cnai.Catalogue, own: Path):
    changed, added = mine.model("Amber 2"), mine.model("QuartzLM 1")
    assert (changed.context_tokens, changed.overlaid, changed.origin) == (999_000, ("context_tokens",), "cnai")
    assert (added.origin, added.overlaid) == (str(own), ())
    assert mine.model("amber 1").overlaid == ()


def test_what_follows_from_the_facts_follows(mine: cnai.Catalogue, stones: cnai.Catalogue):
    company, family = mine.company("Quartz Works"), mine.family("quartz-lm")
    assert (company.model_count, company.open_model_count, company.families) == (1, 1, ("quartz-lm",))
    assert (family.latest_model, family.first_released) == ("quartz-lm-1", "2026-01-20")
    assert [u.license for u in mine.model("quartz-lm-1").licenses] == ["mit"]
    assert "mit" in repr(mine.model("quartz-lm-1").license)
    assert mine.counts["models"] == stones.counts["models"] + 1
    assert mine.models[0].id == "quartz-lm-1"  # the newest
    assert [e.id for e in mine.events_of("quartz")] == ["quartz-2026-01-visit"]


@pytest.mark.parametrize("name", ["quartz-lm-1", "QUARTZ LM-1", "quartz/lm-1", "quartz-chat", "openrouter/quartz/lm-1"])
def test_own_records_answer_to_their_names(mine: cnai.Catalogue, name):
    assert mine.model(name).id == "quartz-lm-1"
    assert str(mine.which(name)[0].to_dict()["match"]["id"]) in ("quartz-lm-1", "quartz-chat")


def test_search_sql_and_prices_see_the_facts(mine: cnai.Catalogue, stones: cnai.Catalogue):
    assert [h.id for h in mine.search("zebras")] == ["quartz"]
    assert mine.search("quartzlm")[0].id in ("quartz-lm", "quartz-lm-1")
    query = "select id, context_tokens, origin <> 'cnai' as own, overlaid from models where own or overlaid is not null order by id"
    assert [(r["id"], r["context_tokens"], r["own"], r["overlaid"]) for r in mine.sql(query)] == [
        ("amber-2", 999_000, 0, "context_tokens"), ("amber-max", None, 0, "status"), ("quartz-lm-1", None, 1, None),
    ]  # fmt: skip
    assert mine.sql("select count(*) n from prices")[0]["n"] == stones.sql("select count(*) n from prices")[0]["n"] + 1
    assert mine.sql("select model_count from companies where id = 'quartz'") == [{"model_count": 1}]
    assert mine.sql("select note from evidence where source = 'overlay-1'") == [{"note": "measured with zebras"}]
    assert [p.input for p in mine.prices("quartz-chat")] == [1]
    order = [r["id"] for r in mine.sql("select id from models order by rowid")]
    assert order == [m.id for m in mine.models]


def test_why_shows_the_users_note_beside_our_evidence(mine: cnai.Catalogue, stones: cnai.Catalogue):
    ours = stones.model("amber-2").context_tokens
    rows = mine.why("amber-2", "context_tokens")
    assert [(r.value, r.publisher, r.note) for r in rows] == [(ours, rows[0].publisher, None), (999_000, "you", "measured with zebras")]
    assert rows[1].url == "https://example.org/test"
    assert "line 2 of" in rows[1].locator
    [own] = mine.why("quartz-lm-1", "total_params")
    assert (own.value, own.note, own.source) == (7_000_000_000, "we train it", "overlay")


@pytest.mark.parametrize(
    ("day", "status", "there"), [("2026-01-14", "current", False), ("2026-01-20", "retired", True), ("2023", None, False)]
)
def test_a_past_day_replays_on_top_of_the_facts(own: Path, invented_data: Path, day, status, there):
    past = cnai.load(day, data=invented_data, overlay=own)
    found = past.find("amber-max")
    assert (found and found.status) == status
    assert (past.find("quartz-lm-1") is not None) == there
    assert [h.id for h in past.search("zebras")] == (["quartz"] if day >= "2024" else [])
    if not there:
        with pytest.raises(cnai.NotFound, match="exists since 2026-01-20"):
            past.model("quartz-lm-1")


def test_every_format_has_the_mark_or_the_fields(stone_run: Runner, own: Path):
    data = ("--data", str(own))
    page = stone_run("show", "amber-2", "--format", "table", *data)
    assert re.search(r"context window\s+999K ‡", page.out)
    assert "‡ from your own file" in page.out
    for name in ("table", "markdown", "html"):
        assert "‡" in stone_run("models", "--fields", "id,context_tokens", "--format", name, *data).out
    assert "‡" in stone_run("show", "quartz-lm-1", "--format", "table", *data).out
    assert "‡" not in stone_run("show", "amber-1", "--format", "table", *data).out
    header = stone_run("models", "--format", "csv", *data).out.splitlines()[0]
    assert header.endswith("origin,overlaid")
    assert rows_of(stone_run("models", "--json", *data))[1]["overlaid"] is not None
    assert "with 2 values and 5 records from your own file" in stone_run("prices", *data).err
    assert stone_run("models", "--format", "csv").out.splitlines()[0].endswith("license_id")


NEWEST = """
[[models]]
id = "amber-3"
name = "Amber 3"
company = "amber"
family = "amber-models"
released = "2025-12-30"
total_params = 7_000_000_000
open_weights = true
licenses = [{ license = "mit", scope = "weights" }]
prices = [{ endpoint = "amber-api", currency = "USD", input = 1, output = 2, unit = "1M tokens" }]
benchmarks = [{ name = "StoneBench", variant = "hard", score = 99, unit = "%", reported_by = "independent", evaluator = "us" }]

[[events]]
id = "amber-2026-01-visit"
date = "2026-01-21"
company = "amber"
type = "other"
title = "We visited the stone"
"""


@pytest.fixture
def newest(tmp_path: Path) -> Path:
    path = tmp_path / "newest.toml"
    path.write_text(NEWEST, encoding="utf-8")
    return path


def test_what_follows_from_the_facts_is_marked(newest: Path, invented_data: Path, stone_run: Runner):
    mine = cnai.load(data=invented_data, overlay=newest)
    company = mine.company("amber")
    assert (company.origin, company.latest_released) == ("cnai", "2025-12-30")
    assert company.overlaid == ("model_count", "open_model_count", "latest_model", "latest_released")
    assert mine.sql("select overlaid from companies where id = 'amber'")[0]["overlaid"] == "; ".join(company.overlaid)
    assert mine.company("basalt").overlaid == mine.model("amber-2").overlaid == ()
    assert mine.at("2025-12-29").company("amber").overlaid == ()
    out = stone_run("list", "--format", "table", "--data", str(newest), width=120).out
    assert re.search(r"2025-12-30 ‡", out)
    assert len(re.findall("‡", out.rpartition("\n‡")[0])) == 3


@pytest.mark.parametrize(
    "line",
    [
        "", "list", "show amber", "show amber-models", "show amber-3", "search Amber", "models", "prices", "scores", "can amber-3",
        "can amber basalt", "license amber", "timeline", "news --since 1y", "stats", "which amber-3", "compare amber basalt",
        "compare amber-3 basalt-57b",
    ],
)  # fmt: skip
@pytest.mark.parametrize("how", ["table", "markdown", "html"])
def test_every_view_has_the_mark(line, how, newest: Path, stone_run: Runner):
    said = stone_run(*line.split(), "--format", how, "--data", str(newest))
    assert said.code == 0
    assert "‡ from your own file" in said.out
    assert "‡" in said.out.partition("‡ from your own file")[0]
    assert "‡" not in stone_run(*(w for w in line.split() if w != "amber-3"), "--format", how).out or "amber-3" in line


@pytest.mark.parametrize("line", ["stats --by year", "stats --over-time size --chart", "data", "data coverage", "sql select+1+as+n"])
def test_a_view_of_sums_says_what_is_in_them(line, newest: Path, stone_run: Runner):
    words = [w.replace("+", " ") for w in line.split()]
    assert "with 2 records from your own file" in stone_run(*words, "--format", "markdown", "--data", str(newest)).out


def test_sources_of_an_own_value_are_the_users(stone_run: Runner, own: Path):
    rows = rows_of(stone_run("models", "amber-2", "--fields", "id,context_tokens", "--sources", "--json", "--data", str(own)))
    assert [s["url"] for s in rows[0]["sources"]] == ["https://example.org/test"]


def test_export_takes_the_facts(stone_run: Runner, own: Path):
    assert "quartz-lm-1" in stone_run("export", "models", "--format", "csv", "--data", str(own)).out
    assert stone_run("export", "models", "--where", "id = 'quartz-lm-1'", "--data", str(own)).out.count("\n") == 2
    whole = json.loads(stone_run("export", "all", "--format", "json", "--data", str(own)).out)
    assert {"overlay", "overlay-1"} <= {s["id"] for s in whole["sources"]}


def test_a_part_of_an_object_keeps_its_other_parts(invented_data: Path, tmp_path: Path):
    path = tmp_path / "own.toml"
    path.write_text('[[set]]\nid = "amber"\nfield = "ceo_name"\nvalue = "Li Ha"\n', encoding="utf-8")
    was, now = cnai.load(data=invented_data).company("amber").ceo, cnai.load(data=invented_data, overlay=path).company("amber")
    assert now.to_dict()["ceo"] == {**(was.to_dict() if was else {"name_zh": None, "since": None}), "name": "Li Ha"}
    assert now.overlaid == ("ceo_name",)


def test_an_empty_file_changes_nothing(invented_data: Path, tmp_path: Path):
    path = tmp_path / "own.toml"
    path.write_bytes(b"\xef\xbb\xbf# nothing yet\r\n")
    catalogue = cnai.load(data=invented_data, overlay=path)
    assert catalogue.store.overlay is None
    assert catalogue.store.__class__ is Database


def test_the_example_is_valid_with_and_without_its_signs(tmp_path: Path):
    path = tmp_path / "own.toml"
    for text in (overlay_edit.EXAMPLE, re.sub(r"(?m)^# ?(?=\[\[|\w+ = )", "", overlay_edit.EXAMPLE)):
        path.write_text(text, encoding="utf-8")
        catalogue = cnai.load(overlay=path)
    assert catalogue.model("kimi-k3").context_tokens == 1_000_000
    assert catalogue.find("kimi-k3-ours").license.id == "kimi-k3-license"


# ---- strict

WRONG = {
    "[[modls]]\n": r":1: 'modls' is not expected here: did you mean \[\[models\]\]",
    "a = 1\n": ":1: 'a' is not expected here",
    "# mine\n\n[modls.x]\na = 1\n": ":3: 'modls' is not expected here",
    "set = 1\n": r":1: set must be \[\[set\]\] blocks",
    SET.replace("amber-2", "amber-9"): ":2: id 'amber-9' is not the id of a record",
    SET.replace("amber-2", "Amber 2"): ':2: .* write id = "amber-2"',
    SET.replace("context_tokens", "contxt_tokens"): ":3: amber-2: 'contxt_tokens' is not a field of a model: did you mean context_tokens",
    SET.replace("context_tokens", "predecessor"): ":3: amber-2: 'predecessor' follows from the rest",
    SET.replace("1000", '"big"'): ":4: amber-2: context_tokens: 'big' is not a whole number",
    SET.replace("1000", "1e400"): ":4: amber-2: context_tokens: inf",
    SET.replace("1000", "99999999999999999999"): ":4: amber-2: context_tokens: is larger than any record's number",
    SET.replace("1000", "12"): ":1: amber-2: context_tokens 12 is out of bounds",
    SET.replace("value", "valu"): r":4: 'valu' is not a key of \[\[set\]\]",
    SET + 'since = "2026"\n': ":5: amber-2: since is for fields that change",
    SET + 'source = "a book"\n': ":5: source 'a book' is not a web address",
    SET + 'note = "a\\u202Eb"\n': r":5: note has the hidden character U\+202E",
    SET + SET: ":5: amber-2: context_tokens is set twice, first on line 1",
    SET.replace("context_tokens", "released").replace("1000", '"2025-13"'): ":4: amber-2: released '2025-13' is not a date",
    SET.replace("context_tokens", "released").replace("1000", "2025-01-01"): ':4: amber-2: released.* write "2025-01-01"',
    SET.replace("context_tokens", "url").replace("1000", '"javascript:x"'): ":1: amber-2: url javascript:x must be https",
    SET.replace("context_tokens", "licenses").replace("1000", '[{license = "gpl", scope = "weights"}]'): "names 'gpl',",
    '[[models]]\nid = "amber-2"\nname = "X"\ncompany = "amber"\nfamily = "amber-models"\n': ":1: amber-2 is a record of cnai",
    '[[models]]\nid = "new"\nname = "Amber 2"\ncompany = "amber"\nfamily = "amber-models"\n': ":1: new: the name 'amber2' is also used by",
    '[[models]]\nid = "new"\nname = "New"\ncompany = "nobody"\nfamily = "amber-models"\n': ":4: new: company names 'nobody'",
    '[[models]]\nid = "new"\nname = "New"\ncompany = "amber"\n': ":1: new: family: is missing",
    '[[models]]\nid = "new"\nnam = "New"\ncompany = "amber"\nfamily = "amber-models"\n': ":3: new: nam: unknown field; did you mean name",
    '[[models]]\nid = "Not An Id"\n': ":1: id 'Not An Id' must be text of a-z",
    '[[models]]\nid = "new"\nname = "N"\ncompany = "amber"\nfamily = "amber-models"\nmodel_count = 3\norigin = "cnai"\n': ":7: new: origin",
    SET.replace("context_tokens", "aliases").replace("1000", '["Basalt"]'): ":1: amber-2: the name 'basalt' is also used by basalt",
    "a = \n": ":1: .*: correct the TOML syntax there",
    'a = "x\n': ":1: a text is not closed",
    'a = """x\n': ":1: a text is not closed",
}  # fmt: skip


@pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
def test_what_is_wrong_is_told_with_its_line(stone_run: Runner, tmp_path: Path, text):
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    said = stone_run("overlay", "check", str(path))
    assert said.code == 4
    assert re.search(re.escape(str(path)) + WRONG[text] if WRONG[text].startswith(":") else WRONG[text], said.err), said.err
    assert stone_run("list", "--data", str(path)).code == 4


def test_all_faults_come_in_one_run(stone_run: Runner, tmp_path: Path):
    path = tmp_path / "own.toml"
    path.write_text(SET.replace("1000", '"big"') + SET.replace("amber-2", "amber-9") + '[[models]]\nid = "X"\n', encoding="utf-8")
    lines = stone_run("overlay", "check", str(path)).err.splitlines()
    assert [int(line.split(":")[1]) for line in lines] == [4, 6, 9, 9, 9, 9]  # of the last: its id, and three fields that it lacks
    error = json.loads(stone_run("list", "--data", str(path), "--json").err)["error"]
    assert error["code"] == "bad_data"


# ---- bounded

BOMBS = {
    "dotted": "a." * 10_000 + "a = 1\n",
    "dotted table": "[" + "a." * 16 + "a]\n",
    "quoted dots": '"a" . ' * 17 + "a = 1\n",
    "many dots": "".join(f"k{n}.{'a.' * 14}a = 1\n" for n in range(3000)),
    "dots": "".join(f"k{n}.a = 1.5\n" for n in range(4999)) + "k.a.b = 1.5\n",
    "nested lists": "a = " + "[" * 5000 + "]" * 5000 + "\n",
    "nine lists": "a = " + "[" * 9 + "]" * 9 + "\n",
    "nine objects": "a = " + "{a=" * 9 + "1" + "}" * 9 + "\n",
    "nested objects": "a = " + "{a=" * 5000 + "1" + "}" * 5000 + "\n",
    "long text": f'a = "{"x" * 2001}"\n',
    "long text in three": f"a = '''{'x' * 2010}'''\n",
    "keys": "".join(f"k{n} = 1\n" for n in range(5001)),
    "headings": "".join(f"[k{n}]\n" for n in range(5001)),
    "items": "a = [" + "1," * 20_001 + "]\n",
    "long key": "a" * 2001 + " = 1\n",
    "digits": "a = " + "9" * 5000 + "\n",
    "escapes": 'a = "' + '\\"' * 100_000 + "\n",
    "quotes": "a = " + '"""\\"' * 40_000 + "\n",
    "large": "#" * (256 * 1024 + 1),
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_what_would_cost_the_parser_is_refused_before_it(tmp_path: Path, text):
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    start = time.process_time()
    with pytest.raises(BadData) as caught:
        bounded.read(str(path))
    assert time.process_time() - start < 1
    assert max(map(len, caught.value.faults)) < 600


@pytest.mark.parametrize(
    "text",
    [
        "a." * 15 + "a = 1\n", f'a = "{"x" * 2000}"\n', "a = " + "[" * 8 + "]" * 8 + "\n", "x = 1.5\ny = 1979-05-27T07:32:00.999\n",
        "".join(f"k{n}.a = 1.5\n" for n in range(5000)), "a = [" + "1," * 20_000 + "]\n", "#" * 256 * 1024,
        "a = '''it''s'''\n", 'a = """one "" two"""""\n', "".join(f"k{n} = 1\n" for n in range(5000)), 'a = "\\""\r\nb = 2\r\n',
    ],
    ids=range(11),
)  # fmt: skip
def test_what_is_within_the_bounds_is_read(tmp_path: Path, text):
    path = tmp_path / "own.toml"
    path.write_bytes(text.encode())
    assert bounded.read(str(path)).raw == tomllib.loads(text.replace("\r\n", "\n"))


@pytest.mark.parametrize("data", [b"\xff\xfea\0", "a = '智谱'".encode("gbk"), b"a = '\0'\n", b"a = 1\rb = 2"])
def test_other_encodings_are_refused(tmp_path: Path, data):
    path = tmp_path / "own.toml"
    path.write_bytes(data)
    with pytest.raises(BadData, match=r"own\.toml:1: "):
        bounded.read(str(path))


@pytest.mark.skipif(sys.platform == "win32", reason="devices and pipes of Unix")
def test_only_a_regular_file_of_a_size_is_opened(tmp_path: Path):
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with (tmp_path / "sparse").open("wb") as file:
        file.truncate(2**30)
    for name in ("fifo", "loop", "sparse", ".", "absent", "/dev/zero", "/dev/null", "a\0b", "x" * 5000):
        start = time.monotonic()
        with pytest.raises(BadData):
            bounded.read(str(tmp_path / name))
        assert time.monotonic() - start < 0.5


def test_mutations_of_a_good_file_are_read_or_refused(invented_data: Path, tmp_path: Path):
    chance, store = random.Random(7), Database(invented_data)  # noqa: S311  # the same mutations each time
    path = tmp_path / "own.toml"
    good = OWN.encode()
    for _ in range(300):
        data = bytearray(good)
        for _ in range(chance.randint(1, 3)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(bytes(data) if chance.random() < 0.8 else good[: chance.randrange(len(good))])
        try:
            overlaid(store, str(path)).rows("models")
        except BadData as error:
            assert all(fault.startswith(str(path)) for fault in error.faults)  # noqa: PT017


@pytest.mark.parametrize("sign", ["\\u001b[31m", "\\u202e", "\\u200b", "\\u0000", "\\U000E0041", "\\u009b"])
@pytest.mark.parametrize("field", ["name", "aliases", "summary", "hq"])
def test_hidden_characters_are_refused(stone_run: Runner, tmp_path: Path, field, sign):
    value = f'"x{sign}y"'
    table = "amber" if field == "hq" else "amber-2"
    text = f'[[set]]\nid = "{table}"\nfield = "{field}"\nvalue = {f"[{value}]" if field == "aliases" else value}\n'
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    said = stone_run("list", "--data", str(tmp_path / "own.toml"))
    assert (said.code, control(said.err)) == (4, set())


@pytest.mark.parametrize("name", ["table", "json", "jsonl", "csv", "tsv", "markdown", "toml", "html"])
def test_markup_in_the_users_words_does_nothing(stone_run: Runner, tmp_path: Path, name):
    words = json.dumps(" ".join(MARKUP) + " end")
    text = OWN.replace('"Makes a model about zebras."', words).replace('"Quartz Works"', words).replace('"measured with zebras"', words)
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    for call in ("list", "show quartz", "why amber-2 context_tokens", "search script", "models quartz --sources"):
        said = stone_run(*call.split(), "--format", name, "--data", str(tmp_path / "own.toml"))
        assert said.code == 0, said.err
        assert control(said.out) == set()
        assert name != "html" or "<script>alert" not in said.out
        assert name != "csv" or not re.search(r"(?m)^=|,=", said.out)
        if name == "json":
            json.loads(said.out)


# ---- where it is


@pytest.mark.parametrize(
    ("environment", "place"),
    [
        ({"CNAI_OVERLAY": "/a/b.toml"}, "/a/b.toml"),
        ({"XDG_CONFIG_HOME": "/c"}, "/c/cnai/overlay.toml"),
        ({"XDG_CONFIG_HOME": "relative", "HOME": "/h"}, "/h/.config/cnai/overlay.toml"),
        ({"XDG_CONFIG_HOME": "", "HOME": "/h"}, "/h/.config/cnai/overlay.toml"),
        ({"CNAI_OVERLAY": "", "HOME": "/h"}, "/h/.config/cnai/overlay.toml"),
        ({"HOME": "relative"}, None),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="directories of Unix")
def test_the_place_of_the_file(monkeypatch: pytest.MonkeyPatch, environment, place):
    for name in ("CNAI_OVERLAY", "XDG_CONFIG_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert overlay_place() == place
    assert overlay_path() == (place if environment.get("CNAI_OVERLAY") else None)


def test_a_file_that_anyone_may_change_is_told(stone_run: Runner, own: Path):
    own.chmod(0o666)
    assert "which anyone may change" in stone_run("list", "--data", str(own)).err


def test_the_users_file_is_taken_without_being_named(stone_run: Runner, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("CNAI_OVERLAY", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "cnai").mkdir()
    (tmp_path / "overlay.toml").write_text("broken", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert rows_of(stone_run("which", "quartz-lm-1", "--json"))[0]["match"] is None
    own.rename(tmp_path / "cnai" / "overlay.toml")
    assert rows_of(stone_run("which", "quartz-lm-1", "--json"))[0]["match"]["id"] == "quartz-lm-1"
    monkeypatch.setenv("CNAI_OVERLAY", "overlay.toml")
    assert stone_run("list").code == 2


# ---- written


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's file, in a folder that does not exist yet."""
    monkeypatch.delenv("CNAI_OVERLAY", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config" / "cnai" / "overlay.toml"


def test_init_writes_once(stone_run: Runner, home: Path):
    assert stone_run("overlay", "path").out == f"{home}\n"
    assert stone_run("overlay", "init", "--dry-run").code == 0
    assert not home.exists()
    assert stone_run("overlay", "init").code == 0
    assert home.read_text(encoding="utf-8") == overlay_edit.EXAMPLE
    assert stone_run("overlay", "init").code == 1
    assert stone_run("overlay", "check").code == 0
    assert [p.name for p in home.parent.iterdir()] == ["overlay.toml"]


@pytest.mark.parametrize(
    ("field", "text", "key", "value"),
    [
        ("context", "1M", "context_tokens", 1_000_000),
        ("context_tokens", "256000", "context_tokens", 256_000),
        ("date", "2025-08", "released", "2025-08"),
        ("open_weights", "yes", "open_weights", True),
        ("kinds", "text, code", "kinds", ["text", "code"]),
        ("modalities_input", "text,image", "modalities_input", ["text", "image"]),
        ("licence", "MIT", "licenses", [{"license": "mit", "scope": "weights"}]),
        ("prices", '[{endpoint = "amber-api", currency = "USD", unit = "1M tokens", input = 0.5}]', "prices", None),
    ],
)
def test_set_reads_the_value_by_its_field(stone_run: Runner, home: Path, field, text, key, value):
    assert stone_run("overlay", "set", "Amber 2", field, text, "--dry-run").code == 0
    assert not home.exists()
    said = stone_run("overlay", "set", "Amber 2", field, text, "--note", "so we say")
    assert said.code == 0, said.err
    [block] = tomllib.loads(home.read_text(encoding="utf-8"))["set"]
    assert (block["id"], block["field"], block["note"]) == ("amber-2", key, "so we say")
    assert value in (None, block["value"])
    assert stone_run("overlay", "check").code == 0


def test_set_keeps_comments_and_replaces_its_own_value(stone_run: Runner, home: Path):
    stone_run("overlay", "init")
    for value in ("1M", "2M"):
        assert stone_run("overlay", "set", "amber-2", "context", value).code == 0
    assert stone_run("overlay", "set", "amber-1", "context", "3M").code == 0
    text = home.read_text(encoding="utf-8")
    assert text.startswith(overlay_edit.EXAMPLE)
    assert [b["value"] for b in tomllib.loads(text)["set"]] == [2_000_000, 3_000_000]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["nobody", "context", "1M"], 3),
        (["amber-2", "contxt", "1M"], 2),
        (["amber-2", "context", "much"], 2),
        (["amber-2", "predecessor", "amber-1"], 2),
        (["amber-2", "date", "soon"], 4),
        (["amber-claim-1", "verdict", "supported"], 2),
        (["amber-2", "context"], 2),
        (["amber-2", "ceo", "x"], 2),
    ],
)
def test_set_refuses_what_is_wrong_and_writes_nothing(stone_run: Runner, home: Path, words, code):
    assert stone_run("overlay", "set", *words).code == code
    assert not home.exists()


def _writer(database: Path, path: Path, numbers: list[int]) -> None:
    store = Database(database)
    target = cnai.load(data=database).model("amber-2")
    block = {"id": target.id, "value": ["x"]}
    for n in numbers:
        overlay_edit._folder(str(path))
        with lock.locked(str(path)):
            now = overlay_edit._with(str(path), {**block, "field": f"aliases{n}"}).text
            write_file(path, now.encode(), force=True)
    assert store.overlay is None


@pytest.mark.parametrize("by", ["folder", "file"])
def test_two_hundred_writers_at_once_all_survive(by, invented_data: Path, home: Path, monkeypatch: pytest.MonkeyPatch):
    if by == "file":
        monkeypatch.setattr(lock, "_opened", lambda _folder: None)
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_writer, args=(invented_data, home, list(range(w, 200, 20)))) for w in range(20)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [w.exitcode for w in workers] == [0] * 20
    blocks = tomllib.loads(home.read_text(encoding="utf-8"))["set"]
    assert sorted(int(b["field"].removeprefix("aliases")) for b in blocks) == list(range(200))
    assert [p.name for p in home.parent.iterdir()] == ["overlay.toml"]


def _killed(path: str) -> None:
    """Write the file and be killed in the middle of it."""
    vars(os)["fsync"] = lambda _number: os.kill(os.getpid(), signal.SIGKILL)
    with lock.locked(path):
        write_file(Path(path), b"half", force=True)


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="only Linux has files without a name")
@pytest.mark.parametrize("there", [True, False])
def test_a_writer_that_is_killed_leaves_nothing_behind(there, tmp_path: Path):
    path = tmp_path / "overlay.toml"
    if there:
        path.write_text("# mine", encoding="utf-8")
    child = multiprocessing.get_context("fork").Process(target=_killed, args=(str(path),))
    child.start()
    child.join()
    assert child.exitcode == -signal.SIGKILL
    assert [p.read_text(encoding="utf-8") for p in tmp_path.iterdir()] == ["# mine"] * there
    with lock.locked(str(path)):
        write_file(path, b"next", force=True)
    assert [p.name for p in tmp_path.iterdir()] == ["overlay.toml"]
    assert path.read_bytes() == b"next"


def test_where_files_have_names_the_next_writer_takes_them_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(files, "_nameless", lambda _folder: None)
    monkeypatch.setattr(lock, "_opened", lambda _folder: None)
    path = tmp_path / "overlay.toml"
    child = multiprocessing.get_context("fork").Process(target=_killed, args=(str(path),))
    child.start()
    child.join()
    assert sorted(p.suffix for p in tmp_path.iterdir()) == [".lock", ".tmp"]
    with lock.locked(str(path)):
        write_file(path, b"next", force=True)
    assert [p.name for p in tmp_path.iterdir()] == ["overlay.toml"]


@pytest.mark.parametrize("by", ["folder", "file"])
def test_a_writer_waits_for_the_other_only_so_long(by, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lock, "WAIT", 0.1)
    if by == "file":
        monkeypatch.setattr(lock, "_opened", lambda _folder: None)
    path = str(tmp_path / "overlay.toml")
    with lock.locked(path), pytest.raises(cnai.CnaiError, match="another writer"), lock.locked(path):
        pytest.fail("two writers at once")
    with lock.locked(path):
        assert list(tmp_path.glob("*.lock")) == [tmp_path / "overlay.toml.lock"] * (by == "file")


def test_a_lock_whose_process_is_gone_is_taken_away(stone_run: Runner, home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lock, "_opened", lambda _folder: None)
    child = multiprocessing.get_context("fork").Process(target=int)
    child.start()
    child.join()
    home.parent.mkdir(parents=True)
    file = home.with_name("overlay.toml.lock")
    file.write_text(str(child.pid), encoding="ascii")
    assert stone_run("overlay", "set", "amber-2", "context", "1M").code == 0
    assert not file.exists()
    file.write_text(str(os.getpid()), encoding="ascii")
    monkeypatch.setattr(lock, "WAIT", 0.1)
    said = stone_run("overlay", "set", "amber-2", "context", "2M")
    assert (said.code, str(os.getpid()) in said.err) == (1, True)


def test_an_own_record_is_cited_as_the_users(stone_run: Runner, own: Path):
    for record in ("quartz", "quartz-2026-01-visit"):
        for how in ("--format=table", "--bibtex", "--csl"):
            said = stone_run("cite", record, how, "--data", str(own)).out
            assert own.name in said.replace("\n", ""), (record, how)  # a long path wraps
            assert "maintainers" not in said
            assert "CC0" not in said
    assert "The cnai maintainers" in stone_run("cite", "amber-2", "--data", str(own)).out


def test_each_fault_has_a_line_of_its_own(stone_run: Runner, tmp_path: Path):
    path = tmp_path / "own.toml"
    text = (
        '[[models]]\nid = "Bad Id"\nnam = "x"\ncompany = "amber"\nfamily = "amber-models"\nnote = "a\u200bb"\n'
        '[[models]]\nid = "new"\nname = "N\u200bew"\nsummary = "a\u200bb"\ncompany = "amber"\nfamily = "amber-models"\n'
        '[[set]]\nid = "nobody"\nfild = "x"\nfield = "context_tokens"\nvalue = 3\nnote = "a\u200bb"\n[[modls]]\nid = "x"\n'
    )
    path.write_text(text, encoding="utf-8")
    said = [line.split(":", 2)[1:] for line in stone_run("overlay", "check", str(path)).err.splitlines()]
    assert sorted({int(n) for n, _ in said}) == [1, 3, 6, 9, 10, 14, 15, 18, 19]
    assert [int(n) for n, what in said if "U+200B" in what] == [6, 9, 10, 18]
