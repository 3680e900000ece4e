"""By when a report must be public."""

from __future__ import annotations

from datetime import date

from gongkai.people.models import Body


def due_on(body: Body, year: int) -> date | None:
    """31 January for departments, 31 March for governments of county level and above.

    条例 第四十九条 does not name townships; their day is a local rule, so there is none here.
    """
    if body.kind == Body.Kind.TOWNSHIP:
        return None
    return date(year + 1, 3, 31) if body.kind == Body.Kind.GOVERNMENT else date(year + 1, 1, 31)
