"""One look at one item page: what is there, and whether it agrees with itself.

Nothing here asks the log: pages are looked at first and the log is read after, so that everything
that a page can say is in it already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai_verify.entries import Entry
from gongkai_verify.errors import Unreadable, Wrong
from gongkai_verify.findings import Findings
from gongkai_verify.keys import Key
from gongkai_verify.monitoring.html import check_page
from gongkai_verify.monitoring.twins import check_twin, check_twins_of_files
from gongkai_verify.notes import Checkpoint
from gongkai_verify.proving import Files, Verdict, prove
from gongkai_verify.receipts import open_receipt
from gongkai_verify.records import Record, parse_record
from gongkai_verify.sources import Source, read


@dataclass
class Seen:
    """What stood at one address."""

    page: str
    shown: bool = False  # there is a page
    broken: bool = False  # something of it could not be read, so that nothing is known
    has_record: bool = False
    origin: str = ""
    index: int = -1
    raw_entry: bytes = b""
    entry: Entry | None = None  # of a record of the right form
    verdicts: list[Verdict] = field(default_factory=list)
    receipt: Checkpoint | None = None
    has_receipt: bool = False
    findings: Findings = field(default_factory=Findings)


def look_at(site: Source, page: str, keys: Sequence[Key]) -> Seen:
    """Fetch the page, its record, files and receipt."""
    seen = Seen(page)
    try:
        html = read(site, page)
        seen.shown = html is not None
        content = read(site, f"{page}record.json")
        seen.has_record = content is not None
        check_twin(site, page, html, seen.findings)
        check_twin(site, f"{page}record.json", content, seen.findings)
        if content is not None:
            with seen.findings.collecting(page):
                record = parse_record(content)
                _take(seen, record)
                seen.verdicts = list(prove(record, _files(site, page), lambda _: None))
                check_twins_of_files(site, page, record, seen.findings)
                _look_at_receipt(site, seen, record, keys)
                if html is not None:
                    _check_html(html, record)
    except Unreadable as problem:
        seen.broken = True
        seen.findings.alarm("unreadable", page, str(problem))
    return seen


def _take(seen: Seen, record: Record) -> None:
    seen.origin, seen.index = record.origin, record.index
    seen.raw_entry, seen.entry = record.raw_entry, record.entry


def _files(site: Source, page: str) -> Files:
    return lambda name: site.chunks(f"{page}{name}")


def _check_html(html: bytes, record: Record) -> None:
    try:
        text = html.decode()
    except UnicodeDecodeError:
        raise Wrong("page-text", "网页不是 UTF-8。") from None
    body = record.parts.get("body")
    content = body.content if body is not None else None
    check_page(text, record.title, None if content is None else content.decode())


def _look_at_receipt(site: Source, seen: Seen, record: Record, keys: Sequence[Key]) -> None:
    content = read(site, f"{seen.page}receipt-{record.entry.rev}.txt")
    seen.has_receipt = content is not None
    if content is None:
        return
    with seen.findings.collecting(f"{seen.page}receipt-{record.entry.rev}.txt"):
        try:
            receipt = open_receipt(content.decode(), keys)
        except UnicodeDecodeError:
            raise Wrong("receipt", "登记凭据不是 UTF-8。") from None
        if receipt.checkpoint.origin != record.origin:
            raise Wrong("record-origin", "内容记录与登记凭据所说的日志不同。")
        if receipt.index != record.index or receipt.entry != record.raw_entry:
            raise Wrong("record-entry", "内容记录与登记凭据所说的不是同一条登记。")
        seen.receipt = receipt.checkpoint
