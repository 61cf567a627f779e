"""Files of the project that belong to the site but are not in docs/: the README is its first page. Links follow them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent
# File of the project -> its place in the site.
BESIDE = {
    "README.md": "index.md", "CONTRIBUTING.md": "CONTRIBUTING.md", "CHANGELOG.md": "CHANGELOG.md", "SECURITY.md": "SECURITY.md",
    "LICENSE": "LICENSE.txt", "LICENSE-DATA": "LICENSE-DATA.txt", "llms.txt": "llms.txt", "skills/cnai/SKILL.md": "skills/cnai/SKILL.md",
}  # fmt: skip


def moved(text: str) -> str:
    """The text of a page with its links as they are in the site."""
    return re.sub(r"\]\((?:\.\./)?([\w./-]+)", lambda m: f"]({BESIDE.get(m[1]) or m[1].removeprefix('docs/')}", text)


def on_files(files: Any, config: Any) -> Any:
    """Add the files to the site."""
    from mkdocs.structure.files import File

    for file, place in BESIDE.items():
        files.append(File.generated(config, place, content=(ROOT / file).read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown: str, **_more: Any) -> str:
    """Each page with its links as they are in the site."""
    return moved(markdown)
