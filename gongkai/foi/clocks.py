"""The clocks of a request and of its sub-matters, announced to `gongkai.clocks`.

Owner and title are looked up by reference. A title never says who asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongkai.clocks.registry import ClockKind, Owner, announce, matter_of
from gongkai.foi.models import FoiRequest, UnitTask
from gongkai.foi.queries.visibility import may_see_whole, requests_visible_to, tasks_visible_to
from gongkai.people.queries import Viewer

REQUEST = r"foi:\d{4}-\d{5,8}"
LONGEST_TITLE = 40  # characters; a board shows many


def number_of(about: str) -> str:
    """The request's number in a reference of it or of one of its sub-matters."""
    return matter_of(about).partition(":")[2]


def owners_of(abouts: Sequence[str]) -> Mapping[str, Owner]:
    """Who answers for requests and their sub-matters: the handling unit."""
    numbers = {number_of(about) for about in abouts}
    rows = FoiRequest.objects.filter(number__in=numbers).values_list("number", "unit", "body")
    owners = {number: Owner(unit, body) for number, unit, body in rows}
    nobody = Owner(None, None)
    return {about: owners.get(number_of(about), nobody) for about in abouts}


def owner_of(about: str) -> Owner:
    """The same for one."""
    return owners_of([about])[about]


def owner_of_task(about: str) -> Owner:
    """A part asked of a unit is that unit's business."""
    serial = int(about.rpartition("/")[2])
    task = UnitTask.objects.filter(foi_request__number=number_of(about), serial=serial)
    unit = task.values_list("unit", "unit__body").first()
    return Owner(*unit) if unit else Owner(None, None)


def titles_of(abouts: Sequence[str]) -> Mapping[str, str]:
    """What is wanted; the number stands in a column of its own."""
    numbers = {number_of(about) for about in abouts}
    rows = FoiRequest.objects.filter(number__in=numbers).values_list(
        "number", "wanted_title", "wanted"
    )
    titles = {number: _title(title or wanted) for number, title, wanted in rows}
    return {about: titles.get(number_of(about), number_of(about)) for about in abouts}


def _title(wanted: str) -> str:
    line = " ".join(wanted.split())
    return line if len(line) <= LONGEST_TITLE else f"{line[:LONGEST_TITLE]}…"


def link_to(about: str) -> str:
    """Where a request is handled on the desk."""
    return f"/desk/foi/{number_of(about)}/"


def is_seen_by(viewer: Viewer, about: str) -> bool:
    """Whether someone may see this clock: that of a request with the request, those of its parts
    with the part (`visibility`)."""
    number, part = number_of(about), about.partition("/")[2]
    found = requests_visible_to(viewer).filter(number=number).select_related("unit").first()
    if found is None:
        return False
    if part.startswith("unit/"):
        serial = int(part.removeprefix("unit/"))
        return tasks_visible_to(viewer).filter(foi_request=found, serial=serial).exists()
    return not part or may_see_whole(viewer, found)


def announce_clocks() -> None:
    """All clocks of 条例 第三十条 to 第三十四条, that of fees, and the house's own for units."""
    for rule, part in (
        ("foi.reply", ""),
        ("foi.clarify", ""),
        ("foi.third_party", r"/third-party/\d+"),
        ("foi.joint", r"/other-body/\d+"),
        ("foi.fee_payment", r"/fee/\d+"),
    ):
        announce(
            ClockKind(
                rule=rule,
                pattern=REQUEST + part,
                owner=owner_of,
                owners=owners_of,
                owner_facts=("RequestAssigned", "RequestTransferred"),
                titles=titles_of,
                link=link_to,
                seen_by=is_seen_by,
            )
        )
    announce(
        ClockKind(
            rule="foi.unit_opinion",
            pattern=REQUEST + r"/unit/\d+",
            owner=owner_of_task,
            titles=titles_of,
            link=link_to,
            seen_by=is_seen_by,
            near_days=1,
        )
    )
