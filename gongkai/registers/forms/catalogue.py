"""Small forms: set up a catalogue, end a duty, place it, upload and confirm a table."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from gongkai.people.forms.fields import DayField
from gongkai.people.queries import open_bodies
from gongkai.registers.models import Catalogue
from gongkai.registers.queries.comparing import Comparison
from gongkai.registers.site_columns import column_name, site_columns


class CatalogueForm(forms.Form):
    """A new catalogue."""

    name = forms.CharField(label="目录名称", max_length=100)
    code = forms.CharField(
        label="代码",
        max_length=24,
        help_text="小写字母、数字和连字符，出现在网址中，设定后不能改变，例如 grassroots 。",
    )
    kind = forms.ChoiceField(label="类别", choices=Catalogue.Kind.choices)
    body = forms.ModelChoiceField(label="编制单位", queryset=open_bodies(), empty_label="请选择")
    basis = forms.CharField(
        label="编制依据", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    channel_legend = forms.CharField(
        label="渠道标记说明",
        max_length=200,
        required=False,
        help_text="表中■和□的意思，例如“■为必选渠道，□为可选渠道”。",
    )


class EndForm(forms.Form):
    """End a duty."""

    on = DayField(label="最后有效日", help_text="到这一天为止仍须公开，次日起不再要求。")
    note = forms.CharField(
        label="取消的原因和依据", max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"on": today})


class ColumnForm(forms.Form):
    """Where on the site the duty's items appear."""

    column_code = forms.CharField(label="网站栏目", max_length=40, required=False)

    def __init__(self, data: Any = None, *, chosen: str = "") -> None:
        super().__init__(data, initial={"column_code": chosen})
        columns = site_columns()
        if columns:
            known = {code for code, _ in columns}
            gone = [(chosen, column_name(chosen))] if chosen and chosen not in known else []
            choices = [("", "不放入栏目"), *columns, *gone]
            self.fields["column_code"] = forms.ChoiceField(
                label="网站栏目", choices=choices, required=False
            )


class UploadForm(forms.Form):
    """A table to compare with the catalogue."""

    file = forms.FileField(
        label="目录表格",
        help_text="官方表格样式的 .xlsx 文件：两行表头、合并单元格、√ 和 ■/□ 都可以识别。"
        "上传后先对照，确认后才导入。",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls"}),
    )

    def clean_file(self) -> UploadedFile[Any]:
        """A table of a size that can be read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        most = settings.UPLOAD_MAX_BYTES
        if (file.size or 0) > most:
            raise ValidationError(f"文件超过{most // 1024 // 1024} MB，请删去图片后再上传。")
        return file


class ConfirmForm(forms.Form):
    """Take over a compared table."""

    seen = forms.CharField(widget=forms.HiddenInput)
    effective_on = DayField(label="生效日期")
    explanation = forms.CharField(
        label="调整说明",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="为什么调整、依据是什么，写入每个变动事项的调整记录。",
    )
    end_missing = forms.BooleanField(required=False)
    warnings_read = forms.BooleanField()

    def __init__(self, comparison: Comparison, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"seen": comparison.seen, "effective_on": today})
        if comparison.missing:
            self.fields[
                "end_missing"
            ].label = (
                f"取消文件里没有的{len(comparison.missing)}个事项（生效日期的前一日为最后有效日）"
            )
        else:
            del self.fields["end_missing"]
        if comparison.warnings:
            self.fields[
                "warnings_read"
            ].label = f"已逐条看过上面的{len(comparison.warnings)}处提示，按所说的处理"
            self.fields["warnings_read"].error_messages["required"] = "请看过上面的提示后勾选确认。"
        else:
            del self.fields["warnings_read"]

    def show_again(self, comparison: Comparison) -> None:
        """What is shown now is what is confirmed next; the rest stays as it was typed."""
        self.data = dict(self.data.items()) | {"seen": comparison.seen}
