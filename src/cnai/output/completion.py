"""Completion scripts for bash, zsh and fish: static, so that no Tab starts the program. Every word in them is safe for a shell."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cnai.errors import InvalidQuery

HEAD = "written by cnai completion"
# Letters, digits and ._- only, and Chinese; the first is a letter, a digit or Chinese, so that no word is an option.
_SAFE = re.compile(r"[0-9A-Za-z\u3400-\u4dbf\u4e00-\u9fff][0-9A-Za-z._\-\u3400-\u4dbf\u4e00-\u9fff]{0,99}")
_HELP = re.compile(r"[^0-9A-Za-z .,;:()/+=%\-]")
GLOBAL = (
    ("--color", "colours", ("auto", "always", "never")),
    ("--no-color", "no colours", None),
    ("--debug", "the traceback of an error", None),
)
FIRST = (("--version", "the version and the data's date"), ("--help", "the help"))
Words = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Choice:
    """An option (with its flags) or an argument. `words` is the name of a list, "files", "" for what one writes freely, None for a flag;
    `several` may be repeated or take a list with commas."""

    flags: tuple[str, ...]
    help: str
    words: str | None
    several: bool


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Completed:
    """A command with what may follow it."""

    name: str
    help: str
    options: tuple[Choice, ...]
    arguments: tuple[Choice, ...]


def is_safe(word: str) -> bool:
    """Whether a word means nothing to any of the shells."""
    return _SAFE.fullmatch(word) is not None


def script(shell: str, commands: Sequence[Completed], words: Words) -> str:
    """The script for a shell. Raises InvalidQuery for one that has none."""
    for found in words.values():
        bad = next((w for w in found if not is_safe(w)), None)
        if bad is not None:
            raise ValueError(f"{bad!r} is not safe in a shell")
    writers = {"bash": _bash, "zsh": _zsh, "fish": _fish}
    if shell not in writers:
        raise InvalidQuery(f"no completion for {shell!r}: use {', '.join(writers)}", tuple(writers))
    return "\n".join(writers[shell](commands, words)) + "\n"


def _numbered(words: Words) -> dict[str, int]:
    return {key: n for n, key in enumerate(words)}


def _line(text: str, longest: int = 70) -> str:
    """A help text on one line, without any sign that a shell knows."""
    short = text.partition(". ")[0].rstrip(".")
    short = short if len(short) <= longest else short[: longest - 3].rpartition(" ")[0] + "..."
    return _HELP.sub("", short.replace("’", "").replace("'", ""))


def _options(command: Completed) -> Iterable[tuple[Choice, str]]:
    return ((c, flag) for c in command.options for flag in c.flags)


def _valued(command: Completed) -> list[str]:
    return ["--color", *(flag for c, flag in _options(command) if c.words is not None)]


def _flags(command: Completed) -> list[str]:
    return [*(flag for _, flag in _options(command) if flag.startswith("--")), *(flag for flag, _, _ in GLOBAL)]


# ---- bash

_BASH_BEGIN = """\
_cnai() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command= takes=' --color ' opts= list= n=0 i w before=
  COMPREPLY=()
  if [[ $cur == '=' ]]; then cur=; elif [[ $prev == '=' ]] && (( COMP_CWORD > 1 )); then prev=${COMP_WORDS[COMP_CWORD-2]}; fi
  for (( i = 1; i < COMP_CWORD; i++ )); do
    w=${COMP_WORDS[i]}
    if [[ $before == '=' || $takes == *" $before "* && -n $before ]]; then before=; [[ $w == '=' ]] && before='='; continue; fi
    before=$w
    [[ $w == -* || $w == '=' ]] && continue
    if [[ -z $command ]]; then
      command=$w
      case $command in"""
_BASH_END = """\
    *) return ;;
  esac
  if [[ $list == files ]]; then compopt -o default 2>/dev/null; return; fi
  local head=
  if [[ $list != opts && $cur == *,* ]]; then head=${cur%,*},; cur=${cur##*,}; fi
  [[ $list == opts ]] && list=$opts
  while IFS= read -r w; do COMPREPLY+=("$head$w"); done < <(compgen -W "$list" -- "$cur")
}
complete -F _cnai cnai"""


def _bash(commands: Sequence[Completed], words: Words) -> list[str]:
    number = _numbered(words)
    out = [f"# cnai in bash, {HEAD} bash"]
    out += [f"_cnai_w{number[key]}='{' '.join(found)}'" for key, found in words.items()]
    out.append(_BASH_BEGIN)
    for c in commands:
        out.append(f"        {c.name}) takes=' {' '.join(_valued(c))} '; opts='{' '.join(_flags(c))}' ;;")
    out += ["      esac", "      continue", "    fi", "    (( n++ ))", "  done", "  case $command:$prev in"]
    for c in commands:
        for choice in c.options:
            if choice.words is not None:
                case = "|".join(f"{c.name}:{flag}" for flag in choice.flags)
                out.append(f"    {case}) {_bash_list(choice, number)} ;;")
    first = " ".join([*(c.name for c in commands), *(f for f, _ in FIRST), *(f for f, _, _ in GLOBAL)])
    out += ["    *:--color) list='auto always never' ;;", f"    :*) list='{first}' ;;"]
    out += ["    *) if [[ $cur == -* ]]; then list=opts; else case $command:$n in"]
    for c in commands:
        for n, choice in enumerate(c.arguments):
            place = f"{c.name}:*" if choice.several else f"{c.name}:{n}"
            out.append(f"      {place}) {_bash_list(choice, number)} ;;")
    out += ["      *) return ;;", "    esac; fi ;;", *_BASH_END.split("\n")[1:]]
    return out


def _bash_list(choice: Choice, number: Mapping[str, int]) -> str:
    if choice.words == "files":
        return "list=files"
    return f"list=$_cnai_w{number[choice.words]}" if choice.words else "return"


# ---- zsh

_ZSH_BEGIN = """\
_cnai() {
  local cur=${words[CURRENT]} prev=${words[CURRENT-1]} name= w before=
  local -i i n=0
  local -a takes opts list
  takes=(--color)
  for (( i = 2; i < CURRENT; i++ )); do
    w=${words[i]}
    if [[ -n $before && ${takes[(Ie)$before]} -gt 0 ]]; then before=; continue; fi
    before=$w
    [[ $w == -* ]] && continue
    if [[ -z $name ]]; then
      name=$w
      case $name in"""


def _zsh(commands: Sequence[Completed], words: Words) -> list[str]:
    number = _numbered(words)
    out = ["#compdef cnai", f"# cnai in zsh, {HEAD} zsh"]
    out += [f"typeset -ga _cnai_w{number[key]}=({' '.join(found)})" for key, found in words.items()]
    out.append(_ZSH_BEGIN)
    for c in commands:
        options = " ".join(f"'{flag}:{_line(o.help)}'" for o, flag in _options(c) if flag.startswith("--"))
        options = " ".join([*([options] if options else []), *(f"'{flag}:{_line(text)}'" for flag, text, _ in GLOBAL)])
        out.append(f"        {c.name}) takes=({' '.join(_valued(c))}); opts=({options}) ;;")
    out += ["      esac", "      continue", "    fi", "    (( ++n ))", "  done"]
    out += ["  if [[ $cur == --*=* ]]; then prev=${cur%%=*}; compset -P '*='; fi", "  case $name:$prev in"]
    for c in commands:
        for choice in c.options:
            if choice.words is not None:
                case = "|".join(f"{c.name}:{flag}" for flag in choice.flags)
                out.append(f"    ({case}) {_zsh_list(choice, number)}; return ;;")
    out.append("    (*:--color) compadd -- auto always never; return ;;")
    out += ["  esac", "  if [[ -z $name ]]; then", "    if [[ $cur == -* ]]; then"]
    starts = " ".join(f"'{flag}:{_line(text)}'" for flag, text in (*FIRST, *((f, t) for f, t, _ in GLOBAL)))
    out += [f"      opts=({starts}); _describe -o option opts", "    else"]
    names = " ".join(f"'{c.name}:{_line(c.help)}'" for c in commands)
    out += [f"      list=({names}); _describe command list", "    fi", "    return", "  fi"]
    out += ["  if [[ $cur == -* ]]; then _describe -o option opts; return; fi", "  case $name:$n in"]
    for c in commands:
        for n, choice in enumerate(c.arguments):
            place = f"{c.name}:*" if choice.several else f"{c.name}:{n}"
            out.append(f"    ({place}) {_zsh_list(choice, number)} ;;")
    out += ["  esac", "}", 'if [[ ${funcstack[1]} == _cnai ]]; then _cnai "$@"; else compdef _cnai cnai; fi']
    return out


def _zsh_list(choice: Choice, number: Mapping[str, int]) -> str:
    if choice.words == "files":
        return "_files"
    if not choice.words:
        return ":"
    return ("compset -P '*,'; " if choice.several else "") + f"compadd -a _cnai_w{number[choice.words]}"


# ---- fish

_FISH_BEGIN = """\
function __cnai_at --description 'whether COMMAND is typed, with N arguments behind it (N+: or more)'
    set -l typed (commandline -opc)
    set -l name
    set -l count 0
    set -l before
    set -l takes --color
    for w in $typed[2..]
        if test -n "$before"; and contains -- $before $takes
            set before
            continue
        end
        set before $w
        string match -q -- '-*' $w; and continue
        if test -z "$name"
            set name $w
            set -l held __cnai_takes_(string replace -a -- - _ (string match -r -- '^[a-z_-]+$' $w; or echo none))
            set -q $held; and set takes $$held
        else
            set count (math $count + 1)
        end
    end
    test "$name" = "$argv[1]"; or return 1
    set -q argv[2]; or return 0
    if string match -q '*+' -- $argv[2]
        test $count -ge (string replace + '' -- $argv[2])
    else
        test $count -eq $argv[2]
    end
end
complete -c cnai -f"""


def _fish(commands: Sequence[Completed], words: Words) -> list[str]:
    number = _numbered(words)
    out = [f"# cnai in fish, {HEAD} fish"]
    out += [f"set -g __cnai_w{number[key]} {' '.join(found)}" for key, found in words.items()]
    out += [f"set -g __cnai_takes_{c.name.replace('-', '_')} {' '.join(_valued(c))}" for c in commands]
    out.append(_FISH_BEGIN)
    out += [f"complete -c cnai -n '__cnai_at \"\"' -l {flag[2:]} -d '{_line(text)}'" for flag, text in FIRST]
    for flag, text, fixed in GLOBAL:
        out.append(f"complete -c cnai -l {flag[2:]} -d '{_line(text)}'" + (f" -x -a '{' '.join(fixed)}'" if fixed else ""))
    for c in commands:
        out.append(f"complete -c cnai -n '__cnai_at \"\"' -a {c.name} -d '{_line(c.help)}'")
        for choice in c.options:
            flags = " ".join(f"-l {f[2:]}" if f.startswith("--") else f"-s {f[1:]}" for f in choice.flags)
            line = f"complete -c cnai -n '__cnai_at {c.name}' {flags} -d '{_line(choice.help)}'"
            out.append(line + ("" if choice.words is None else _fish_list(choice, number) or " -x"))
        for n, choice in enumerate(c.arguments):
            found = _fish_list(choice, number).replace(" -x", "").replace(" -r -F", " -F")
            if found:
                out.append(f"complete -c cnai -n '__cnai_at {c.name} {n}{'+' if choice.several else ''}'{found}")
    return out


def _fish_list(choice: Choice, number: Mapping[str, int]) -> str:
    if choice.words == "files":
        return " -r -F"
    if not choice.words:
        return ""
    listed = f"$__cnai_w{number[choice.words]}"
    return f" -x -a '(__fish_append , {listed})'" if choice.several else f" -x -a '{listed}'"
