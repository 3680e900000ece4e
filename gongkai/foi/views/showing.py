"""What the staff pages show of a request, made ready for the templates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from gongkai.cases.models import Letter
from gongkai.cases.queries import letters_of
from gongkai.clocks.models import Clock
from gongkai.clocks.showing import rule_of
from gongkai.foi.models import Answer, AnswerSetAside, FoiRequest, RequestFile
from gongkai.foi.process import STAGE, Stage
from gongkai.foi.queries.answer_approvals import VERB_OF
from gongkai.foi.queries.answer_kinds import label_of
from gongkai.foi.queries.clocks import reply_clock
from gongkai.foi.queries.listing import REPLY
from gongkai.foi.queries.opened import all_clocks
from gongkai.foi.queries.reasons_after import doubts_about
from gongkai.foi.queries.reasons_informing import unsent
from gongkai.foi.queries.visibility import (
    answer_files_visible_to,
    files_visible_to,
    may_see_identity,
    may_see_whole,
    tasks_seen,
)
from gongkai.kernel.clock import ClockError, Reading
from gongkai.kernel.text import shorten
from gongkai.people.queries import Viewer, holders
from gongkai.screens.components import Attachment, Fact

SHORT = 40


@dataclass(frozen=True)
class Head:
    """What stands above every page about a request."""

    title: str
    stage: Stage
    clock: Clock | None
    reading: Reading | None = None  # of that clock, where the page has read it already


def head_of(foi_request: FoiRequest) -> Head:
    """Its title, where it stands, and the clock of the reply. `request_of` noted the stage."""
    clock = next((one for one in _own_clocks(foi_request) if one.rule == REPLY), None)
    try:
        reading = reply_clock(foi_request) if clock else None
    except ClockError:
        reading = None  # the clock itself says what is wrong
    return Head(title_of(foi_request), STAGE[stage_code(foi_request)], clock, reading)


def stage_code(foi_request: FoiRequest) -> str:
    """The stage that the query noted on the row (`process.with_stage`)."""
    return str(getattr(foi_request, "stage", "handling"))


def _own_clocks(foi_request: FoiRequest) -> list[Clock]:
    """The clocks of the request itself."""
    return [one for one in all_clocks(foi_request) if one.about == foi_request.reference]


def title_of(foi_request: FoiRequest) -> str:
    """What is wanted, in one line."""
    line = " ".join((foi_request.wanted_title or foi_request.wanted).split())
    return shorten(line.rstrip("。；，、"), SHORT)


# --- the matter --------------------------------------------------------------------------------


def facts_of(foi_request: FoiRequest) -> list[Fact]:
    """How it came and how the answer is wanted."""
    rows = [
        Fact("编号", foi_request.number),
        Fact("提交方式", foi_request.get_channel_display()),
        Fact("申请人类型", foi_request.get_requester_kind_display()),
        Fact("信息名称", foi_request.wanted_title),
        Fact("文号", foi_request.wanted_number),
        Fact("获取方式", foi_request.get_way_display()),
        Fact("载体形式", foi_request.get_carrier_display()),
        Fact("阅读、视听困难", "需要协助（第四十三条）" if foi_request.needs_help else ""),
        Fact("答复机关", foi_request.body.name),
        Fact("承办单位", foi_request.unit.name),
        Fact("承办人", foi_request.handler.name if foi_request.handler else "未分办"),
    ]
    return [row for row in rows if row.value]


def identity_of(viewer: Viewer, foi_request: FoiRequest) -> list[Fact]:
    """Who asks, for those who may know it; nothing for the others. Nothing of it is logged."""
    if not may_see_identity(viewer, foi_request):
        return []
    who = foi_request.requester
    rows = [
        Fact("姓名或名称", who.name),
        Fact(who.get_identity_kind_display(), who.identity_number),
        Fact("工作单位", who.workplace),
        Fact("法定代表人", who.representative),
        Fact("联系人", who.contact),
        Fact("联系电话", who.phone),
        Fact("电子邮箱", who.email),
        Fact("传真", who.fax),
        Fact("联系地址", f"{who.address} {who.postcode}".strip()),
    ]
    return [row for row in rows if row.value]


@dataclass(frozen=True)
class ListedFile:
    """A file of the request with its kind."""

    kind: str
    shown: Attachment
    state: str  # "" when it was accepted


def files_of(viewer: Viewer, foi_request: FoiRequest) -> list[ListedFile]:
    """The files that this person may open."""
    seen = files_visible_to(viewer).filter(foi_request=foi_request).select_related("file")
    return [
        ListedFile(
            one.get_kind_display(),
            Attachment(one.name, file_url(one), one.file.extension.upper(), one.file.size),
            "" if one.file.is_accepted else one.file.get_status_display(),
        )
        for one in seen.order_by("pk")
    ]


def file_url(one: RequestFile) -> str:
    """Where staff download it."""
    return reverse("foi:file", args=[one.foi_request.number, one.pk])


# --- the handling ------------------------------------------------------------------------------


@dataclass(frozen=True)
class PartRow:
    """A unit's task, a consultation, a fee notice or a remedy, with its own clock."""

    part: Any
    clock: Clock | None
    doubts: Sequence[str] = ()


def _with_clocks(foi_request: FoiRequest, parts: Iterable[Any]) -> list[PartRow]:
    clocks, rows = part_clocks(foi_request), []
    for one in parts:
        one.foi_request = foi_request  # loaded once, with its unit
        rows.append(PartRow(one, clocks.get(one.reference)))
    return rows


def consultations_of(foi_request: FoiRequest) -> list[PartRow]:
    """Who was asked for an opinion outside."""
    asked = sorted(foi_request.consultations.all(), key=lambda one: (one.asked_on, one.pk))
    return _with_clocks(foi_request, asked)


def fees_of(foi_request: FoiRequest) -> list[PartRow]:
    """The fee notices."""
    return _with_clocks(foi_request, foi_request.fee_notices.all())


def remedies_of(foi_request: FoiRequest) -> list[PartRow]:
    """Reconsiderations and lawsuits; what is odd about them stands beside."""
    rows = []
    for one in foi_request.remedies.order_by("serial"):
        one.foi_request = foi_request
        rows.append(PartRow(one, None, doubts_about(one)))
    return rows


def unsent_of(foi_request: FoiRequest) -> list[PartRow]:
    """Messages that could not be sent and of which nobody told the requester otherwise."""
    return _with_clocks(foi_request, unsent(foi_request.messages.all()))


def set_aside_of(foi_request: FoiRequest) -> list[AnswerSetAside]:
    """Texts of the answer in the making that wait to be merged."""
    making = next((one for one in foi_request.answers.all() if one.is_open), None)
    if making is None:
        return []
    return list(making.set_aside.filter(settled_at=None).select_related("person"))


def tasks_of(viewer: Viewer, foi_request: FoiRequest) -> list[PartRow]:
    """The parts of units that this person may see."""
    return _with_clocks(foi_request, tasks_seen(viewer, foi_request))


def part_clocks(foi_request: FoiRequest) -> dict[str, Clock]:
    """The clocks of the parts, by their references."""
    return {one.about: one for one in all_clocks(foi_request) if one.about != foi_request.reference}


def other_clocks(foi_request: FoiRequest) -> list[tuple[str, Clock]]:
    """The request's running clocks beside that of the reply, such as that of 补正, each with what
    is due."""
    own = _own_clocks(foi_request)
    running = [one for one in own if one.rule != REPLY and one.stopped_on is None]
    return [(rule_of(one).name, one) for one in running]


@dataclass(frozen=True)
class LetterRow:
    """A letter with the addresses at which it is read and saved."""

    letter: Letter
    url: str
    download_url: str


def letters_for(viewer: Viewer, foi_request: FoiRequest) -> Sequence[LetterRow]:
    """The letters that were issued. They bear the requester's name: without the right to know it
    they are read with the name left out, and not saved."""
    if not may_see_whole(viewer, foi_request):
        return []
    saves = may_see_identity(viewer, foi_request)
    number = foi_request.number
    return [
        LetterRow(
            one,
            reverse("foi:letter", args=[number, one.pk]),
            reverse("foi:letter_download", args=[number, one.pk]) if saves else "",
        )
        for one in letters_of(foi_request.reference)
    ]


@dataclass(frozen=True)
class AnswerFileRow:
    """A file of an answer: what goes out, and inside the original of a redacted copy."""

    shown: Attachment
    original_url: str
    areas: int


def answer_files_of(viewer: Viewer, answer: Answer) -> list[AnswerFileRow]:
    """The files of an answer, for those who may open them."""
    seen = answer_files_visible_to(viewer).filter(answer=answer)
    number = answer.foi_request.number
    rows = []
    for one in seen.select_related("file", "original").order_by("order", "pk"):
        url = reverse("foi:answer_file", args=[number, one.pk])
        shown = Attachment(one.name, url, one.file.extension.upper(), one.file.size)
        inside = f"{url}?original=1" if one.original_id else ""
        rows.append(AnswerFileRow(shown, inside, len(one.areas)))
    return rows


@dataclass(frozen=True)
class AnswerRow:
    """An answer on the case page: its kind in words, its files, and whom it waits for."""

    answer: Answer
    kind: str
    files: Sequence[AnswerFileRow]
    waits_for: str


def answers_of(viewer: Viewer, foi_request: FoiRequest) -> list[AnswerRow]:
    """The answers, the latest first."""
    rows = []
    for one in sorted(foi_request.answers.all(), key=lambda one: -one.number):
        one.foi_request = foi_request
        files = answer_files_of(viewer, one)
        rows.append(AnswerRow(one, label_of(one.kind), files, _waits_for(one)))
    return rows


def _waits_for(answer: Answer) -> str:
    """Who can take the next step, by name."""
    verb = VERB_OF.get(answer.status)
    if verb is None:
        return ""
    names = [person.name for person in holders(verb, answer.foi_request.unit)]
    return "、".join(names) or f"没有人持有“{verb.label}”的权限，请联系管理员"
