"""The compiled catalogue as a file: tables, lines and names are parsed only when they are asked for."""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any


class Tables:
    """The compiled catalogue, parsed table by table when asked for: whole, it would take longer than everything else that most commands do.

    The file has a line for each table's head and one for each record, so a table is found without parsing what stands before it.
    """

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._lines: dict[str, dict[str, bytes]] = {}
        self.head: dict[str, Any] = json.loads(content[: content.index(b',\n"tiers": [')] + b"}")

    def slice(self, table: str) -> bytes:
        """The part of the file that holds a table, brackets included."""
        start = self.content.index(f'\n"{table}": '.encode()) + len(table) + 5
        end = self.content.index(b"\n]" if self.content[start] == ord("[") else b"\n}", start) + 2
        return self.content[start:end]

    def __getitem__(self, table: str) -> Any:
        return json.loads(self.slice(table))

    def lines(self, table: str) -> dict[str, bytes]:
        """Id -> the unparsed line of each record, in their order. Every line starts with {"id": "…"."""
        if table not in self._lines:
            lines = self.slice(table)[2:-2].split(b",\n")
            self._lines[table] = {line[8 : line.index(b'"', 8)].decode(): line for line in lines if line}
        return self._lines[table]

    def some(self, table: str, key: str, values: set[str]) -> list[dict[str, Any]]:
        """The records of a table whose `key` is one of the values, in their order; other lines are not parsed.

        `key` must stand in every record before any object that has a key of the same name.
        """
        lines = self.lines(table)
        if key == "id":
            return [json.loads(lines[v]) for v in values if v in lines]
        mark, wanted = f'"{key}": "'.encode(), {v.encode() for v in values}
        out = []
        for line in lines.values():
            start = line.index(mark) + len(mark)
            if line[start : line.index(b'"', start)] in wanted:
                out.append(json.loads(line))
        return out


class NameTable(Mapping[str, list[list[str]]]):
    """The table of folded names. One name is found in its line; all are parsed only when somebody walks through them."""

    def __init__(self, lines: bytes) -> None:
        self.lines = lines

    @cached_property
    def _all(self) -> dict[str, list[list[str]]]:
        whole: dict[str, list[list[str]]] = json.loads(self.lines)
        return whole

    def __getitem__(self, folded: str) -> list[list[str]]:
        start = self.lines.find(f"\n{json.dumps(folded, ensure_ascii=False)}: ".encode(errors="surrogatepass"))
        if start < 0:
            raise KeyError(folded)
        line = self.lines[start : self.lines.index(b"\n", start + 1)].decode().strip().rstrip(",")
        found: list[list[str]] = json.loads(f"{{{line}}}")[folded]
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)
