"""Bodies, duties, columns, topics and guides for search: they are few, and found before items by
their names, by short names and by pinyin."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from django.db.models import Model, QuerySet

from gongkai.journal.models import Entry
from gongkai.kernel.text import html_to_text
from gongkai.people import events as people
from gongkai.people.models import Body, Person
from gongkai.portal import events
from gongkai.portal.models import Column, Guide, Topic
from gongkai.portal.pages.duties import public_duties
from gongkai.portal.platform import body_url, column_url, duty_url, guide_url, topic_url
from gongkai.portal.queries import shown_columns
from gongkai.reference.queries import labels
from gongkai.registers import events as registers
from gongkai.registers.models import CatalogueEntry
from gongkai.search.registry import Searchable, SearchKind, announce

A_NAME = 1.6  # a page about a thing goes before papers that mention it


def _itself(entry: Entry) -> Iterable[str]:
    return [entry.about]


def _codes(references: Iterable[str]) -> list[str]:
    return [one.partition(":")[2] for one in references]


def _page(rows: QuerySet[Model], kind: str, after: str, most: int) -> list[str]:
    """The next things by code, which never changes."""
    rows = rows.filter(code__gt=after.partition(":")[2]).order_by("code")
    return [f"{kind}:{code}" for code in rows.values_list("code", flat=True)[:most]]


def _announce(
    name: str,
    label: str,
    facts: Iterable[type],
    rows: Callable[[], QuerySet[Model]],
    load: Callable[[Sequence[str]], Iterable[Searchable]],
    visible: Callable[[Collection[str]], set[str]],
) -> None:
    """A kind whose things have a code of their own and are public when they are shown at all."""

    def seen(references: Collection[str], _: Person | None) -> set[str]:
        return visible(references)

    announce(
        SearchKind(
            name,
            label,
            touched={fact.__name__: _itself for fact in facts},
            following=lambda after, most: _page(rows(), name, after, most),
            count=lambda: rows().count(),
            load=load,
            visible=seen,
        )
    )


def _bodies(references: Sequence[str]) -> Iterable[Searchable]:
    for body in Body.objects.filter(code__in=_codes(references)):
        short = tuple(map(str, body.short_names))
        yield Searchable(
            about=body.reference,
            title=body.name,
            url=body_url(body.code),
            names=(body.name, *short),
            text="\n".join(filter(None, [body.address, body.phone, body.office_hours])),
            words=tuple(filter(None, [body.document_prefix])),
            sounds=(body.name, *short, *_plain_names(body)),
            body=body.code,
            weight=A_NAME * (0.7 if body.closed_on else 1.0),
        )


def _plain_names(body: Body) -> tuple[str, ...]:
    """The name without that of the place: 清江县财政局 is called 财政局."""
    place = body.division.name
    plain = body.name.removeprefix(place).removeprefix("人民政府")
    return (plain,) if plain and plain != body.name else ()


def _bodies_there(references: Collection[str]) -> set[str]:
    codes = Body.objects.filter(code__in=_codes(references)).values_list("code", flat=True)
    return {f"body:{code}" for code in codes}


_announce(
    "body",
    "机关",
    (people.BodyCreated, people.BodyChanged, people.BodyClosed),
    Body.objects.all,
    _bodies,
    _bodies_there,
)


def _guides(references: Sequence[str]) -> Iterable[Searchable]:
    rows = Guide.objects.filter(body__code__in=_codes(references)).select_related("body")
    for guide in rows:
        body = guide.body
        yield Searchable(
            about=f"guide:{body.code}",
            title=f"{body.name}政府信息公开指南",
            url=guide_url(body.code),
            names=(body.name, *map(str, body.short_names)),
            text="\n".join(
                filter(None, [guide.office_name, guide.address, guide.hours, guide.phone,
                              guide.classification, guide.ways])
            ),
            body=body.code,
        )  # fmt: skip


def _following_guides(after: str, most: int) -> list[str]:
    rows = Guide.objects.filter(body__code__gt=after.partition(":")[2]).order_by("body__code")
    return [f"guide:{code}" for code in rows.values_list("body__code", flat=True)[:most]]


def _guides_there(references: Collection[str], _: Person | None) -> set[str]:
    rows = Guide.objects.filter(body__code__in=_codes(references))
    return {f"guide:{code}" for code in rows.values_list("body__code", flat=True)}


def _guide_of(entry: Entry) -> Iterable[str]:
    return [f"guide:{entry.about.partition(':')[2]}"]


announce(
    SearchKind(
        "guide",
        "公开指南",
        touched={fact.__name__: _guide_of for fact in (events.GuideChanged, people.BodyChanged)},
        following=_following_guides,
        count=lambda: Guide.objects.count(),
        load=_guides,
        visible=_guides_there,
    )
)


def _columns(references: Sequence[str]) -> Iterable[Searchable]:
    for column in Column.objects.filter(code__in=_codes(references)):
        yield Searchable(
            about=column.reference,
            title=column.name,
            url=column_url(column.code),
            text="\n".join([column.description, html_to_text(column.prose_html)]),
            words=(column.keywords,),
            sounds=(column.name,),
            weight=A_NAME,
        )


def _columns_there(references: Collection[str]) -> set[str]:
    """Empty columns are not shown, so they are not found."""
    wanted = set(references)
    return {column.reference for column in shown_columns()} & wanted


_announce(
    "column",
    "栏目",
    (events.ColumnAdded, events.ColumnChanged, events.ColumnRemoved),
    Column.objects.all,
    _columns,
    _columns_there,
)


def _topics(references: Sequence[str]) -> Iterable[Searchable]:
    for topic in Topic.objects.filter(code__in=_codes(references)):
        prose = [html_to_text(str(section.get("prose", ""))) for section in topic.sections]
        yield Searchable(
            about=topic.reference,
            title=topic.name,
            url=topic_url(topic.code),
            text="\n".join([topic.introduction, *prose]),
            words=tuple(str(section.get("title", "")) for section in topic.sections),
            sounds=(topic.name,),
            on=topic.opened_on,
            weight=A_NAME,
        )


def _topics_there(references: Collection[str]) -> set[str]:
    codes = Topic.objects.filter(code__in=_codes(references)).values_list("code", flat=True)
    return {f"topic:{code}" for code in codes}


_announce(
    "topic", "专题", (events.TopicAdded, events.TopicChanged),
    Topic.objects.all, _topics, _topics_there,
)  # fmt: skip


def _pairs(references: Iterable[str]) -> set[tuple[str, str]]:
    """Catalogue and code of duties."""
    return {(one.partition(".")[0], one.partition(".")[2]) for one in _codes(references)}


def _these(references: Iterable[str]) -> list[CatalogueEntry]:
    pairs = _pairs(references)
    rows = public_duties().filter(code__in={code for _, code in pairs})
    return [duty for duty in rows if (duty.catalogue.code, duty.code) in pairs]


def _duties(references: Sequence[str]) -> Iterable[Searchable]:
    fields = labels("fields")
    for duty in _these(references):
        version = duty.current
        assert version is not None
        body = version.responsible_body
        yield Searchable(
            about=duty.reference,
            title=version.title,
            url=duty_url(duty.catalogue.code, duty.code),
            names=(body.name, *map(str, body.short_names)) if body else (version.responsible_text,),
            issued_by=body.name if body else version.responsible_text,
            text="\n".join([*map(str, version.elements), version.legal_basis, version.limit_text]),
            words=tuple(
                filter(None, [duty.catalogue.name, fields.get(version.field, ""), duty.code])
            ),
            sounds=(version.level1, version.level2) if version.level2 else (version.level1,),
            body=body.code if body else "",
            weight=0.35 * (0.6 if duty.ended_on else 1.0),  # a promise comes after what was kept
        )


def _following_duties(after: str, most: int) -> list[str]:
    rows = public_duties().order_by("pk")
    if after:
        catalogue, code = next(iter(_pairs([after])))
        last = CatalogueEntry.objects.get(catalogue__code=catalogue, code=code)
        rows = rows.filter(pk__gt=last.pk)
    return [duty.reference for duty in rows[:most]]


announce(
    SearchKind(
        "duty",
        "公开目录事项",
        touched={
            fact.__name__: _itself
            for fact in (
                registers.DutyAdded, registers.DutyAdjusted, registers.DutyInForce,
                registers.DutyEnded,
            )
        },
        following=_following_duties,
        count=lambda: public_duties().count(),
        load=_duties,
        visible=lambda references, _: {duty.reference for duty in _these(references)},
    )
)  # fmt: skip
