"""The shapes that the templates read: what a page hands in for each component.

A template asks only for the attribute names, so any object that has them will do; these classes
say which they are, and give the optional ones a value. Texts are Chinese; addresses are paths or
full URLs; everything may be left empty, and what is empty is not shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True)
class Link:
    """A place to go: a breadcrumb, an entry of the navigation (`current` = we are there)."""

    title: str
    url: str
    current: bool = False
    count: int | None = None  # on the desk: how many things wait there


@dataclass(frozen=True)
class Frame:
    """The head and foot of every public page of one site, as template variable `frame`.

    The foot must list the marks of the guideline's annex (国办发〔2017〕47号); on a closed network
    they do not exist, so each is shown only where it is configured.
    """

    site_name: str
    site_domain: str = ""
    site_id_code: str = ""
    host_body: str = ""
    contact: str = ""
    icp: str = ""
    icp_url: str = "https://beian.miit.gov.cn/"
    police_record: str = ""
    police_record_url: str = ""
    conac_url: str = ""
    mistake_report_url: str = ""
    nav: Sequence[Link] = ()
    root_url: str = "/"
    search_url: str = ""  # a GET address that takes `q`; without it the head shows no search
    site_map_url: str = ""
    accessibility_url: str = ""
    body_css_class: str = ""


@dataclass(frozen=True)
class DeskPerson:
    """Who sits at the desk, as template variable `desk_person`; `post` is the post acted from."""

    name: str
    post: str = ""
    unit: str = ""
    key: str = ""  # tells people at a shared computer apart, for text kept in the browser
    links: Sequence[Link] = ()  # switch post, change password
    sign_out_url: str = ""  # posted to


@dataclass(frozen=True)
class Happening:
    """One line of a timeline. `at` is a day or a moment; `who` the actor; `text` plain text."""

    at: date | datetime
    title: str
    who: str = ""
    text: str = ""


@dataclass(frozen=True)
class Due:
    """A due date as the badge shows it.

    `days_left` is counted by the caller in `unit`: 0 is today, below 0 is overdue. `why` explains
    the date day by day; where that is too much for a list, `why_url` is where it is explained.
    `provisional` means: beyond the last day the calendar is known for.
    """

    on: date
    days_left: int
    unit: str = "个工作日"
    why: Sequence[str] = ()
    why_url: str = ""
    provisional: bool = False
    paused_since: date | None = None
    done_on: date | None = None

    @property
    def state(self) -> Literal["done", "paused", "overdue", "today", "soon", "calm"]:
        """How the badge looks; only `overdue` is red."""
        if self.done_on:
            return "done"
        if self.paused_since:
            return "paused"
        if self.days_left < 0:
            return "overdue"
        if self.days_left == 0:
            return "today"
        return "soon" if self.days_left <= SOON else "calm"


SOON = 3  # from here on the badge takes the accent colour


@dataclass(frozen=True)
class Fact:
    """One row of a list of facts, of a document's metadata or of a check-your-answers page."""

    label: str
    value: object
    change_url: str = ""


@dataclass(frozen=True)
class Column:
    """One column of a table; numbers stand right, `head` names the row."""

    title: str
    kind: Literal["", "head", "number", "date", "actions"] = ""


@dataclass(frozen=True)
class Row:
    """One row of a table: a cell for each column, text or safe HTML."""

    cells: Sequence[object]
    overdue: bool = False


@dataclass(frozen=True)
class PageLink:
    """A page number; `url` is empty for the gap between far pages."""

    label: str
    url: str = ""
    current: bool = False


@dataclass(frozen=True)
class Pagination:
    """The strip below a list, as template variable `pagination`."""

    pages: Sequence[PageLink]
    previous_url: str = ""
    next_url: str = ""
    total: int | None = None


def paginate(
    number: int, pages: int, url_of: Callable[[int], str], total: int | None = None
) -> Pagination:
    """The strip for page `number` of `pages` (from 1); `url_of(n)` is the address of page n."""
    shown = [n for n in range(1, pages + 1) if n in (1, pages) or abs(n - number) <= 2]
    links: list[PageLink] = []
    for before, here in zip([0, *shown], shown, strict=False):
        if here - before > 1:
            links.append(PageLink("…"))
        links.append(PageLink(str(here), url_of(here), here == number))
    return Pagination(
        links,
        previous_url=url_of(number - 1) if number > 1 else "",
        next_url=url_of(number + 1) if number < pages else "",
        total=total,
    )


@dataclass(frozen=True)
class Attachment:
    """A file beside a document: `kind` such as PDF, `size` in bytes."""

    title: str
    url: str
    kind: str = ""
    size: int | None = None


@dataclass(frozen=True)
class OfficialDocument:
    """The head of an official document, as template variable `document`.

    `metadata` in the order of the table: 索引号, 发文字号, 发文机关, 成文日期, 发布日期, 有效性.
    `in_force` colours the badge: False greys it, None shows it plainly.
    """

    title: str
    metadata: Sequence[Fact] = ()
    validity: str = ""
    in_force: bool | None = None
    subtitle: str = ""
    source: str = ""
    published: date | datetime | None = None
    attachments: Sequence[Attachment] = field(default_factory=tuple)
