"""Lists by subject class (主题分类) and by field (试点领域), with the lists of both."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from django.db.models import Q, QuerySet

from gongkai.disclosure.models import Shelf
from gongkai.portal.pages.bodies import Group
from gongkai.portal.pages.duties import in_force
from gongkai.portal.pages.platform import content_meta_of, content_tags, way_to_content
from gongkai.portal.pages.shelves import Family, Listing, announce, brings_in
from gongkai.portal.pages.single import one_page
from gongkai.portal.platform import catalogue_url
from gongkai.publishing.rendering import Meta, render_public
from gongkai.reference.models import Code
from gongkai.screens.components import Link


def used_codes(prefix: str) -> set[str]:
    """The codes under which something was ever placed."""
    names = Shelf.objects.filter(name__startswith=f"{prefix}:", places__gt=0)
    return {name.removeprefix(f"{prefix}:") for name in names.values_list("name", flat=True)}


def fields_of_duties() -> dict[str, list[Link]]:
    """For each field, the catalogues that have duties in it."""
    rows = (
        in_force()
        .exclude(current__field="")
        .order_by("catalogue__order")
        .values_list("current__field", "catalogue__code", "catalogue__name")
        .distinct()
    )
    found: dict[str, list[Link]] = {}
    for field, code, name in rows:
        link = Link(name, f"{catalogue_url(code)}by/field/{field}/")
        if link not in found.setdefault(field, []):
            found[field].append(link)
    return found


def _make(
    prefix: str, folder: str, list_code: str, title: str, listed: Callable[[], Collection[str]]
) -> None:
    """One family of shelves by code, and the page that lists the codes in use."""

    def describe(codes: Collection[str]) -> Mapping[str, Listing]:
        way = [*way_to_content(), Link(title, folder)]
        found = shown().filter(code__in=codes).select_related("parent").prefetch_related("children")
        duties = fields_of_duties() if prefix == "field" else {}
        used, tags = used_codes(prefix), content_tags()
        return {
            code.code: listing(code, way, duties.get(code.code, []), used, tags) for code in found
        }

    def listing(
        code: Code,
        way: list[Link],
        duties: list[Link],
        used: set[str],
        tags: Callable[[str], Meta],
    ) -> Listing:
        above = [Link(code.parent.name, f"{folder}{code.parent.code}/")] if code.parent else []
        return Listing(
            f"{prefix}:{code.code}",
            f"{folder}{code.code}/",
            code.name,
            [*way, *above],
            tags(f"{title}：{code.name}"),
            template="portal/class.html",
            context={"duties": duties, "below": below(code, used)},
        )

    def below(code: Code, used: set[str]) -> list[Link]:
        children = [] if code.parent_id else code.children.all()
        return [Link(one.name, f"{folder}{one.code}/") for one in children if one.code in used]

    def shown() -> QuerySet[Code]:
        """Codes in use, and classes with sub-classes in use: no empty lists in public."""
        in_use = Q(code__in=listed()) | Q(children__code__in=listed())
        return Code.objects.filter(in_use, list__code=list_code).distinct()

    def codes() -> Iterable[str]:
        return shown().values_list("code", flat=True)

    def also(key: str) -> Iterable[str]:
        if key == f"list:{list_code}":
            return codes()
        code = _code_brought_in(prefix, key)
        if not code:
            return []  # the usual case: a key of something else
        above = Code.objects.filter(list__code=list_code, children__code=code)
        return above.values_list("code", flat=True)

    def list_page() -> bytes:
        return render_public(
            "portal/groups.html",
            {"title": title, "groups": groups(list_code, folder, listed())},
            title=title,
            path=f"{folder}index.html",
            meta=content_meta_of(title),
            breadcrumbs=[*way_to_content(), Link(title, "")],
        )

    announce(Family(f"portal.{prefix}", prefix, folder, describe, codes, also))
    one_page(
        f"portal.{prefix}s",
        f"{folder}index.html",
        lambda key: (
            key in ("site", f"list:{list_code}") or key.startswith((f"shelf:{prefix}:", "duty:"))
        ),
        list_page,
    )


def _code_brought_in(prefix: str, key: str) -> str:
    if not brings_in(key, prefix):
        return ""
    return key.removeprefix(f"shelf:{prefix}:").removesuffix(":page:1")


def groups(list_code: str, folder: str, used: Collection[str]) -> list[Group]:
    """The codes in use as links, sub-classes below their class."""
    rows = list(Code.objects.filter(list__code=list_code).select_related("parent"))
    found: dict[str, Group] = {}
    for row in rows:
        if row.code not in used:
            continue
        head = row.parent.name if row.parent else (row.name if _has_below(row, rows) else "")
        group = found.setdefault(head, Group(head, []))
        group.links.append(Link(row.name, f"{folder}{row.code}/"))
    return list(found.values())


def _has_below(code: Code, rows: Iterable[Code]) -> bool:
    return any(row.parent_id == code.pk for row in rows)


def used_fields() -> set[str]:
    """Fields with items or with duties."""
    return used_codes("field") | set(fields_of_duties())


SUBJECTS, FIELDS = "/catalogue/subjects/", "/catalogue/fields/"

_make("subject", SUBJECTS, "subjects", "按主题分类查阅", lambda: used_codes("subject"))
_make("field", FIELDS, "fields", "按公开领域查阅", used_fields)
