"""Small filters and one tag: dates as Chinese readers write them, due dates in words, icons.

Every filter gives back an empty text for an empty value, because a page must come out even where
an optional fact is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import zip_longest

from django import template
from django.forms import BoundField
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from gongkai.kernel import dates
from gongkai.screens import forms, official_text
from gongkai.screens.icons import ICONS

register = template.Library()


@register.filter
def chinese_date(value: date | datetime | None) -> str:
    """A day in words: 2026年5月8日. A moment is taken in the county's time."""
    if not value:
        return ""
    return dates.chinese_date(local(value).date() if isinstance(value, datetime) else value)


@register.filter
def stamp(value: datetime | date | None) -> str:
    """A moment as YYYY-MM-DD HH:MM (the form the guideline asks on content pages).

    A day without a time stays a day, YYYY-MM-DD: a midnight would be made up.
    """
    if not value:
        return ""
    return dates.stamp(local(value)) if isinstance(value, datetime) else value.isoformat()


@register.filter
def when(value: date | datetime | str | None) -> str:
    """A day in words, a moment as a stamp, a text as it is."""
    if isinstance(value, datetime):
        return stamp(value)
    return chinese_date(value) if isinstance(value, date) else str(value or "")


@register.filter
def machine_date(value: date | datetime | None) -> str:
    """The `datetime` attribute of <time>: ISO 8601, a moment with its offset."""
    if not isinstance(value, date):
        return ""
    return local(value).isoformat() if isinstance(value, datetime) else value.isoformat()


def local(moment: datetime) -> datetime:
    """The moment in the county's time; a naive one is taken to be in it already."""
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


@register.filter
def due(days_left: int | str | None, unit: str = "个工作日") -> str:
    """How far a due date is, in words: 今天到期, 还剩3个工作日, 已超期2个工作日."""
    if days_left is None or isinstance(days_left, str):
        return ""
    if days_left == 0:
        return "今天到期"
    return f"还剩{days_left}{unit}" if days_left > 0 else f"已超期{-days_left}{unit}"


@register.filter
def file_size(size: int | str | None) -> str:
    """Bytes as people say them: 812 字节, 35 KB, 2.4 MB."""
    if size is None or isinstance(size, str):
        return ""
    if size < 1024:
        return f"{size} 字节"
    return f"{size / 1024:.0f} KB" if size < 1024**2 else f"{size / 1024**2:.1f} MB"


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of `icons.py`; without a label it is decoration and hidden from screen readers."""
    hidden = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none"'
        ' stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
        ' focusable="false" {}>{}</svg>',
        mark_safe(hidden),
        mark_safe(ICONS[name]),
    )


@register.filter
def dom_id(value: object) -> str:
    """A text made fit for an `id`: letters (Chinese too), digits and hyphens."""
    return re.sub(r"[^\w]+", "-", str(value)).strip("-").lower()


@register.filter
def first_input_id(field: BoundField) -> str:
    """The id of the first input of a form field: where the error summary leads."""
    return forms.first_input_id(field)


@register.filter
def errors_in_words(field: BoundField) -> list[str]:
    """The errors of a form field as sentences that say what to do."""
    return forms.errors_in_words(field)


@register.filter
def errors_for_summary(field: BoundField) -> list[str]:
    """The same, each naming its field."""
    return forms.errors_for_summary(field)


@register.filter
def beside(cells: Iterable[object], columns: Sequence[object]) -> list[tuple[object, object]]:
    """Each cell with its column."""
    return list(zip_longest(cells, columns, fillvalue=""))


@register.filter(name="official_text")
def official_text_filter(html: str) -> SafeString:
    """The body of an official document, already cleaned, made readable on phones."""
    return mark_safe(official_text.readable_on_phones(html))
