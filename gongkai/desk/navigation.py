"""The left column of the desk: one entry per thing that someone may do there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from gongkai.disclosure.queries.work import waiting_count
from gongkai.foi.queries.visibility import SEEING
from gongkai.foi.queries.work import work_count
from gongkai.foi.verbs import GIVE_OPINION
from gongkai.people.access import signed_in
from gongkai.people.actors import Staff
from gongkai.people.models import Person
from gongkai.people.queries import HeldRights
from gongkai.people.verbs import (
    MAINTAIN_REFERENCE,
    MANAGE_PEOPLE,
    OPERATE,
    SUPERVISE,
    VERBS,
)
from gongkai.screens.components import DeskPerson, Link


@dataclass(frozen=True)
class Entry:
    """An entry of the navigation: for whom it is (any of these verbs; none named: everyone)."""

    title: str
    url_name: str
    verbs: tuple[str, ...] = ()
    count: Callable[[Staff], int] | None = None


def waiting(staff: Staff) -> int:
    """How many things wait for the person in all domains."""
    return waiting_count(staff) + work_count(staff)


ENTRIES = (
    Entry("待办", "desk:inbox", count=waiting),
    Entry("期限总览", "clocks:board"),
    Entry("公开信息", "disclosure:items"),
    Entry("依申请公开", "foi:queue", tuple(verb.code for verb in (*SEEING, GIVE_OPINION))),
    Entry("公开情况", "desk:coverage"),
    Entry("公开目录", "registers:catalogues"),
    Entry(
        "年度报告",
        "annualreports:reports",
        ("annualreports.write", "annualreports.freeze", SUPERVISE.code),
    ),
    Entry("搜索维护", "search:synonyms", ("search.tend",)),
    Entry("网站栏目", "portal:desk_site", ("portal.compose",)),
    Entry("机构与人员", "people:bodies", (MANAGE_PEOPLE.code,)),
    Entry("委托", "people:delegations"),
    Entry("基础数据", "reference:lists", (MAINTAIN_REFERENCE.code,)),
    Entry("运行情况", "desk:operations", (OPERATE.code,)),
)


def workbench(request: HttpRequest) -> dict[str, object]:
    """Context processor: navigation and person for every page of the desk."""
    if not request.path.startswith("/desk/"):
        return {}
    person = signed_in(request)
    if person is None:
        return {}
    known = getattr(request, KNOWN, None)
    # A page of the desk has asked for the person's rights already; an error page has not.
    asked = getattr(request, "staff", None)
    held = (asked.held if isinstance(asked, Staff) else None) or HeldRights(person)
    staff = Staff(person, held=held)
    return {
        "desk_nav": navigation(staff, held, request.path, known),
        "desk_person": at_the_desk(person, held),
        "desk_search_url": reverse("search:search"),
    }


KNOWN = "waiting_at_the_desk"  # attribute of a request whose view counted what waits already


def navigation(
    staff: Staff, held: HeldRights, path: str, known: int | None = None
) -> Sequence[Link]:
    """The entries that this person can use; the one we are under is marked. `known`: how many
    things wait, where somebody counted them already."""
    verbs = held.verbs & set(VERBS)
    links = []
    for entry in ENTRIES:
        if entry.verbs and not verbs & set(entry.verbs):
            continue
        url = reverse(entry.url_name)
        count = _count(entry, staff, known)
        links.append(Link(entry.title, url, _is_here(path, url), count))
    return links


def _count(entry: Entry, staff: Staff, known: int | None) -> int | None:
    if entry.count is None:
        return None
    return entry.count(staff) if known is None else known


def _is_here(path: str, url: str) -> bool:
    return path == url if url == reverse("desk:inbox") else path.startswith(url)


def at_the_desk(person: Person, held: HeldRights) -> DeskPerson:
    """Name and post for the top bar."""
    post = next(iter(held.posts), None)
    return DeskPerson(
        name=person.name,
        post=post.name if post else "",
        unit=post.unit.body.name if post else "",
        key=person.username,
        links=[
            Link("修改口令", reverse("people:password")),
            Link("动态口令", reverse("people:totp")),
        ],
        sign_out_url=reverse("people:sign_out"),
    )
