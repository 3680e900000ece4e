"""One writer per request at a time, and fresh values under the lock."""

from __future__ import annotations

from gongkai.foi.models import FoiRequest


def locked(foi_request: FoiRequest) -> FoiRequest:
    """The request as it is now, locked until the operation ends."""
    return (
        FoiRequest.objects.select_for_update(of=("self",))
        .select_related("body", "unit__body")
        .get(pk=foi_request.pk)
    )
