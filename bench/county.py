"""A county for the benches: sixteen bodies, fifteen people, and as many duties as the run asks for.

Four bureaus have people and draft; the others have only what was taken over from their old sites.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.disclosure import verbs
from gongkai.journal.actors import SYSTEM
from gongkai.people.actors import Staff
from gongkai.people.models import Body, Person, Unit
from gongkai.people.testing import make_body, make_person, make_unit
from gongkai.people.verbs import SUPERVISE, Verb
from gongkai.portal.models import Site
from gongkai.portal.operations import open_site
from gongkai.reference.models import Code
from gongkai.registers.limits import parse_limit
from gongkai.registers.models import Catalogue, CatalogueEntry, EntryVersion

BUREAUS = ("财政局", "教育局", "民政局", "卫生健康局")  # these have people
OTHERS = (
    "农业农村局", "住房和城乡建设局", "应急管理局", "自然资源局", "水利局", "交通运输局",
    "市场监督管理局", "司法局", "审计局", "统计局", "文化和旅游局", "人力资源和社会保障局",
)  # fmt: skip
LIMITS = (
    "信息形成或者变更之日起20个工作日内", "每季度公开一次", "每年3月31日前", "及时公开",
)  # fmt: skip


@dataclass(frozen=True)
class Bureau:
    """A bureau that drafts: who does what there."""

    unit: Unit
    clerk: Staff
    reviewer: Staff
    leader: Staff


@dataclass(frozen=True)
class County:
    """Whom the benches act as."""

    bureaus: tuple[Bureau, ...]
    secrecy: Staff  # of the whole county, as is the publisher
    publisher: Staff
    supervisor: Staff

    @property
    def people(self) -> list[Person]:
        """All who sign in."""
        office = [self.secrecy, self.publisher, self.supervisor]
        each = [(one.clerk, one.reviewer, one.leader) for one in self.bureaus]
        return [staff.person for staff in [*office, *(staff for three in each for staff in three)]]


def county(duties: int) -> County:
    """The county; made when it is not there yet."""
    if not Body.objects.exists():
        _make_bodies()
        _make_people()
        _make_duties(duties)
    if not Site.objects.exists():
        site = {"name": "清江县人民政府门户网站", "domain": "www.example.gov.cn",
                "host_body": "清江县人民政府办公室", "introduction": "公开政府信息。"}  # fmt: skip
        open_site(site, actor=SYSTEM)
    return _found()


def units() -> list[Unit]:
    """The first unit of every body, bureaus that draft first."""
    first: dict[int, Unit] = {}
    for unit in Unit.objects.select_related("body__division"):
        first.setdefault(unit.body_id, unit)
    return list(first.values())


def _make_bodies() -> None:
    for number, name in enumerate((*BUREAUS, *OTHERS)):
        body = make_body(f"body-{number:02d}", f"清江县{name}")
        for unit in ("办公室", "综合股"):
            make_unit(body, unit)


def _make_people() -> None:
    for number, unit in enumerate(units()[: len(BUREAUS)]):
        _make_person(f"clerk{number}", unit, [verbs.DRAFT])
        _make_person(f"reviewer{number}", unit, [verbs.UNIT_REVIEW], "body")
        leading = [verbs.SIGN_OFF, verbs.RELEASE, verbs.URGENT, verbs.WITHDRAW]
        _make_person(f"leader{number}", unit, leading, "body")
    office = units()[0]
    _make_person("secrecy", office, [verbs.SECRECY_REVIEW], "everywhere")
    _make_person("publisher", office, [verbs.RELEASE, verbs.IMPORT], "everywhere")
    _make_person("supervisor", office, [verbs.SEE_ALL, SUPERVISE], "everywhere")


def _make_person(username: str, unit: Unit, held: Iterable[Verb], reach: str = "unit") -> None:
    make_person(username, f"测试{username}", unit=unit, verbs=held, reach=reach)  # type: ignore[arg-type]


def _make_duties(count: int) -> None:
    """Duties of every body, over all fields, with the usual limits."""
    chance = random.Random(count)
    bodies = list(Body.objects.all())
    fields = list(Code.objects.filter(list__code="fields").values_list("code", flat=True))
    catalogue = Catalogue.objects.create(
        code="grassroots", name="清江县基层政务公开标准目录", kind="grassroots", body=bodies[0]
    )
    duties = CatalogueEntry.objects.bulk_create(
        CatalogueEntry(catalogue=catalogue, code=f"{number:04d}") for number in range(1, count + 1)
    )
    versions = []
    for number, duty in enumerate(duties):
        limit = chance.choice(LIMITS)
        versions.append(
            EntryVersion(
                entry=duty,
                number=1,
                effective_on=date(2025, 1, 1),
                field=fields[number % len(fields)],
                level1=f"工作动态{number % 40}",
                level2=f"公开事项{number}",
                limit_text=limit,
                limit_parts=parse_limit(limit),
                responsible_body=bodies[number % len(bodies)],
            )
        )
    for duty, version in zip(duties, EntryVersion.objects.bulk_create(versions), strict=True):
        duty.current = version
    CatalogueEntry.objects.bulk_update(duties, ["current"], batch_size=100)


def _found() -> County:
    people = {one.username: Staff(one) for one in Person.objects.all()}
    bureaus = [
        Bureau(unit, people[f"clerk{n}"], people[f"reviewer{n}"], people[f"leader{n}"])
        for n, unit in enumerate(units()[: len(BUREAUS)])
    ]
    return County(tuple(bureaus), people["secrecy"], people["publisher"], people["supervisor"])
