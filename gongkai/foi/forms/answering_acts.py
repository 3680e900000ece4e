"""The short forms around an answer: send into review, decide, give, serve."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.disclosure.forms.fields import text
from gongkai.foi.forms.acts import ActForm, day, files
from gongkai.foi.models import FoiRequest


class SubmitForm(ActForm):
    text = text("送审说明", 1000, widget=forms.Textarea(attrs={"rows": 2}))


class GiveForm(ActForm):
    on = day("答复日期", "答复书的成文日期；答复期限到这一天为止。")


class ServeForm(ActForm):
    way = forms.ChoiceField(label="送达方式", choices=FoiRequest.Way.choices)
    on = day("送达日期", "申请人收到之日，复议、诉讼的期限从此起算。")
    note = text("送达说明", 200, help_text="例如邮件号、签收人。")
    papers = files("送达证明")

    def prepare(self, foi_request: FoiRequest) -> None:
        self.fields["way"].initial = foi_request.way


class OpinionForm(forms.Form):
    """A reviewer's opinion. `seen_hash` is of the content that was on the screen."""

    phrase = forms.ChoiceField(
        label="常用语", required=False, help_text="选中后填入下面，可以再改。"
    )
    text = text("具体意见", 1000, widget=forms.Textarea(attrs={"rows": 4}))
    seen_hash = forms.CharField(widget=forms.HiddenInput)

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
    "已审核，答复类型和依据正确，同意。",
    "经保密审查，所提供的信息不涉及国家秘密、商业秘密和个人隐私，同意提供。",
    "同意签发。",
    "答复类型选择不当，请核对。",
    "依据的条款不准确，请补充后重新送审。",
    "随附的材料含有他人个人信息，请遮盖后重新送审。",
)
