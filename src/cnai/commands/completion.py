import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from cnai.api import Catalogue, load
from cnai.commands import COMMANDS
from cnai.commands.described import Described, Parameter, described
from cnai.errors import CnaiError, InvalidQuery
from cnai.output import completion
from cnai.output.completion import HEAD, Choice, Completed, Words
from cnai.output.files import write_file
from cnai.output.streams import say, write_stdout
from cnai.words.quantities import one_of

SHELLS = ("bash", "zsh", "fish")


def command(
    shell: Annotated[str | None, typer.Argument(metavar="[bash|zsh|fish]", help="The shell; with --install, $SHELL says it.")] = None,
    install: Annotated[bool, typer.Option("--install", help="Write the script where the shell looks for it, after asking.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Install without asking.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be written, and write nothing.")] = False,
) -> int:
    """A script with which Tab completes commands, options, their words, and names.

    It holds all words itself, so that no Tab starts the program; write it again after an update.
    """
    own = os.path.basename(os.environ.get("SHELL", ""))
    if shell is None and not (install and own in SHELLS):
        raise InvalidQuery(f"name the shell: cnai completion {'|'.join(SHELLS)}", SHELLS)
    name = one_of(shell or own, SHELLS, "shell")
    script = completion.script(name, *asked(load()))
    if not install and not dry_run:
        write_stdout(script)
        return 0
    path, after = _place(name)
    size = len(script.encode())
    if path.exists() and HEAD not in path.read_text(encoding="utf-8", errors="replace")[:200]:
        raise CnaiError(f"{path} exists and was not written by cnai: move it away first")
    if dry_run:
        say(f"would write {path} ({size} bytes)")
        return 0
    if not yes:
        if not (sys.stdin and sys.stdin.isatty() and sys.stderr.isatty()):
            raise InvalidQuery(f"would write {path} ({size} bytes): add --yes to do it without a question")
        sys.stderr.write(f"write {path} ({size} bytes)? [y/N] ")
        sys.stderr.flush()
        if sys.stdin.readline().strip().lower() not in ("y", "yes"):
            say("nothing was written")
            return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, script.encode(), force=True)
    say(f"wrote {path}; {after}")
    return 0


def _place(shell: str) -> tuple[Path, str]:
    """(where a shell looks for a user's own completions, what to do then)."""
    home = Path.home()
    if shell == "bash":
        data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
        path = data / "bash-completion/completions/cnai"
        return path, f"a new shell reads it if it has bash-completion; else add to ~/.bashrc: . {path}"
    if shell == "zsh":
        path = Path(os.environ.get("ZDOTDIR") or home) / ".zfunc/_cnai"
        return path, f"add to .zshrc, if it is not there: fpath=({path.parent} $fpath); autoload -U compinit; compinit"
    config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    return config / "fish/completions/cnai.fish", "a new shell reads it"


def asked(catalogue: Catalogue) -> tuple[tuple[Completed, ...], Words]:
    """(each command with what may follow, the lists of words that they refer to by name)."""
    words = _words(catalogue)
    rows = []
    for d in described():
        options = tuple(Choice(p.flags, p.help, _list(d, p, words) if p.value else None, p.several) for p in d.options)
        places = tuple(choice for p in d.arguments for choice in _places(d, p, words))
        rows.append(Completed(d.spec.name, d.spec.line, options, places))
    rows.append(Completed("help", "the help, or that of a command", (), (Choice((), "", "commands", False),)))
    rows.append(Completed("version", "the version and the data's date", (), ()))
    return tuple(rows), {key: tuple(dict.fromkeys(filter(completion.is_safe, found))) for key, found in words.items()}


# Parameter -> list of words, where it is not called as the parameter is; a command's own comes first.
_CALLED = {
    "names": "names", "name": "names", "words": "names", "format_": "reading", "export.format_": "exported", "report.format_": "pages",
    "type_": "type", "in_": "in", "country": "region", "list.kind": "makers", "why.field": "fields",
    "diff.field": "changing", "license.name": "terms", "claims.names": "claims",
}  # fmt: skip
# An argument of several words, each of its own list.
_IN_TURN = dict.fromkeys(("overlay.words", "why.name", "cite.name"), ("names", "fields"))
FILES = ("file", "output", "data")


def _places(d: Described, p: Parameter, words: dict[str, tuple[str, ...]]) -> list[Choice]:
    """What completes each place of an argument."""
    turns = _IN_TURN.get(f"{d.spec.name}.{p.name}")
    return [Choice((), "", key, False) for key in turns] if turns else [Choice((), "", _list(d, p, words), p.several)]


def _list(d: Described, p: Parameter, words: dict[str, tuple[str, ...]]) -> str:
    """The name of the list that completes a parameter: "files", or "" where one writes freely."""
    if p.value.startswith("[") and "|" in p.value and p.value.islower():
        words.setdefault(p.value, tuple(p.value.strip("[]").split("|")))
        return p.value
    if (p.name in FILES and not p.flags) or ("FILE" in p.value and p.flags):
        return "files"
    for key in (f"{d.spec.name}.{p.name}", p.name):
        found = _CALLED.get(key, key)
        if found in words:
            return found
    return ""


def _words(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Every list of words by its name, from where the program itself takes them."""
    from cnai.commands.report import FORMATS
    from cnai.model.records import Company, Family, Model
    from cnai.model.shape import flat_names
    from cnai.output.formats import EXPORTED, READING
    from cnai.questions import asked, changes, claims, companies, countries, differences, filters, over_time, search, stats
    from cnai.questions.found import MENTION, NO_TIER
    from cnai.questions.scores import REPORTERS
    from cnai.questions.sorting import HEADINGS
    from cnai.store.tables import NAMES
    from cnai.words.money import CURRENCIES

    named = (*catalogue.companies, *catalogue.families, *catalogue.models)
    chinese = [name for r in (*catalogue.companies, *catalogue.families) if (name := getattr(r, "name_zh", None))]
    apis = [a.model_id for m in catalogue.models for a in m.apis]
    names = (*(r.id for r in named), *chinese, *apis)
    licenses = tuple(r.id for r in catalogue.licenses)
    return {
        "commands": (*(c.name for c in COMMANDS), "help", "version"),
        "names": names,
        "company": tuple(c.id for c in catalogue.companies),
        "family": tuple(f.id for f in catalogue.families),
        "license": licenses,
        "terms": (*licenses, *(r.id for r in (*catalogue.companies, *catalogue.families))),
        "claims": (*(c.id for c in catalogue.companies), *(c.id for c in catalogue.claims)),
        "endpoint": tuple(e.id for e in catalogue.endpoints),
        "tier": (*(str(t.level) for t in catalogue.tiers if t.level), MENTION, NO_TIER),
        "reading": READING, "exported": EXPORTED, "pages": FORMATS,
        "kind": filters.KINDS, "makers": companies.KINDS, "modality": filters.MODALITIES, "status": filters.STATUSES,
        "capability": filters.CAPABILITIES, "permits": asked.USES, "currency": CURRENCIES, "reporter": REPORTERS,
        "region": ("EU", "EEA", *sorted(countries.CODES)), "verdict": claims.VERDICTS, "now": claims.NOW, "by": stats.BY,
        "over_time": over_time.WHAT,
        "type": changes.TYPES, "changing": differences.fields(), "in": search.IN, "expand": ("models",),
        "table": (*NAMES, "all", "datapackage"), "record": tuple(catalogue.store.meta("schema")["answers"]),
        "sort": tuple(HEADINGS), "fields": tuple(dict.fromkeys(n for cls in (Model, Company, Family) for n in flat_names(cls))),
    }  # fmt: skip
