"""Rows and texts made ready for the templates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from lxml import html as lxml_html

from gongkai.clocks.models import Clock
from gongkai.clocks.queries import clocks_of
from gongkai.disclosure.models import Attachment, Item, Version
from gongkai.disclosure.queries.due import RULE, dates_of
from gongkai.disclosure.queries.listing import DeskRow
from gongkai.kernel.calendar import Calendar
from gongkai.reference.queries import calendar
from gongkai.screens.components import Attachment as ListedFile
from gongkai.screens.components import Due
from gongkai.screens.official_text import readable_on_phones

UNTITLED = "（未填写名称）"
ERASED = "（内容已删除）"


def title_of(version: Version) -> str:
    """The title, or what to call a thing without one."""
    if version.item.visibility == Item.Visibility.ERASED:
        return ERASED
    return version.title.strip() or UNTITLED


def state_of(item: Item, version: Version) -> str:
    """Where it stands, in one or two words: the open version, and what the public sees."""
    public = "" if item.visibility == Item.Visibility.HIDDEN else item.get_visibility_display()
    if version.is_open:
        return (
            f"{public} · 更正{version.get_status_display()}"
            if public
            else str(version.get_status_display())
        )
    return str(public or version.get_outcome_display())


def clock_of(item: Item) -> Clock | None:
    """The clock of its publication; None where nothing is counted, or it was public before."""
    return clocks_of(item.reference).filter(rule=RULE).first()


def _badges(items: Sequence[Item]) -> dict[int, Due]:
    """The due badges of a list, by primary key: days left, or since when it is public."""
    today, working = timezone.localdate(), calendar()
    dates = dates_of(item.number for item in items if not item.first_released_at)
    found = {}
    for item in items:
        if item.first_released_at:
            done_on = timezone.localdate(item.first_released_at)
            found[item.pk] = Due(done_on, 0, done_on=done_on)
        elif on := dates.get(item.number):
            found[item.pk] = Due(on, working_days_left(on, today, working))
    return found


def working_days_left(on: date, today: date, working: Calendar) -> int:
    """0 is today; a day that has passed is late by one at least, whatever days lie between."""
    if on >= today:
        return working.workdays_between(today, on)
    return -max(working.workdays_between(on, today), 1)


@dataclass(frozen=True)
class ListRow:
    """One line of the list of items."""

    number: str
    url: str
    title: str
    state: str
    document_number: str
    duty: str
    unit: str
    created_on: date
    due: Due | None


def list_rows(rows: Sequence[DeskRow], *, one_body: bool) -> list[ListRow]:
    """The lines of the list; where all units are of one body, its name is not repeated."""
    badges = _badges([row.item for row in rows])
    return [
        ListRow(
            number=row.item.number,
            url=reverse("disclosure:item", args=[row.item.number]),
            title=_title(row),
            state=state_of(row.item, row.version),
            document_number=row.version.document_number,
            duty=str(row.item.duty),
            unit=row.item.unit.name if one_body else str(row.item.unit),
            created_on=timezone.localdate(row.item.created_at),
            due=badges.get(row.item.pk),
        )
        for row in rows
    ]


def _title(row: DeskRow) -> str:
    if row.item.visibility == Item.Visibility.ERASED:
        return ERASED
    return row.version.title.strip() or UNTITLED


# --- text and files -------------------------------------------------------------------------------


def files_url(version: Version) -> str:
    """The folder in which the desk shows the files of a version."""
    return _files_url(version.item.number, version.number)


def _files_url(number: str, k: int) -> str:
    return reverse("disclosure:file", args=[number, k, "-"]).removesuffix("-")


def file_url(version: Version, attachment: Attachment) -> str:
    """Where staff download one file."""
    return reverse("disclosure:file", args=[version.item.number, version.number, attachment.name])


def body_on_desk(version: Version) -> SafeString:
    """The sanitised text, its pictures taken from where the desk keeps them."""
    html = with_pictures_from(version.body_html, files_url(version))
    return mark_safe(readable_on_phones(html))  # sanitised when it was saved


def with_pictures_from(html: str, folder: str) -> str:
    """The same text, `files/…` of its pictures replaced by the folder."""
    if "files/" not in html:
        return html
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    for picture in root.iter("img"):
        source = picture.get("src", "")
        if source.startswith("files/"):
            picture.set("src", folder + source.removeprefix("files/"))
    whole = lxml_html.tostring(root, encoding="unicode")
    return str(whole).removeprefix("<div>").removesuffix("</div>")


def listed_files(version: Version) -> list[ListedFile]:
    """The files beside the text, for `screens/attachments.html`."""
    beside = version.attachments.filter(inline=False).select_related("file")
    return [
        ListedFile(one.name, file_url(version, one), one.file.extension.upper(), one.file.size)
        for one in beside
    ]


def link(url: str, words: str) -> SafeString:
    """A link for a cell of a table."""
    return format_html('<a href="{}">{}</a>', url, words)
