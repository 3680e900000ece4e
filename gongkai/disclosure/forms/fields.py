"""Fields that understand what officials type, and say how to mend what they do not."""

from __future__ import annotations

import re
from datetime import date, datetime
from html import escape
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from gongkai.kernel import document_numbers
from gongkai.kernel.dates import find_dates, parse_date

LONGEST = "“{label}”最多 {most} 个字，现在有 %(show_value)d 个字，请删减。"


def text(label: str, most: int, *, required: bool = False, **kwargs: Any) -> forms.CharField:
    """A line of text with sentences that name it."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        error_messages={"max_length": LONGEST.format(label=label, most=most)},
        **kwargs,
    )


class PlainDateField(forms.DateField):
    """A day in any customary form: 2026-05-08, 2026.5.8, 20260508, 2026年5月8日, 二〇二六年….

    A line of text and no picker: dates are copied from papers, whole.
    """

    widget = forms.TextInput

    def __init__(self, *, label: str, required: bool = False, **kwargs: Any) -> None:
        super().__init__(label=label, required=required, **kwargs)
        self.widget.attrs |= {
            "placeholder": "如 2026-05-08",
            "autocomplete": "off",
            "maxlength": 30,
            "class": "short",
        }

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        found = parse_date(str(value))
        if found is None or not 1949 <= found.year <= 2100:
            raise ValidationError(self._what_is_wrong(str(value)))
        return found

    def _what_is_wrong(self, typed: str) -> str:
        shown = typed[:30]
        if len(find_dates(typed)) > 1:
            return f"“{shown}”里有两个日期，请只填一个。"
        return f"“{shown}”不是有效的日期，请按 2026-05-08 或 2026年5月8日 的样子填写。"


class MomentField(forms.DateTimeField):
    """A day and an hour, from the browser's own picker."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: Any) -> datetime | None:
        try:
            found = super().to_python(str(value).replace("T", " ") if value else value)
        except ValidationError:
            message = f"“{str(value)[:30]}”不是有效的时间，请按 2026-05-08 09:30 的样子填写。"
            raise ValidationError(message) from None
        if found is not None and timezone.is_naive(found):
            return timezone.make_aware(found)
        return found


class DocumentNumberField(forms.CharField):
    """A document number in its strict form. A number that is only written wrongly is mended."""

    def __init__(self, *, label: str = "发文字号", **kwargs: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            max_length=60,
            error_messages={"max_length": LONGEST.format(label=label, most=60)},
            **kwargs,
        )
        self.widget.attrs |= {"placeholder": "如 清政办发〔2026〕3号", "autocomplete": "off"}

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value))
        reasons = document_numbers.reasons_against(typed) if typed else []
        if reasons:
            raise ValidationError("".join(reasons), code="document_number")
        return typed


def mended_number(typed: str) -> str:
    """The strict form of a number that was written otherwise; "" when there is none to offer."""
    number = document_numbers.parse(typed)
    if (
        number is None
        or str(number) == typed.strip()
        or not document_numbers.is_strict(str(number))
    ):
        return ""
    return str(number)


def as_paragraphs(typed: str) -> str:
    """Text typed without the editor: each line a paragraph. What holds tags stays as it is."""
    if not typed.strip() or _TAG.search(typed):
        return typed
    lines = [line.strip() for line in typed.splitlines()]
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line)


_TAG = re.compile(r"</?[a-zA-Z]")


def keywords_from(typed: str) -> tuple[str, ...]:
    """Words divided by 、，； or blanks; each once."""
    for sign in "、，,；;　\t\n":
        typed = typed.replace(sign, " ")
    return tuple(dict.fromkeys(typed.split()))
