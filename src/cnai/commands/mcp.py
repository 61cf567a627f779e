from typing import Annotated, Any

import typer

from cnai import __version__
from cnai.api import load
from cnai.commands import extras
from cnai.commands.options import Data, loaded
from cnai.errors import CnaiError
from cnai.output.streams import write_stdout

PATIENCE = 30  # seconds for the last answers when the input has ended
ABOUT = """\
Facts about China's AI labs: companies, model families, releases, licences, prices, benchmark results, events, claims of one article.
Every answer has the day it is of (as_of), the sources behind it, and notes to read. null is not known. Names are found in any spelling.
A licence answer (can) is not legal advice. Nothing is written and nothing is fetched."""


def command(
    tools: Annotated[bool, typer.Option("--tools", help="List the tools with what they take, and stop.")] = False,
    data: Data = None,
) -> int:
    """The questions as tools for AI agents: an MCP server over standard input and output.

    An MCP client starts it with the command `cnai mcp`. It only reads, and opens no network.
    """
    if tools:
        from cnai.commands.tools import tools as known

        for tool in known():
            takes = ", ".join(i.name + ("" if i.required else "?") for i in tool.inputs)
            write_stdout(f"{tool.name}({takes})\n    {' '.join(tool.description.split())}\n")
        return 0
    extras.need("mcp", "cnai mcp", "mcp")
    loaded(None, data)  # what is wrong with the data is said before the protocol begins
    extras.settle()
    import anyio

    anyio.run(_serve, data)
    return 0


class _Waiting:
    """What was asked and has no answer yet. What is cancelled needs none."""

    def __init__(self) -> None:
        import anyio

        self._ids: set[Any] = set()
        self._said = anyio.Event()

    def asked(self, message: Any) -> None:
        """A message came in."""
        given, params = getattr(message, "id", None), getattr(message, "params", None) or {}
        if given is not None and hasattr(message, "method"):
            self._ids.add(given)
        elif getattr(message, "method", "") == "notifications/cancelled" and isinstance(params, dict):
            self.answered(params.get("requestId"))

    def answered(self, given: Any) -> None:
        """A request needs no answer any more."""
        if isinstance(given, (str, int)):
            self._ids.discard(given)
            self._said.set()

    async def nothing(self) -> None:
        """Return when nothing waits."""
        import anyio

        while self._ids:
            self._said = anyio.Event()
            await self._said.wait()


async def _serve(data: str | None) -> None:
    """Answer until the client closes the input and all that it asked is answered."""
    import anyio
    from mcp.server.stdio import stdio_server

    made, waiting = server(data), _Waiting()
    async with stdio_server() as (read, write), anyio.create_task_group() as tasks:
        passed, kept = anyio.create_memory_object_stream[Any](0)
        said, out = anyio.create_memory_object_stream[Any](0)
        tasks.start_soon(_inwards, read, passed, write, waiting)
        tasks.start_soon(_outwards, out, write, waiting)
        await made.run(kept, said, made.create_initialization_options())


async def _inwards(read: Any, passed: Any, write: Any, waiting: _Waiting) -> None:
    """Pass on what comes in; a line that is no JSON or no message is answered, which the SDK leaves out. At the end of the input the SDK
    would leave unanswered what it was asked last: it learns of the end when nothing waits."""
    import anyio
    from mcp.shared.message import SessionMessage
    from mcp_types import INVALID_REQUEST, PARSE_ERROR, ErrorData, JSONRPCError

    async with passed:
        async for message in read:
            if isinstance(message, Exception):
                no_json = "Invalid JSON" in str(message)
                data = ErrorData(code=PARSE_ERROR if no_json else INVALID_REQUEST, message="no JSON" if no_json else "no JSON-RPC message")
                await write.send(SessionMessage(JSONRPCError(jsonrpc="2.0", id=None, error=data)))
            else:
                waiting.asked(message.message)
                await passed.send(message)
        with anyio.move_on_after(PATIENCE):
            await waiting.nothing()


async def _outwards(out: Any, write: Any, waiting: _Waiting) -> None:
    """Pass on what the SDK says, and note what it answered."""
    async with write:
        async for message in out:
            await write.send(message)
            if not hasattr(message.message, "method"):
                waiting.answered(getattr(message.message, "id", None))


def server(data: str | None) -> Any:
    """The server with its two handlers: the list of tools, and a call."""
    import anyio
    from mcp.server.lowlevel import Server
    from mcp_types import INVALID_PARAMS, CallToolResult, ListToolsResult, TextContent, Tool, ToolAnnotations

    from cnai.commands.tools import in_words, schema
    from cnai.commands.tools import tools as known
    from cnai.output.json_ import dumps

    by_name = {tool.name: tool for tool in known()}
    document = schema()
    reads = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
    listed = [
        Tool(
            name=tool.name, description=tool.description, input_schema=tool.input_schema(), output_schema=tool.output_schema(document),
            annotations=reads,
        )
        for tool in by_name.values()
    ]  # fmt: skip

    async def list_tools(_context: Any, _params: Any) -> ListToolsResult:
        return ListToolsResult(tools=listed)

    async def call_tool(_context: Any, params: Any) -> CallToolResult:
        tool = by_name.get(params.name)
        if tool is None:
            from mcp.shared.exceptions import MCPError

            raise MCPError(INVALID_PARAMS, f"no tool {params.name!r}: {', '.join(by_name)}")
        try:
            # In a thread, so that a cancelled call ends at once; its catalogue is its own.
            found = await anyio.to_thread.run_sync(tool.call, params.arguments or {}, data, abandon_on_cancel=True)
        except CnaiError as error:
            option = getattr(error, "option", None)
            text = in_words(f"{option}: {error.message}" if option else error.message)
            return CallToolResult(content=[TextContent(type="text", text=text)], is_error=True)
        return CallToolResult(content=[TextContent(type="text", text=dumps(found))], structured_content=found)

    return Server(
        "cnai", version=f"{__version__} (data {load().date})", instructions=ABOUT, on_list_tools=list_tools, on_call_tool=call_tool
    )
