"""Forms of what is done before the matter itself: confirm, assign, transfer, split, clarify."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from gongkai.foi import verbs
from gongkai.foi.forms.acts import ActForm, day, files, lines, long_text
from gongkai.foi.models import FoiRequest, Message, RequestFile
from gongkai.foi.operations.clarifying import HOW
from gongkai.foi.queries.reasons_clarifying import open_clarification, suggested_answer_by
from gongkai.foi.queries.reasons_receiving import CORRECTIONS
from gongkai.foi.queries.routing import bodies_to_ask
from gongkai.people.queries import holders_by_unit
from gongkai.reference.queries import choices


class ConfirmForm(ActForm):
    on = day("双方确认之日", "就是收到日期，20个工作日从次日起算。")


class CorrectReceiptForm(ActForm):
    on = day("正确的收到日期")
    reason = forms.ChoiceField(label="更正的理由")

    def prepare(self, foi_request: FoiRequest) -> None:
        self.fields["on"].initial = foi_request.received_on
        self.choose("reason", choices(CORRECTIONS))


class ToldForm(ActForm):
    """How the requester was told what a mail could not say."""

    way = forms.ChoiceField(
        label="告知的方式", choices=Message.ToldWay.choices, widget=forms.RadioSelect,
        error_messages={"required": "请选择告知的方式。"},
    )  # fmt: skip
    on = day("告知的日期")


class AssignForm(ActForm):
    """One list of people by unit: whoever is chosen brings the unit."""

    to = forms.ChoiceField(label="承办单位和承办人")

    def prepare(self, foi_request: FoiRequest) -> None:
        offered: list[tuple[str, list[tuple[str, str]]]] = []
        units = list(foi_request.body.units.order_by("order", "code"))
        able = holders_by_unit(verbs.HANDLE, units)
        for unit in units:
            people = [(f"{unit.pk}:{one.pk}", one.name) for one in able[unit.pk]]
            offered.append((unit.name, [*people, (f"{unit.pk}:", f"{unit.name}（暂不定人）")]))
        self.choose("to", [("", "请选择"), *offered])
        self.fields["to"].initial = f"{foi_request.unit_id}:{foi_request.handler_id or ''}"

    def clean_to(self) -> tuple[int, int | None]:
        unit, _, person = self.cleaned_data["to"].partition(":")
        return int(unit), int(person) if person else None


class TransferForm(ActForm):
    to = forms.ModelChoiceField(
        bodies_to_ask(),
        label="移送给",
        empty_label="请选择机关",
        to_field_name="code",
        error_messages={"required": "请选择接收的机关。", "invalid_choice": "请从列表中选择机关。"},
    )

    def prepare(self, foi_request: FoiRequest) -> None:
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = bodies_to_ask().exclude(pk=foi_request.body_id)


class SplitForm(ActForm):
    parts = forms.CharField(
        label="拆分后的各件",
        help_text="每件之间空一行。第一件沿用原编号，其余各件编新号；收到日期和查询码都不变。",
        widget=forms.Textarea(attrs={"rows": 12}),
    )

    def prepare(self, foi_request: FoiRequest) -> None:
        self.fields["parts"].initial = foi_request.wanted

    def clean_parts(self) -> list[str]:
        blocks: list[list[str]] = [[]]
        for line in self.cleaned_data["parts"].splitlines():
            if line.strip():
                blocks[-1].append(line.strip())
            elif blocks[-1]:
                blocks.append([])
        return ["\n".join(block) for block in blocks if block]


class DayForm(ActForm):
    """The day on which it happened."""

    on = day("日期")


class WithdrawnForm(ActForm):
    on = day("收到撤回申请之日")


class ClarifyForm(ActForm):
    points = lines(
        "需要补正的内容", "每点一行，一次写全：补正内容应当一次性告知，不能再次要求。", rows=6
    )
    answer_by = day("补正期限（含当日）", "条例要求“合理的期限”，没有规定天数。")
    how = forms.CharField(label="补正方式", max_length=200)
    on = day("告知日期", "告知书的成文日期。")

    def prepare(self, _foi_request: FoiRequest) -> None:
        self.fields["how"].initial = HOW
        self.fields["answer_by"].initial = suggested_answer_by(timezone.localdate())


class ClarifiedForm(ActForm):
    on = day("收到补正之日", "答复期限自收到补正的申请之日起重新计算（第三十条）。")
    text = long_text(
        "补正内容", 5000, "书面补正的，照原文录入；网上补正的留空，用申请人所填。",
        rows=6, required=False,
    )  # fmt: skip
    papers = files("补正材料")

    def prepare(self, foi_request: FoiRequest) -> None:
        asked = open_clarification(foi_request)
        if asked and asked.answer:
            self.fields["text"].initial = asked.answer


class NotClarifiedForm(ActForm):
    on = day("决定日期")
    without_good_reason = forms.BooleanField(
        label="申请人无正当理由逾期不补正，视为放弃申请，不再处理（第三十条）"
    )


class AddFileForm(ActForm):
    kind = forms.ChoiceField(
        label="种类", choices=[("", "请选择"), *RequestFile.Kind.choices],
        help_text="身份证明、申请书原件、授权委托书、送达证明只有能查看申请人身份的人能看到。",
    )  # fmt: skip
    papers = files("材料")

    def clean(self) -> dict[str, Any]:
        if not self.cleaned_data.get("papers"):
            self.add_error("papers", "请选择至少一个文件。")
        return self.cleaned_data
