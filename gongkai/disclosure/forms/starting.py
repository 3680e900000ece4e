"""A new item: under which duty, by which unit, formed when; empty, or from a document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from gongkai.disclosure.content import Content
from gongkai.disclosure.forms.editor import EditorWidget
from gongkai.disclosure.forms.fields import (
    DocumentNumberField,
    PlainDateField,
    as_paragraphs,
    mended_number,
    text,
)
from gongkai.people.models import Unit
from gongkai.registers.models import CatalogueEntry

FORMED = "信息制作完成或变更的那一天，公开期限从这天起算；成文的，一般就是成文日期。"


class NewItemForm(forms.Form):
    """What an item needs before anything is written. `key` makes sending it twice harmless."""

    title = text("名称", 300, required=True)
    duty = forms.ModelChoiceField(
        CatalogueEntry.objects.select_related("current", "catalogue"),
        label="目录事项",
        widget=forms.HiddenInput,
        error_messages={
            "required": "请选择目录事项：公开的信息都归在一个事项之下。",
            "invalid_choice": "没有这个目录事项，请重新选择。",
        },
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label="提供单位",
        empty_label=None,
        to_field_name="code",
        error_messages={"invalid_choice": "您不能以这个单位的名义起草，请重新选择。"},
    )
    formed_on = PlainDateField(label="信息形成日期", required=True, help_text=FORMED)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, units: Sequence[Unit], initial: Any = None, **kwargs: Any
    ) -> None:
        given = {"formed_on": timezone.localdate(), "key": uuid4()} | dict(initial or {})
        super().__init__(data, initial=given, **kwargs)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)
        unit.queryset = Unit.objects.filter(pk__in=[one.pk for one in units]).select_related("body")

    def clean_formed_on(self) -> Any:
        formed = self.cleaned_data["formed_on"]
        if formed > timezone.localdate():
            raise ValidationError(f"信息形成日期 {formed} 晚于今天，请核对。")
        return formed

    def chosen_duty(self) -> CatalogueEntry | None:
        """The duty chosen so far, also where the form has other mistakes."""
        value = self["duty"].value()
        if isinstance(value, CatalogueEntry):
            return value
        if not str(value or "").isdecimal():
            return None
        found = CatalogueEntry.objects.select_related("current", "catalogue")
        return found.filter(pk=int(str(value))).first()

    def content(self) -> Content:
        """What the new item says so far."""
        duty = self.cleaned_data["duty"]
        return Content(
            title=self.cleaned_data["title"],
            column_code=duty.current.column_code if duty.current else "",
        )


class DocumentForm(NewItemForm):
    """The same, with what was recognised in a document, to be looked at and mended."""

    document_number = DocumentNumberField()
    issued_by = text("发文机关", 200)
    adopted_on = PlainDateField(label="成文日期")
    effective_on = PlainDateField(label="施行日期")
    body_html = forms.CharField(label="正文", required=False, widget=EditorWidget)
    with_original = forms.BooleanField(
        label="把原文件作为附件一起公开", required=False, initial=True
    )

    @property
    def mended_number(self) -> str:
        """The document number written rightly, where the typed one only has the wrong signs."""
        wrong = "document_number" in self.errors
        return mended_number(str(self["document_number"].value() or "")) if wrong else ""

    def clean_body_html(self) -> str:
        return as_paragraphs(self.cleaned_data["body_html"])

    def content(self) -> Content:
        """The document as the first version of an item."""
        duty = self.cleaned_data["duty"]
        return Content(
            title=self.cleaned_data["title"],
            body_html=self.cleaned_data["body_html"],
            document_number=self.cleaned_data["document_number"],
            issued_by=self.cleaned_data["issued_by"],
            adopted_on=self.cleaned_data["adopted_on"],
            effective_on=self.cleaned_data["effective_on"],
            column_code=duty.current.column_code if duty.current else "",
        )


class BringForm(forms.Form):
    """A document to begin with."""

    file = forms.FileField(
        label="文件",
        help_text="可读入 docx、txt、html，以及有文字的 PDF。",
        error_messages={
            "required": "请选择一个文件。",
            "empty": "文件是空的（0 字节）。请确认文件已保存，再重新上传。",
            "missing": "请选择一个文件。",
        },
    )
