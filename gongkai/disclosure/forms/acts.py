"""The short forms beside the buttons of the workspace and of the review page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.disclosure.forms.fields import MomentField, PlainDateField, text
from gongkai.disclosure.queries.duties import duties_in_force
from gongkai.reference.queries import codes
from gongkai.registers.models import CatalogueEntry


class ActForm(forms.Form):
    """A button and nothing else. `version` is the number of the version that was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SubmitForm(ActForm):
    text = text("送审说明", 1000, widget=forms.Textarea(attrs={"rows": 2}))


class PlaceForm(ActForm):
    """Another duty, another day of formation; both as they are unless changed."""

    duty = forms.ModelChoiceField(
        CatalogueEntry.objects.none(),
        label="目录事项",
        error_messages={"required": "请选择目录事项。", "invalid_choice": "请选择现行的目录事项。"},
    )
    formed_on = PlainDateField(label="信息形成日期", help_text="公开期限从这天起算，当日不计。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        duty = self.fields["duty"]
        assert isinstance(duty, forms.ModelChoiceField)
        duty.queryset = duties_in_force()


class AppointForm(ActForm):
    at = MomentField(
        label="发布时间",
        required=False,
        error_messages={"required": "请填写发布时间。"},
        help_text="到时由系统自动发布；留空为取消定时发布。",
    )


class UrgentForm(ActForm):
    reason = text(
        "紧急发布的理由", 1000, required=True, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="先发布、后补审签，公众会看到“审签手续正在补办”。",
    )  # fmt: skip


class AfterwardsForm(ActForm):
    approved = forms.TypedChoiceField(
        label="意见",
        choices=[("yes", "同意，予以补签"), ("no", "不同意（随后请办理撤回或更正）")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "请选择意见。"},
    )
    text = text("具体意见", 1000, widget=forms.Textarea(attrs={"rows": 2}))


class GroundForm(ActForm):
    """Why something public ends: a ground from the list."""

    ground = forms.ChoiceField(label="理由", error_messages={"required": "请选择理由。"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ground = self.fields["ground"]
        assert isinstance(ground, forms.ChoiceField)
        grounds = [(code.code, code.name) for code in codes("end-grounds")]
        ground.choices = [("", "请选择"), *grounds]


def _note() -> Any:
    """What the public reads where the thing was."""
    return text(
        "向社会公开的说明", 300, required=True, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="公众在原网址上看到的就是这段话；不要写入被撤下的内容本身。",
    )  # fmt: skip


def _decision() -> Any:
    return text(
        "决定文号", 40,
        help_text="可不填。会永久写入公开登记册，只能是本地机关的发文字号，如“名府办发〔2026〕3号”。",
    )  # fmt: skip


class WithdrawForm(GroundForm):
    note = _note()


class EraseForm(GroundForm):
    note = _note()
    decision = _decision()
    sure = forms.BooleanField(
        label="我已确认：各版本的正文、附件和意见文字将被销毁，不能恢复",
        error_messages={"required": "请勾选确认。删除后不能恢复。"},
    )


class EraseOlderForm(GroundForm):
    decision = _decision()
    sure = forms.BooleanField(
        label="我已确认：现行版本以前各版本的正文、附件和意见文字将被销毁，不能恢复",
        error_messages={"required": "请勾选确认。删除后不能恢复。"},
    )


class OpinionForm(forms.Form):
    """A reviewer's opinion. `seen_hash` is of the content that was on the screen."""

    phrase = forms.ChoiceField(
        label="常用语", required=False, help_text="选中后填入下面，可以再改。"
    )
    text = text("具体意见", 1000, widget=forms.Textarea(attrs={"rows": 4}))
    seen_hash = forms.CharField(widget=forms.HiddenInput)
    at = MomentField(label="发布时间", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        phrase = self.fields["phrase"]
        assert isinstance(phrase, forms.ChoiceField)
        phrase.choices = [("", "不用常用语"), *((one, one) for one in PHRASES)]

    def opinion(self) -> str:
        """What was written, or else the chosen phrase."""
        return str(self.cleaned_data["text"] or self.cleaned_data["phrase"])


PHRASES = (
    "同意。",
    "已审核，同意公开。",
    "经保密审查，不涉及国家秘密、商业秘密和个人隐私，同意公开。",
    "同意，请按时限发布。",
    "正文与原件不一致，请核对后重新送审。",
    "涉及个人信息，请遮盖后重新送审。",
    "目录事项选择不当，请核对。",
    "发文字号、成文日期等要素不全，请补充。",
)


class ConfirmForm(forms.Form):
    """Why something that looks like personal data may stay."""

    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reason = text("保留的理由", 300)

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"].strip()
        if len(reason) < 4:
            raise ValidationError("请写明保留的理由（不少于4个字），审核人会看到它。")
        return reason
