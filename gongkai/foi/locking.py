"""One writer per request at a time, and fresh values under the lock."""

from __future__ import annotations

from gongkai.foi.models import Answer, FoiRequest


def locked(foi_request: FoiRequest) -> FoiRequest:
    """The request as it is now, locked until the operation ends."""
    return (
        FoiRequest.objects.select_for_update(of=("self",))
        .select_related("body", "unit__body")
        .get(pk=foi_request.pk)
    )


def locked_answer(answer: Answer) -> Answer:
    """The answer as it is now, its request locked before it: all writers come the same way."""
    foi_request = locked(answer.foi_request)
    answer = Answer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    answer.foi_request = foi_request
    return answer
