"""Why nobody can be asked for an opinion, nor one be noted (第十五条、第三十二条、第三十四条)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gongkai.foi import verbs
from gongkai.foi.models import Consultation, FoiRequest
from gongkai.foi.queries.clocks import opinion_clock
from gongkai.foi.queries.reasons_handling import impossible_day, not_open, without_right
from gongkai.kernel.dates import chinese_date
from gongkai.people.actors import Staff

Kind, Position = Consultation.Kind, Consultation.Position
LONGEST_QUESTION = 1000
MOST_AT_ONCE = 50


def reasons_not_to_consult(
    foi_request: FoiRequest,
    staff: Staff,
    *,
    names: Sequence[str] | None = None,
    question: str | None = None,
    on: date | None = None,
) -> list[str]:
    """Why no third party and no other body can be asked (these, about this, on this day)."""
    reasons = without_right(staff, verbs.HANDLE, foi_request.unit) + not_open(foi_request)
    if names is not None:
        reasons += _faults_of_names(foi_request, names)
    if question is not None and not question.strip():
        reasons.append("请写明就哪些信息征求意见。")
    if question is not None and len(question) > LONGEST_QUESTION:
        reasons.append(f"征求意见的内容最多{LONGEST_QUESTION}个字，现在有{len(question)}个字。")
    return reasons + impossible_day("发出日期", on, after=foi_request.received_on)


def _faults_of_names(foi_request: FoiRequest, names: Sequence[str]) -> list[str]:
    told = [name.strip() for name in names]
    if not told or not all(told):
        return ["请写明征求谁的意见。"]
    if len(told) > MOST_AT_ONCE:
        return [f"一次最多征求{MOST_AT_ONCE}方的意见，请分几次发出。"]
    waiting = foi_request.consultations.filter(replied_on__isnull=True, name__in=told)
    twice = {name for name in told if told.count(name) > 1} | {one.name for one in waiting}
    return [f"已经征求“{name}”的意见，还没有答复，不能重复征求。" for name in sorted(twice)]


def reasons_not_to_ask_bodies(*, joint: bool, answer_by: date | None, on: date) -> list[str]:
    """Why bodies cannot be asked in this way: for joint makers the law sets the limit."""
    if joint and answer_by is not None:
        return ["共同制作机关的期限是15个工作日（第三十四条），不能另定日期。"]
    if not joint and answer_by is None:
        return ["请写明请有关机关于何日前回复。"]
    if answer_by is not None and answer_by <= on:
        return [f"回复期限{chinese_date(answer_by)}须在发出日期之后。"]
    return []


def reasons_not_to_note_receipt(
    consultation: Consultation, staff: Staff, on: date | None = None
) -> list[str]:
    """Why it cannot be noted that the letter arrived."""
    reasons = without_right(staff, verbs.HANDLE, consultation.foi_request.unit)
    reasons += not_open(consultation.foi_request)
    if consultation.letter_received_on is not None:
        day = chinese_date(consultation.letter_received_on)
        reasons.append(f"已经记录“{consultation.name}”于{day}收到函件。")
    elif consultation.replied_on is not None:
        reasons.append(f"“{consultation.name}”已经答复，无需再记录收到函件的日期。")
    return reasons + impossible_day("收到日期", on, after=consultation.asked_on, what="发出函件")


def reasons_not_to_note_reply(
    consultation: Consultation,
    staff: Staff,
    *,
    position: str | None = None,
    opinion: str | None = None,
    on: date | None = None,
) -> list[str]:
    """Why a reply cannot be noted (this position, these words, on this day)."""
    reasons = without_right(staff, verbs.HANDLE, consultation.foi_request.unit)
    reasons += not_open(consultation.foi_request) + _answered(consultation)
    if position is not None and position not in (
        Position.CONSENT,
        Position.OBJECTION,
        Position.PARTIAL,
    ):
        reasons.append("请选择对方的意见：同意公开、不同意公开，或者同意部分公开。")
    if position in (Position.OBJECTION, Position.PARTIAL) and not (opinion or "").strip():
        reasons.append("不同意公开或者只同意部分公开的，请写明对方的理由和范围。")
    since = consultation.letter_received_on or consultation.asked_on
    what = "对方收到函件" if consultation.letter_received_on else "发出函件"
    return reasons + impossible_day("收到答复的日期", on, after=since, what=what)


def _answered(consultation: Consultation) -> list[str]:
    if consultation.replied_on is None:
        return []
    day = chinese_date(consultation.replied_on)
    label = consultation.get_position_display()
    return [f"已经记录“{consultation.name}”的意见（{day}，{label}），不能再次记录。"]


def reasons_not_to_note_silence(
    consultation: Consultation, staff: Staff, on: date | None = None
) -> list[str]:
    """Why silence cannot be noted: only after the limit has passed, and that is 15 working days
    from the receipt of the letter (第三十二条、第三十四条), or the day named in it."""
    reasons = without_right(staff, verbs.HANDLE, consultation.foi_request.unit)
    reasons += not_open(consultation.foi_request) + _answered(consultation)
    if reasons:
        return reasons
    return _not_yet_silent(consultation, on) + impossible_day(
        "日期", on, after=consultation.asked_on, what="发出函件"
    )


def _not_yet_silent(consultation: Consultation, on: date | None) -> list[str]:
    last = last_day_to_reply(consultation)
    if last is None:
        return [
            f"还没有记录“{consultation.name}”收到函件的日期，期限自收到之日起计算，请先记录收到日期。"
        ]
    if on is not None and on <= last:
        return [f"“{consultation.name}”的期限至{chinese_date(last)}（含当日），届满后才能记录。"]
    return []


def last_day_to_reply(consultation: Consultation) -> date | None:
    """The last day on which the opinion comes in time; None before the letter was received."""
    if consultation.kind == Kind.CONCERNED_BODY:
        return consultation.answer_by
    reading = opinion_clock(consultation)
    return reading.due_on if reading else None


def reasons_not_to_overrule(
    consultation: Consultation, staff: Staff, reason: str | None = None
) -> list[str]:
    """Why an objection cannot be set aside (第十五条): whoever signs answers decides that."""
    foi_request = consultation.foi_request
    reasons = without_right(staff, verbs.SIGN_OFF, foi_request.unit) + not_open(foi_request)
    if consultation.kind != Kind.THIRD_PARTY:
        reasons.append("只有第三方的意见适用第十五条。")
    elif consultation.position not in (Position.OBJECTION, Position.PARTIAL):
        reasons.append(f"“{consultation.name}”没有提出不同意公开的意见。")
    elif consultation.overruled_because:
        reasons.append(f"已经认定不采纳“{consultation.name}”的意见。")
    if reason is not None and not reason.strip():
        reasons.append("请写明不公开会对公共利益造成哪些重大影响（第十五条）。")
    return reasons
