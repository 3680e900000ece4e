"""Take over what was public before this platform: legacy items, in bulk, as they stood.

They keep their date of publication and their old index number. Nobody here approved them, so the
history says that they were taken over, by whom and when.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from gongkai.cases.counting import take_numbers
from gongkai.disclosure import events, verbs
from gongkai.disclosure.content import Content, content_of, hash_of, write
from gongkai.disclosure.models import ConfirmedFinding, Item, Placement, Version
from gongkai.disclosure.numbering import make_index_number, take_places
from gongkai.disclosure.queries.personal_data import findings
from gongkai.disclosure.queries.shelves import shelves_of
from gongkai.disclosure.standing import recount
from gongkai.intake.sanitising import sanitise
from gongkai.journal.recording import operation, record_many, refuse_if
from gongkai.kernel.personal_data import find_personal_data
from gongkai.kernel.text import html_to_text
from gongkai.people.actors import Staff
from gongkai.people.models import Unit
from gongkai.people.queries import acting
from gongkai.registers.models import CatalogueEntry

NOON = time(12)


@dataclass(frozen=True)
class Legacy:
    """One item as another system had it."""

    duty: CatalogueEntry
    content: Content
    published_on: date
    index_number: str = ""  # kept when there is one; otherwise one is made
    kept_because: str = ""  # why what looks like personal data may stay, if anything does


def reasons_not_to_import(rows: Sequence[Legacy], unit: Unit, staff: Staff) -> list[str]:
    """Why these items cannot be taken over, naming the row (from 1)."""
    reasons = []
    if not acting(staff, verbs.IMPORT, unit):
        reasons.append(f"您没有对“{unit}”办理“{verbs.IMPORT.label}”的权限。")
    today = timezone.localdate()
    for number, row in enumerate(rows, start=1):
        if not row.content.title.strip():
            reasons.append(f"第{number}条缺少名称。")
        if row.published_on > today:
            reasons.append(f"第{number}条的发布日期 {row.published_on} 晚于今天。")
        reasons += personal_data_reasons(number, row)
    return reasons + _numbers_taken(rows)


def personal_data_reasons(number: int, row: Legacy) -> list[str]:
    """Public once is no reason to publish a citizen's number again."""
    if row.kept_because.strip():
        return []
    text = f"{row.content.title}\n{row.content.summary}\n{html_to_text(row.content.body_html)}"
    kinds = sorted({str(one.kind_label) for one in find_personal_data(text)})
    if not kinds:
        return []
    return [
        f"第{number}条中有疑似个人信息（{'、'.join(kinds)}），请遮盖后再导入，"
        "或者写明保留的理由（kept_because）。"
    ]


def _numbers_taken(rows: Sequence[Legacy]) -> list[str]:
    counted = Counter(row.index_number for row in rows if row.index_number)
    twice = {number for number, count in counted.items() if count > 1}
    taken = set(
        Item.objects.filter(index_number__in=counted).values_list("index_number", flat=True)
    )
    return [f"索引号“{number}”已经使用，请核对是否重复导入。" for number in sorted(taken | twice)]


@operation
def take_over(rows: Sequence[Legacy], unit: Unit, *, staff: Staff) -> list[Item]:
    """Take over a batch (some hundreds) in one transaction: all of it, or nothing."""
    refuse_if(reasons_not_to_import(rows, unit, staff))
    staff = acting(staff, verbs.IMPORT, unit) or staff
    items = _make_items(rows, unit, staff)
    versions = _make_versions(rows, items, staff)
    _open_to_public(items)
    _place_all(versions)
    _keep_reasons(rows, versions, staff)
    record_many(
        [
            (item.reference, events.ItemImported(1, item.index_number, version.content_hash))
            for item, version in zip(items, versions, strict=True)
        ],
        actor=staff,
    )
    recount(sorted({item.duty_id for item in items}))
    return items


def _make_items(rows: Sequence[Legacy], unit: Unit, staff: Staff) -> list[Item]:
    now = timezone.now()
    year = timezone.localdate(now).year
    first = take_numbers("item", year, len(rows))
    indexes = _index_numbers(rows, unit)
    return Item.objects.bulk_create(
        [
            Item(
                number=f"{year}-{first + place:05d}",
                duty=row.duty,
                body=unit.body,
                unit=unit,
                author=staff.person,
                created_at=now,
                formed_on=row.content.adopted_on or row.published_on,
                visibility=Item.Visibility.HIDDEN,
                index_number=indexes[place],
            )
            for place, row in enumerate(rows)
        ]
    )


def _index_numbers(rows: Sequence[Legacy], unit: Unit) -> list[str]:
    """Those that came along, and new ones by year of publication for the rest."""
    wanted: dict[int, int] = defaultdict(int)
    for row in rows:
        if not row.index_number:
            wanted[row.published_on.year] += 1
    following = {
        year: take_numbers(f"index:{unit.body.code}", year, count) for year, count in wanted.items()
    }
    numbers = []
    for row in rows:
        year = row.published_on.year
        numbers.append(row.index_number or make_index_number(unit.body, year, following[year]))
        if not row.index_number:
            following[year] += 1
    return numbers


def _make_versions(rows: Sequence[Legacy], items: list[Item], staff: Staff) -> list[Version]:
    versions = []
    for row, item in zip(rows, items, strict=True):
        at = _moment(row.published_on)
        version = Version(
            item=item,
            number=1,
            status=Version.Status.CLOSED,
            outcome=Version.Outcome.RELEASED,
            author=staff.person,
            created_at=at,
            changed_at=at,
            released_at=at,
        )
        write(row.content, version)
        version.body_html = sanitise(version.body_html)
        version.content_hash = hash_of(content_of(version), [])
        versions.append(version)
    return Version.objects.bulk_create(versions)


def _moment(on: date) -> datetime:
    """Only the day is known of old publications; noon keeps it the same day in every time zone."""
    return timezone.make_aware(datetime.combine(on, NOON))


def _open_to_public(items: Sequence[Item]) -> None:
    """One statement for the batch; the only version of each is the one that stands in public."""
    its_version = Version.objects.filter(item=OuterRef("pk"))
    Item.objects.filter(pk__in=[item.pk for item in items]).update(
        released=Subquery(its_version.values("pk")),
        first_released_at=Subquery(its_version.values("released_at")),
        visibility=Item.Visibility.PUBLIC,
    )


def _keep_reasons(rows: Sequence[Legacy], versions: Sequence[Version], staff: Staff) -> None:
    """What was kept in spite of its look is kept with its reason, as in the check before review."""
    now = timezone.now()
    ConfirmedFinding.objects.bulk_create(
        ConfirmedFinding(
            version=version,
            fingerprint=one.fingerprint,
            kind=one.kind,
            place=one.place[:200],
            reason=row.kept_because.strip()[:300],
            person=staff.person,
            at=now,
        )
        for row, version in zip(rows, versions, strict=True)
        if row.kept_because.strip()
        for one in findings(version)
    )


def _place_all(versions: Sequence[Version]) -> None:
    """Places by date of publication within the batch, so that old lists read in order."""
    standing: dict[str, list[Version]] = defaultdict(list)
    for version in sorted(versions, key=lambda one: (one.released_at, one.pk)):
        for shelf in shelves_of(version):
            standing[shelf].append(version)
    first = take_places({name: len(those) for name, those in standing.items()})
    Placement.objects.bulk_create(
        Placement(shelf=name, place=first[name] + place, item_id=version.item_id)
        for name, those in standing.items()
        for place, version in enumerate(those)
    )
