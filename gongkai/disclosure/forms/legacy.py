"""A table of legacy items, the unit that it belongs to, and the consent after the preview."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from gongkai.disclosure.legacy.judging import find_duty
from gongkai.people.models import Unit
from gongkai.registers.models import CatalogueEntry


class LegacyForm(forms.Form):
    """The upload."""

    unit = forms.ModelChoiceField(
        label="归入单位", queryset=Unit.objects.none(), empty_label="请选择", to_field_name="code"
    )
    duty = forms.CharField(
        label="默认的目录事项",
        max_length=80,
        required=False,
        help_text="表中没有写目录事项的归入这里，填编号，如 grassroots.0501 。",
    )
    file = forms.FileField(
        label="表格",
        help_text="xlsx 或 csv，第一行是表头。必须有“名称”“发布日期”两栏，可以有“正文”“发文字号”"
        "“发文机关”“成文日期”“目录事项”“索引号”“栏目”“内容概述”。"
        "数量很大的用命令 gongkai import-legacy。",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "请选择一个文件。", "empty": "文件是空的，请重新选择。"},
    )

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        if len(units) == 1:
            field.initial = units[0].code

    def clean_duty(self) -> CatalogueEntry | None:
        """The duty that was named, if any was."""
        said = self.cleaned_data["duty"].strip()
        found = find_duty(said) if said else None
        if said and found is None:
            raise forms.ValidationError(
                f"没有编号为“{said}”的目录事项，或者几部目录里都有；请写成“目录.编号”。"
            )
        return found
