"""`gongkai docs`: write the pages of docs/ that come from the program itself."""

from __future__ import annotations

import argparse
from pathlib import Path

from gongkai.config import environment


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--folder", default="docs", help="文档文件夹")


def run(arguments: argparse.Namespace) -> int:
    """Write each generated page; a test compares them with what is committed."""
    for name, text in generated_pages().items():
        path = Path(arguments.folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path)
    return 0


def generated_pages() -> dict[str, str]:
    """File name under docs/ and text of every generated page."""
    from gongkai.config.cli import set_up_django
    from gongkai.config.documentation import commands_page, facts_page

    set_up_django()
    return {
        "configuration.md": environment.as_markdown(),
        "commands.md": commands_page(),
        "facts.md": facts_page(),
    }
