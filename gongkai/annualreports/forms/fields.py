"""A field for figures, which understands what people type."""

from __future__ import annotations

import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError


class FigureField(forms.Field):
    """A number, blank when nothing is known: １２, 1,234 and 12.5 are understood."""

    widget = forms.TextInput

    def __init__(self, *, label: str) -> None:
        super().__init__(label=label, required=False)
        self.widget.attrs |= {
            "inputmode": "decimal", "autocomplete": "off", "class": "short", "maxlength": 20,
            "aria-label": label,
        }  # fmt: skip

    def to_python(self, value: Any) -> Decimal | None:
        typed = unicodedata.normalize("NFKC", str(value or "")).replace(",", "").strip()
        if not typed:
            return None
        try:
            number = Decimal(typed)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise ValidationError(
                f"“{str(value)[:20]}”不是数字，“{self.label}”请填写如 12 这样的数字；没有的填 0。"
            )
        return number
