"""Fields that more than one form here and in `reference` uses."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.kernel.dates import parse_date


class DayInput(forms.DateInput):
    """The browser's own calendar; where it has none, the day is typed."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day, as browsers send it or as papers write it: 2026-05-08, 2026年5月8日."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        """The day; a sentence for what is no day."""
        if value in self.empty_values:
            return None
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        found = parse_date(str(value))
        if found is None:
            raise ValidationError(f"“{value}”不是日期，请写作 2026-05-08。")
        return found


class PiecesField(forms.CharField):
    """Several short texts in one line, parted by 、 or commas or spaces."""

    def to_python(self, value: Any) -> tuple[str, ...]:  # type: ignore[override]
        """The texts, in order, each once."""
        text = str(value or "")
        for mark in ",，;；|\t\n":
            text = text.replace(mark, "、")
        return tuple(dict.fromkeys(one.strip() for one in text.split("、") if one.strip()))

    def prepare_value(self, value: Any) -> Any:
        """The texts as one line again."""
        return "、".join(value) if isinstance(value, tuple | list) else value
