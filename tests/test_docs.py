"""Documents cannot rot: what they name exists, and what is generated is up to date."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from gongkai.config.cli import COMMANDS
from gongkai.config.commands.docs import generated_pages
from gongkai.config.environment import FOR_TESTS, VARIABLES
from gongkai.disclosure.views.acts import ACTS
from gongkai.testing import REPOSITORY

HANDBOOK = REPOSITORY / "docs" / "handbook"


def documents() -> list[Path]:
    """Every Markdown file that belongs to the repository."""
    below = [
        path
        for name in ("docs", "gongkai", "bench", "verify")
        for path in (REPOSITORY / name).rglob("*.md")
    ]
    return sorted([*REPOSITORY.glob("*.md"), *below])


DOCUMENTS = documents()
BY_NAME = {"argvalues": DOCUMENTS, "ids": [str(one.relative_to(REPOSITORY)) for one in DOCUMENTS]}


def test_the_documents_are_found():
    names = {one.relative_to(REPOSITORY).as_posix() for one in DOCUMENTS}
    assert {"README.md", "README.zh.md", "docs/handbook/clerk.md"} <= names


def said_in(document: Path, pattern: str) -> set[str]:
    """What the pattern's group finds in a document."""
    return set(re.findall(pattern, document.read_text(encoding="utf-8")))


# --- generated pages -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["configuration.md", "commands.md", "facts.md"])
def test_a_generated_page_is_what_the_program_says_now(name):
    committed = (REPOSITORY / "docs" / name).read_text(encoding="utf-8")
    assert committed == generated_pages()[name], "run `make docs` and commit"


def test_no_generated_page_is_forgotten_here():
    assert set(generated_pages()) == {"configuration.md", "commands.md", "facts.md"}


# --- links ---------------------------------------------------------------------------------


@pytest.mark.parametrize("document", **BY_NAME)
def test_every_link_within_the_repository_leads_somewhere(document):
    for address in said_in(document, r"\]\(([^)\s]+)\)"):
        if re.match(r"[a-z]+:", address):
            continue
        path, _, heading = address.partition("#")
        target = (document.parent / path).resolve() if path else document
        assert target.exists(), f"{address}: no such file"
        assert not heading or heading in anchors(target), f"{address}: no such heading"


@cache
def anchors(document: Path) -> frozenset[str]:
    """The anchors that headings get where the documents are read."""
    headings = re.findall(r"^#+ +(.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return frozenset(re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings)


def test_every_page_of_the_handbook_is_in_its_contents():
    contents = said_in(HANDBOOK / "README.md", r"\(([a-z-]+\.md)")
    assert {one.name for one in HANDBOOK.glob("*.md")} - {"README.md"} <= contents


# --- commands, variables, targets ----------------------------------------------------------


@pytest.mark.parametrize("document", **BY_NAME)
def test_every_command_named_exists(document):
    named = said_in(document, r"(?:^|[`/'\s])gongkai ([a-z][a-z-]+)(?=[`\s'.,;）)]|$)")
    named |= said_in(document, r"ExecStart=\S+/gongkai ([a-z-]+)")
    # English prose says “gongkai is …” nowhere: the product is written with a capital.
    assert named <= {command.name for command in COMMANDS}


@pytest.mark.parametrize("document", **BY_NAME)
def test_every_variable_named_exists(document):
    known = {variable.name for variable in VARIABLES} | FOR_TESTS
    assert said_in(document, r"\b(GONGKAI_[A-Z][A-Z_]*[A-Z])\b") <= known


@pytest.mark.parametrize("document", **BY_NAME)
def test_every_make_target_named_exists(document):
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))
    lines = said_in(document, r"(?:`|^|\n\s*)make ([a-z][a-z -]*)")
    named = {word for line in lines for word in line.split()}
    assert named <= targets


# --- what stands on the screens ------------------------------------------------------------


@cache
def words_on_screens() -> str:
    """All that the package may show: templates with and without their tags, forms, scripts …"""
    found = []
    for path in (REPOSITORY / "gongkai").rglob("*"):
        if path.suffix in {".html", ".py", ".js"} and not {"tests", "demo"} & set(path.parts):
            text = path.read_text(encoding="utf-8")
            found += [text, _TAGS.sub("", text)] if path.suffix == ".html" else [text]
    found += [f"确认{act.label}" for act in ACTS.values()]  # written so by `desk_act.html`
    return "\n".join(found)


_TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)


@pytest.mark.parametrize("page", sorted(HANDBOOK.glob("*.md")), ids=lambda page: page.name)
def test_every_label_that_the_handbook_quotes_stands_on_a_screen(page):
    missing = {
        label
        for label in said_in(page, r"「([^」]*)」")
        if label and label not in words_on_screens()
    }
    assert not missing


def test_a_label_that_stands_nowhere_would_be_found():
    assert "一键飞升" not in words_on_screens()
    assert "新建信息" in words_on_screens()
    assert "确认送审" in words_on_screens()
