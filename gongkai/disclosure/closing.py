"""A unit with items under way is not closed: they are finished first. What is public stays."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.disclosure.models import Version
from gongkai.people.closing import stands_against_closing_a_unit
from gongkai.people.models import Unit


@stands_against_closing_a_unit
def items_under_way(unit: Unit) -> Iterator[str]:
    """Drafts, and what is in review or waits to be released."""
    opened = Version.objects.exclude(status=Version.Status.CLOSED).filter(item__unit=unit).count()
    if opened:
        yield f"{unit}还有{opened}条信息正在办理，请先发布，或者放弃草稿。"
