"""Forms of what follows an answer: archive, open again, remedies, make it public."""

from __future__ import annotations

from django import forms

from gongkai.disclosure.forms.fields import text
from gongkai.disclosure.queries.duties import duties_in_force, suggested_duties
from gongkai.foi.forms.acts import ActForm, day, files, long_text
from gongkai.foi.models import FoiRequest, Remedy
from gongkai.foi.queries.answers import latest_given
from gongkai.foi.queries.proactive import suggested_item
from gongkai.foi.queries.reasons_after import RETENTIONS, WHY_REOPENED
from gongkai.reference.queries import choices
from gongkai.registers.models import CatalogueEntry


class ArchiveForm(ActForm):
    retention = forms.ChoiceField(label="保管期限")

    def prepare(self, _foi_request: FoiRequest) -> None:
        self.choose("retention", choices(RETENTIONS))


class ReopenForm(ActForm):
    why = forms.ChoiceField(label="重新办理的原因", choices=[("", "请选择"), *WHY_REOPENED.items()])
    on = day("重新办理的日期")
    redo_by = day("决定、判决写明的答复期限", "没有写明的留空。", required=False)


class RemedyForm(ActForm):
    kind = forms.ChoiceField(label="种类", choices=[("", "请选择"), *Remedy.Kind.choices])
    organ = text("复议机关或者法院", 120, required=True)
    on = day("申请或者起诉日期", initial=None)
    case_number = text("案号", 80)


class RemedyResultForm(ActForm):
    result = forms.ChoiceField(
        label="结果", help_text="年度报告按这三类统计。",
        choices=[(one.value, one.label) for one in Remedy.Result if one != Remedy.Result.PENDING],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择结果。"},
    )  # fmt: skip
    decision = text(
        "裁决内容", 500, required=True, help_text="照原文写，例如“维持”“撤销”“确认违法”。"
    )
    on = day("裁决日期")
    papers = files("决定书、判决书")


class ProactiveForm(ActForm):
    """Which duty, and a title and text without who asked; the draft is finished on its own page."""

    duty = forms.ModelChoiceField(
        CatalogueEntry.objects.none(),
        label="目录事项",
        empty_label="请选择",
        error_messages={"required": "请选择目录事项。", "invalid_choice": "请选择现行的目录事项。"},
    )
    title = text("标题", 300, required=True)
    body = long_text("正文", 20000, "可以留空，在信息的编辑页面上写。", rows=8, required=False)

    def prepare(self, foi_request: FoiRequest) -> None:
        field = self.fields["duty"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = duties_in_force()
        field.choices = self._duties(foi_request)
        answer = latest_given(foi_request)
        if answer is not None:
            suggested = suggested_item(answer)
            self.fields["title"].initial = suggested.title
            self.fields["body"].initial = (
                suggested.body_html.replace("</p>", "\n").replace("<p>", "").strip()
            )

    def _duties(self, foi_request: FoiRequest) -> list[tuple[str, object]]:
        """Those of the unit first, then all others by catalogue."""
        groups = suggested_duties([foi_request.unit]).groups
        shown = [(one.title, [(duty.pk, str(duty)) for duty in one.duties]) for one in groups]
        known = {duty.pk for one in groups for duty in one.duties}
        others = [(one.pk, str(one)) for one in duties_in_force() if one.pk not in known]
        return [("", "请选择"), *shown, ("其他事项", others)]
