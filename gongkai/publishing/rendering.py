"""A public page as bytes: the template, the site's frame, and the tags that the guideline asks.

The tags (网页标签) are those of the annex of 国办发〔2017〕47号, their names exactly as printed:
the site's on every page, a column's on column pages, a text's on content pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.template.loader import get_template
from django.utils import timezone

from gongkai.kernel import dates
from gongkai.publishing.registry import GONE, INDEX, current_frame
from gongkai.screens.components import Frame, Link

Meta = Sequence[tuple[str, str]]

# The frame of the batch now being baked; without one every page asks for it anew.
_frame: ContextVar[Frame | None] = ContextVar("frame", default=None)


def render_public(
    template: str,
    context: Mapping[str, Any],
    *,
    title: str,
    path: str,
    meta: Meta = (),
    breadcrumbs: Sequence[Link] = (),
    feeds: Sequence[Link] = (),
) -> bytes:
    """One public page in UTF-8. The template extends `publishing/page.html`.

    `path` is the file's path under the public root (`/about/index.html`), `meta` the column and
    content tags in the order of the annex, `breadcrumbs` ends with the page itself (no address),
    `feeds` are the Atom feeds that belong to the page.
    """
    frame = frame_in_use()
    url = full_url(address_of(path))
    whole = {
        **context,
        "frame": _for_page(frame, address_of(path), url, breadcrumbs),
        "page_title": title,
        "page_url": url,
        "meta": [*site_meta(frame), *((name, content) for name, content in meta if content)],
        "breadcrumbs": breadcrumbs,
        "feeds": feeds,
    }
    return get_template(template).render(whole).encode()


@contextmanager
def same_frame() -> Iterator[Frame]:
    """Within this block the frame is asked for once, so that a page costs no query for it."""
    frame = current_frame()
    token = _frame.set(frame)
    try:
        yield frame
    finally:
        _frame.reset(token)


def frame_in_use() -> Frame:
    """The frame of the batch being baked, or the current one."""
    return _frame.get() or current_frame()


def address_of(path: str) -> str:
    """The address people use for a file: `/about/index.html` is `/about/`."""
    folder, _, name = path.rpartition("/")
    return f"{folder}/" if name in (INDEX, GONE) else path


def full_url(address: str) -> str:
    """An address on this site with scheme and host, percent-encoded."""
    return f"{settings.SITE_URL}{quote(address)}"


def site_meta(frame: Frame) -> Meta:
    """网站标签, on every page."""
    return [
        ("SiteName", frame.site_name),
        ("SiteDomain", frame.site_domain),
        ("SiteIDCode", frame.site_id_code),
    ]


def column_meta(name: str, description: str, keywords: str, column_type: str) -> Meta:
    """栏目标签, on pages of a column; several types are joined with a full-width comma."""
    return [
        ("ColumnName", name),
        ("ColumnDescription", description),
        ("ColumnKeywords", keywords),
        ("ColumnType", column_type),
    ]


def content_meta(
    title: str,
    published_at: datetime,
    source: str,
    *,
    keywords: str = "",
    author: str = "",
    description: str = "",
    image: str = "",
    url: str = "",
) -> Meta:
    """内容标签, on content pages. PubDate is when it was published, never 成文日期.

    `image` and `url` may be addresses on this site; the tags carry them in full.
    """
    return [
        ("ArticleTitle", title),
        ("PubDate", dates.stamp(timezone.localtime(published_at))),
        ("ContentSource", source),
        ("Keywords", keywords),
        ("Author", author),
        ("Description", description),
        ("Image", full_url(image) if image.startswith("/") else image),
        ("Url", full_url(url) if url.startswith("/") else url),
    ]


def _for_page(frame: Frame, address: str, url: str, breadcrumbs: Sequence[Link]) -> Frame:
    """The frame as it stands on one page: the navigation shows where we are, and
    “我为政府网站找错” says which page it is about."""
    nav = tuple(frame.nav)
    report = frame.mistake_report_url
    return replace(
        frame,
        nav=_marked(nav, _here(nav, address, breadcrumbs)),
        mistake_report_url=f"{report}&url={quote(url, safe='')}" if report else "",
    )


def _here(nav: tuple[Link, ...], address: str, breadcrumbs: Sequence[Link]) -> str:
    """The address of the entry that the page stands under: by its own address, or by the way to it.

    The home page is only itself: every way begins there.
    """
    urls = {link.url for link in nav}
    under = [url for url in urls if address == url or (url != "/" and address.startswith(url))]
    on_the_way = [link.url for link in breadcrumbs if link.url in urls and link.url != "/"]
    return max(under, key=len, default=on_the_way[-1] if on_the_way else "")


@cache
def _marked(nav: tuple[Link, ...], url: str) -> tuple[Link, ...]:
    return tuple(replace(link, current=bool(url) and link.url == url) for link in nav)
