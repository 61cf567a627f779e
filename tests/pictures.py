"""Pictures of the program for the README: what it really prints on a terminal, as SVG by Rich."""

from __future__ import annotations

import io

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

WIDTH = 92
# Colours of a dark terminal, each with a contrast of 4.5 or more to its ground.
THEME = TerminalTheme(
    (21, 24, 30),
    (214, 218, 224),
    [(21, 24, 30), (240, 113, 120), (127, 200, 120), (224, 175, 104), (110, 168, 254), (199, 146, 234), (102, 204, 204), (214, 218, 224)],
    [
        (140, 148, 160),
        (240, 113, 120),
        (127, 200, 120),
        (224, 175, 104),
        (110, 168, 254),
        (199, 146, 234),
        (102, 204, 204),
        (255, 255, 255),
    ],
)
# As Rich's own, without the fonts that it would fetch from elsewhere.
FORM = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace;
font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: ui-sans-serif, Arial, sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def picture(command: str, drawn: str, name: str, lines: int | None = None) -> str:
    """The SVG of a command and what it printed in colour; a longer answer is cut after so many lines and ends with "…"."""
    shown = drawn.rstrip("\n").split("\n")
    if lines is not None and len(shown) > lines:
        shown = [*shown[:lines], "…"]
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor", highlight=False)
    console.print(Text.assemble(("$ ", "dim"), (command, "bold")), Text())
    for line in shown:
        console.print(Text.from_ansi(line), overflow="ignore", no_wrap=True)
    svg = console.export_svg(title="", theme=THEME, code_format=FORM, unique_id=name)
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"
