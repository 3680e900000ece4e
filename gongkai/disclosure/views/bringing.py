"""A new item from a document: what was recognised in it, to be looked at, mended and drafted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.disclosure.forms.editor import EditorWidget
from gongkai.disclosure.forms.starting import BringForm, DocumentForm, NewItemForm
from gongkai.disclosure.operations.taking_in import content_from, formed_on, take_in
from gongkai.disclosure.views.starting import (
    drafted_before,
    duties_context,
    is_looking,
    new_page,
    typed_so_far,
    units_to_draft_for,
)
from gongkai.files.models import StoredFile
from gongkai.files.operations import receive
from gongkai.files.queries import path_of, text_parts
from gongkai.intake.reading import Reading, UnreadableDocument, read, read_markup
from gongkai.journal.recording import Refused
from gongkai.people.access import StaffRequest, staff_view
from gongkai.people.models import Unit
from gongkai.registers.queries import Proposal, propose_duty
from gongkai.screens.components import Link

KEPT_FOR = 24 * 3600  # seconds during which a brought document can be drafted
SALT = "disclosure.brought"


@dataclass(frozen=True)
class Brought:
    """A document that someone brought: which file, and what they call it."""

    sha256: str
    name: str

    def token(self, person: str) -> str:
        """The address under which only this person finds it, for a day."""
        return signing.dumps([self.sha256, self.name, person], salt=SALT)

    @classmethod
    def of(cls, token: str, person: str) -> Brought:
        try:
            sha256, name, whose = signing.loads(token, salt=SALT, max_age=KEPT_FOR)
        except signing.BadSignature:
            raise Http404("这份文件的链接已过期，请重新上传。") from None
        if whose != person:
            raise Http404("没有这份文件。")
        return cls(sha256, name)


@staff_view
def bring(request: StaffRequest) -> HttpResponse:
    """Take a document in, see whether it can be read, and go to what was recognised."""
    if request.method != "POST":
        return redirect("disclosure:new")
    form = BringForm(request.POST, request.FILES)
    units = units_to_draft_for(request)
    if units and form.is_valid():
        file: UploadedFile[Any] = form.cleaned_data["file"]
        try:
            brought = _taken(request, file)
            _read(brought)
        except (Refused, UnreadableDocument) as problem:
            for reason in _sentences(problem):
                form.add_error("file", reason)
        else:
            return redirect("disclosure:document", brought.token(request.staff.person.reference))
    return new_page(request, NewItemForm(units=units), units, bring=form, status=422)


def _taken(request: StaffRequest, file: UploadedFile[Any]) -> Brought:
    name = (file.name or "").replace("\\", "/").rpartition("/")[2]
    stored = receive(cast(BinaryIO, file), name=name, actor=request.staff)
    if stored.status == StoredFile.Status.REFUSED:
        raise Refused(stored.reasons)
    return Brought(stored.sha256, name)


def _sentences(problem: Refused | UnreadableDocument) -> list[str]:
    return problem.reasons if isinstance(problem, Refused) else [str(problem)]


def _read(brought: Brought) -> Reading:
    """What the document says; a PDF by the text that lies in it."""
    stored = StoredFile.objects.filter(sha256=brought.sha256).first()
    if stored is None or stored.status == StoredFile.Status.DESTROYED:
        raise UnreadableDocument("这份文件已不在，请重新上传。")
    if stored.extension == "pdf":
        text = "\n".join(part.text for part in text_parts(stored))
        if not text.strip():
            raise UnreadableDocument(
                "这份 PDF 里没有可读的文字（可能是扫描件）。请先新建信息，再把它作为附件上传。"
            )
        return read_markup(text, brought.name + ".txt")
    return read(path_of(stored).read_bytes(), brought.name)


@staff_view
def document(request: StaffRequest, token: str) -> HttpResponse:
    """What was recognised, with evidence, to be looked at, mended and drafted."""
    brought = Brought.of(token, request.staff.person.reference)
    units = units_to_draft_for(request)
    try:
        reading = _read(brought)
    except UnreadableDocument as problem:
        messages.error(request, str(problem))
        return redirect("disclosure:new")
    form = _document_form(request, reading, units)
    if form.is_bound and form.is_valid():
        try:
            return _draft_from(request, brought, reading, form)
        except Refused as refused:
            again = drafted_before(request, form)
            return again or _document_page(request, brought, reading, form, units, refused.reasons)
    return _document_page(request, brought, reading, form, units)


def _proposals(reading: Reading, units: Sequence[Unit], *, limit: int) -> list[Proposal]:
    """The duties that the document probably belongs to."""
    return propose_duty(
        reading.body_text,
        reading.title or "",
        units[0].body if units else None,
        document_number=reading.document_number or "",
        limit=limit,
    )


def _document_form(request: StaffRequest, reading: Reading, units: Sequence[Unit]) -> DocumentForm:
    content = content_from(reading)
    recognised = {name: getattr(content, name) for name in _RECOGNISED}
    initial = recognised | {"formed_on": formed_on(reading)}
    proposed = _proposals(reading, units, limit=1)
    if proposed:
        initial["duty"] = proposed[0].entry
    looking = is_looking(request)
    typed = request.POST.copy() if request.method == "POST" and not looking else None
    if typed is not None and typed.get("use_number"):
        typed["document_number"] = str(typed["use_number"])
    form = DocumentForm(
        typed, units=units, initial=initial | typed_so_far(request) if looking else initial
    )
    form.fields["body_html"].widget = EditorWidget()
    return form


_RECOGNISED = (
    "title", "document_number", "issued_by", "adopted_on", "effective_on", "body_html",
)  # fmt: skip


def _draft_from(
    request: StaffRequest, brought: Brought, reading: Reading, form: DocumentForm
) -> HttpResponse:
    typed = form.cleaned_data
    data = path_of(StoredFile.objects.get(sha256=brought.sha256)).read_bytes()
    version = take_in(
        reading, form.content(), typed["duty"], typed["unit"],
        formed=typed["formed_on"], staff=request.staff, form_key=typed["key"],
        original=(brought.name, data) if typed["with_original"] else None,
    )  # fmt: skip
    messages.success(request, f"已按文件起草，编号 {version.item.number}。请核对后送审。")
    return redirect("disclosure:item", version.item.number)


@dataclass(frozen=True)
class Recognised:
    """One field with where its value comes from."""

    field: Any
    quote: str
    rule: str
    sure: bool


def _document_page(
    request: StaffRequest,
    brought: Brought,
    reading: Reading,
    form: DocumentForm,
    units: Sequence[Unit],
    reasons: Sequence[str] = (),
) -> HttpResponse:
    proposals = _proposals(reading, units, limit=4)
    chosen = form.chosen_duty()
    is_proposed = chosen is not None and chosen.pk in {one.entry.pk for one in proposals}
    context = {
        "page_title": "核对读入的文件",
        "breadcrumbs": [Link("新建信息", reverse("disclosure:new")), Link(brought.name, "")],
        "form": form,
        "name": brought.name,
        "reading": reading,
        "recognised": _with_evidence(form, reading),
        "proposals": proposals,
        "proposal_picked": chosen.pk if chosen and is_proposed else None,
        "reasons": reasons,
        # One radio button per duty: what is proposed above is not chosen again in the list below.
        **duties_context(request, units, None if is_proposed else chosen),
    }
    status = 409 if reasons else 422 if form.errors else 200
    return render(request, "disclosure/desk_document.html", context, status=status)


def _with_evidence(form: DocumentForm, reading: Reading) -> list[Recognised]:
    rows = []
    for name in _RECOGNISED[:-1]:
        found = reading.evidence.get(name)
        quote, rule = (found.quote, found.rule) if found else ("", "")
        rows.append(Recognised(form[name], quote, rule, found is not None and found.sure))
    return rows
