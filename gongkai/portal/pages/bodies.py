"""What each body has made public, and the list of bodies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from gongkai.disclosure.models import Shelf
from gongkai.people.models import Body
from gongkai.portal.models import Guide
from gongkai.portal.pages.duties import in_force
from gongkai.portal.pages.platform import content_meta_of, content_tags, way_to_content
from gongkai.portal.pages.shelves import Family, Listing, announce, brings_in
from gongkai.portal.pages.single import one_page
from gongkai.portal.platform import body_url, catalogue_url, guide_url
from gongkai.publishing.rendering import Meta, render_public
from gongkai.registers.models import CatalogueEntry
from gongkai.screens.components import Fact, Link

LIST = "/catalogue/bodies/"


def listed_bodies() -> list[Body]:
    """Bodies that owe something to the public, or have published something."""
    saying = CatalogueEntry.objects.filter(current__isnull=False)
    owing = saying.values("current__responsible_body")
    sharing = saying.values("current__also_responsible")
    publishing = Shelf.objects.filter(name__startswith="body:", places__gt=0)
    codes = [name.removeprefix("body:") for name in publishing.values_list("name", flat=True)]
    return list(Body.objects.filter(Q(pk__in=owing) | Q(pk__in=sharing) | Q(code__in=codes)))


def _describe(codes: Collection[str]) -> Mapping[str, Listing]:
    bodies = Body.objects.filter(code__in=codes).select_related("guide", "successor")
    duties, tags = _duties(codes), content_tags()
    way = [*way_to_content(), Link("按机关", LIST)]
    return {body.code: _listing(body, duties.get(body.code, []), way, tags) for body in bodies}


def _duties(codes: Collection[str]) -> dict[str, list[Link]]:
    """For each body, in each public catalogue, how many duties it has: its own, and shared ones."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for path in ("current__responsible_body__code", "current__also_responsible__code"):
        counted = (
            in_force()
            .filter(**{f"{path}__in": codes})
            .order_by("catalogue__order", "catalogue__code")
            .values_list(path, "catalogue__code", "catalogue__name")
            .annotate(duties=Count("pk", distinct=True))
        )
        for body, catalogue, name, duties in counted:
            counts[body, catalogue, name] += duties
    found: dict[str, list[Link]] = {}
    for (body, catalogue, name), duties in counts.items():
        url = f"{catalogue_url(catalogue)}by/body/{body}/"
        found.setdefault(body, []).append(Link(name, url, count=duties))
    return found


def _listing(
    body: Body, duties: list[Link], way: list[Link], tags: Callable[[str], Meta]
) -> Listing:
    return Listing(
        f"body:{body.code}",
        body_url(body.code),
        body.name,
        way,
        tags(f"{body.name}信息公开目录"),
        template="portal/body.html",
        context={
            "facts": contact_of(body),
            "closed_on": body.closed_on,
            "successor": _page_of(body.successor),
            "predecessors": [
                (_page_of(one), one.closed_on) for one in body.predecessors.order_by("closed_on")
            ],
            "duties": duties,
            "has_guide": hasattr(body, "guide"),
            "guide_url": guide_url(body.code),
        },
    )


def _page_of(body: Body | None) -> Link | None:
    return Link(body.name, body_url(body.code)) if body else None


def contact_of(body: Body) -> list[Fact]:
    """Where and when to find those who answer: the guide's office, or the body itself."""
    guide = getattr(body, "guide", None) or Guide(body=body)
    facts = [
        Fact("工作机构", guide.office_name),
        Fact("办公地址", guide.address or body.address),
        Fact("办公时间", guide.hours or body.office_hours),
        Fact("联系电话", guide.phone or body.phone),
        Fact("传真号码", guide.fax),
        Fact("互联网联系方式", guide.email),
    ]
    return [fact for fact in facts if fact.value]


def _also(key: str) -> Iterable[str]:
    kind, _, rest = key.partition(":")
    return [rest] if kind == "body" else []


announce(
    Family(
        "portal.body",
        prefix="body",
        folder=LIST,
        describe=_describe,
        codes=lambda: Body.objects.values_list("code", flat=True),
        also=_also,
        feeds=True,
    )
)


@dataclass(frozen=True)
class Group:
    """Bodies of one kind."""

    title: str
    links: list[Link]


def grouped(bodies: Iterable[Body]) -> list[Group]:
    """Bodies by kind, in the order of the kinds."""
    found: dict[str, list[Link]] = {kind: [] for kind in Body.Kind}
    for body in bodies:
        name = f"{body.name}（已撤销）" if body.closed_on else body.name
        found[body.kind].append(Link(name, body_url(body.code)))
    return [Group(Body.Kind(kind).label, links) for kind, links in found.items() if links]


def _bodies_page() -> bytes:
    return render_public(
        "portal/groups.html",
        {"title": "按机关查阅", "groups": grouped(listed_bodies())},
        title="按机关查阅",
        path=f"{LIST}index.html",
        meta=content_meta_of("按机关查阅"),
        breadcrumbs=[*way_to_content(), Link("按机关查阅", "")],
    )


def shows_bodies(key: str) -> bool:
    """Whether a key can change which bodies are listed."""
    return key == "site" or key.startswith("body:") or brings_in(key, "body")


one_page("portal.bodies", f"{LIST}index.html", shows_bodies, _bodies_page)
