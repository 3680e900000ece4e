"""The answer as a form: its kind decides which facts its letter asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField

from gongkai.cases.letters import Field, Kind, grounds
from gongkai.disclosure.forms.attachments import SeveralFilesField
from gongkai.disclosure.forms.fields import PlainDateField, text
from gongkai.files.kinds import ACCEPTED
from gongkai.foi.answer_content import AnswerContent
from gongkai.foi.models import Answer, AnswerFile, FoiRequest
from gongkai.foi.queries.answer_kinds import (
    fields_to_fill,
    gives_something,
    kind_of,
    suggested_facts,
)
from gongkai.foi.queries.answer_versions import FACT


class _MayWait:
    """A field that says that it is needed and does not insist: a draft may be incomplete."""

    def validate(self, value: Any) -> None:
        if value not in forms.Field.empty_values:
            super().validate(value)  # type: ignore[misc]


class _Text(_MayWait, forms.CharField): ...


class _Number(_MayWait, forms.IntegerField): ...


class _Choice(_MayWait, forms.ChoiceField): ...


class _Day(_MayWait, PlainDateField): ...


def field_for(fact: Field, *, needed: bool) -> forms.Field:
    """How a fact of a letter is asked for."""
    said: dict[str, Any] = {"label": fact.label, "help_text": fact.help, "required": needed}
    if fact.kind is Kind.DATE:
        return _Day(**said)
    if fact.kind is Kind.NUMBER:
        wrong = {"invalid": f"“{fact.label}”请填写数字。"}
        return _Number(
            widget=forms.NumberInput(attrs={"class": "number"}), error_messages=wrong, **said
        )
    if fact.kind is Kind.CHOICE:
        offered = [(one.code, one.label) for one in fact.choices.values()]
        return _Choice(choices=[("", "请选择"), *offered], **said)
    if fact.kind is Kind.LIST:
        said["help_text"] = f"{fact.help}每点一行。"
    rows = 5 if fact.kind in (Kind.LIST, Kind.LONG) else 2
    return _Text(widget=forms.Textarea(attrs={"rows": rows}), **said)


@dataclass(frozen=True)
class FileRow:
    """A file of the answer and the box that takes it off."""

    attached: AnswerFile
    remove: BoundField
    is_pdf: bool


class AnswerForm(forms.Form):
    """`revision` is that of the content on the screen; files are added and taken off with it."""

    use_required_attribute = False

    kind = forms.CharField(widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    ground = _Choice(label="法定事由")
    ground_text = text(
        "禁止公开的法律、行政法规及条款", 300,
        help_text="事由为“法律、行政法规禁止公开”时填写，例如《某某法》第几条；"
        "部门规章和地方文件不能作为依据。",
    )  # fmt: skip
    reverse_checked = forms.BooleanField(
        label="已核对：没有法律、法规、规章规定应当公开（第十六条第二款）", required=False
    )
    text = forms.CharField(
        label="补充说明", required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}), help_text="写进答复书，放在理由之后。",
    )  # fmt: skip
    added = SeveralFilesField(
        label="添加提供的信息", required=False, help_text=f"可一次选择多个。接受 {ACCEPTED}。"
    )

    def __init__(
        self,
        data: Any = None,
        sent: Any = None,
        *,
        kind: str,
        foi_request: FoiRequest,
        answer: Answer | None = None,
        content: AnswerContent | None = None,
    ) -> None:
        self.answer, self.foi_request = answer, foi_request
        self.about_kind = kind_of(kind)
        self.asked = fields_to_fill(kind)
        super().__init__(data, sent, initial=self._initial(kind, content))
        for fact in self.asked:
            self.fields[FACT + fact.name] = field_for(fact, needed=self._is_needed(fact))
        self._fit_the_kind(kind)
        for one in self._files():
            self.fields[f"remove_{one.pk}"] = forms.BooleanField(
                label=f"移除“{one.name}”", required=False
            )

    def _initial(self, kind: str, content: AnswerContent | None) -> dict[str, Any]:
        known = suggested_facts(self.foi_request, kind)
        if content is not None:
            known |= content.facts
        initial = {FACT + name: _shown(value) for name, value in known.items()}
        initial |= {"kind": kind, "revision": self.answer.revision if self.answer else 0}
        if content is not None:
            for name in ("ground", "ground_text", "text", "reverse_checked"):
                initial[name] = getattr(content, name)
        return initial

    def _is_needed(self, fact: Field) -> bool:
        must = self.about_kind.must_contain if self.about_kind else ()
        return fact.name in must or not fact.may_be_absent

    def _fit_the_kind(self, kind: str) -> None:
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)
        offered = [
            (one.code, f"{one.label}（{one.article.rpartition('》')[2]}）")
            for one in grounds().values()
        ]
        field.choices = [("", "请选择"), *offered]
        if not (self.about_kind and self.about_kind.needs_ground):
            for name in ("ground", "ground_text", "reverse_checked"):
                del self.fields[name]
        if not gives_something(kind):
            del self.fields["added"]

    def _files(self) -> list[AnswerFile]:
        if self.answer is None:
            return []
        return list(self.answer.files.select_related("file", "original"))

    @property
    def fact_fields(self) -> list[BoundField]:
        """The fields of the letter, in its order."""
        return [self[FACT + one.name] for one in self.asked]

    @property
    def file_rows(self) -> list[FileRow]:
        """The files with their boxes."""
        return [
            FileRow(one, self[f"remove_{one.pk}"], one.file.extension == "pdf")
            for one in self._files()
        ]

    def removed(self) -> list[AnswerFile]:
        """The files to be taken off."""
        return [one for one in self._files() if self.cleaned_data.get(f"remove_{one.pk}")]

    def content(self) -> AnswerContent:
        """What was written."""
        typed = self.cleaned_data
        facts = {one.name: _kept(one, typed.get(FACT + one.name)) for one in self.asked}
        return AnswerContent(
            typed["kind"],
            typed.get("ground", ""),
            typed.get("ground_text", ""),
            facts,
            typed.get("text", ""),
            bool(typed.get("reverse_checked")),
        )


def _shown(value: Any) -> Any:
    """A fact as its field shows it: lists line by line, days as days."""
    if isinstance(value, list | tuple):
        return "\n".join(str(one) for one in value)
    return value


def _kept(fact: Field, typed: Any) -> Any:
    """What was typed, as the content wants it."""
    if typed in (None, ""):
        return ""
    if fact.kind is Kind.LIST:
        return [line.strip() for line in str(typed).splitlines() if line.strip()]
    return typed.isoformat() if isinstance(typed, date) else typed
