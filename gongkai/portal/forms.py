"""What editors type about the site, its columns, topics and guides."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from gongkai.disclosure.forms.editor import EditorWidget
from gongkai.disclosure.forms.fields import PlainDateField
from gongkai.people.models import Body
from gongkai.portal.models import Column, Guide, Site, Topic
from gongkai.portal.platform import ADDRESSES, PRESCRIBED
from gongkai.portal.queries import unknown_items
from gongkai.reference.queries import codes

NUMBERS = "每行一个信息编号，例如 2026-00017，按显示的次序排列。"


class SiteForm(forms.ModelForm):  # type: ignore[type-arg]
    """The identity of the site."""

    class Meta:
        model = Site
        fields = (
            "name", "domain", "site_id_code", "host_body", "contact", "icp", "police_record",
            "conac_id", "mistake_report", "introduction", "about_html",
        )  # fmt: skip
        widgets = {
            "about_html": EditorWidget(),
            "introduction": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "domain": "不带 https://，例如 www.qingjiang.gov.cn。",
            "site_id_code": "10位，印在每页页脚和网页标签中。没有的留空。",
            "conac_id": "党政机关网站标识链接中 id= 之后的32位字符。没有的留空。",
            "mistake_report": "页脚的链接通向外部网站；内部网络请勿选择。",
        }


class ColumnForm(forms.ModelForm):  # type: ignore[type-arg]
    """A column. Its code is asked once: it stands in addresses."""

    picked = forms.CharField(
        label="精选信息",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=f"形式为“精选列表”时填写。{NUMBERS}",
    )

    class Meta:
        model = Column
        fields = (
            "code", "name", "parent", "order", "column_type", "description", "keywords", "kind",
            "in_navigation", "on_home", "picked", "prose_html",
        )  # fmt: skip
        widgets = {
            "prose_html": EditorWidget(),
            "description": forms.Textarea(attrs={"rows": 2}),
            "column_type": forms.Select(),
        }
        help_texts = {
            "code": "用在网址中，以后不能修改，例如 notices。",
            "order": "数字小的排在前面。",
            "column_type": "按网页标签 ColumnType 的规定选择。",
            "description": "说明设置目的和主要内容，用于网页标签和栏目页。",
            "keywords": "反映栏目内容的词，用空格隔开。",
            "prose_html": "形式为“文字页面”时填写。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        column = self.instance
        if column.pk:
            del self.fields["code"]
            self.initial["picked"] = "\n".join(column.picked)
        for name in self._unchangeable():
            self.fields.pop(name, None)
        if "parent" in self.fields:
            others = Column.objects.exclude(pk=column.pk).filter(parent__isnull=True)
            self.fields["parent"] = forms.ModelChoiceField(
                others, label="上级栏目", required=False, empty_label="（一级栏目）"
            )
        known = [code.name for code in codes("column-types")]
        now = [column.column_type] if column.column_type and column.column_type not in known else []
        self.fields["column_type"] = forms.ChoiceField(
            label="栏目类别",
            choices=[("", "请选择"), *((one, one) for one in [*now, *known])],
            help_text=self.fields["column_type"].help_text,
        )

    def _unchangeable(self) -> tuple[str, ...]:
        """What is prescribed, and what the program writes itself."""
        if self.instance.code in ADDRESSES:
            return ("name", "parent", "kind", "picked", "prose_html", "on_home")
        return ("name", "parent", "kind") if self.instance.code in PRESCRIBED else ()

    def clean_picked(self) -> list[str]:
        """The numbers that were typed, each once; unknown ones are named."""
        numbers = item_numbers(self.cleaned_data["picked"])
        _refuse_unknown(numbers)
        return numbers


class TopicForm(forms.ModelForm):  # type: ignore[type-arg]
    """A topic; its sections are asked beside it."""

    opened_on = PlainDateField(label="开设日期", required=True)
    closed_on = PlainDateField(label="归档日期")

    class Meta:
        model = Topic
        fields = ("code", "name", "introduction", "order", "opened_on", "closed_on")
        widgets = {"introduction": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "code": "用在网址中，以后不能修改，例如 flood-2026。",
            "order": "数字小的排在前面。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["code"]
        self.fields["closed_on"].help_text = "填写后专题移到“已归档”，网址仍然有效。"


class SectionForm(forms.Form):
    """One section of a topic: a list, picked items, or prose. An empty title leaves it out."""

    title = forms.CharField(label="版块标题", max_length=60, required=False)
    kind = forms.ChoiceField(label="形式", choices=Column.Kind.choices)
    shelf = forms.ChoiceField(label="信息列表", required=False)
    picked = forms.CharField(
        label="精选信息",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NUMBERS,
    )
    prose = forms.CharField(label="正文", required=False, widget=EditorWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shelf"] = forms.ChoiceField(
            label="信息列表", required=False, choices=shelf_choices()
        )

    def clean_picked(self) -> list[str]:
        numbers = item_numbers(self.cleaned_data["picked"])
        _refuse_unknown(numbers)
        return numbers

    def section(self) -> dict[str, Any] | None:
        """The section as the topic keeps it; None for an empty one."""
        typed = self.cleaned_data
        if not typed.get("title"):
            return None
        kind = typed["kind"]
        return {"title": typed["title"], "kind": kind, kind: typed[kind]}


SectionForms = formset_factory(SectionForm, extra=1, max_num=12, can_delete=True)


def section_initial(topic: Topic) -> list[dict[str, Any]]:
    """The sections of a topic for its forms."""
    return [
        {**section, "picked": "\n".join(section.get("picked", ()))} for section in topic.sections
    ]


def sections_of(sections: BaseFormSet[Any]) -> list[dict[str, Any]]:
    """The sections that were typed, without the empty and the deleted ones."""
    kept = (form for form in sections if not form.cleaned_data.get("DELETE"))
    return [section for form in kept if (section := form.section())]


class GuideForm(forms.ModelForm):  # type: ignore[type-arg]
    """What 条例 第十二条 wants the guide to say."""

    class Meta:
        model = Guide
        fields = (
            "classification", "ways", "office_name", "address", "hours", "phone", "fax", "email",
        )  # fmt: skip
        widgets = {
            "classification": forms.Textarea(attrs={"rows": 6}),
            "ways": forms.Textarea(attrs={"rows": 6}),
        }
        help_texts = {
            "classification": "政府信息怎样分类、怎样编排，公众怎样据此查找。",
            "ways": "除网站和政府公报以外的获取方式也要写明，例如现场查阅地点。",
            "address": "留空时显示机关信息中的地址。",
            "hours": "留空时显示机关信息中的办公时间。",
            "phone": "留空时显示机关信息中的电话。",
            "email": "电子邮箱或网址。",
        }


def item_numbers(text: str) -> list[str]:
    """Item numbers in what someone typed, each once, in order; `item:` and addresses are fine."""
    found = re.findall(r"(\d{4})[-/](\d{5,})", text)
    return list(dict.fromkeys(f"{year}-{serial}" for year, serial in found))


def _refuse_unknown(numbers: list[str]) -> None:
    unknown = unknown_items(numbers)
    if unknown:
        raise forms.ValidationError(
            f"没有编号为 {'、'.join(unknown)} 的公开信息，请核对编号；未公开的信息不能选入。"
        )


def shelf_choices() -> list[tuple[str, Any]]:
    """The lists that a topic can show."""
    columns = Column.objects.filter(kind=Column.Kind.SHELF)
    return [
        ("", "请选择"),
        ("all", "全部最新信息"),
        ("栏目", [(column.shelf, column.name) for column in columns]),
        ("机关", [(f"body:{body.code}", body.name) for body in Body.objects.all()]),
    ]
