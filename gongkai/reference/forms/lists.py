"""The forms of a code and of a division."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.people.forms.fields import DayField, PiecesField
from gongkai.reference.models import Code, CodeList, Division
from gongkai.reference.queries import CodeDetails, written

if TYPE_CHECKING:
    ChoiceOfCode = forms.ModelChoiceField[Code]
    ChoiceOfDivision = forms.ModelChoiceField[Division]
else:
    ChoiceOfCode = ChoiceOfDivision = forms.ModelChoiceField


class CodeChoice(ChoiceOfCode):
    """Codes as papers write them."""

    def label_from_instance(self, obj: Any) -> str:
        """How one code is shown."""
        return f"{obj.code}　{written(obj)}"


class DivisionChoice(ChoiceOfDivision):
    """Divisions with their codes; many share a name."""

    def label_from_instance(self, obj: Any) -> str:
        """How one division is shown."""
        return f"{obj.code}　{obj.name}"


class CodeForm(forms.Form):
    """A code, as `CodeDetails`."""

    code = forms.CharField(
        label="代码", max_length=60, help_text="设定后不能改变，也不能再用于其他含义。"
    )
    name = forms.CharField(label="名称", max_length=120)
    parent = CodeChoice(
        label="上级", queryset=Code.objects.none(), required=False, empty_label="无"
    )
    order = forms.IntegerField(
        label="次序", min_value=0, max_value=999999, initial=0, help_text="小的排在前面。"
    )
    aliases = PiecesField(
        label="别名",
        max_length=300,
        required=False,
        help_text="导入时按别名也能认出，多个用顿号分开。",
    )
    origin = forms.CharField(
        label="来源", max_length=200, help_text="依据的文件及文号；没有的写“本县”。"
    )
    valid_from = DayField(label="生效日期", required=False)
    valid_until = DayField(
        label="失效日期",
        required=False,
        help_text="这一天之后不再可选；已经使用的信息仍显示原名称。",
    )

    def __init__(self, a_list: CodeList, data: Any = None, code: Code | None = None) -> None:
        names = CodeDetails.__dataclass_fields__
        initial = {name: getattr(code, name) for name in names} if code else {"origin": "本县"}
        super().__init__(data, initial=initial)
        above = a_list.codes.filter(parent__isnull=True).exclude(pk=code.pk if code else 0)
        self.fields["parent"].queryset = above  # type: ignore[attr-defined]
        if code:
            self.fields["code"].disabled = True

    def details(self) -> CodeDetails:
        """What the operations take."""
        return CodeDetails(**self.cleaned_data)


class DivisionForm(forms.Form):
    """An administrative division."""

    code = forms.CharField(
        label="区划代码", max_length=12, help_text="县级以上6位，乡级9位，村级12位。"
    )
    name = forms.CharField(label="名称", max_length=60)
    level = forms.ChoiceField(label="层级", choices=Division.Level.choices)
    parent = DivisionChoice(
        label="上级区划", queryset=Division.objects.all(), required=False, empty_label="无"
    )
    origin = forms.CharField(label="来源", max_length=200, help_text="公布区划的文件及文号。")
    valid_from = DayField(label="生效日期", required=False)
    valid_until = DayField(label="失效日期", required=False)

    @classmethod
    def of(cls, division: Division, data: Any = None) -> DivisionForm:
        """The form filled with a division as it is; its code stays."""
        form = cls(data, initial={name: getattr(division, name) for name in cls.base_fields})
        form.fields["code"].disabled = True
        return form
