"""依申请公开: what it is, the ways to apply, and the office of every body that takes requests."""

from __future__ import annotations

from gongkai.foi.queries.routing import bodies_to_ask
from gongkai.people.models import Body
from gongkai.portal.models import Guide
from gongkai.portal.pages.platform import content_meta_of, way_to_platform
from gongkai.portal.pages.single import one_page
from gongkai.portal.platform import guide_url
from gongkai.publishing.registry import INDEX
from gongkai.publishing.rendering import render_public
from gongkai.screens.components import Fact, Link

REQUESTS = "/foi/"
TITLE = "依申请公开"


def _depends_on(key: str) -> bool:
    return key == "site" or key.startswith(("guide:", "body:"))


def _requests_page() -> bytes:
    guides = {guide.body_id: guide for guide in Guide.objects.all()}
    return render_public(
        "portal/requests.html",
        {
            "title": TITLE,
            "offices": [_office(body, guides.get(body.pk)) for body in bodies_to_ask()],
        },
        title=TITLE,
        path=f"{REQUESTS}{INDEX}",
        meta=content_meta_of(TITLE),
        breadcrumbs=[*way_to_platform(), Link(TITLE, "")],
    )


def _office(body: Body, guide: Guide | None) -> tuple[Body, str, list[Fact]]:
    """A body, the address of its guide (may be empty), and where its office is (第二十九条)."""
    told = [
        Fact("工作机构", guide.office_name if guide else ""),
        Fact("地址", (guide.address if guide else "") or body.address),
        Fact("办公时间", (guide.hours if guide else "") or body.office_hours),
        Fact("电话", (guide.phone if guide else "") or body.phone),
        Fact("传真", guide.fax if guide else ""),
        Fact("电子邮箱或网址", guide.email if guide else ""),
    ]
    return body, guide_url(body.code) if guide else "", [one for one in told if one.value]


one_page("portal.requests", f"{REQUESTS}{INDEX}", _depends_on, _requests_page)
