"""The forms of people, tenures and delegations. Rules are asked of the operations."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.people.forms.fields import DayField
from gongkai.people.models import Person, Post
from gongkai.people.queries import posts_of
from gongkai.people.queries.delegating import colleagues

if TYPE_CHECKING:
    ChoiceOfPerson = forms.ModelChoiceField[Person]
else:
    ChoiceOfPerson = forms.ModelChoiceField


class PersonChoice(ChoiceOfPerson):
    """People by name and account; two may share a name."""

    def label_from_instance(self, obj: Any) -> str:
        """How one person is shown."""
        return f"{obj.name}（{obj.username}）"


class PersonForm(forms.Form):
    """A new account."""

    name = forms.CharField(label="姓名", max_length=40)
    username = forms.CharField(
        label="账号",
        max_length=40,
        help_text="登录用，小写字母开头，设定后不能改变，例如 wang.li 。",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )


class NameForm(forms.Form):
    """Another name for a person."""

    name = forms.CharField(label="姓名", max_length=40)


class AppointForm(forms.Form):
    """Someone for a post."""

    person = PersonChoice(
        label="人员",
        queryset=Person.objects.filter(is_active=True).order_by("name"),
        empty_label="请选择",
    )
    begins_on = DayField(label="任职自")
    ends_on = DayField(label="任职至", required=False, help_text="最后一天，不确定的不填。")


class EndForm(forms.Form):
    """The last day of a tenure."""

    ends_on = DayField(
        label="任职的最后一天", help_text="这一天仍在任，第二天起不再有该岗位的权限。"
    )


class DelegateForm(forms.Form):
    """A post lent to a colleague."""

    post = forms.ModelChoiceField(
        label="委托的岗位", queryset=Post.objects.none(), empty_label="请选择"
    )
    to = PersonChoice(label="受托人", queryset=Person.objects.none(), empty_label="请选择")
    begins_on = DayField(label="自")
    ends_on = DayField(label="至", help_text="最后一天仍有效，第二天自动结束。")
    reason = forms.CharField(label="事由", max_length=200, help_text="例如 外出培训。")

    def __init__(self, giver: Person, today: date, data: Any = None) -> None:
        posts = posts_of(giver, today)
        only = posts.first() if posts.count() == 1 else None
        super().__init__(data, initial={"begins_on": today, "post": only})
        self.fields["post"].queryset = posts  # type: ignore[attr-defined]
        self.fields["to"].queryset = colleagues(giver)  # type: ignore[attr-defined]
