"""When cnai is installed or built: the TOML tree becomes the one database that the program reads, and the help becomes the man page."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileData(BuildHookInterface):  # type: ignore[misc]  # hatchling has no types
    """Write src/cnai/data/catalogue.db and build/cnai.1. Faults of the data stop the build, each with file and line."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # the interface of the hook
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        try:
            from cnai.curate.__main__ import build

            faults = build(root / "src" / "cnai" / "data")
            if faults:
                raise SystemExit("\n".join([*faults, f"{len(faults)} faults in the data: cnai was not built"]))
            page = root / "build" / "cnai.1"
            page.parent.mkdir(exist_ok=True)
            page.write_text(man_page(), encoding="utf-8", newline="\n")
            build_data["shared_data"][str(page)] = "share/man/man1/cnai.1"
        finally:
            sys.path.remove(str(root / "src"))


def man_page() -> str:
    """The man page of the program that is built."""
    from cnai import __version__
    from cnai.cli import help_text
    from cnai.commands.described import described
    from cnai.commands.man import page
    from cnai.store.file import date_of, place

    return page(__version__, date_of(place()), help_text(), described())
