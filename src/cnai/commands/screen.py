"""The interactive screen: a list on the left, a page on the right, one line for finding and one for what to press."""

import os
import signal
from typing import Any, ClassVar

from textual import events, on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from cnai.commands.options import Run
from cnai.commands.page import Page
from cnai.commands.places import START, Entry, Place, Trail, blocks, companies, found, page_of
from cnai.views.cells import company_name
from cnai.words.text import one_line

FIND = "type a name or a word; Enter opens, Esc ends"
ASK = "uses, regions, monthly users, revenue: hosting DE 200M 40M/year"
NARROW = 60  # below this many columns the list and the page take turns
FOOT = "/ find  n p link  c compare  l licence  t timeline  b back  ? keys  q quit"


class Browser(App[None]):
    """The catalogue as a screen."""

    CSS = """
    Screen { layout: vertical; background: ansi_default; color: ansi_default; }
    #body { height: 1fr; }
    #list { width: 28; height: 100%; border: none; padding: 0; background: ansi_default; }
    #list { text-wrap: nowrap; text-overflow: ellipsis; scrollbar-size: 1 1; }
    #list > .option-list--option-highlighted { text-style: reverse; background: ansi_default; color: ansi_default; }
    #list > .option-list--option-disabled { color: ansi_default; text-style: bold; }
    #list > .option-list--option { padding: 0 1; }
    #page { width: 1fr; height: 100%; padding: 0 0 0 1; background: ansi_default; }
    #page { overflow: auto; scrollbar-gutter: stable; scrollbar-size: 1 1; }
    #page > .page--chosen { text-style: reverse; }
    #find { height: 1; border: none; padding: 0 1; background: ansi_default; display: none; }
    #where, #foot { height: 1; padding: 0 1; }
    #where { text-style: bold; }
    #foot { text-style: dim; }
    .whole #list { display: none; }
    .narrow #list { width: 100%; display: none; }
    .narrow.listing #list { display: block; }
    .narrow.listing #page { display: none; }
    """
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "find", show=False, priority=True),  # before the next key, which is the first letter
        Binding("tab", "other", show=False, priority=True),
        Binding("escape", "escape", show=False, priority=True),
        Binding("b,backspace,alt+left", "step(-1)", show=False),
        Binding("f,alt+right", "step(1)", show=False),
        Binding("c", "compare", show=False),
        Binding("x", "unmark", show=False),
        Binding("l", "ask('can')", show=False),
        Binding("t", "ask('timeline')", show=False),
        Binding("m", "ask('models')", show=False),
        Binding("w", "ask('why')", show=False),
        Binding("h", "home", show=False),
        Binding("z", "whole", show=False),
        Binding("question_mark", "keys", show=False),
        Binding("q", "quit", show=False),
        Binding("ctrl+c", "quit", show=False, priority=True),
    ]

    def __init__(self, run: Run, start: Place | None = None) -> None:
        super().__init__(ansi_color=True)
        self.animation_level = "none"
        self.run_, self.trail = run, Trail()
        self.marks: list[str] = []
        self.ended_by = 0
        self._asking = False
        self._entries: list[Entry] = []
        if start:
            self.trail.go(start)

    def compose(self) -> ComposeResult:
        yield Static(id="where", markup=False)
        with Horizontal(id="body"):
            yield OptionList(id="list", markup=False)
            yield Page()
        yield Input(id="find", select_on_focus=False)
        yield Static(FOOT, id="foot", markup=False)

    def on_mount(self) -> None:
        self._list(companies(self.run_.catalogue))
        self.query_one("#list").focus()
        for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
            signal.signal(number, self._told_to_end)
        self.set_interval(0.2, self._end_if_told)

    def _told_to_end(self, number: int, _frame: Any) -> None:
        self.ended_by = number

    def _end_if_told(self) -> None:
        """A request to end is obeyed here, where the terminal can be given back first."""
        if self.ended_by:
            self.exit()

    def on_resize(self, event: events.Resize) -> None:
        self.screen.set_class(event.size.width < NARROW, "narrow")
        self.call_after_refresh(self._draw)

    # ---- what is shown

    @property
    def page(self) -> Page:
        return self.query_one(Page)

    def go(self, place: Place) -> None:
        """Show a place."""
        self.trail.go(place)
        self._draw()

    def _draw(self) -> None:
        page = self.page
        page.show(blocks(self.run_, self.trail.here), page.scrollable_content_region.width)
        self._say()

    def _say(self) -> None:
        here, cat = self.trail.here, self.run_.catalogue
        names = ", ".join(self._called(n) for n in here.names)
        names += f" ({here.asked})" if here.asked else ""
        what = {"landscape": "China's AI labs", "keys": "Keys", "can": "May I", "why": "Evidence"}.get(here.what, here.what.capitalize())
        text = (names if here.what == "show" else f"{what}: {names}") if names else what
        marked = f" · marked: {', '.join(map(self._called, self.marks))}" if self.marks else ""
        self.query_one("#where", Static).update(one_line(f"{text}{marked} · data {cat.day}"))

    def _called(self, record: str) -> str:
        found = self.run_.catalogue.find(record)
        if found is None:
            return record
        return company_name(self.run_.catalogue, record) if found.record == "company" else str(found.name)

    def _list(self, entries: list[Entry]) -> None:
        self._entries = entries
        chooser = self.query_one("#list", OptionList)
        chooser.set_options([Option(one_line(e.text) or " ", disabled=e.place is None) for e in entries])
        first = next((i for i, e in enumerate(entries) if e.place), None)
        chooser.highlighted = first

    # ---- keys

    @on(Page.Followed)
    def _followed(self, event: Page.Followed) -> None:
        self.go(page_of(self.run_.catalogue, event.record))

    @on(OptionList.OptionSelected)
    def _opened(self, event: OptionList.OptionSelected) -> None:
        self._open(event.option_index)

    def _open(self, index: int) -> None:
        place = self._entries[index].place if index < len(self._entries) else None
        if place:
            self.screen.remove_class("listing")
            self.set_focus(self.page)
            self.go(place)

    def action_find(self) -> None:
        """Begin to type; a slash within what one types is a letter."""
        find = self.query_one("#find", Input)
        if self.focused is find:
            find.insert_text_at_cursor("/")
            return
        self._to("#list")
        self._begin(FIND, "")

    def _begin(self, what: str, text: str) -> None:
        """Open the line in which one types."""
        find = self.query_one("#find", Input)
        self._asking = what == ASK
        find.placeholder, find.value, find.display = what, text, True
        find.cursor_position = len(text)
        self.set_focus(find)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if self._asking:
            return
        text = event.value.strip()
        cat = self.run_.catalogue
        self._list((found(cat, text) or [Entry("nothing is called so")]) if text else companies(cat))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        if self._asking:
            self._end_finding()
            self._to("#page")
            self.go(Place("can", self.trail.here.names, " ".join(event.value.split())))
            return
        index = self.query_one("#list", OptionList).highlighted
        if index is not None:
            self._open(index)
            self._end_finding()

    def _end_finding(self) -> None:
        self.query_one("#find", Input).display = False
        self._asking = False

    def on_key(self, event: events.Key) -> None:
        """While one types, up and down choose in the list."""
        if event.key in ("up", "down") and self.focused is self.query_one("#find"):
            chooser = self.query_one("#list", OptionList)
            chooser.action_cursor_up() if event.key == "up" else chooser.action_cursor_down()

    def action_escape(self) -> None:
        """From finding back to the companies; from the page to the list."""
        find = self.query_one("#find", Input)
        if find.display or find.value:
            asking = self._asking
            self._end_finding()
            if asking:
                self._to("#page")
                return
            find.value = ""
            self._list(companies(self.run_.catalogue))
        self._to("#list")

    def action_other(self) -> None:
        """The list if the page has the focus, else the page."""
        self._to("#list" if self.focused is self.page else "#page")

    def _to(self, which: str) -> None:
        self.screen.set_class(which == "#list", "listing")
        if which == "#list" and self.screen.has_class("whole"):
            self.action_whole()
        self.set_focus(self.query_one(which))

    def action_step(self, by: int) -> None:
        """Back or forward."""
        if self.trail.step(by):
            self._draw()

    def action_home(self) -> None:
        """The landscape."""
        self.go(START)

    def action_whole(self) -> None:
        """The page alone, or the list beside it again."""
        self.screen.toggle_class("whole")
        self.page.focus()
        self.call_after_refresh(self._draw)

    def action_keys(self) -> None:
        """What to press."""
        self._to("#page")
        self.go(Place("keys"))

    def _meant(self) -> str:
        """The record that a key is about: the one chosen in the list if that has the focus, else the one shown."""
        chooser = self.query_one("#list", OptionList)
        if self.focused is chooser and chooser.highlighted is not None:
            place = self._entries[chooser.highlighted].place
            if place and place.subject:
                return place.subject
        page = self.page
        return page.spots[page.chosen][3] if page.chosen >= 0 else self.trail.here.subject

    def action_ask(self, what: str) -> None:
        """Another question about the same record; a licence question asked again takes more words."""
        here = self.trail.here
        if what == here.what == "can" and self.focused is self.page:
            self._begin(ASK, here.asked)
            return
        if record := self._meant():
            self.go(Place(what, (record,)))

    def action_compare(self) -> None:
        """Mark a record; with two or more, show them side by side."""
        record = self._meant()
        if record and record not in self.marks:
            self.marks.append(record)
        if len(self.marks) > 1:
            self.go(Place("compare", tuple(self.marks)))
        self._say()

    def action_unmark(self) -> None:
        """No marks."""
        self.marks.clear()
        self._say()

    def _fatal_error(self) -> None:
        """Close after an unexpected error without a word: `start` hands it on to where every error of the program is said."""
        self._close_messages_no_wait()


def start(run: Run, place: Place | None) -> int:
    """Show the screen until the user leaves it. A signal that ended it ends the process, after the terminal is given back."""
    browser = Browser(run, place)
    browser.run()
    if browser._exception:
        raise browser._exception
    if browser.ended_by:
        signal.signal(browser.ended_by, signal.SIG_DFL)
        os.kill(os.getpid(), browser.ended_by)
    return browser.return_code or 0
