"""延迟答复 (第三十五条): very many requests for good reasons, not to be answered in time."""

from __future__ import annotations

from datetime import date

from gongkai.cases.operations import issue_letter
from gongkai.foi import events, verbs
from gongkai.foi.letters import facts_of
from gongkai.foi.locking import locked
from gongkai.foi.models import Delay, Explanation, FoiRequest
from gongkai.foi.queries.reasons_delaying import (
    explanation_of,
    letter_asking_for_reasons,
    reasons_not_to_delay,
    reasons_not_to_record_reasons,
)
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.queries import acting


@operation
def record_reasons(foi_request: FoiRequest, text: str, *, on: date, staff: Staff) -> Explanation:
    """What the requester, asked under 第三十五条, gave as reasons; `on` is the day they came.

    Whether they are reasonable is decided afterwards: by `delay_reply`, by an answer in time, or by
    an answer that the request is not handled (R13).
    """
    foi_request = locked(foi_request)
    refuse_if(reasons_not_to_record_reasons(foi_request, staff, text=text, on=on))
    staff = acting(staff, verbs.HANDLE, foi_request.unit) or staff
    explanation = Explanation.objects.create(
        foi_request=foi_request, text=text.strip(), received_on=on
    )
    record(events.ReasonsGiven(), about=foi_request.reference, actor=staff, on=on)
    return explanation


@operation
def delay_reply(
    foi_request: FoiRequest, *, until: date, reason: str, on: date, staff: Staff
) -> Delay:
    """Set a reasonable later term, to `until`, and tell the requester by letter, dated `on`.

    The law names neither a length nor how the term is counted: the organ sets it, and the day that
    was told is then what is due (`[rules.delay]` of the clock). Told after the limit of 第三十三条
    the requester still learns when the answer comes, but the reply stays overdue. Who inside the
    organ decides is not written: whoever handles the request.
    """
    foi_request = locked(foi_request)
    refuse_if(reasons_not_to_delay(foi_request, staff, until=until, reason=reason, on=on))
    staff = acting(staff, verbs.HANDLE, foi_request.unit) or staff
    explanation = explanation_of(foi_request)
    assert explanation is not None
    facts = facts_of(foi_request) | {
        "reasons_letter": letter_asking_for_reasons(foi_request),
        "explained_on": explanation.received_on,
        "reason": reason.strip(),
        "due_on": until,
    }
    letter = issue_letter(
        "foi.delayed_reply",
        facts,
        matter=foi_request.reference,
        body=foi_request.body,
        actor=staff,
        on=on,
    )
    delay = Delay.objects.create(
        foi_request=foi_request,
        on=on,
        until=until,
        reason=reason.strip(),
        decided_by=staff.person,
        letter=letter.number,
    )
    fact = events.ReplyDelayed(until, letter.number)
    record(fact, about=foi_request.reference, actor=staff, on=on)
    return delay
