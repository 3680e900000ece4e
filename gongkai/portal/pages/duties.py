"""Duties: the official columns of one, what was published under it, and how it was adjusted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import format_html

from gongkai.disclosure.models import Standing
from gongkai.kernel.dates import chinese_date
from gongkai.portal.pages.platform import content_tags, way_to_content
from gongkai.portal.pages.shelves import Family, Listing, announce
from gongkai.portal.platform import body_url, catalogue_url, duty_url
from gongkai.publishing.rendering import Meta
from gongkai.reference.queries import labels
from gongkai.registers.columns import LABELS
from gongkai.registers.models import Catalogue, CatalogueEntry, EntryVersion
from gongkai.screens.components import Fact, Link

FOLDER = "/catalogue/duties/"


def public_duties() -> QuerySet[CatalogueEntry]:
    """Duties of public catalogues that say something; what is withheld (不予公开) is not shown."""
    return (
        CatalogueEntry.objects.filter(current__isnull=False)
        .exclude(catalogue__kind=Catalogue.Kind.WITHHELD)
        .select_related("catalogue", "current__responsible_body")
    )


def in_force() -> QuerySet[CatalogueEntry]:
    """Those that have not ended, in the order of the table."""
    return public_duties().exclude(ended_on__lt=timezone.localdate())


def _describe(codes: Collection[str]) -> Mapping[str, Listing]:
    wanted = {code.partition(".")[2] for code in codes}
    duties = public_duties().filter(code__in=wanted).prefetch_related("versions")
    fields, tags = labels("fields"), content_tags()
    standings = _standings(duties)
    found = {}
    for duty in duties:
        code = f"{duty.catalogue.code}.{duty.code}"
        if code in codes:
            found[code] = _listing(duty, code, fields, standings[duty.pk], tags)
    return found


def _standings(duties: QuerySet[CatalogueEntry]) -> Mapping[int, list[Standing]]:
    """The counters of every duty, one for each body that ever released something under it."""
    found: dict[int, list[Standing]] = defaultdict(list)
    for one in Standing.objects.filter(duty__in=duties.order_by().values("pk")):
        found[one.duty_id].append(one)
    return found


def _listing(
    duty: CatalogueEntry,
    code: str,
    fields: Mapping[str, str],
    standings: Sequence[Standing],
    tags: Callable[[str], Meta],
) -> Listing:
    version = duty.current
    assert version is not None
    return Listing(
        f"duty:{code}",
        duty_url(duty.catalogue.code, duty.code),
        version.title,
        [*way_to_content(), Link(duty.catalogue.name, catalogue_url(duty.catalogue.code))],
        tags(f"{duty.catalogue.name}：{version.title}"),
        template="portal/duty.html",
        context={
            "duty": duty,
            "facts": facts_of(duty, version, fields),
            "coverage": coverage_of(standings),
            "history": history_of(duty),
            "ended": duty.ended_on is not None and duty.ended_on < timezone.localdate(),
        },
    )


def facts_of(duty: CatalogueEntry, version: EntryVersion, fields: Mapping[str, str]) -> list[Fact]:
    """The official columns, in the order of the table; empty ones are left out."""
    shown: dict[str, str] = {LABELS["code"]: duty.code} | version.columns.readable()
    if version.field:
        shown[LABELS["field"]] = fields.get(version.field, version.field)
    if body := version.responsible_body:
        written = version.responsible_text
        shown[LABELS["responsible"]] = format_html(
            '<a href="{}">{}</a>{}',
            body_url(body.code),
            body.name,
            f"（目录原文：{written}）" if written and written != body.name else "",
        )
    return [Fact(label, text) for label, text in shown.items()]


@dataclass(frozen=True)
class Coverage:
    """How the duty stands in public: what was published, and when last."""

    items: int
    last_at: datetime | None


def coverage_of(standings: Sequence[Standing]) -> Coverage:
    """From the duty's counters; there are none where nothing was ever published."""
    moments = [one.last_released_at for one in standings if one.last_released_at]
    return Coverage(sum(one.public_items for one in standings), max(moments, default=None))


@dataclass(frozen=True)
class Adjusted:
    """One adjustment of a duty."""

    at: date
    title: str
    text: str


def history_of(duty: CatalogueEntry) -> list[Adjusted]:
    """Every version that came into force so far, the newest first, and the end."""
    today = timezone.localdate()
    versions = sorted(duty.versions.all(), key=lambda version: version.number, reverse=True)
    history = [
        Adjusted(
            version.effective_on,
            "列入目录" if version.number == 1 else "调整",
            version.adjustment,
        )
        for version in versions
        if version.effective_on <= today
    ]
    if duty.ended_on and duty.ended_on < today:
        history.insert(0, Adjusted(duty.ended_on, "取消", duty.end_note))
    elif duty.ended_on:
        history.insert(
            0, Adjusted(duty.ended_on, f"将于{chinese_date(duty.ended_on)}后取消", duty.end_note)
        )
    return history


def _codes() -> Iterable[str]:
    pairs = public_duties().order_by("pk").values_list("catalogue__code", "code")
    return [f"{catalogue}.{code}" for catalogue, code in pairs]


def _also(key: str) -> Iterable[str]:
    kind, _, rest = key.partition(":")
    if kind == "duty" and "." in rest:
        return [rest]
    if kind == "catalogue":
        codes = public_duties().filter(catalogue__code=rest).values_list("code", flat=True)
        return [f"{rest}.{code}" for code in codes]
    return []


announce(
    Family(
        "portal.duty",
        prefix="duty",
        folder=FOLDER,
        describe=_describe,
        codes=_codes,
        also=_also,
        to_address=lambda code: code.replace(".", "/", 1),
        to_code=lambda address: address.replace("/", ".", 1),
        depth=2,
    )
)
