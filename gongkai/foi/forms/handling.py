"""Forms of what happens between receipt and answer: units, third parties, bodies, time, fees."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.disclosure.forms.fields import text
from gongkai.foi import verbs
from gongkai.foi.forms.acts import ActForm, day, files, long_text
from gongkai.foi.models import Consultation, FeeNotice, FoiRequest
from gongkai.foi.operations.extending import HOW_TO_EXPLAIN
from gongkai.foi.queries.reasons_fees import place_in_month
from gongkai.foi.queries.routing import bodies_to_ask
from gongkai.people.models import Unit
from gongkai.people.queries import holders

Position = Consultation.Position


class AskUnitForm(ActForm):
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="协办单位", empty_label="请选择", to_field_name="code",
        error_messages={"required": "请选择协办单位。", "invalid_choice": "请从列表中选择单位。"},
    )  # fmt: skip
    question = long_text(
        "协办内容", 500, "要对方查找什么、对什么提出意见。协办单位能看到所需信息，看不到申请人。"
    )
    on = day("交办日期")

    def prepare(self, foi_request: FoiRequest) -> None:
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        others = Unit.objects.exclude(pk=foi_request.unit_id).filter(closed_on=None)
        own_first = others.filter(body=foi_request.body_id)
        able = [
            unit.pk
            for unit in others.exclude(body=foi_request.body_id)
            if holders(verbs.GIVE_OPINION, unit) or holders(verbs.HANDLE, unit)
        ]
        field.queryset = (own_first | others.filter(pk__in=able)).select_related("body")


class UnitReplyForm(ActForm):
    opinion = long_text("协办意见", 5000, "有没有这项信息，能不能公开，依据是什么。", rows=6)
    on = day("反馈日期")
    papers = files("随附材料")


class ThirdPartyForm(ActForm):
    name = text("第三方姓名或名称", 120, required=True)
    is_person = forms.BooleanField(label="第三方是个人", required=False)
    interests = text("可能涉及的权益", 200, required=True, help_text="例如商业秘密、个人隐私。")
    address = text("联系地址", 200)
    phone = text("联系电话", 40)
    question = long_text("拟公开的信息", 1000, "写明信息的名称和范围，不要写申请人是谁。")
    on = day("发出日期", "征询书的成文日期；征求意见所需时间不计入答复期限（第三十三条第三款）。")


class OtherBodyForm(ActForm):
    body = forms.ModelChoiceField(
        bodies_to_ask(), label="机关", required=False, empty_label="不在列表中，在下面填写名称",
        to_field_name="code",
    )  # fmt: skip
    name = text("机关名称", 120, help_text="上面已选择的不用填。")
    joint = forms.TypedChoiceField(
        label="征求意见的原因",
        choices=[
            (
                "yes",
                "该机关是信息的共同制作机关：15个工作日，逾期未提出意见视为同意公开（第三十四条）",
            ),
            ("no", "信息涉及的其他机关：由本机关定回复日期"),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    answer_by = day("请于何日前回复", "只在不是共同制作机关时填写。", required=False)
    address = text("联系地址", 200)
    phone = text("联系电话", 40)
    question = long_text("所涉信息", 1000, "写明信息的名称和范围，不要写申请人是谁。")
    on = day("发出日期", "函的成文日期；征求意见所需时间不计入答复期限（第三十三条第三款）。")

    def prepare(self, foi_request: FoiRequest) -> None:
        field = self.fields["body"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = bodies_to_ask().exclude(pk=foi_request.body_id)

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if not typed.get("body") and not typed.get("name"):
            self.add_error("body", "请选择机关，或者填写机关名称。")
        return typed


class LetterReceivedForm(ActForm):
    on = day("对方收到之日", "15个工作日从次日起算。")


class ReplyForm(ActForm):
    position = forms.ChoiceField(
        label="对方的意见",
        choices=[(one.value, one.label) for one in Position if one != Position.SILENT],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择对方的意见。"},
    )
    opinion = long_text("意见内容和理由", 5000, "照对方书面意见摘录。", required=False)
    on = day("收到意见之日", "答复期限从次日起继续计算。")
    papers = files("书面意见")


class SilenceForm(ActForm):
    on = day("记录日期", "法律上的日期是对方期限的最后一日。")


class OverruleForm(ActForm):
    reason = long_text(
        "不采纳的理由", 1000, "不公开会对公共利益造成哪些重大影响（第十五条）。", rows=5
    )


class ExtendForm(ActForm):
    days = forms.IntegerField(
        label="延长的工作日", initial=20, help_text="最长20个工作日，只能延期一次。",
        widget=forms.NumberInput(attrs={"class": "number"}),
        error_messages={"invalid": "延长的工作日请填写数字。"},
    )  # fmt: skip
    reason = text("延期理由", 500, required=True, help_text="接在“因”字之后，会写进告知书。")
    on = day("批准日期")


class AskReasonsForm(ActForm):
    count = text(
        "数量、频次的情况", 500, required=True,
        help_text="例如：自2026年9月1日至今共提出申请46件，其中内容相近的31件。",
    )  # fmt: skip
    answer_by = day("说明理由的期限（含当日）", initial=None)
    how = text("说明的方式", 300, required=True, initial=HOW_TO_EXPLAIN)
    on = day("告知日期")


class FeeForm(ActForm):
    standard = forms.ChoiceField(
        label="计费标准", choices=FeeNotice.Standard.choices, widget=forms.RadioSelect,
        error_messages={"required": "请选择计费标准。"},
    )  # fmt: skip
    pages = forms.IntegerField(
        label="提供的页数", required=False, help_text="按量计费的填写；按件的留空。",
        widget=forms.NumberInput(attrs={"class": "number"}),
        error_messages={"invalid": "页数请填写数字。"},
    )  # fmt: skip
    pay_how = long_text("缴费方式", 300, rows=2)
    on = day("通知日期", "缴费通知应当在办理期限内发出。")

    def prepare(self, foi_request: FoiRequest) -> None:
        if foi_request.received_on:
            place = place_in_month(foi_request)
            said = f"本件是申请人当月在本机关的第{place}件申请。两种标准只能选一种（第三条）。"
            self.fields["standard"].help_text = said


class NoticeReceivedForm(ActForm):
    on = day("申请人收到之日", "20个工作日的缴费期限从次日起算。")


class PaidForm(ActForm):
    on = day("缴费之日")


class CancelFeeForm(ActForm):
    reason = text("撤销的理由", 300, required=True, help_text="只在机关内部可见。")
    on = day("撤销日期")


class ReasonsForm(ActForm):
    text = long_text("申请人说明的理由", 5000, "照申请人的说明录入。", rows=6)
    on = day("收到说明的日期")


class DelayForm(ActForm):
    until = day(
        "延迟答复的期限",
        "由本机关合理确定，写进告知书。答复期限届满前告知的，以这一天为到期日；届满后才告知的，仍算超期。",
        initial=None,
    )
    reason = text(
        "不能按期答复的原因", 500, required=True, help_text="接在“但因”之后，会写进告知书。"
    )
    on = day("告知日期")
