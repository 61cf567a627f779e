"""Drawing: columns that fit, tones that can be read on any ground, Chinese that lines up."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import Color

from cnai.output.blocks import Block, Column, Table, text_cell
from cnai.output.fitting import GAP, breaks, fit
from cnai.output.terminal import TONES, lines
from conftest import Runner, too_wide


def luminance(red: int, green: int, blue: int) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    parts = [c / 255 / 12.92 if c / 255 <= 0.03928 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("tone", [t for t, style in TONES.items() if style.color])
def test_every_tone_can_be_read_on_black_and_on_white(tone):
    colour = TONES[tone].color
    assert isinstance(colour, Color)
    light = luminance(*colour.get_truecolor())
    assert 1.05 / (light + 0.05) >= 3.8
    assert (light + 0.05) / 0.05 >= 3.8


columns = st.lists(st.tuples(st.integers(1, 40), st.integers(1, 9), st.booleans()), min_size=1, max_size=9)


@given(columns, st.integers(20, 200))
def test_columns_fit_or_only_those_that_may_not_go_are_left(spec, width):
    cols = [Column(str(n), "x", keep, wrap=wrap) for n, (_, keep, wrap) in enumerate(spec)]
    natural = [size for size, _, _ in spec]
    sizes, dropped = fit(cols, natural, width)
    assert len(sizes) + len(dropped) == len(cols)
    assert all(sizes[i] <= max(natural[i], 1) for i in sizes)
    total = sum(sizes.values()) + GAP * (len(sizes) - 1)
    assert total <= width or all(cols[i].keep == 9 for i in sizes) or len(sizes) == 1


@given(columns)
def test_a_wide_window_drops_nothing(spec):
    cols = [Column(str(n), "x", keep, wrap=wrap) for n, (_, keep, wrap) in enumerate(spec)]
    natural = [size for size, _, _ in spec]
    sizes, dropped = fit(cols, natural, 500)
    assert dropped == []
    assert list(sizes.values()) == natural


def test_columns_go_in_the_order_of_their_keep():
    cols = [Column("a", "a", 9), Column("b", "b", 2), Column("c", "c", 5)]
    assert fit(cols, [10, 10, 10], 25)[1] == ["b"]
    assert fit(cols, [10, 10, 10], 15)[1] == ["b", "c"]


def test_chinese_columns_line_up(run: Runner):
    out = run("list", "--fields", "id,name_zh,hq", "--format", "table").out.splitlines()
    start = out[0].index("city")
    for line in out[2:24]:
        head = ""
        for character in line:
            if cell_len(head) >= start:
                break
            head += character
        assert cell_len(head) == start
        assert head.endswith("  ")


def test_a_dropped_column_is_said(run: Runner):
    said = run("list", "--format", "table", width=60)
    assert "not shown at this width:" in said.out


@pytest.mark.parametrize("width", [40, 60, 80, 120, 160])
def test_real_profiles_fit(width, run: Runner):
    for argv in (["show", "deepseek"], ["show", "qwen"], ["compare", "qwen", "kimi"], ["models", "--limit", "60"], ["list"], []):
        out = run(*argv, "--color", "never", terminal=True, width=width).out
        assert too_wide(out, width) == [], argv


def drawn(block: Block, width: int) -> list[str]:
    return ["".join(piece.text for piece in line).rstrip() for line in lines([block], width)[0]]


@pytest.mark.parametrize("width", [30, 34, 60])
def test_a_line_break_in_a_cell_stays_in_its_column(width):
    cols = [Column("a", "day", 9), Column("b", "name", 9, wrap=True, least=0), Column("c", "state", 9)]
    text = drawn(Table(cols, [[text_cell("2026"), text_cell("Some long name 1.0\n(retired)"), text_cell("open")]]), width)[2:]
    assert text[0].startswith("2026  Some")
    assert text[0].endswith("open")
    assert all(line.startswith(" " * 6) for line in text[1:])


@example(" aaaa", 4)
@given(st.text("ab -.语型", max_size=40), st.integers(4, 30))
def test_text_breaks_between_words_or_not_at_all(text, width):
    places = breaks(text, width)
    parts = [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]
    assert "".join(parts) == text
    assert all(cell_len(part.rstrip()) <= width for part in parts)
    words = list(re.finditer(r"[ab.-]+", text))
    assert all(len(word.group()) > width for at in places for word in words if word.start() < at < word.end())


@pytest.mark.parametrize("width", range(40, 90, 7))
def test_a_company_of_the_first_screen_is_not_broken(width, run: Runner):
    out = run("--format", "table", width=width).out
    assert "Intern-S" in out
    assert "Hunyuan" in out


def test_a_chinese_title_does_not_break_a_name_in_it():
    cell = text_cell("小红书开源了首个多模态大模型dots.vlm1")
    assert drawn(Table([Column("a", "a", 9, wrap=True)], [[cell]]), 34)[2:] == ["小红书开源了首个多模态大模型", "dots.vlm1"]


@pytest.mark.parametrize("width", [44, 70])
def test_names_are_not_broken(width, run: Runner):
    out = run("which", "qwen3-coder-480b-a35b-instruct", "--format", "table", width=width).out
    assert "Qwen3-Coder-480B-A35B-Instruct" in out


@pytest.mark.parametrize("arguments", [("models",), ("scores", "SWE-bench Verified"), ("news", "--since", "1y"), ("search", "agent")])
def test_a_limit_says_how_many_match(arguments, run: Runner):
    answer = run(*arguments, "--limit", "1", "--format", "table")
    assert re.search(r"^[1-9]\d+ \w+ match, 1 is shown; use --limit \d+$", answer.err, re.MULTILINE)
    assert " 1 is shown" not in run(*arguments, "--limit", "99999", "--format", "table").err
