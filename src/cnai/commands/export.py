import sys
from pathlib import Path
from typing import Annotated

import typer

from cnai.api import Catalogue
from cnai.commands.names import split
from cnai.commands.options import AsOf, Data, format_name, loaded, refuse_empty
from cnai.errors import CannotWrite, CnaiError, InvalidQuery
from cnai.output.export import export
from cnai.output.files import write_file
from cnai.output.formats import BY_NAME, EXPORTED, chosen, of_file
from cnai.output.streams import say, write_stdout
from cnai.questions.found import not_counted
from cnai.store.tables import NAMES
from cnai.words.quantities import one_of


def command(
    table: Annotated[str, typer.Argument(metavar="TABLE", help=f"{', '.join(NAMES)}, all or datapackage.")],
    format_: Annotated[
        str | None, typer.Option("--format", metavar="NAME", help=f"{', '.join(EXPORTED)} (or by the file's ending).")
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Output file; - (the default) writes to standard output; a folder for datapackage."
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", "-f", help="Replace the file if it exists.")] = False,
    fields: Annotated[
        str | None, typer.Option(metavar="A,B", help="Only these columns; html and markdown have about ten without it.")
    ] = None,
    no_header: Annotated[bool, typer.Option("--no-header", help="No header line.")] = False,
    sources: Annotated[bool, typer.Option("--sources", help="Add the sources of each value.")] = False,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    bom: Annotated[bool, typer.Option("--bom", help="Start the file with a byte-order mark, for Excel.")] = False,
    where: Annotated[str | None, typer.Option(metavar="SQL", help="Only rows that match this SQL condition.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what would be written, without writing it.")] = False,
    as_of: AsOf = None,
    data: Data = None,
) -> int:
    """Write one table, or all of them, to a file or standard output."""
    refuse_empty({"table": table, "format": format_, "output": output, "fields": fields, "as_of": as_of, "where": where, "data": data})
    if table.lower() == "report":
        raise InvalidQuery("a report is no table: cnai report -o report.html")
    name = one_of(table, (*NAMES, "all", "datapackage"), "table")
    if name == "datapackage":
        if format_ or json or fields or where or sources or no_header or bom:
            raise InvalidQuery("a data package is every table as csv: only -o, --force, --dry-run, --as-of and --data go with it")
        return _package(loaded(as_of, data), output, force=force, dry_run=dry_run)
    kind = _format(name, format_, output, json)
    if name == "all" and (fields or (sources and kind != "sqlite") or no_header or where):
        raise InvalidQuery("--fields, --sources, --where and --no-header need a single table")
    catalogue = loaded(as_of, data)
    content = export(
        catalogue, name, kind, fields=tuple(f.lower() for f in split(fields)), header=not no_header, sources=sources, where=where
    )  # fmt: skip
    for note in not_counted(catalogue) if name in ("models", "all") else ():
        say(note)
    content = b"\xef\xbb\xbf" + content if bom and kind in ("csv", "tsv") else content
    if output in (None, "-"):
        if BY_NAME[kind].binary and sys.stdout.isatty():
            raise InvalidQuery(f"{kind} does not belong on a terminal: name a file with -o {name}{BY_NAME[kind].endings[0]}")
        write_stdout(content)
        return 0
    if dry_run:
        say(f"would write {output} ({len(content)} bytes)")
        return 0
    write_file(Path(output or ""), content, force=force)
    say(f"wrote {output}")
    return 0


def _package(catalogue: Catalogue, output: str | None, *, force: bool, dry_run: bool) -> int:
    """Every table as csv, with a description, in a folder of its own."""
    from cnai.output.datapackage import files

    if output in (None, "-"):
        raise InvalidQuery("a data package is a folder: name it with -o cnai-data")
    folder = Path(output or "")
    if folder.exists() and not folder.is_dir():
        raise CnaiError(f"{folder} is not a folder: name another one")
    if folder.is_dir() and any(folder.iterdir()) and not force:
        raise CnaiError(f"{folder} is not empty: add --force to replace the files of the package in it")
    contents = files(catalogue)
    if not dry_run:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CannotWrite(f"cannot write {folder}: {error.strerror or error}") from None
        for name, content in contents.items():
            write_file(folder / name, content, force=True)
    say(f"{'would write' if dry_run else 'wrote'} {folder} ({len(contents)} files, {sum(map(len, contents.values()))} bytes)")
    return 0


def _format(table: str, name: str | None, output: str | None, json: bool) -> str:
    """The format asked for, else by the file's ending, else csv (json for all). A file whose ending names another format is refused."""
    asked = format_name(json, None) or chosen(name, EXPORTED)
    if json and name and asked != chosen(name, EXPORTED):
        raise InvalidQuery(f"--json and --format {name} cannot be used together")
    path = output if output not in (None, "-") else None
    of_path = of_file(path) if path else None
    if path and asked and of_path and of_path != asked:
        raise InvalidQuery(f"{path} has the ending of {of_path}, but the format is {asked}; change one of them")
    if path and of_path is None and Path(path).suffix.lower() in (".xls", ".parquet", ".ods", ".pdf", ".yaml", ".yml", ".xml"):
        raise InvalidQuery(f"{Path(path).suffix} cannot be written (choose from {', '.join(EXPORTED)})", EXPORTED, option="format")
    return asked or of_path or ("json" if table == "all" else "csv")
