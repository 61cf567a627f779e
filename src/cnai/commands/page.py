"""The page of the interactive screen: drawn blocks that scroll, with links to choose and to click."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cnai.commands.places import LINK
from cnai.output.blocks import Block
from cnai.output.terminal import lines


class Page(ScrollView, can_focus=True):
    """The blocks of a place, with the links in them; one link may be chosen."""

    class Followed(Message):
        """A link was opened."""

        def __init__(self, record: str) -> None:
            super().__init__()
            self.record = record

    COMPONENT_CLASSES: ClassVar[set[str]] = {"page--chosen"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "choose(1)", show=False),
        Binding("p", "choose(-1)", show=False),
        Binding("enter", "follow", show=False),
        Binding("space", "page_down", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(id="page")
        self._lines: list[Strip] = []
        self.spots: list[tuple[int, int, int, str]] = []
        """Where the links are: line, first column, end, record."""
        self.chosen = -1

    def show(self, content: list[Block], width: int) -> None:
        """Draw blocks at a width, from the top."""
        drawn, links = lines(content, max(width, 20))
        self._lines = [Strip(line) for line in drawn]
        self.spots = [(y, start, end, link.removeprefix(LINK)) for y, start, end, link in links if link.startswith(LINK)]
        self.chosen = -1
        self.virtual_size = Size(max((s.cell_length for s in self._lines), default=0), len(self._lines))
        self.scroll_to(0, 0, animate=False)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A line of the window."""
        left, top = self.scroll_offset
        y += top
        if not 0 <= y < len(self._lines):
            return Strip.blank(self.size.width, self.rich_style)
        strip = self._lines[y]
        if self.chosen >= 0 and self.spots[self.chosen][0] == y:
            _, start, end, _ = self.spots[self.chosen]
            marked = strip.crop(start, end).apply_style(self.get_component_rich_style("page--chosen"))
            strip = Strip.join([strip.crop(0, start), marked, strip.crop(end)])
        return strip.crop_extend(left, left + self.size.width, self.rich_style)

    def action_choose(self, by: int) -> None:
        """Choose the next link, or the one before, and bring it into the window."""
        if not self.spots:
            return
        if self.chosen < 0:
            top = self.scroll_offset.y
            ahead = [i for i, spot in enumerate(self.spots) if spot[0] >= top] or [0]
            self.chosen = ahead[0] if by > 0 else ahead[0] - 1
        else:
            self.chosen += by
        self.chosen %= len(self.spots)
        y, start, end, _ = self.spots[self.chosen]
        self.scroll_to_region(Region(start, y, end - start, 1), animate=False)
        self.refresh()

    def action_follow(self) -> None:
        """Open the chosen link."""
        if self.chosen >= 0:
            self.post_message(self.Followed(self.spots[self.chosen][3]))

    def on_click(self, event: events.Click) -> None:
        """Follow the link under the mouse."""
        at = event.get_content_offset(self)
        if at is not None:
            x, y = at.x + self.scroll_offset.x, at.y + self.scroll_offset.y
            for line, start, end, record in self.spots:
                if line == y and start <= x < end:
                    self.post_message(self.Followed(record))
                    return
