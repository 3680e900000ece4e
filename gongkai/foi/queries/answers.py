"""Which answer the desk means: the one in the making, or the last one given."""

from __future__ import annotations

from gongkai.foi.models import Answer, FoiRequest
from gongkai.foi.queries.reasons_after import last_answer, reasons_not_to_make_proactive
from gongkai.foi.queries.reasons_answering import (
    open_answer,
    reasons_not_to_decide_on_answer,
    reasons_not_to_draft_answer,
    reasons_not_to_drop_answer,
    reasons_not_to_edit_answer,
    reasons_not_to_give,
    reasons_not_to_recall_answer,
    reasons_not_to_record_service,
    reasons_not_to_submit_answer,
)
from gongkai.people.actors import Staff

NONE = "该申请还没有起草答复。"


def latest_given(foi_request: FoiRequest) -> Answer | None:
    """The last answer that was given."""
    found = last_answer(foi_request)
    if found is not None:
        found.foi_request = foi_request
    return found


def in_the_making(foi_request: FoiRequest) -> Answer | None:
    """The open answer, on the request that is loaded already."""
    found = open_answer(foi_request)
    if found is not None:
        found.foi_request = foi_request
    return found


def reasons_not_to_write(foi_request: FoiRequest, staff: Staff) -> list[str]:
    """Why no answer can be begun or, where one is, changed."""
    found = in_the_making(foi_request)
    if found is None:
        return reasons_not_to_draft_answer(foi_request, staff)
    return reasons_not_to_edit_answer(found, staff)


def reasons_not_to_submit(foi_request: FoiRequest, staff: Staff) -> list[str]:
    """Why the open answer cannot go into review."""
    found = in_the_making(foi_request)
    return reasons_not_to_submit_answer(found, staff) if found else [NONE]


def reasons_not_to_decide(foi_request: FoiRequest, staff: Staff) -> list[str]:
    """Why the open answer cannot be approved or returned."""
    found = in_the_making(foi_request)
    return reasons_not_to_decide_on_answer(found, staff) if found else [NONE]


def reasons_not_to_recall(foi_request: FoiRequest, staff: Staff) -> list[str]:
    """Why the open answer cannot be taken back from review."""
    found = in_the_making(foi_request)
    return reasons_not_to_recall_answer(found, staff) if found else [NONE]


def reasons_not_to_drop(foi_request: FoiRequest, staff: Staff) -> list[str]:
    """Why the open answer cannot be given up."""
    found = in_the_making(foi_request)
    return reasons_not_to_drop_answer(found, staff) if found else [NONE]


def reasons_not_to_give_it(foi_request: FoiRequest, staff: Staff) -> list[str]:
    """Why the open answer cannot be given."""
    found = in_the_making(foi_request)
    return reasons_not_to_give(found, staff) if found else [NONE]


def reasons_not_to_serve(foi_request: FoiRequest, staff: Staff) -> list[str]:
    """Why no service can be noted."""
    found = latest_given(foi_request)
    return reasons_not_to_record_service(found, staff) if found else ["该申请还没有答复。"]


def reasons_not_to_make_public(foi_request: FoiRequest, staff: Staff) -> list[str]:
    """Why no item can be made of the answer."""
    found = latest_given(foi_request)
    return reasons_not_to_make_proactive(found, staff) if found else ["该申请还没有答复。"]
