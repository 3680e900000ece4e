"""The filters of the queue; they stand in the address, so that they stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from gongkai.foi.models import FoiRequest
from gongkai.foi.process import STAGES
from gongkai.people.models import Body, Unit

STATES = [
    ("", "在办（全部）"),
    *((one.code, one.label) for one in STAGES if one.code not in ("closed", "serving", "archived")),
    ("closed", "已办结（全部）"),
    ("serving", "已办结，待送达"),
    ("archived", "已办结，已归档"),
]
SCOPES = [("", "我能查看的"), ("mine", "我承办的"), ("unit", "本单位的")]


class FilterForm(forms.Form):
    """What to show of the queue. Anything that is not on offer counts as not chosen."""

    q = forms.CharField(
        label="编号或所需信息",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    scope = forms.ChoiceField(required=False, choices=SCOPES, widget=forms.HiddenInput)
    state = forms.ChoiceField(label="状态", required=False, choices=STATES)
    body = forms.ChoiceField(label="机关", required=False)
    unit = forms.ChoiceField(label="承办单位", required=False)
    channel = forms.ChoiceField(
        label="提交方式",
        required=False,
        choices=[("", "全部方式"), *FoiRequest.Channel.choices],
    )
    kind = forms.ChoiceField(
        label="申请人类型",
        required=False,
        choices=[("", "全部类型"), *FoiRequest.RequesterKind.choices],
    )
    year = forms.ChoiceField(label="年份", required=False)

    def __init__(
        self, data: Any, *, units: Sequence[Unit], bodies: Sequence[Body], first_year: int | None
    ) -> None:
        super().__init__(data)
        one_body = len(bodies) < 2
        offered: dict[str, list[Any]] = {
            "body": [("", "全部机关"), *((one.code, one.name) for one in bodies)],
            "unit": [
                ("", "全部单位"),
                *((one.code, one.name if one_body else str(one)) for one in units),
            ],
            "year": [("", "全部年份"), *_years(first_year or timezone.localdate().year)],
        }
        for name, its in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = its

    def chosen(self) -> dict[str, Any]:
        """The filters that hold. Words in what was closed are looked for in one year at a time."""
        self.is_valid()
        held = {name: value for name, value in self.cleaned_data.items() if value}
        if "q" in held and held.get("state") in ("closed", "archived") and "year" not in held:
            held["year"] = str(timezone.localdate().year)
        return held


def _years(first: int) -> list[tuple[str, str]]:
    this = timezone.localdate().year
    return [(str(year), f"{year}年") for year in range(this, first - 1, -1)]
