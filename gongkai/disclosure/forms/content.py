"""The text of a version, field by field, as its editors see it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.disclosure.columns import site_columns
from gongkai.disclosure.content import Content
from gongkai.disclosure.forms.editor import EditorWidget
from gongkai.disclosure.forms.fields import (
    DocumentNumberField,
    PlainDateField,
    as_paragraphs,
    keywords_from,
    mended_number,
    text,
)
from gongkai.disclosure.models import Version
from gongkai.reference.queries import choices
from gongkai.registers.models import EntryVersion

SUMMARY = "两三句话说明主要内容，显示在列表和搜索结果中。"
NATURE = "有有效性的文件必须选择；政府信息公开工作年度报告按它统计规章和行政规范性文件的件数。"
KEYWORDS = "用顿号或空格隔开。"


class ContentForm(forms.Form):
    """Everything that editors write, and `revision`: over which state they wrote it."""

    title = text("名称", 300, required=True)
    document_number = DocumentNumberField()
    issued_by = text("发文机关", 200, help_text="几个机关联合发文的，用顿号隔开。")
    document_kind = forms.ChoiceField(label="文种", required=False)
    subject = forms.ChoiceField(label="主题分类", required=False)
    column_code = forms.ChoiceField(label="栏目", required=False)
    adopted_on = PlainDateField(label="成文日期")
    effective_on = PlainDateField(label="施行日期")
    expires_on = PlainDateField(label="失效日期")
    validity = forms.ChoiceField(label="有效性", required=False)
    nature = forms.ChoiceField(label="文件性质", required=False, help_text=NATURE)
    route = forms.ChoiceField(label="公开属性", choices=EntryVersion.Route.choices)
    source = text("信息来源", 100, help_text="不填写的，显示发布机构。")
    summary = text("内容概述", 500, widget=forms.Textarea(attrs={"rows": 3}), help_text=SUMMARY)
    keywords = text("关键词", 300, help_text=KEYWORDS)
    correction_note = text(
        "更正说明",
        300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="向社会公开，写明更正了什么、为什么。",
    )
    body_html = forms.CharField(label="正文", required=False, widget=EditorWidget)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, content: Content, revision: int, version: Version, **kwargs: Any
    ) -> None:
        initial = as_initial(content) | {"revision": revision}
        super().__init__(data, initial=initial, **kwargs)
        self.content_before = content
        for name, list_code in (("document_kind", "document-kinds"), ("subject", "subjects")):
            _choice(self, name).choices = choices(list_code, chosen=initial[name])
        _choice(self, "column_code").choices = _columns(content.column_code)
        _choice(self, "validity").choices = [
            (value, label if value else "不适用") for value, label in Version.Validity.choices
        ]
        _choice(self, "nature").choices = [
            (value, label if value else "不适用") for value, label in Version.Nature.choices
        ]
        if version.number == 1:
            del self.fields["correction_note"]

    @property
    def mended_number(self) -> str:
        """The document number written rightly, where the typed one only has the wrong signs."""
        wrong = "document_number" in self.errors
        return mended_number(str(self["document_number"].value() or "")) if wrong else ""

    def clean_body_html(self) -> str:
        return as_paragraphs(self.cleaned_data["body_html"])

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        begins, ends = found.get("effective_on"), found.get("expires_on")
        if begins and ends and ends < begins:
            sentence = f"失效日期 {ends} 早于施行日期 {begins}，请核对。"
            self.add_error("expires_on", ValidationError(sentence))
        return found

    def content(self) -> Content:
        """What was typed, as one value; fields that the form does not show stay as they were."""
        typed = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("revision", "keywords")
        }
        keywords = keywords_from(self.cleaned_data["keywords"])
        return dataclasses.replace(self.content_before, **typed, keywords=keywords)


def as_initial(content: Content) -> dict[str, Any]:
    """The values of a content for the form's fields."""
    values = dataclasses.asdict(content)
    return values | {"keywords": "、".join(content.keywords)}


def _choice(form: forms.Form, name: str) -> forms.ChoiceField:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    return field


def _columns(chosen: str) -> Sequence[tuple[str, str]]:
    """The columns of the site; the one chosen stays even where the site has it no more."""
    known = site_columns()
    kept = [(chosen, chosen)] if chosen and chosen not in dict(known) else []
    return [("", "不进栏目，只在目录中公开"), *known, *kept]
