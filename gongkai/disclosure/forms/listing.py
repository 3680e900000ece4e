"""The filters of the list of items; they stand in the address, so that they stay."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from gongkai.disclosure.models import Item, Version
from gongkai.people.models import Unit
from gongkai.reference.queries import choices

STATES = [
    ("", "全部状态"),
    *((value, label) for value, label in Version.Status.choices if value != Version.Status.CLOSED),
    *((value, label) for value, label in Item.Visibility.choices if value != "hidden"),
    ("abandoned", "已放弃"),
]


class FilterForm(forms.Form):
    """What to show of the list. Anything that is not on offer counts as not chosen."""

    q = forms.CharField(
        label="名称、文号或编号",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    state = forms.ChoiceField(label="状态", required=False, choices=STATES)
    field = forms.ChoiceField(label="领域", required=False)
    unit = forms.ChoiceField(label="单位", required=False)
    year = forms.ChoiceField(label="年份", required=False)
    duty = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, units: list[Unit], first_year: int | None = None) -> None:
        super().__init__(data)
        offered: dict[str, list[Any]] = {
            "field": [("", "全部领域"), *choices("fields")[1:]],
            "unit": [("", "全部单位"), *((one.code, str(one)) for one in units)],
            "year": [("", "全部年份"), *_years(first_year or timezone.localdate().year)],
        }
        for name, its in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = its

    def chosen(self) -> dict[str, Any]:
        """The filters that hold."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def _years(first: int) -> list[tuple[str, str]]:
    this = timezone.localdate().year
    return [(str(year), f"{year}年") for year in range(this, first - 1, -1)]
