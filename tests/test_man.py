"""The man page is made of the same help that the program prints."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from cnai.cli import help_text
from cnai.commands import COMMANDS
from cnai.commands.described import described
from cnai.commands.man import page

TEXT = page("1.2.3", "2026-01-02", help_text(), described())


def shown() -> str:
    return re.sub(r"\\f[BIR]", "", TEXT).replace("\\-", "-").replace("\\&", "").replace("\\e", "\\")


def test_every_command_option_and_example_is_in_it():
    text = shown()
    for d in described():
        assert f"cnai {d.spec.name}" in text
        assert all(flag in text for option in d.options for flag in option.flags)
        assert all(f"$ cnai {d.spec.name} {example}".rstrip() in text for example in d.spec.examples)
    for word in ("--color", "--no-color", "--debug", "--version", "NO_COLOR", "CNAI_PAGER", "cannot write"):
        assert word in text, word


def test_what_every_reading_command_takes_is_said_once():
    assert shown().count("--no-header") == 1 + sum(not c.reading and c.name == "export" for c in COMMANDS)


def test_no_line_is_a_request_by_accident():
    known = {".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".nf", ".fi", ".nh", ".ad"}
    for line in TEXT.splitlines():
        assert not line.startswith("'")
        assert not line.startswith(".") or line.split()[0] in known or line.startswith('.\\"'), line


@pytest.mark.skipif(not shutil.which("groff"), reason="there is no groff here (on Debian: apt-get install groff)")
def test_groff_has_nothing_to_complain_about(tmp_path):
    path = tmp_path / "cnai.1"
    path.write_text(TEXT, encoding="utf-8")
    done = subprocess.run(["groff", "-man", "-Tutf8", "-k", "-ww", str(path)], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "EXIT STATUS" in re.sub(".\x08", "", done.stdout)
