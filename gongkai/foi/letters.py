"""What every letter about a request says: to whom, which request, when received, for what."""

from __future__ import annotations

from typing import Any

from gongkai.foi.models import FoiRequest, Requester
from gongkai.people.models import Body

LONGEST_QUOTE = 400  # characters of the request that a letter repeats


def facts_of(foi_request: FoiRequest) -> dict[str, Any]:
    """The facts that the templates of `rules/letters/foi` share, by name."""
    who = Requester.objects.get(foi_request=foi_request)
    natural = foi_request.requester_kind == FoiRequest.RequesterKind.NATURAL
    return {
        "addressee": who.name,
        "you": "person" if natural else "organisation",
        "request_number": foi_request.number,
        "received_on": foi_request.received_on,
        "wanted": quoted(foi_request.wanted),
        "contact": f"{foi_request.unit}，{foi_request.body.phone}"
        if foi_request.body.phone
        else "",
    }


def quoted(wanted: str) -> str:
    """The request in one line, as a letter repeats it."""
    line = " ".join(wanted.split())
    return line if len(line) <= LONGEST_QUOTE else f"{line[:LONGEST_QUOTE]}……"


def reply_to_of(foi_request: FoiRequest) -> str:
    """Where an opinion is sent that somebody else is asked for."""
    parts = [str(foi_request.unit), foi_request.body.address, foi_request.body.phone]
    return "，".join(one for one in parts if one)


# Where nothing better is known; whoever drafts the answer writes the names that are right.
HIGHER_GOVERNMENT = "上一级人民政府"
COMPETENT_COURT = "有管辖权的人民法院"


def remedies_of(foi_request: FoiRequest) -> dict[str, str]:
    """To whom the requester may turn, as a suggestion: the government to which the body belongs,
    for a government the one above it."""
    above = foi_request.body.parent
    while above is not None and above.kind != Body.Kind.GOVERNMENT:
        above = above.parent
    return {"review_body": above.name if above else HIGHER_GOVERNMENT, "court": COMPETENT_COURT}
