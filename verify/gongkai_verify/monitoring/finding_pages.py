"""Which item pages a site has: from its sitemap, its index of documents, its directory."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from urllib.parse import unquote, urlsplit

from gongkai_verify.canonical import parse_json
from gongkai_verify.errors import Wrong
from gongkai_verify.findings import Findings
from gongkai_verify.reporting import BEIJING
from gongkai_verify.sources import Source, read

DOCUMENTS = "log/documents.json"
ITEMS = "items"
PAGE = re.compile(r"/items/\d{4}/\d{5,}/", re.ASCII)
_LOC = re.compile(r"<loc>([^<]*)</loc>(?:\s*<lastmod>([^<]*)</lastmod>)?")
_MAX_SITEMAPS = 50_000


@dataclass
class Pages:
    """Pages by address. `changed` is the end of the day that the sitemap names."""

    changed: dict[str, datetime | None] = field(default_factory=dict)
    of_document: dict[str, str] = field(default_factory=dict)  # by the index of documents


def find_pages(site: Source, origin: str, findings: Findings) -> Pages:
    """Every item page that the site names itself, in whichever way."""
    found = Pages()
    with findings.collecting("/sitemap.xml"):
        for page, day in _in_sitemaps(site):
            found.changed[page] = day
    with findings.collecting(f"/{DOCUMENTS}"):
        found.of_document = _documents(site, origin)
    for page in [*found.of_document.values(), *(site.pages_below(ITEMS) or ())]:
        if PAGE.fullmatch(page):
            found.changed.setdefault(page, None)
    return found


def _in_sitemaps(site: Source) -> Iterator[tuple[str, datetime | None]]:
    index = _sitemap(site, "/sitemap.xml")
    if "<sitemapindex" not in index:
        yield from _items(index)
        return
    for loc, _ in _LOC.findall(index)[:_MAX_SITEMAPS]:
        yield from _items(_sitemap(site, _path(loc)))


def _sitemap(site: Source, path: str) -> str:
    content = read(site, path)
    if content is None:
        raise Wrong("sitemap-missing", f"网站没有 {path}，无法据此找全公开页面。")
    return content.decode("utf-8", "replace")


def _path(loc: str) -> str:
    return unquote(urlsplit(html.unescape(loc.strip())).path)


def _items(text: str) -> Iterator[tuple[str, datetime | None]]:
    for loc, day in _LOC.findall(text):
        if PAGE.fullmatch(path := _path(loc)):
            yield path, _end_of(day)


def _end_of(day: str) -> datetime | None:
    try:
        date = datetime.fromisoformat(day.strip()[:10]).date()
    except ValueError:
        return None
    return datetime.combine(date, time(23, 59, 59), BEIJING).astimezone(UTC)


def _documents(site: Source, origin: str) -> dict[str, str]:
    content = read(site, DOCUMENTS)
    if content is None:
        return {}
    said = parse_json(content, "文件索引")
    documents = said.get("documents")
    if said.get("v") != 1 or said.get("origin") != origin or not isinstance(documents, dict):
        raise Wrong("documents", "文件索引的字段不合格式。")
    if not all(isinstance(one, str) and PAGE.fullmatch(one) for one in documents.values()):
        raise Wrong("documents", "文件索引中的网页地址不合格式。")
    return documents
