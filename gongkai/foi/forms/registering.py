"""A request that came over the counter, by letter, fax or e-mail, written down by staff."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms

from gongkai.disclosure.forms.fields import text
from gongkai.foi.content import Wanted, Who
from gongkai.foi.forms.acts import day, files
from gongkai.foi.models import FoiRequest, Requester
from gongkai.foi.queries.faults import Faults, faults_of_wanted, faults_of_way, faults_of_who
from gongkai.people.models import Unit

Channel = FoiRequest.Channel
CHANNELS = [(one.value, one.label) for one in Channel if one != Channel.ONLINE]
WANTED = ("wanted", "wanted_title", "wanted_number", "way", "carrier", "needs_help")
WHO = (
    "kind", "name", "identity_kind", "identity_number", "workplace", "representative", "contact",
    "phone", "email", "fax", "address", "postcode",
)  # fmt: skip


def _choice(label: str, choices: Sequence[tuple[str, str]], **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, **more)


class RegisterForm(forms.Form):
    """Everything on one page. `key` makes sending it twice harmless."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="受理单位", empty_label=None, to_field_name="code",
        error_messages={"invalid_choice": "您不能为这个单位登记申请，请重新选择。"},
    )  # fmt: skip
    channel = _choice("提交方式", CHANNELS, widget=forms.RadioSelect)
    on = day(
        "提交日期", "当面提交为提交之日；邮寄为签收或者收到信件之日；传真、电子邮件为到达之日。"
    )
    kind = _choice(
        "申请人类型", FoiRequest.RequesterKind.choices,
        initial=FoiRequest.RequesterKind.NATURAL, help_text="年度报告按类型统计。",
    )  # fmt: skip
    name = text("姓名或名称", 120, required=True)
    identity_kind = _choice("证件名称", Requester.IdentityKind.choices)
    identity_number = text("证件号码", 40, required=True)
    phone = text("联系电话", 40)
    email = forms.CharField(label="电子邮箱", required=False, max_length=254)
    address = text("联系地址", 200)
    postcode = text("邮政编码", 10)
    fax = text("传真", 40)
    workplace = text("工作单位", 120)
    representative = text("法定代表人", 40)
    contact = text("联系人", 40)
    wanted = text(
        "所需信息内容描述", 5000, required=True, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="照申请书原文录入。",
    )  # fmt: skip
    wanted_title = text("信息名称", 300)
    wanted_number = text("文号", 60)
    way = _choice("获取方式", FoiRequest.Way.choices)
    carrier = _choice("载体形式", FoiRequest.Carrier.choices)
    needs_help = forms.BooleanField(label="申请人有阅读困难或者视听障碍，需要协助", required=False)
    letter = files("申请书原件扫描件")
    identity = files("身份证明复印件", said="")
    others = files("其他材料", said="")
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, sent: Any = None, *, units: Sequence[Unit], initial: Any = None
    ) -> None:
        super().__init__(data, sent, initial={"key": uuid4()} | dict(initial or {}))
        for name in WHO:  # a browser at the counter is used by many: it keeps nobody's identity
            self.fields[name].widget.attrs["data-keep"] = "off"
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)
        unit.queryset = Unit.objects.filter(pk__in=[one.pk for one in units]).select_related("body")

    def clean(self) -> dict[str, Any]:
        what, who = self.what(), self.who()
        for faults in (faults_of_wanted(what), faults_of_who(who), faults_of_way(what.way, who)):
            self._note(faults)
        return self.cleaned_data

    def _note(self, faults: Faults) -> None:
        """Beside the fields; where a field is wrong already, once is enough."""
        for name, sentences in faults.items():
            if name not in self.errors:
                self.add_error(name if name in self.fields else None, list(sentences))

    def what(self) -> Wanted:
        """What is wanted, as it was typed."""
        return Wanted(**{name: self.cleaned_data.get(name, "") for name in WANTED})

    def who(self) -> Who:
        """Who asks, as it was typed."""
        return Who(**{name: self.cleaned_data.get(name, "") for name in WHO})
