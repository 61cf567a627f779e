"""Names as people type them: lists of them, names of several words, commas, dates among them."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from cnai.errors import InvalidQuery, NotFoundAmong
from cnai.output.streams import read_stdin, read_text

if TYPE_CHECKING:
    from cnai.commands.options import Run

_VERSION = r"[A-Za-z]?\d{1,2}(?!\d)(?![\d.]*[BMTbmt]$)[\w.]*"  # neither a ticker (BIDU 9888) nor a size (671B)
_DATE = r"(?:19|20)\d\d(?:-\d\d?){0,2}"
_COLUMNS = (r",(?! )", r"\S {2,}\S", r"^\|.*\|")  # what parts them in CSV, in what programs print, and in Markdown
_AND = ("and", "vs", "vs.", "versus", "or", "&", "和", "与", "跟")  # between two names


class Listed(list[str]):
    """Values that came from a list, already apart."""


def is_list(text: str) -> bool:
    """Whether an argument is a list of names: `-`, or `@FILE`; `@cf/org/name` is a name as Cloudflare writes it."""
    return text == "-" or (text.startswith("@") and not text.lower().startswith(("@cf/", "@hf/")))


def one_of_list(command: str, names: Sequence[str]) -> str:
    """The name in a list of one, for a command that takes one name. Raises InvalidQuery."""
    if not names:
        raise InvalidQuery("there is no name in the list")
    if len(names) != 1:
        raise InvalidQuery(f"{command} takes one name, and the list has {len(names)}")
    return names[0]


def split(text: str | Sequence[str] | None) -> list[str]:
    """The values of an option that takes several, repeated or separated by commas (，、 too); @FILE is a list, one a line, - reads one."""
    if isinstance(text, Listed):
        return list(text)
    out: list[str] = []
    for part in [text] if isinstance(text, str) else text or []:
        if part == "@":
            raise InvalidQuery("@ needs a file: write @FILE for a list of names")
        if is_list(part):
            out += _lines(read_stdin() if part == "-" else read_text(part[1:]))
        else:
            out += [piece.strip() for piece in part.replace("，", ",").replace("、", ",").split(",") if piece.strip()]
    return out


def _lines(text: str) -> list[str]:
    """The lines of a list, each up to a tab or a comment and without a bullet or number of Markdown. Raises InvalidQuery for JSON and for
    tables."""
    lines = (re.split(r"\t|(?:^|\s)#", line.lstrip(), maxsplit=1)[0] for line in text.splitlines())
    out = [line for line in (re.sub(r"^(?:[-*+•]|\d+[.)])\s+", "", line).strip() for line in lines) if line]
    if out and out[0][0] in "[{":
        raise InvalidQuery("this looks like JSON: a list has one name a line")
    if len(out) > 1 and any(all(re.search(between, line) for line in out) for between in _COLUMNS):
        raise InvalidQuery("this has columns: a list has one name a line (cut -d, -f1 or awk '{print $1}' gives the first column)")
    return out


def named(run: "Run", words: Sequence[str] | None, *, least: int = 1, other: Callable[[str], object] | None = None) -> list[str]:
    """The names in arguments: apart at commas, and between them the longest run of words that is an exact name or alias (`Moonshot AI`), or
    that means something to `other`, is one. At least `least` names are left, so that a comparison never joins all its words. In a list
    each must mean a record, or something to `other`. Raises NotFoundAmong."""
    if isinstance(words, Listed):
        return _known(run, words, other)
    given = [name for word in words or () for name in _joined(run, word)]
    if any(w.lower() in ("thousand", "million", "billion", "trillion", "bn", "mio", "mrd") for w in given):
        raise InvalidQuery("write a size as one word or in quotes: 50M or '50 million'")
    if any(map(is_list, given)):
        return split(given)
    out: list[str] = []
    parts, inside = _between_commas(run, given), False
    while parts:
        part = parts.pop(0)
        sizes = range(min(len(part), 6), 1, -1)
        size = next((n for n in sizes if len(out) + 1 + bool(parts or part[n:]) >= least and _one(run, part[:n], other)), 1)
        name, rest = " ".join(part[:size]), part[size:]
        if size > 1 and run.catalogue.names.each_means(part[:size]):
            run.catalogue.said.append(f"{name} is read as one name; for several, put commas between: {', '.join(part[:size])}")
        if run.date_option and _is_date(name) and not _means(run, name, other):
            days = [w for w in map(str.strip, given) if _is_date(w)]
            until = f" --until {days[1]}" if len(days) > 1 and run.date_option == "--since" else ""
            raise InvalidQuery(f"{name} is a date: use {run.date_option} {days[0]}{until}")
        version = inside and len(out) >= least and re.fullmatch(_VERSION, name) and not _means(run, name, other)
        if version and run.catalogue.names.makers.makers(out[-1]):
            out[-1] += f" {name}"  # DeepSeek V5, which is none
        else:
            out.append(name)
        rest = rest[1:] if rest[1:] and rest[0].lower() in _AND else rest
        inside = bool(rest)
        parts[:0] = [rest] * inside
    return out


def words_of_one(run: "Run", command: str, words: Sequence[str]) -> list[str]:
    """The words for a command that takes one name. Raises InvalidQuery for several with commas between them."""
    if any(map(is_list, words)):
        return [one_of_list(command, split(words))]
    if any(run.catalogue.has_comma(text) for text in (words[0], " ".join(words))):
        return list(words)
    parts = split(" ".join(words))
    if len(parts) > 1:
        from cnai.store.licences import called

        beside = "" if called(run.catalogue, parts[0]) else f"; to put them side by side: cnai compare {', '.join(parts)}"
        raise InvalidQuery(f"{command} takes one name, not {len(parts)}{beside}")
    return [w for word in words if (w := word.strip(" ,，、"))]


def placed(run: "Run", words: Sequence[str] | None) -> list[str]:
    """The names in arguments for a question about models, of which a platform has those that it serves."""
    from cnai.store.endpoints import platform

    return named(run, words, other=lambda name: platform(run.catalogue, name))


def one_named(run: "Run", command: str, words: Sequence[str]) -> str:
    """The name in arguments for a command that takes one: words that are no names by themselves are one name. Raises InvalidQuery."""
    if any(map(is_list, words)):  # read once: standard input is empty after that
        return one_of_list(command, split(words))
    names, said = named(run, words), run.catalogue.said
    said[:] = [note for note in said if " is read as one name; " not in note]
    words = words_of_one(run, command, words)
    if len(names) > 1 and (any("/" in name for name in names) or all(_means(run, name) for name in names)):
        for name in names:
            run.catalogue.resolve(name)  # says which is unknown
        words_of_one(run, command, [", ".join(names)])
    return " ".join(words)


def _is_date(name: str) -> bool:
    return name[:1] in ("1", "2") and bool(re.fullmatch(_DATE, name))


def _joined(run: "Run", word: str) -> list[str]:
    """The names in a word of Chinese: Kimi和智谱 are two."""
    both = None if word.isascii() else re.fullmatch("(.+?)[和与跟](.+)", word)
    return list(both.groups()) if both and not _means(run, word) and all(_means(run, part) for part in both.groups()) else [word]


def _means(run: "Run", name: str, other: Callable[[str], object] | None = None) -> bool:
    return bool(run.catalogue.match(name) or run.catalogue.names.exact(name, ("api",)) or (other and other(name)))


def _one(run: "Run", words: Sequence[str], other: Callable[[str], object] | None) -> bool:
    return run.catalogue.names.one_name(words) or bool(other and other(" ".join(words)))


def _between_commas(run: "Run", words: Sequence[str]) -> list[list[str]]:
    """The words between commas (，、 too). One argument of several words was in quotes: it is apart, and may be a name with a comma."""
    parts: list[list[str]] = [[]]
    for word in words:
        whole = not any(c in ",，、" or c.isspace() for c in word) or run.catalogue.has_comma(word)
        pieces = [word] if whole else re.split(r"[,，、]|\s(?:vs\.?|versus)\s", word)
        for n, piece in enumerate(map(str.strip, pieces)):
            in_quotes = " " in piece
            parts += [[]] * (n > 0 or in_quotes)
            parts[-1] += [piece] * bool(piece)
            parts += [[]] * in_quotes
    return [part for part in parts if part]


def _known(run: "Run", names: Sequence[str], other: Callable[[str], object] | None) -> list[str]:
    """The names of a list, each of which means a record, or something to `other`. Raises NotFoundAmong with all that do not, so that a
    list is put right in one go."""
    from cnai.questions.named import told_apart

    known, bad = told_apart(run.catalogue, names, other)
    if bad:
        raise NotFoundAmong(bad)
    return known
