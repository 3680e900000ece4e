"""Fill the county: items taken over, versions at every step, pages baked. Each only if missing."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from time import perf_counter

from django.db import connection
from django.utils import timezone

from bench.child import Steps
from bench.county import Bureau, County, county, units
from bench.scales import Scale
from bench.texts import paper
from gongkai.disclosure.content import Content, current_hash
from gongkai.disclosure.models import Item, Version
from gongkai.disclosure.operations import drafting, reviewing
from gongkai.disclosure.operations.importing import Legacy, take_over
from gongkai.journal.models import Bookmark, Line
from gongkai.journal.sequencing import sequence
from gongkai.people.models import Unit
from gongkai.portal.models import Column
from gongkai.publishing.models import Rebuild
from gongkai.publishing.rebuilding import rebuild
from gongkai.reference.models import Code
from gongkai.registers.models import CatalogueEntry

BATCH = 500
FIRST_DAY = date(2015, 1, 5)
PREFIXES = "财教民卫农建应自水交市司审统文社工商林气残科信体广人外侨档史志营移扶环"
Status = Version.Status

# Where open versions stand: most are drafts, the rest waits for somebody.
STANDING = (
    (Status.DRAFT, 0.4),
    (Status.UNIT_REVIEW, 0.2),
    (Status.SECRECY_REVIEW, 0.15),
    (Status.SIGN_OFF, 0.15),
    (Status.APPROVED, 0.1),
)


def filled(scale: Scale) -> County:
    """The county with all its public items and open versions."""
    found = county(scale.duties)
    for _ in taking_over(found, scale.items):
        pass
    open_versions(found, scale.open_versions)
    analyse()
    return found


def baked() -> None:
    """Every page stands in public, and the journal is read to its end."""
    if not Rebuild.objects.filter(finished_at__isnull=False).exists():
        rebuild(progress=Steps("baking").at, workers=2)
    read_to_the_end()


def read_to_the_end() -> None:
    """What a rebuild has baked need not be baked again for the facts behind it."""
    while sequence():
        pass
    last = Line.objects.get(pk=1).last
    Bookmark.objects.update_or_create(follower="publishing", defaults={"seq": last})


def analyse() -> None:
    """As the database does by itself after a while."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


# --- public items ------------------------------------------------------------------------------


def taking_over(found: County, until: int) -> Iterator[tuple[int, float]]:
    """Import batches until there are so many public items; yields items and seconds of each."""
    there = Item.objects.filter(visibility=Item.Visibility.PUBLIC).count()
    rows, steps = Rows(), Steps("importing")
    while there < until:
        unit = rows.units[there // BATCH % len(rows.units)]
        batch = rows.made(unit, there, min(BATCH, until - there))
        begun = perf_counter()
        take_over(batch, unit, staff=found.publisher)
        yield len(batch), perf_counter() - begun
        there += len(batch)
        steps.at(there, until)


class Rows:
    """What the old sites of the bodies held."""

    def __init__(self) -> None:
        self.units: list[Unit] = units()
        duties = CatalogueEntry.objects.select_related("catalogue", "current")
        self.duties: dict[int, list[CatalogueEntry]] = defaultdict(list)
        for duty in duties:
            assert duty.current and duty.current.responsible_body_id
            self.duties[duty.current.responsible_body_id].append(duty)
        shelves = Column.objects.filter(kind=Column.Kind.SHELF)
        self.columns = list(shelves.values_list("code", flat=True))
        subjects = Code.objects.filter(list__code="subjects")
        self.subjects = list(subjects.values_list("code", flat=True))

    def made(self, unit: Unit, first: int, count: int) -> list[Legacy]:
        return [self._one(unit, number) for number in range(first, first + count)]

    def _one(self, unit: Unit, number: int) -> Legacy:
        chance = random.Random(number)
        on = FIRST_DAY + timedelta(days=chance.randrange(4000))
        return Legacy(
            chance.choice(self.duties[unit.body_id]),
            self.content(unit, number, on, chance),
            on,
        )

    def content(self, unit: Unit, number: int, on: date, chance: random.Random) -> Content:
        text = paper(number)
        return Content(
            title=text.title,
            body_html=text.html,
            document_number=_document_number(number, on) if chance.random() < 0.5 else "",
            issued_by=unit.body.name,
            subject=chance.choice(self.subjects),
            column_code=chance.choice(self.columns),
            summary=text.summary,
            keywords=("政务公开", "工作安排"),
            adopted_on=on,
        )


def _document_number(number: int, on: date) -> str:
    """Another one for every number; five digits are the most that a serial has."""
    series, serial = divmod(number, 90_000)
    return f"清{PREFIXES[series % len(PREFIXES)]}发〔{on.year}〕{serial + 1}号"


# --- open versions -----------------------------------------------------------------------------


def open_versions(found: County, wanted: int) -> None:
    """Drafts by the clerks, then moved on to where they wait; opinions are of no moment here."""
    there = Version.objects.exclude(status=Status.CLOSED).count()
    rows, steps = Rows(), Steps("drafting")
    for number in range(there, wanted):
        version = draft(found.bureaus[number % len(found.bureaus)], rows, number)
        chance = random.Random(number)
        status = chance.choices([s for s, _ in STANDING], [share for _, share in STANDING])[0]
        moment = timezone.now() - timedelta(hours=chance.randrange(500))
        Version.objects.filter(pk=version.pk).update(status=status, submitted_at=moment)
        steps.at(number + 1, wanted)


def draft(bureau: Bureau, rows: Rows, number: int) -> Version:
    """A draft of the bureau's clerk."""
    chance = random.Random(number)
    today = timezone.localdate()
    on = today - timedelta(days=chance.randrange(45))
    content = rows.content(bureau.unit, 10_000_000 + number, on, chance)
    duty = chance.choice(rows.duties[bureau.unit.body_id])
    return drafting.draft(duty, bureau.unit, content, formed_on=on, staff=bureau.clerk)


def before_sign_off(found: County, count: int) -> list[tuple[Bureau, Version]]:
    """Versions that only lack the last approval, by the whole chain of operations."""
    rows, steps = Rows(), Steps("reviewing")
    ready = []
    for number in range(count):
        bureau = found.bureaus[number % len(found.bureaus)]
        version = draft(bureau, rows, 1_000_000 + Version.objects.count())
        reviewing.submit(version, staff=bureau.clerk)
        for staff in (bureau.reviewer, found.secrecy):
            reviewing.approve(version, seen_hash=_hash(version), staff=staff)
        ready.append((bureau, Version.objects.select_related("item").get(pk=version.pk)))
        steps.at(number + 1, count)
    return ready


def _hash(version: Version) -> str:
    return current_hash(Version.objects.get(pk=version.pk))
