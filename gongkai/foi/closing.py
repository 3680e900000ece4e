"""A unit that still handles requests is not closed: they are answered or handed over first."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.foi.models import FoiRequest, UnitTask
from gongkai.people.closing import stands_against_closing_a_unit
from gongkai.people.models import Unit


@stands_against_closing_a_unit
def requests_under_way(unit: Unit) -> Iterator[str]:
    """Requests that the unit handles, and parts that it was asked for."""
    handled = FoiRequest.objects.exclude(status=FoiRequest.Status.CLOSED).filter(unit=unit).count()
    if handled:
        yield f"{unit}还有{handled}件公开申请没有办结，请先办结，或者分办给其他内设机构。"
    asked = UnitTask.objects.filter(unit=unit, replied_on=None).count()
    if asked:
        yield f"{unit}还有{asked}件公开申请的协办没有反馈，请先反馈。"
