"""The short forms beside the buttons of a report."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.people.models import Unit


class ActForm(forms.Form):
    """A button and nothing else."""


class ApproveForm(ActForm):
    """`seen` is the hash of what was on the screen."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ExplainForm(ActForm):
    text = forms.CharField(
        label="不一致的原因",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="如机构合并、申请人类型更正。",
    )


class ReopenForm(ActForm):
    reason = forms.CharField(
        label="撤销定稿的理由",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="已公开的报告更正时，公众会看到这个理由。",
    )


class PublishForm(ActForm):
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="提供单位", error_messages={"required": "请选择提供单位。"}
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)
        unit.queryset = units
        unit.initial = units.first()
