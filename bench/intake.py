"""How well intake reads real documents; alone: `python -m bench.intake`.

For the corpus of policy documents in the shared folder, how many values of each field are exactly
those of the official index; first from the bare HTML, then with a made-up website around it, where
two ways to find the text of a page are compared as well. A date of publication is only asked for
where the HTML says one: the bare HTML of the corpus never does, so nothing is right there.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import trafilatura
from lxml import html as lxml_html

from bench.results import Table
from bench.scales import Scale
from gongkai.intake.bulk import items
from gongkai.intake.reading import read_markup
from gongkai.testing import shared_folder

FIELDS = ("title", "document_number", "issued_by", "adopted_on", "published_on")
PAGE = (Path(__file__).parent / "intake_page.html").read_text("utf-8")
# Lines of the website in that page that must not get into a text.
SITE_LINES = (
    "信息公开指南",
    "相关阅读",
    "推进会议",
    "网站标识码",
    "版权所有",
    "浏览次数",
    "分享到",
)
NO_FOLDER = "The shared folder of real documents is absent: nothing to measure on."

Document = dict[str, Any]


def run(_: Scale | None = None) -> list[Table]:
    """Accuracy by field, what is kept and let in, and documents a second, at any scale."""
    folder = shared_folder()
    if folder is None:
        return [Table("Documents read", (), (), NO_FOLDER)]
    path = folder / "corpus" / "policies.jsonl"
    documents = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    bare_wanted = [{**one, "published_on": None} for one in documents]
    return [
        _accuracy(
            "Fields read from the bare HTML", documents, bare_wanted, lambda one: one["html"]
        ),
        _accuracy("Fields read with a website around", documents, documents, wrapped),
        _kept_and_let_in(documents),
        _speed(path, documents),
    ]


def wrapped(document: Document) -> str:
    """Put a website around the HTML of a document, with a heading that says nothing."""
    values = {"title": "政策文件", "published_on": document["published_on"], "html": rows(document)}
    return str(PAGE.format(**values))


def rows(document: Document) -> str:
    """The HTML without the identifier that names the cell of the text."""
    html: str = document["html"]
    return "<table>" + html.replace('id="UCAP-CONTENT"', "") + "</table>"


def _accuracy(
    title: str, documents: list[Document], wanted: list[Document], page: Callable[[Document], str]
) -> Table:
    readings = [read_markup(page(one), "page.html").as_json() for one in documents]
    lines: list[tuple[str, str, str]] = []
    for field in FIELDS:
        pairs = [(a[field], b[field]) for a, b in zip(wanted, readings, strict=True)]
        wrong = [f"{number}: {b}" for number, (a, b) in enumerate(pairs) if a != b]
        right = len(pairs) - len(wrong)
        lines.append((field, f"{right}/{len(pairs)}", "; ".join(wrong) or "–"))
    return Table(title, ("field", "exactly right", "wrong"), lines)


def _kept_and_let_in(documents: list[Document]) -> Table:
    lines = []
    for name, text_of in (("own walk (lxml)", own), ("trafilatura", by_trafilatura)):
        kept = total = let_in = 0
        begun = perf_counter()
        for one in documents:
            text = bare(text_of(wrapped(one)))
            paragraphs = [
                bare("".join(map(str, p.itertext())))
                for p in lxml_html.fromstring(rows(one)).iter("p")
            ]
            paragraphs = [words for words in paragraphs if words]
            kept += sum(words in text for words in paragraphs)
            let_in += sum(words in text for words in SITE_LINES)
            total += len(paragraphs)
        each = (perf_counter() - begun) * 1000 / len(documents)
        site = len(documents) * len(SITE_LINES)
        lines.append((name, f"{kept}/{total}", f"{let_in}/{site}", each))
    head = ("by", "paragraphs kept", "website lines let in", "ms each")
    note = "Own walk: reads the fields as well, and keeps alignment, which tells signatures."
    return Table("The text of a page inside a website", head, lines, note)


def own(page: str) -> str:
    """The text as intake reads it."""
    reading = read_markup(page, "page.html")
    return "\n".join([reading.title or "", reading.document_number or "", reading.body_text])


def by_trafilatura(page: str) -> str:
    """The text as trafilatura reads it."""
    return trafilatura.extract(page, include_tables=True, favor_recall=True) or ""


def bare(text: str) -> str:
    """Without blanks of any kind."""
    return re.sub(r"\s", "", text)


def _speed(path: Path, documents: list[Document]) -> Table:
    pages = [one["html"] for one in documents] * 5
    begun = perf_counter()
    for page in pages:
        read_markup(page, "page.html")
    reading = len(pages) / (perf_counter() - begun)
    begun = perf_counter()
    known = sum(1 for _ in range(10) for _ in items(path)) / (perf_counter() - begun)
    size = sum(map(len, pages)) // len(pages)
    rows_ = (("everything read from the HTML", reading), ("fields known, text made safe", known))
    note = f"One process; {size:,} characters of HTML each."
    return Table("Documents a second", ("what", "documents/s"), rows_, note)


if __name__ == "__main__":
    for table in run():
        print(table.as_markdown())
    sys.exit(shared_folder() is None)
