"""How well intake reads real documents.

For the corpus of policy documents in the shared folder: how many values of each field are exactly
those of the official index; first from the bare HTML, then with a made-up website around it, there
also comparing two ways to find the text of a page. A publication date is only counted where the
HTML says one: the bare HTML of the corpus never does.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import trafilatura
from lxml import html as lxml_html

from bench.child import say
from bench.results import Cell, Table
from bench.scales import Scale
from gongkai.intake.reading import read_markup
from gongkai.testing import shared_folder

FIELDS = ("title", "document_number", "issued_by", "adopted_on", "published_on")

PAGE = (Path(__file__).parent / "intake_page.html").read_text("utf-8")


def run(_scale: Scale) -> list[Table]:
    """Three tables; a sentence when there is no shared folder to measure on."""
    folder = shared_folder()
    if folder is None:
        reason = "Not measured: there is no folder of reference material (`GONGKAI_SHARED`)."
        return [Table("Documents read", (), [], reason)]
    lines = (folder / "corpus" / "policies.jsonl").read_text("utf-8").splitlines()
    documents = [json.loads(line) for line in lines]
    ways = (("own walk (lxml)", own), ("trafilatura", by_trafilatura))
    return [
        table("Documents read, bare HTML", documents, lambda one: one["html"], dated=False),
        table(
            "Documents read, a website around them",
            documents,
            lambda one: wrapped(one, "政策文件"),
            dated=True,
        ),
        Table(
            "Text found on a page with a website around it",
            ("by", "paragraphs kept", "website lines let in", "ms each"),
            [share(name, documents, text_of) for name, text_of in ways],
        ),
    ]


def wrapped(document: dict[str, Any], title: str) -> str:
    """Put a website around the HTML of a document."""
    values = {"title": title, "published_on": document["published_on"], "html": rows(document)}
    return PAGE.format(**values)


def rows(document: dict[str, Any]) -> str:
    """The HTML without the identifier that names the cell of the text."""
    return "<table>" + document["html"].replace('id="UCAP-CONTENT"', "") + "</table>"


def table(
    title: str,
    documents: list[dict[str, Any]],
    page: Callable[[dict[str, Any]], str],
    *,
    dated: bool,
) -> Table:
    """One line per field; values that differ are told on the way."""
    started = time.perf_counter()
    readings = [read_markup(page(one), "page.html").as_json() for one in documents]
    took = time.perf_counter() - started
    rows = []
    for field in FIELDS:
        wanted = [one[field] if dated or field != "published_on" else None for one in documents]
        found = [one[field] for one in readings]
        right = sum(a == b for a, b in zip(wanted, found, strict=True))
        rows.append((field, right, len(documents)))
        for number, (a, b) in enumerate(zip(wanted, found, strict=True)):
            if a != b:
                say(f"{title}, {field} of {number}: {b!r} instead of {a!r}")
    note = f"{len(documents) / took:.0f} documents a second."
    return Table(title, ("field", "exactly right", "of"), rows, note)


def own(page: str) -> str:
    """The text as intake reads it."""
    reading = read_markup(page, "page.html")
    return "\n".join([reading.title or "", reading.document_number or "", reading.body_text])


def by_trafilatura(page: str) -> str:
    """The text as trafilatura reads it."""
    return trafilatura.extract(page, include_tables=True, favor_recall=True) or ""


def share(
    name: str, documents: Sequence[dict[str, Any]], text_of: Callable[[str], str]
) -> tuple[Cell, ...]:
    """How much of the text comes through and how much of the website."""
    kept = total = leaked = site = 0
    started = time.perf_counter()
    for one in documents:
        text = bare(text_of(wrapped(one, "政策文件")))
        own_lines = [bare(p.text_content()) for p in lxml_html.fromstring(rows(one)).iter("p")]
        own_lines = [line for line in own_lines if line]
        site_lines = [
            "信息公开指南",
            "相关阅读",
            "推进会议",
            "网站标识码",
            "版权所有",
            "浏览次数",
            "分享到",
        ]
        kept += sum(line in text for line in own_lines)
        leaked += sum(line in text for line in site_lines)
        total, site = total + len(own_lines), site + len(site_lines)
    took = time.perf_counter() - started
    each = took * 1000 / len(documents)
    return (name, f"{kept} of {total}", f"{leaked} of {site}", each)


def bare(text: str) -> str:
    """Without blanks of any kind."""
    return re.sub(r"\s", "", text)
