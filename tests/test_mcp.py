"""The MCP server as its clients meet it: started over stdio by the SDK's own client, and line by line."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import anyio
import pytest
from jsonschema import Draft202012Validator
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.shared.exceptions import MCPError
from mcp_types import CallToolResult, Tool

from bundled import use_database
from cnai.commands.mcp import server
from cnai.commands.tools import FIXED, MOST, TOOLS, tools
from cnai.errors import CnaiError, InvalidQuery
from conftest import Runner

SERVER = [sys.executable, "-m", "cnai", "mcp"]
HOME = {k: os.environ[k] for k in ("XDG_CONFIG_HOME", "PYTHONPATH") if k in os.environ}
SQL = "select id, total_params from models where company = 'deepseek' order by id limit 3"
# Tool, arguments, the same question on the command line.
CALLS: list[tuple[str, dict[str, Any], list[str]]] = [
    ("search", {"text": "sparse attention"}, ["sparse attention"]),
    ("search", {"text": "稀疏", "in": ["events", "claims"]}, ["稀疏", "--in", "events,claims"]),
    ("show", {"name": "kimi-k2", "limit": MOST}, ["kimi-k2"]),
    ("show", {"name": "deepseek-reasoner"}, ["deepseek-reasoner"]),
    ("compare", {"names": ["qwen", "kimi"]}, ["qwen", "kimi"]),
    ("compare", {"names": ["deepseek-r1", "kimi-k2"], "diff_only": True}, ["deepseek-r1", "kimi-k2", "--diff-only"]),
    ("can", {"names": ["kimi-k2"], "commercial": True, "region": ["DE"]}, ["kimi-k2", "--commercial", "--region", "DE"]),
    ("can", {"names": ["minimax-m2"], "revenue": "40M/year"}, ["minimax-m2", "--revenue", "40M/year"]),
    ("prices", {"names": ["kimi-k2"], "cost": "1M:200K", "as_of": "2025-11-03"}, ["kimi-k2", "--cost", "1M:200K", "--as-of", "2025-11-03"]),
    ("news", {"names": ["moonshot"], "since": "6m", "limit": 5}, ["moonshot", "--since", "6m", "--limit", "5"]),
    ("why", {"name": "deepseek-r1", "field": "total_params"}, ["deepseek-r1", "total_params"]),
    ("claims", {"names": ["deepseek"]}, ["deepseek"]),
    ("sql", {"text": SQL}, [SQL]),
]
WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("show", {"name": "deepsek"}, "did you mean deepseek"),
    ("show", {}, "show needs name"),
    ("show", {"name": 3}, "name must be text, not 3"),
    ("show", {"name": ""}, "a name is empty"),
    ("show", {"name": "@/etc/hostname"}, "a tool reads no files"),
    ("can", {"names": ["-"]}, "a tool reads no files"),
    ("can", {"names": "kimi-k2"}, "names must be a list"),
    ("can", {"names": []}, "names must be a list"),
    ("can", {"names": ["kimi-k2"], "region": ["Atlantis"]}, "region"),
    ("compare", {"names": ["qwen"]}, "two"),
    ("prices", {"curency": "USD"}, "did you mean currency?"),
    ("prices", {"currency": "EUR"}, "choose from USD, CNY"),
    ("prices", {"max_price": "cheap"}, "max_price must be a number"),
    ("news", {"since": "soon"}, "'soon' is not a date"),
    ("claims", {"wrong": "yes"}, "wrong must be true or false"),
    ("claims", {"limit": 0}, f"limit must be from 1 to {MOST}"),
    ("claims", {"limit": True}, "limit must be a whole number"),
    ("sql", {"text": "delete from models"}, "only a SELECT"),
]
SLOW = "select count(*) from models a, models b, models c, models d where a.name || b.name < c.name || d.name"


@pytest.mark.parametrize(
    ("tool", "argument"), [(t.name, i) for t in tools() for i in t.inputs if i.listed], ids=lambda v: getattr(v, "name", v)
)
def test_the_example_of_a_list_is_one_that_the_tool_takes(tool, argument):
    with pytest.raises(InvalidQuery, match="must be a list, such as") as said:
        argument.checked("x")
    example = json.loads(str(said.value).rpartition("such as ")[2])
    needed: dict[str, dict[str, Any]] = {"can": {"names": ["kimi-k2"]}, "search": {"text": "price"}}
    call = {**needed.get(tool, {}), argument.name: [*example, *(["qwen"] if tool == "compare" else [])]}
    assert next(t for t in tools() if t.name == tool).call(call)["answer"] is not None


@pytest.mark.parametrize("name", ["alibaba", "deepseek", "qwen", "kimi-k2"])
def test_a_page_is_short_unless_more_is_asked_for(name):
    show = next(t for t in tools() if t.name == "show")
    short, whole = show.call({"name": name}), show.call({"name": name, "limit": MOST})
    assert len(json.dumps(short, ensure_ascii=False)) < 40_000
    details, every = short["answer"].pop("details"), whole["answer"].pop("details")
    assert short["answer"] == whole["answer"], "the record itself is whole"
    for key, rows in details.items():
        said = [note for note in short["notes"] if note.startswith(f"{len(every[key])} {key}, ")]
        assert (len(rows), bool(said)) == (min(6, len(every[key])), len(every[key]) > 6)
        assert [row for row in every[key] if row in rows] == rows
        day = {"events": "date", "families": "latest_released", "models": "released"}.get(key)
        if day and said:
            assert min(row[day] or "" for row in rows) >= max((row[day] or "" for row in every[key] if row not in rows), default="")
    assert len(short["sources"]) <= 20 < len(whole["sources"]) or short["sources"] == whole["sources"]
    assert not [note for note in whole["notes"] if "are given" in note]


def client(*options: str) -> Client:
    """A client that starts the server as the configuration of an agent would."""
    return Client(stdio_client(StdioServerParameters(command=SERVER[0], args=[*SERVER[1:], *options], env=HOME)))


@pytest.fixture(scope="module")
def listed() -> dict[str, Tool]:
    """The tools that the server lists."""

    async def ask() -> dict[str, Tool]:
        async with client() as session:
            return {tool.name: tool for tool in (await session.list_tools()).tools}

    return anyio.run(ask)


@pytest.fixture(scope="module")
def said() -> dict[str, CallToolResult]:
    """The answer to every right and wrong call, in one session. The client itself refuses an answer that is not of the tool's schema."""

    async def ask() -> dict[str, CallToolResult]:
        out = {}
        async with client() as session:
            await session.list_tools()
            for name, given, _ in (*CALLS, *WRONG):
                out[key(name, given)] = await session.call_tool(name, given)
        return out

    return anyio.run(ask)


def key(tool: str, given: dict[str, Any]) -> str:
    return f"{tool} {json.dumps(given)}"


def test_the_tools_are_the_questions_and_only_read(listed):
    assert tuple(listed) == TOOLS == tuple(dict.fromkeys(c[0] for c in CALLS))
    for tool in listed.values():
        assert tool.annotations
        assert (tool.annotations.read_only_hint, tool.annotations.open_world_hint) == (True, False)
        assert tool.description


def test_inputs_and_outputs_have_schemas(listed):
    for tool in listed.values():
        Draft202012Validator.check_schema(tool.input_schema)
        Draft202012Validator.check_schema(tool.output_schema)
        assert tool.input_schema["additionalProperties"] is False
        assert all(one["description"] for one in tool.input_schema["properties"].values())
        assert {"as_of", "limit"} <= set(tool.input_schema["properties"])


@pytest.mark.parametrize(("tool", "given"), [c[:2] for c in CALLS], ids=lambda v: v if isinstance(v, str) else json.dumps(v)[:40])
def test_every_question_asked_is_of_the_schema_of_inputs(tool, given, listed):
    assert list(Draft202012Validator(listed[tool].input_schema).iter_errors(given)) == []


@pytest.mark.parametrize(("tool", "given", "argv"), CALLS, ids=[f"{c[0]}-{n}" for n, c in enumerate(CALLS)])
def test_a_tool_answers_what_the_command_answers(tool, given, argv, said, run: Runner, real):
    found = said[key(tool, given)]
    assert not found.is_error, found.content
    body = found.structured_content
    assert body["answer"] == json.loads(run(tool, *argv, "--json").out)
    assert json.loads(found.content[0].text) == body
    assert body["as_of"] == given.get("as_of", real.date)


@pytest.mark.parametrize("tool", [t for t in TOOLS if t != "sql"])
def test_an_answer_names_its_sources(tool, said):
    given = next(c[1] for c in CALLS if c[0] == tool)
    sources = said[key(tool, given)].structured_content["sources"]
    assert sources
    assert all(s["url"] and s["title"] for s in sources)


@pytest.mark.parametrize(("tool", "given", "words"), WRONG, ids=[key(w[0], w[1])[:50] for w in WRONG])
def test_a_wrong_call_is_a_clear_error_of_the_tool(tool, given, words, said):
    found = said[key(tool, given)]
    assert found.is_error
    assert words in found.content[0].text
    assert "Traceback" not in found.content[0].text


def test_a_long_answer_is_cut_and_says_so():
    async def ask() -> tuple[Any, Any]:
        async with client() as session:
            rows = await session.call_tool("claims", {"limit": 3})
            page = await session.call_tool("show", {"name": "alibaba", "limit": 2})
            return rows.structured_content, page.structured_content

    rows, page = anyio.run(ask)
    assert len(rows["answer"]) == 3
    assert any("the first 3 are given" in note for note in rows["notes"])
    assert len(page["answer"]["details"]["models"]) == 2
    assert any("models, the first 2 are given" in note for note in page["notes"])


@pytest.mark.parametrize("names", [["Zhipu", "GLM-5"], ["glm-5", "glm-4.6", "openrouter/z-ai/glm-4.7"], ["腾讯", "元宝"], ["Kimi", "K2"]])
def test_each_item_of_a_list_is_a_name_by_itself(names):
    ask = {tool.name: tool for tool in tools()}["can"]
    apart = [row["model"] for name in names for row in ask.call({"names": [name], "limit": 1000})["answer"]]
    assert sorted(row["model"] for row in ask.call({"names": names, "limit": 1000})["answer"]) == sorted(set(apart))


def test_an_unknown_tool_is_an_error_of_the_protocol():
    async def ask() -> str:
        async with client() as session:
            with pytest.raises(MCPError) as caught:
                await session.call_tool("delete_everything", {})
            return str(caught.value)

    assert "no tool 'delete_everything'" in anyio.run(ask)


@pytest.mark.parametrize(("line", "code"), [("no json", -32700), ("{", -32700), ("[1]", -32600), ('{"id": 7}', -32600)])
def test_a_line_that_is_no_message_is_answered(line, code):
    said, done = lines(line, {"id": 3, "method": "ping"})
    assert [m["error"]["code"] for m in said if "error" in m] == [code]
    assert {m.get("id") for m in said} == {1, 3, None}
    assert done.returncode == 0


def test_a_cancelled_call_leaves_the_server_answering():
    async def ask() -> tuple[bool, CallToolResult]:
        async with client() as session:
            with anyio.move_on_after(0.5) as scope:
                await session.call_tool("sql", {"text": SLOW})
            return scope.cancelled_caught, await session.call_tool("why", {"name": "deepseek-r1", "field": "released"})

    cancelled, after = anyio.run(ask)
    assert cancelled
    assert not after.is_error


# ---- line by line


def lines(*messages: dict[str, Any] | str, options: tuple[str, ...] = ()) -> tuple[list[dict[str, Any]], subprocess.CompletedProcess[str]]:
    """What the server writes to stdout when these lines come in and the input then ends."""
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "0"}}
    start: list[dict[str, Any]] = [{"id": 1, "method": "initialize", "params": hello}, {"method": "notifications/initialized"}]
    sent = [m if isinstance(m, str) else json.dumps({"jsonrpc": "2.0", **m}) for m in (*start, *messages)]
    done = subprocess.run(
        [*SERVER, *options],
        input="\n".join(sent) + "\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | HOME,
        timeout=60,
    )
    return [json.loads(line) for line in done.stdout.splitlines()], done


def call(number: int, tool: str, **given: Any) -> dict[str, Any]:
    return {"id": number, "method": "tools/call", "params": {"name": tool, "arguments": given}}


def test_stdout_carries_only_the_protocol_and_the_end_of_the_input_ends_it():
    said, done = lines("no json", call(2, "show", name="moonshot", limit=1), {"id": 3, "method": "ping"})
    assert all(message["jsonrpc"] == "2.0" for message in said)
    assert {message.get("id") for message in said} == {1, 2, 3, None}
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("limit", [20, MOST])
def test_no_limit_is_advised_that_is_too_high(limit):
    (news,) = (tool for tool in tools() if tool.name == "news")
    notes = " ".join(news.call({"since": "2020", "limit": limit})["notes"])
    assert f"at most {MOST} are given at once, so ask for less" in notes


def test_all_that_was_asked_before_the_end_of_the_input_is_answered():
    said, _ = lines(*(call(n, "which", name="qwen") for n in range(2, 40)))
    assert sorted(message["id"] for message in said) == list(range(1, 40))


def test_a_cancelled_call_is_not_answered():
    said, _ = lines(
        call(2, "sql", text=SLOW), {"method": "notifications/cancelled", "params": {"requestId": 2}}, {"id": 3, "method": "ping"}
    )
    assert {message.get("id") for message in said} >= {1, 3}
    assert not [m for m in said if m.get("id") == 2 and "result" in m]


def test_without_the_sdk_the_line_that_installs_it_is_given(run: Runner, monkeypatch):
    monkeypatch.setitem(sys.modules, "mcp", None)
    said = run("mcp")
    assert (said.code, said.out) == (1, "")
    assert said.err == "cnai: cnai mcp needs mcp (the extra mcp): pip install mcp\n"


def test_the_list_of_tools_needs_no_sdk(run: Runner, monkeypatch):
    monkeypatch.setitem(sys.modules, "mcp", None)
    said = run("mcp", "--tools")
    assert said.code == 0
    assert [line.partition("(")[0] for line in said.out.splitlines() if not line.startswith(" ")] == list(TOOLS)


def test_facts_of_your_own_that_are_not_valid_are_said_before_the_protocol(tmp_path: Path):
    path = tmp_path / "own.toml"
    path.write_text('[kimi-k2]\ncontext_tokens = "many"\n', encoding="utf-8")
    said, done = lines(options=("--data", str(path)))
    assert (said, done.returncode) == ([], 4)
    assert str(path) in done.stderr


# ---- in this process, on other data


@pytest.mark.parametrize("data", ["invented_data", "hostile_data"])
def test_the_server_answers_from_any_data(data, request, monkeypatch):
    """The client refuses what is not of the schema; text of the data stays text."""
    use_database(request.getfixturevalue(data), monkeypatch)
    calls: list[tuple[str, dict[str, Any]]] = [
        ("show", {"name": "amber"}), ("show", {"name": "amber-2"}), ("compare", {"names": ["amber", "basalt"]}),
        ("can", {"names": ["amber"]}),
        ("prices", {"history": True}), ("news", {"since": "3y"}), ("why", {"name": "amber-2"}), ("claims", {}),
        ("search", {"text": "stone"}),
        ("sql", {"text": "select id, name from models"}), ("show", {"name": "nobody"}),
    ]  # fmt: skip

    async def ask() -> list[CallToolResult]:
        async with Client(server(None)) as session:
            await session.list_tools()
            return [await session.call_tool(name, given) for name, given in calls]

    *answers, unknown = anyio.run(ask)
    assert [a.content for a in answers if a.is_error] == []
    assert unknown.is_error
    assert all("\x1b" not in a.content[0].text for a in answers)  # type: ignore[union-attr]  # every content is text


@pytest.mark.parametrize("bad", ["@/etc/hostname", "x,@/etc/hostname", "，@/etc/hostname", "\n@/etc/hostname", "-", "x,-"])
def test_no_tool_reads_a_file_or_standard_input(bad, monkeypatch):
    def read(*_):
        raise AssertionError("it reads")

    for name in ("read_text", "read_stdin"):
        monkeypatch.setattr(f"cnai.commands.names.{name}", read)
    for tool in tools():
        needed: dict[str, Any] = {i.name: ["kimi-k2", "glm-4-6"] if i.listed else "kimi-k2" for i in tool.inputs if i.required}
        for asked in (i for i in tool.inputs if i.kind is str and i.name not in FIXED):
            with contextlib.suppress(CnaiError):
                tool.call(needed | {asked.name: [bad, "kimi-k2"] if asked.listed else bad})
