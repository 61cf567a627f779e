"""The pictures in the README show what the program prints today; `pytest --update` draws them anew."""

import re
import shlex
from pathlib import Path
from xml.etree import ElementTree

import pytest

from conftest import Runner, assert_same
from pictures import WIDTH, picture

ROOT = Path(__file__).parent.parent
# Name -> (command, lines that are shown).
PICTURES = {
    "landscape": ("cnai", None),
    "show": ("cnai show deepseek", 34),
    "compare": ("cnai compare qwen kimi", 34),
    "can": ("cnai can kimi-k2 --commercial --region EU --mau 200M", None),
    "claims": ("cnai claims deepseek", 26),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_shows_what_the_program_prints(name, run: Runner, request):
    command, lines = PICTURES[name]
    said = run(*shlex.split(command)[1:], "--color", "always", "--no-pager", terminal=True, width=WIDTH)
    assert said.code == 0, said.err
    svg = picture(command, said.out, name, lines)
    assert_same(ROOT / "docs" / "pictures" / f"{name}.svg", svg, request.config.getoption("--update"), f"docs/pictures/{name}.svg")


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_well_formed_and_fetches_nothing(name):
    text = (ROOT / "docs" / "pictures" / f"{name}.svg").read_text(encoding="utf-8")
    tree = ElementTree.fromstring(text)  # noqa: S314  # our own file
    assert tree.tag == "{http://www.w3.org/2000/svg}svg"
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)[^<]*[\"')]", text)
    assert "@import" not in text
    assert "<script" not in text


def test_the_readme_shows_every_picture_with_words_for_those_who_do_not_see_it():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = dict(re.findall(r"!\[([^\]]+)\]\(docs/pictures/(\w+)\.svg\)", text))
    assert sorted(shown.values()) == sorted(PICTURES) == sorted(p.stem for p in (ROOT / "docs" / "pictures").iterdir())
    assert all(len(words) > 20 for words in shown)
