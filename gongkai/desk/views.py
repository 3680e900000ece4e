"""The desk's own pages: what waits for me, how duties stand, how the platform runs."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gongkai.clocks.queries import health
from gongkai.desk import showing
from gongkai.desk.navigation import KNOWN
from gongkai.disclosure import verbs
from gongkai.disclosure.queries import coverage as standing
from gongkai.disclosure.queries import listing, work
from gongkai.disclosure.queries.visibility import SEEING
from gongkai.disclosure.queries.watching import bodies_watched_by, watches_all
from gongkai.foi.queries.work import work_of
from gongkai.journal import queries as journal
from gongkai.people.access import StaffRequest, staff_view
from gongkai.people.actors import Staff
from gongkai.people.models import Body, Right
from gongkai.people.queries import may_anywhere, widest_reach
from gongkai.people.verbs import OPERATE
from gongkai.publishing import queries as publishing
from gongkai.publishing.models import BakedPage
from gongkai.reference.queries import calendar
from gongkai.trail.queries import state as trail_state
from gongkai.transparency import alarms, cosigning, stamping
from gongkai.transparency import queries as transparency

RECENT = 8


@staff_view
def inbox(request: StaffRequest) -> HttpResponse:
    """What waits for me, the most pressing first."""
    today = timezone.localdate()
    working = calendar()
    staff = request.staff
    person = staff.person
    waiting = showing.in_one_list(work.waiting(staff), work_of(staff))
    setattr(request, KNOWN, len(waiting))
    left = [showing.days_left(one.due_on, today, working) for one in waiting if one.due_on]
    shown, pagination = showing.page_of(waiting, request.GET)
    context = {
        "page_title": "待办",
        "today": today,
        "today_is": working.why(today),
        "tasks": showing.task_rows(shown, today, working),
        "pagination": pagination,
        "late": sum(days < 0 for days in left),
        "due_today": left.count(0),
        "recent": listing.desk_page(person, {}, most=RECENT).rows,
        "recent_title": _recent_title(staff),
        "may_draft": may_anywhere(staff, verbs.DRAFT),
    }
    return render(request, "desk/inbox.html", context)


def _recent_title(staff: Staff) -> str:
    """Whose latest items stand below the inbox: those of all that the person sees."""
    return f"{_WHOSE[widest_reach(staff, SEEING)]}最近的信息"


_WHOSE: dict[Right.Reach | None, str] = {
    None: "本单位",
    Right.Reach.UNIT: "本单位",
    Right.Reach.BODY: "本机关",
    Right.Reach.EVERYWHERE: "全县",
}


@staff_view
def coverage(request: StaffRequest) -> HttpResponse:
    """Every duty of the catalogues: last release, next due, overdue in red."""
    person = request.staff.person
    all_bodies = watches_all(person)
    bodies = list(bodies_watched_by(person))
    body = _chosen_body(request.GET.get("body", ""), bodies, all_bodies=all_bodies)
    covered = standing.reckoned(body=body) if body or all_bodies else []
    chosen = showing.chosen(covered, request.GET.get("show", ""))
    shown, pagination = showing.page_of(chosen, request.GET)
    context = {
        "page_title": "公开情况",
        "bodies": bodies,
        "all_bodies": all_bodies,
        "body": body,
        "show": request.GET.get("show", ""),
        "shared": len(covered) > len({one.duty_id for one in covered}),
        "figures": showing.coverage_figures(covered, body.code if body else ""),
        "covered": standing.with_duties(shown),
        "pagination": pagination,
        "today": timezone.localdate(),
    }
    return render(request, "desk/coverage.html", context)


def _chosen_body(code: str, bodies: Sequence[Body], *, all_bodies: bool) -> Body | None:
    """The body of the address; without one, every body for those who watch all, else their own."""
    chosen = next((one for one in bodies if one.code == code), None)
    if chosen or all_bodies:
        return chosen
    if code:
        raise PermissionDenied
    return bodies[0] if bodies else None


@staff_view
def operations(request: StaffRequest) -> HttpResponse:
    """How the platform runs: the worker, and how far each follower is behind."""
    if not may_anywhere(request.staff, OPERATE):
        return forbidden(request)
    context = {
        "page_title": "运行情况",
        "alive": journal.worker_is_alive(),
        "waiting": journal.waiting(),
        "lags": journal.lags(),
        "clocks": health(),
        "pages": BakedPage.objects.count(),
        "failed": publishing.failed_pages(),
        "rebuilding": publishing.rebuild_progress(),
        "log": transparency.state(),
        "alarms": alarms.standing(),
        "trail": trail_state(),
        "stamped": stamping.newest() if settings.TSA_URL else None,
        "witnessed": cosigning.signed_by(),
    }
    return render(request, "desk/operations.html", context)


def forbidden(request: HttpRequest) -> HttpResponse:
    """The page that says: not with your rights."""
    return render(request, "403.html", status=403)
