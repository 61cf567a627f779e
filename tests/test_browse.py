"""The interactive screen: driven key by key on the invented data, and once in a real terminal."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cnai.cli import main
from cnai.commands.options import Run
from cnai.commands.places import KEYS, Place, Trail, blocks, found, question_in
from cnai.commands.screen import Browser, start
from cnai.output.drawing import cells
from cnai.store.catalogue import Catalogue
from conftest import GOLDEN, Runner, Terminal


def on(catalogue: Catalogue) -> Run:
    """A run whose catalogue is this one."""
    run = Run()
    run.__dict__["catalogue"] = catalogue
    return run


def strips(app: Browser) -> list[Any]:
    return app.screen._compositor.render_strips()


def text(app: Browser) -> str:
    """What stands on the screen."""
    return "".join(strip.text.rstrip() + "\n" for strip in strips(app))


async def typed(pilot: Any, *keys: str) -> None:
    """Press keys one after the other; a word in quotes is typed letter by letter."""
    await pilot.press(*(press for key in keys for press in (key[1:-1] if key.startswith("'") else [key])))
    await pilot.pause()


def driven(
    catalogue: Catalogue,
    *keys: str,
    size: tuple[int, int] = (80, 24),
    place: Place | None = None,
    then: Callable[..., Awaitable[None]] | None = None,
) -> str:
    """The screen after some keys. `then` may look at the app before it ends."""

    async def drive() -> str:
        app = Browser(on(catalogue), place)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await typed(pilot, *keys)
            if then:
                await then(app, pilot)
                await pilot.pause()
            return text(app)

    return asyncio.run(drive())


SCREENS = {
    "start": [],
    "company": ["enter"],
    "family-by-chinese-name": ["slash", "'琥珀'"],
    "found": ["slash", "'amber'"],
    "nothing-found": ["slash", "'zzzz'"],
    "link-chosen": ["enter", "n", "n"],
    "compare": ["c", "down", "c"],
    "licence": ["enter", "l"],
    "licence-asked-again": ["enter", "l", "l", "'hosting'", "space", "'200M'", "enter"],
    "licence-words": ["enter", "l", "l"],
    "timeline": ["enter", "t"],
    "releases": ["enter", "m"],
    "evidence": ["enter", "w"],
    "keys": ["question_mark"],
    "page-alone": ["enter", "z"],
}


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_drawn_as_agreed(name, stones, assert_golden):
    assert_golden(f"browse/{name}.txt", driven(stones, *SCREENS[name]))


def test_a_wide_and_a_narrow_window_are_drawn_as_agreed(stones, assert_golden):
    assert_golden("browse/wide.txt", driven(stones, "enter", size=(120, 30)))
    assert_golden("browse/narrow-list.txt", driven(stones, "escape", size=(40, 12)))
    assert_golden("browse/narrow-page.txt", driven(stones, "escape", "enter", size=(40, 12)))


def test_no_golden_screen_is_left_over():
    names = {*SCREENS, "wide", "narrow-list", "narrow-page"}
    assert {path.stem for path in (GOLDEN / "browse").iterdir()} == names


def each_screen(catalogue: Catalogue, size: tuple[int, int]) -> set[str]:
    """The screens above, one after the other in one run."""
    seen: set[str] = set()

    async def visit(app: Browser, pilot: Any) -> None:
        for keys in SCREENS.values():
            await typed(pilot, *keys)
            seen.add(text(app))
            await typed(pilot, "escape", "h")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual._wait.SLEEP_GRANULARITY", 1 / 500, raising=False)  # what is not drawn yet is seen after the next key
        driven(catalogue, size=size, then=visit)
    assert len(seen) > len(SCREENS) / 2
    return seen


@pytest.mark.parametrize("size", [(40, 12), (20, 6)])  # the usual size is that of the golden screens
def test_nothing_is_wider_than_the_window(size, stones):
    for screen in each_screen(stones, size):
        assert max(map(len, screen.splitlines())) <= size[0]


def first_line(screen: str) -> str:
    return screen.splitlines()[0].strip()


def test_what_may_not_wrap_is_whole_and_can_be_scrolled_to(stones):
    """A command or a web address stays in one line, so that it can be copied; the page is then wider than its window."""

    async def look(app: Browser, _pilot: Any) -> None:
        width = app.page.scrollable_content_region.width
        assert app.page.virtual_size.width > width
        app.page.scroll_to(x=app.page.virtual_size.width - width, animate=False)

    screen = driven(stones, "enter", "l", size=(60, 24), then=look)
    assert "cnai can amber-2" in screen


def test_a_name_in_any_spelling_opens_its_page(real):
    async def look(app: Browser, pilot: Any) -> None:
        names = {"月之暗面": "Moonshot", "hunren": "Hunyuan", "kimi-k2": "Kimi K2", "deepseek-reasoner": "deepseek-reasoner"}
        for name, title in names.items():
            await typed(pilot, "slash", f"'{name}'", "enter")
            assert first_line(text(app)).startswith(title)

    driven(real, then=look)
    assert first_line(driven(real, "slash", "'moonshotai'", "slash", "'kimi-k2'", "enter")).startswith("Kimi K2")


def test_enter_follows_the_chosen_link_and_back_and_forward_lead_along(stones):
    seen: list[Place] = []

    async def along(app: Browser, pilot: Any) -> None:
        await pilot.press("n", "enter")
        await pilot.pause()
        for key in ("b", "f", "backspace", "b", "b"):
            seen.append(app.trail.here)
            await pilot.press(key)
        seen.append(app.trail.here)

    driven(stones, "enter", then=along)
    company, linked = seen[1], seen[0]
    assert company == Place("show", ("amber",))
    assert linked.names not in ((), ("amber",))
    assert seen == [linked, company, linked, company, Place("landscape"), Place("landscape")]


def test_the_mouse_opens_a_line_of_the_list_and_a_link(stones):
    seen: list[Place] = []

    async def click(app: Browser, pilot: Any) -> None:
        await pilot.click("#list", offset=(3, 1))
        await pilot.pause()
        seen.append(app.trail.here)
        y, x, _, record = app.page.spots[0]
        await pilot.click("#page", offset=(x + 2, y))
        await pilot.pause()
        seen.append(app.trail.here)
        assert app.trail.here.names == (record,)

    driven(stones, size=(100, 60), then=click)
    assert seen[0] == Place("show", ("amber",))
    assert seen[1] != seen[0]


def test_while_one_types_up_and_down_choose_in_the_list(stones):
    assert first_line(driven(stones, "slash", "'amber'", "down", "down", "up", "enter")).startswith("Amber ·")


def test_escape_ends_a_licence_question_and_h_leads_to_the_beginning(stones):
    screen = driven(stones, "enter", "l", "l", "'hosting'", "escape")
    assert "hosting" not in screen
    assert first_line(driven(stones, "enter", "l", "h")).startswith("China's AI labs")


def test_marks_are_kept_until_they_are_taken_away(stones):
    screen = driven(stones, "c", "down", "c", "x", "b")
    assert "marked" not in screen
    assert "marked: Amber" in driven(stones, "c", "b")


def test_without_colour_everything_is_still_there(stones, monkeypatch):
    with_colour = driven(stones, "enter")
    monkeypatch.setenv("NO_COLOR", "1")

    async def look(app: Browser, _pilot: Any) -> None:
        colours = {segment.style.color for strip in strips(app) for segment in strip if segment.style and segment.style.color}
        assert {colour.name for colour in colours} <= {"default"}

    assert driven(stones, "enter", then=look) == with_colour


def test_text_of_the_data_is_no_markup_and_no_escape(hostile):
    for screen in each_screen(hostile, (120, 40)):
        assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in screen.replace("\n", ""))


def test_a_question_that_cannot_be_answered_is_said_on_the_page(stones, monkeypatch):
    assert "no company, family or model is called 'nobody'" in " ".join(driven(stones, place=Place("show", ("nobody",))).split())
    monkeypatch.setattr("cnai.commands.places._result", lambda *_: 1 / 0)
    assert "cnai failed unexpectedly (ZeroDivisionError" in " ".join(driven(stones).replace("▅", "").split())


def test_an_unexpected_end_is_handed_on(stones, monkeypatch):
    """The one place where errors become words says it, not the screen with a traceback."""
    monkeypatch.setattr(Browser, "run", lambda app: setattr(app, "_exception", RuntimeError("boom")))
    with pytest.raises(RuntimeError, match="boom"):
        start(on(stones), None)


def test_a_day_may_be_asked_about(on: Any):
    assert first_line(driven(on("2025-06-30"))).endswith("data 2025-06-30")


# ---- places


def test_a_trail_forgets_what_lay_ahead():
    trail = Trail()
    for name in "abc":
        trail.go(Place("show", (name,)))
    assert trail.step(-1)
    assert trail.step(-1)
    trail.go(Place("show", ("d",)))
    assert not trail.step(1)
    assert [p.subject for p in trail.places] == ["", "a", "d"]


def test_every_link_of_a_page_leads_to_a_record(either):
    run, links = on(either), set()
    for company in either.companies[:6]:
        own = {c.link for c in cells(blocks(run, Place("show", (company.id,)))) if c.link}
        assert f"cnai:{company.id}" not in own
        links |= own
    assert links
    for link in links:
        assert either.find(link.removeprefix("cnai:"), ("company", "family", "model", "license", "claim", "event"))


def test_what_is_found_begins_with_what_the_commands_take(real):
    assert found(real, "qwen")[0].place == Place("show", ("qwen",))
    assert found(real, "mit")
    short = [e.place.subject for e in found(real, "k") if e.place]
    assert real.find(short[0], ("company",)), "companies first"
    assert {"kuaishou", "kimi"} <= set(short)
    assert next(e.place for e in found(real, "deepseek-r1") if e.place) == Place("show", ("deepseek-r1",))


def test_the_manual_lists_the_same_keys():
    text = (GOLDEN.parent.parent / "docs" / "browse.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.+`) \| (.+) \|$", text, re.M)
    assert tuple((key.replace("`", "").replace(" ", "  "), what) for key, what in rows) == KEYS


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ("", {}),
        ("hosting fine-tune", {"hosting": True, "fine_tune": True}),
        ("Commercial, DE, US 200M 40M/year", {"commercial": True, "region": ["DE", "US"], "mau": "200M", "revenue": "40M/year"}),
        ("DE,US，200,000,000 40,5M/year", {"region": ["DE", "US"], "mau": "200,000,000", "revenue": "40,5M/year"}),
    ],
)
def test_words_of_a_licence_question_are_the_options_of_the_command(words, options):
    assert question_in(words) == options


def test_a_word_that_is_no_part_of_a_licence_question_is_said(stones):
    screen = " ".join(driven(stones, place=Place("can", ("amber-2",), "Atlantis")).split())
    assert "unknown region 'Atlantis'" in screen


def test_every_key_is_explained():
    bound = {key for binding in Browser.BINDINGS for key in getattr(binding, "key", "").split(",")}
    said = {"slash": "/", "question_mark": "?"}
    letters = {said.get(key, key) for key in bound if len(said.get(key, key)) == 1}
    assert letters <= set("".join(key for key, _ in KEYS))


# ---- the command


def test_what_is_no_terminal_is_said_in_one_line(run: Runner):
    said = run("browse", terminal=True)
    assert (said.code, said.out) == (2, "")
    assert said.err == "cnai: browse needs a terminal; elsewhere use cnai show NAME or cnai search TEXT\n"


@pytest.mark.parametrize(
    ("words", "place", "plain"),
    [
        ([], None, False),
        (["kimi"], Place("show", ("kimi",)), False),
        (["Qwen", "Kimi", "--no-color"], Place("compare", ("qwen", "kimi")), True),
    ],
    ids=str,
)
def test_a_name_opens_its_page_and_several_are_compared(words, place, plain, monkeypatch):
    began: list[tuple[Place | None, bool]] = []

    def begin(_run: Run, at: Place | None) -> int:
        began.append((at, "NO_COLOR" in os.environ))
        return 0

    monkeypatch.setattr("cnai.commands.screen.start", begin)
    monkeypatch.setattr("cnai.commands.extras.settle", lambda: None)
    for stream in ("stdin", "stdout"):
        monkeypatch.setattr(sys, stream, Terminal(True))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "")
    assert main(["browse", *words]) == 0
    assert began == [(place, plain)]


def test_without_textual_the_line_that_installs_it_is_given(run: Runner, monkeypatch):
    monkeypatch.setitem(sys.modules, "textual", None)
    said = run("browse")
    assert (said.code, said.err) == (1, "cnai: cnai browse needs textual (the extra browse): pip install textual\n")


# ---- in a real terminal

TMUX = shutil.which("tmux")


class RealTerminal:
    """A terminal of 80 by 24 in which a shell runs, on a server of its own."""

    def __init__(self, folder: Path) -> None:
        self.socket = str(folder / "tmux")
        self._do("new-session", "-d", "-x", "80", "-y", "24", "env", "PS1=$ ", "bash", "--norc", "--noprofile")

    def _do(self, *arguments: str) -> str:
        return subprocess.run(
            [str(TMUX), "-S", self.socket, "-f", "/dev/null", *arguments], capture_output=True, text=True, check=True
        ).stdout

    def type(self, line: str) -> None:
        self._do("send-keys", "-l", line)
        self._do("send-keys", "Enter")

    def press(self, key: str) -> None:
        self._do("send-keys", key)

    def screen(self) -> str:
        return self._do("capture-pane", "-p")

    def wait(self, words: str) -> str:
        """The screen once it has these words."""
        end = time.monotonic() + 60
        while words not in (screen := self.screen()):
            assert time.monotonic() < end, screen
            time.sleep(0.05)
        return screen

    def close(self) -> None:
        self._do("kill-server")


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[RealTerminal]:
    terminal = RealTerminal(tmp_path)
    terminal.wait("$")
    yield terminal
    terminal.close()


# The shell that becomes the program writes its number first.
PROGRAM = f"bash -c 'echo $$ >$PIDFILE; exec {sys.executable} -m cnai browse'"
AFTER = "; echo code=$?; stty -a | grep -o -- '-\\?echo ' | sed 's/^/tty:/'"


@pytest.mark.skipif(not TMUX, reason="there is no tmux here (on Debian: apt-get install tmux)")
@pytest.mark.parametrize(("ending", "code"), [("q", 0), ("C-c", 0), ("TERM", 143), ("HUP", 129)])
def test_a_real_terminal_is_given_back_on_every_end(ending, code, terminal, tmp_path):
    number = tmp_path / "number"
    terminal.type(PROGRAM.replace("$PIDFILE", str(number)) + AFTER)
    terminal.wait("China's AI labs")
    terminal.press("/")
    for letter in "kimi":
        terminal.press(letter)
    terminal.wait("Kimi-VL")
    terminal.press("Enter")
    assert "Moonshot AI" in terminal.wait("The brand of Moonshot AI")
    if ending in ("TERM", "HUP"):
        os.kill(int(number.read_text(encoding="utf-8")), getattr(signal, f"SIG{ending}"))
    else:
        terminal.press(ending)
    after = terminal.wait("tty:echo")
    assert f"code={code}" in after
    assert "The brand of Moonshot AI" not in after, "the screen of before is back"
