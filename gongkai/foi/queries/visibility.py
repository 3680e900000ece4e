"""Who may see what of a request: the one decision that every page, list, file and export asks.

Staff see the requests of units over which they may do something with requests, and a unit that
was asked for its part sees that request. Who the requester is, only those see who need it to
register, to handle or to serve (个人信息保护: 最小必要). The requester sees the own request by
number and look-up code, and of it the progress, the letters, and the files of answers given.
"""

from __future__ import annotations

import re

from django.db.models import Q, QuerySet

from gongkai.cases.models import Letter
from gongkai.cases.queries import letters_of
from gongkai.foi import events, verbs
from gongkai.foi.codes import is_code_of
from gongkai.foi.models import Answer, AnswerFile, FoiRequest, RequestFile, UnitTask
from gongkai.foi.telling_requester import STEPS
from gongkai.journal.facts import Fact
from gongkai.journal.models import Entry
from gongkai.people.models import Unit
from gongkai.people.queries import Viewer, may_any, units_where_any
from gongkai.trail.receipts import Shown

# The right to give an opinion opens only the requests about which the unit was asked.
SEEING = (
    verbs.REGISTER,
    verbs.HANDLE,
    verbs.EXTEND,
    verbs.REVIEW,
    verbs.SECRECY_REVIEW,
    verbs.SIGN_OFF,
    verbs.SERVE,
    verbs.SEE_IDENTITY,
    verbs.SEE_ALL,
)
SEEING_IDENTITY = (verbs.REGISTER, verbs.HANDLE, verbs.SERVE, verbs.SEE_IDENTITY)
GIVING_OPINIONS = (verbs.GIVE_OPINION, verbs.HANDLE)

# Files in which the name of the requester stands.
IDENTIFYING = (
    RequestFile.Kind.IDENTITY,
    RequestFile.Kind.AUTHORISATION,
    RequestFile.Kind.LETTER,
    RequestFile.Kind.DELIVERY,
    RequestFile.Kind.REMEDY,
)
# What a unit that is asked for its part needs to look at.
FOR_ASKED_UNITS = (RequestFile.Kind.DESCRIPTION, RequestFile.Kind.CLARIFICATION)

NUMBER = re.compile(r"\d{4}-\d{5,8}", re.ASCII)
_NOBODYS = "0" * 64  # compared with when there is no such request


def requests_visible_to(viewer: Viewer) -> QuerySet[FoiRequest]:
    """The requests that a member of staff may see, without saying who made them."""
    return FoiRequest.objects.filter(_of_own_units(viewer) | _where_asked(viewer))


def _of_own_units(viewer: Viewer) -> Q:
    return Q(unit__in=units_where_any(viewer, SEEING))


def _where_asked(viewer: Viewer) -> Q:
    asked = UnitTask.objects.filter(unit__in=units_where_any(viewer, GIVING_OPINIONS))
    return Q(pk__in=asked.values("foi_request"))


def may_see(viewer: Viewer, foi_request: FoiRequest) -> bool:
    """Whether someone may see this request."""
    return requests_visible_to(viewer).filter(pk=foi_request.pk).exists()


def tasks_visible_to(viewer: Viewer) -> QuerySet[UnitTask]:
    """Parts asked of units: all of a request seen as a whole, else only those of the own unit."""
    whole = FoiRequest.objects.filter(_of_own_units(viewer))
    own = units_where_any(viewer, GIVING_OPINIONS)
    return UnitTask.objects.filter(Q(foi_request__in=whole) | Q(unit__in=own))


def tasks_seen(viewer: Viewer, foi_request: FoiRequest) -> list[UnitTask]:
    """The same of one request, from its rows."""
    tasks = list(foi_request.unit_tasks.all())
    if may_see_whole(viewer, foi_request):
        return tasks
    return [one for one in tasks if may_any(viewer, GIVING_OPINIONS, one.unit)]


def units_seen_by(viewer: Viewer) -> QuerySet[Unit]:
    """The units whose requests this person sees as a whole."""
    return units_where_any(viewer, SEEING)


def may_see_whole(viewer: Viewer, foi_request: FoiRequest) -> bool:
    """Whether someone sees the handling too: consultations, opinions, drafts of the answer.

    A unit that was only asked for its part does not.
    """
    return may_any(viewer, SEEING, foi_request.unit)


def may_see_identity(viewer: Viewer, foi_request: FoiRequest) -> bool:
    """Whether someone may learn who made this request."""
    return may_any(viewer, SEEING_IDENTITY, foi_request.unit)


def units_seeing_identity(viewer: Viewer) -> QuerySet[Unit]:
    """The units of whose requests this person may learn the requester: for lists with names."""
    return units_where_any(viewer, SEEING_IDENTITY)


def files_visible_to(viewer: Viewer) -> QuerySet[RequestFile]:
    """Files that came with requests, for a member of staff."""
    named = Q(kind__in=IDENTIFYING)
    whole = Q(foi_request__unit__in=units_seen_by(viewer)) & ~named
    known = Q(foi_request__unit__in=units_seeing_identity(viewer))
    asked = UnitTask.objects.filter(unit__in=units_where_any(viewer, GIVING_OPINIONS))
    part = Q(foi_request__in=asked.values("foi_request"), kind__in=FOR_ASKED_UNITS)
    return RequestFile.objects.filter(whole | known | part)


def answer_files_visible_to(viewer: Viewer) -> QuerySet[AnswerFile]:
    """Files of answers, also of drafts, for a member of staff; a unit that was asked sees none."""
    return AnswerFile.objects.filter(answer__foi_request__unit__in=units_seen_by(viewer))


# --- the requester ---------------------------------------------------------------------------


def opened_by(number: str, code: str) -> FoiRequest | None:
    """The request with this number, if the look-up code is its own.

    A number that does not exist and a code that is wrong take the same way and the same time, so
    that nobody learns which numbers there are.
    """
    tidy = number.strip()
    known = FoiRequest.objects.select_related("part_of", "body", "unit")
    found = known.filter(number=tidy).first() if NUMBER.fullmatch(tidy) else None
    keeper = (found.part_of or found) if found else None  # parts open with the code of the whole
    matches = is_code_of(
        keeper.number if keeper else tidy, keeper.code_hash if keeper else _NOBODYS, code
    )
    return found if matches else None


def answer_files_for_requester(foi_request: FoiRequest) -> QuerySet[AnswerFile]:
    """The files that the requester gets: of answers given. Of a redacted one only the copy
    (`AnswerFile.file`) is meant, never `original`."""
    return AnswerFile.objects.filter(
        answer__foi_request=foi_request, answer__status=Answer.Status.GIVEN
    )


# Letters to the requester; those to third parties and to other bodies are none of these.
TO_REQUESTER = (
    "foi.receipt",
    "foi.clarification",
    "foi.extension",
    "foi.reasons",
    "foi.fee_notice",
    "foi.delayed_reply",
    "foi.answer.r15",  # not handled any further: no answer was drafted for these two
    "foi.answer.r16",
)
ANSWERS = "foi.answer."


def letters_for_requester(foi_request: FoiRequest) -> QuerySet[Letter]:
    """The letters that the requester reads: those on the way, and of answers only given ones."""
    given = Answer.objects.filter(foi_request=foi_request, status=Answer.Status.GIVEN)
    answered = Q(template__startswith=ANSWERS, number__in=given.values("letter"))
    return letters_of(foi_request.reference).filter(Q(template__in=TO_REQUESTER) | answered)


# --- the trail of a request (办理留痕凭证) -------------------------------------------------------

# Steps that the requester is told, and whose details are not for them: which third parties and
# bodies were asked and what these said (第三十二条), and who decided.
DETAILS_NOT_FOR_REQUESTER: frozenset[type[Fact]] = frozenset(
    {
        events.ThirdPartyAsked, events.ThirdPartyReplied, events.ThirdPartyDidNotReply,
        events.OtherBodyAsked, events.OtherBodyReplied, events.OtherBodyDidNotReply,
        events.DeadlineExtended,
    }
)  # fmt: skip


def requester_may_know(name: str) -> bool:
    """Whether the requester is told of facts of this name."""
    return any(kind.__name__ == name for kind in STEPS)


def trail_shown_to_requester(entry: Entry) -> Shown:
    """What of a step the requester's receipt opens: never who did it, and of what is only in the
    making nothing but that there was a step (第十六条)."""
    if not requester_may_know(entry.name):
        return Shown.SEALED
    return Shown.STEP if type(entry.fact) in DETAILS_NOT_FOR_REQUESTER else Shown.DETAILS


def trail_shown_to_staff(viewer: Viewer, foi_request: FoiRequest) -> Shown:
    """All of it for those who see the request as a whole; to others the page is not offered."""
    return Shown.ALL if may_see_whole(viewer, foi_request) else Shown.SEALED
