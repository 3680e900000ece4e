"""延期答复 (第三十三条第二款), and asking for reasons (第三十五条)."""

from __future__ import annotations

from datetime import date

from gongkai.cases.models import Letter
from gongkai.cases.operations import issue_letter
from gongkai.foi import events, verbs
from gongkai.foi.letters import facts_of
from gongkai.foi.locking import locked
from gongkai.foi.models import Extension, FoiRequest
from gongkai.foi.queries.reasons_extending import (
    due_after_extension,
    reasons_not_to_ask_for_reasons,
    reasons_not_to_extend,
)
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.queries import acting


@operation
def extend(foi_request: FoiRequest, *, days: int, reason: str, on: date, staff: Staff) -> Extension:
    """Put the reply off by so many working days, once for each count, and tell the requester.

    `staff` is the head of the 工作机构, who decides; `on` the day of the decision, before the limit
    has passed.
    """
    foi_request = locked(foi_request)
    refuse_if(reasons_not_to_extend(foi_request, staff, days=days, reason=reason, on=on))
    staff = acting(staff, verbs.EXTEND, foi_request.unit) or staff
    facts = facts_of(foi_request) | {
        "reason": reason.strip(),
        "days": days,
        "due_on": due_after_extension(foi_request, days, on),
    }
    letter = issue_letter(
        "foi.extension",
        facts,
        matter=foi_request.reference,
        body=foi_request.body,
        actor=staff,
        on=on,
    )
    extension = Extension.objects.create(
        foi_request=foi_request,
        on=on,
        days=days,
        reason=reason.strip(),
        decided_by=staff.person,
        letter=letter.number,
    )
    fact = events.DeadlineExtended(days, staff.person.reference, letter.number)
    record(fact, about=foi_request.reference, actor=staff, on=on)
    return extension


HOW_TO_EXPLAIN = "书面提交（当面、邮寄），或者按本告知书所列的联系方式"


@operation
def ask_for_reasons(
    foi_request: FoiRequest,
    *,
    count: str,
    answer_by: date,
    on: date,
    staff: Staff,
    how: str = HOW_TO_EXPLAIN,
) -> Letter:
    """Ask why, where number or frequency clearly exceed the reasonable (第三十五条).

    `count` says so in figures, for the letter. The reply clock goes on.
    """
    foi_request = locked(foi_request)
    refuse_if(
        reasons_not_to_ask_for_reasons(foi_request, staff, count=count, answer_by=answer_by, on=on)
    )
    staff = acting(staff, verbs.HANDLE, foi_request.unit) or staff
    letter = issue_letter(
        "foi.reasons",
        facts_of(foi_request) | {"count": count.strip(), "answer_by": answer_by, "how": how},
        matter=foi_request.reference,
        body=foi_request.body,
        actor=staff,
        on=on,
    )
    record(events.ReasonsAsked(letter.number), about=foi_request.reference, actor=staff, on=on)
    return letter
