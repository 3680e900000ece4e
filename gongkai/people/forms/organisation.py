"""The forms of bodies, units, posts and rights. Rules are asked of the operations."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from gongkai.people.forms.fields import DayField, PiecesField
from gongkai.people.models import Body, Right, Unit
from gongkai.people.queries import BodyDetails, open_bodies
from gongkai.people.verbs import VERBS, Verb
from gongkai.reference.models import Division


class BodyForm(forms.Form):
    """A body, as `BodyDetails`."""

    name = forms.CharField(label="全称", max_length=100)
    code = forms.CharField(
        label="代码",
        max_length=40,
        help_text="小写字母、数字和连字符，出现在公开网址中，设定后不能改变，例如 finance 。",
    )
    kind = forms.ChoiceField(label="类别", choices=Body.Kind.choices)
    uscc = forms.CharField(label="统一社会信用代码", max_length=40)
    division = forms.ModelChoiceField(
        label="行政区划", queryset=Division.objects.all(), empty_label="请选择"
    )
    parent = forms.ModelChoiceField(
        label="上级机关", queryset=open_bodies(), required=False, empty_label="无"
    )
    short_names = PiecesField(
        label="简称", max_length=200, required=False, help_text="多个简称用顿号分开。"
    )
    document_prefix = forms.CharField(
        label="发文机关代字", max_length=20, required=False, help_text="例如 清财 。"
    )
    address = forms.CharField(label="办公地址", max_length=200, required=False)
    phone = forms.CharField(label="联系电话", max_length=40, required=False)
    office_hours = forms.CharField(label="办公时间", max_length=100, required=False)
    order = forms.IntegerField(
        label="次序", min_value=0, max_value=99999, initial=0, help_text="小的排在前面。"
    )

    @classmethod
    def of(cls, body: Body, data: Any = None) -> BodyForm:
        """The form filled with a body as it is; its code is shown and stays."""
        fields = BodyDetails.__dataclass_fields__
        form = cls(data, initial={name: getattr(body, name) for name in fields})
        form.fields["code"].disabled = True
        form.fields["code"].help_text = "出现在公开网址中，不能改变。"
        form.fields["parent"].queryset = _possible_parents(body)  # type: ignore[attr-defined]
        return form

    def details(self) -> BodyDetails:
        """What the operation takes."""
        return BodyDetails(**self.cleaned_data)


def _possible_parents(body: Body) -> QuerySet[Body]:
    """Bodies that exist, and the one above now, closed or not."""
    return Body.objects.filter(Q(closed_on__isnull=True) | Q(pk=body.parent_id)).exclude(pk=body.pk)


class UnitForm(forms.Form):
    """A unit: its name and its place."""

    name = forms.CharField(label="内设机构名称", max_length=60, help_text="例如 办公室、预算股。")
    order = forms.IntegerField(
        label="次序", min_value=0, max_value=99999, initial=0, help_text="小的排在前面。"
    )


class PostForm(forms.Form):
    """A post: its name."""

    name = forms.CharField(label="岗位名称", max_length=60, help_text="例如 信息员、分管领导。")


class CloseForm(forms.Form):
    """The end of a body, a unit or a post, and who goes on with its work."""

    closed_on = DayField(
        label="撤销日期", help_text="从这一天起不再使用；历史记录和公开页面都保留。"
    )

    def __init__(
        self,
        data: Any = None,
        *,
        today: date,
        successors: QuerySet[Body] | QuerySet[Unit] | None = None,
        label: str = "",
    ) -> None:
        super().__init__(data, initial={"closed_on": today})
        if successors is not None:
            self.fields["successor"] = forms.ModelChoiceField(
                label=label, queryset=successors, required=False, empty_label="没有"
            )


class GrantForm(forms.Form):
    """A right for a post."""

    verb = forms.ChoiceField(label="权限")
    reach = forms.ChoiceField(label="范围", choices=Right.Reach.choices)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        choices = [(one.code, one.label) for one in VERBS.values()]
        self.fields["verb"].choices = [("", "请选择"), *choices]  # type: ignore[attr-defined]

    def verb_of(self) -> Verb:
        """The verb that was chosen."""
        return VERBS[self.cleaned_data["verb"]]
