from typing import Annotated

import typer

from cnai.api import load
from cnai.commands.options import Run
from cnai.errors import InvalidQuery
from cnai.output.result import Result
from cnai.store.config import VARIABLE, overlay_place
from cnai.words.quantities import one_of

ACTIONS = ("path", "init", "set", "unset", "check")


def command(
    run: Run,
    action: Annotated[
        str | None,
        typer.Argument(
            metavar="[path|init|set|unset|check]", help="Print its path, write an example, set a value, remove it, list errors."
        ),
    ] = None,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME FIELD VALUE | FILE]", help="For set and unset, and for check.")
    ] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="For set: why, in your words.")] = None,
    source: Annotated[str | None, typer.Option(metavar="URL", help="For set: the address of a page that shows it.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="For set: the day from which your value applies.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what would be written, without writing it.")] = False,
) -> Result:
    """Your own facts on top of the catalogue, from a TOML file."""
    what = one_of(action, ACTIONS, "overlay") if action else "path"
    given = words or []
    most = {"set": 3, "unset": 2, "check": 1}.get(what, 0)
    if len(given) > most or (what in ("set", "unset") and len(given) < most):
        usage = {"set": "set NAME FIELD VALUE", "unset": "unset NAME FIELD", "check": "check [FILE]"}.get(what, what)
        raise InvalidQuery(f'overlay {what} takes other arguments: cnai overlay {usage} (several words of one value go in quotes: "…")')
    run.own = False  # the file is what this is about: a broken one must not end it
    path = given[0] if what == "check" and given else run.data or overlay_place()
    if not path:
        raise InvalidQuery(f"there is no home directory: name the file with --data FILE or ${VARIABLE}")
    if what == "path":
        return _said({"path": path}, f"{path}\n")
    from cnai.curate import overlay_edit

    if what == "init":
        return _done(overlay_edit.begin(path, dry_run=dry_run), path)
    base = load().store
    if what == "check":
        from cnai.curate.overlay import overlaid

        facts = overlaid(base, path).overlay
        return _done(f"{path} is valid" + (f": {facts.facts.in_words()}" if facts else ", and says nothing yet"), path)
    target = _target(path, given[0])
    if what == "unset":
        return _done(overlay_edit.drop(path, base, target, overlay_edit.field_meant(target, given[1]), dry_run=dry_run), path)
    field, value = overlay_edit.meant(target, given[1], given[2])
    return _done(overlay_edit.put(path, base, target, field, value, dry_run=dry_run, note=note, source=source, since=since), path)


def _target(path: str, name: str) -> object:
    """The record that a name means, the user's own included."""
    import os

    from cnai.questions.evidence import subject_of

    record = subject_of(load(overlay=path if os.path.lexists(path) else None), name)
    if record.record == "claim":
        raise InvalidQuery("the fields of a claim cannot be set")
    return record


def _said(answer: dict[str, str], raw: str) -> Result:
    return Result(answer, raw=raw)


def _done(note: str, path: str) -> Result:
    """What was done goes to stderr; stdout has the path, for scripts."""
    return Result({"path": path}, notes=[note], raw="")
