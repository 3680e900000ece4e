"""Divisions, bodies, units, posts and people, before anything is published."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password

from gongkai.demo import bodies as county
from gongkai.demo.accounts import PASSWORD
from gongkai.demo.bodies import BY_CODE, ORGANS, Organ, unit_code
from gongkai.demo.cast import BODY, MEMBERS, UNIT, UNIT_REVIEWER, Member, Rights
from gongkai.disclosure import verbs
from gongkai.foi import verbs as foi
from gongkai.journal.actors import SYSTEM
from gongkai.journal.recording import operation, record_many
from gongkai.kernel.identifiers import uscc_check_digit
from gongkai.people.actors import Staff
from gongkai.people.events import PersonCreated
from gongkai.people.models import Body, Person, Post, Unit
from gongkai.people.operations import appoint, create_body, create_post, create_unit, grant
from gongkai.people.queries import BodyDetails
from gongkai.reference.models import Division
from gongkai.reference.operations import add_division
from gongkai.registers.loading import BUILTIN, load_catalogues
from gongkai.registers.verbs import MAINTAIN

ORIGIN = "演示数据：未分配给任何地方的代码"

# Where nobody of the cast sits, the posts stand all the same, waiting for someone.
VACANT: tuple[tuple[str, Rights], ...] = (
    ("经办", {verbs.DRAFT: UNIT, foi.REGISTER: BODY, foi.HANDLE: BODY, foi.SERVE: BODY}),
    (
        "办公室主任",
        {
            verbs.UNIT_REVIEW: BODY,
            verbs.SECRECY_REVIEW: BODY,
            foi.EXTEND: BODY,
            foi.REVIEW: BODY,
            foi.SECRECY_REVIEW: BODY,
        },
    ),
    (
        "分管领导",
        {verbs.SIGN_OFF: BODY, verbs.RELEASE: BODY, verbs.WITHDRAW: BODY, foi.SIGN_OFF: BODY},
    ),
)


@dataclass
class County:
    """What has been set up, by code and account."""

    bodies: dict[str, Body] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def unit(self, organ: Organ, place: int) -> Unit:
        """The unit at this place of an organ; its office when it has no such place."""
        return self.units[unit_code(organ, place if place < len(organ.units) else 0)]

    def staff(self, username: str) -> Staff:
        """Someone of the cast, ready to act."""
        return Staff(self.people[username])


def set_up(on: date) -> County:
    """Bodies and people; `on` is the day on which they begin to work here."""
    made = County()
    divisions = _divisions()
    for order, organ in enumerate(ORGANS, start=1):
        _body(made, organ, order, divisions)
    _people(made, on - timedelta(days=900))
    return made


def set_up_registers(made: County) -> None:
    """The catalogues of duties."""
    load_catalogues(BUILTIN, {organ.short: made.bodies[organ.code] for organ in ORGANS}, SYSTEM)


def _divisions() -> dict[str, Division]:
    top = add_division(
        county.COUNTY_CODE, county.COUNTY_NAME, level=Division.Level.COUNTY, parent=None,
        origin=ORIGIN, actor=SYSTEM,
    )  # fmt: skip
    made = {top.code: top}
    for code, name in county.TOWNSHIP_DIVISIONS.items():
        made[code] = add_division(
            code, name, level=Division.Level.TOWNSHIP, parent=top, origin=ORIGIN, actor=SYSTEM
        )
    return made


def _body(made: County, organ: Organ, order: int, divisions: dict[str, Division]) -> None:
    made.bodies[organ.code] = create_body(
        BodyDetails(
            code=organ.code,
            name=organ.name,
            kind=organ.kind,
            uscc=credit_code(order),
            division=divisions[organ.division],
            parent=made.bodies.get(organ.parent),
            short_names=(organ.short,),
            document_prefix=organ.prefix,
            address=organ.address,
            phone=organ.phone,
            office_hours=county.HOURS,
            order=order,
        ),
        actor=SYSTEM,
    )
    for place, name in enumerate(organ.units):
        unit = create_unit(
            made.bodies[organ.code], name, actor=SYSTEM, code=unit_code(organ, place), order=place
        )
        made.units[unit.code] = unit


def credit_code(order: int) -> str:
    """A credit code with its check character: 11 (a state organ), the division, an organisation."""
    first17 = f"11{county.COUNTY_CODE}{order:08d}X"
    return first17 + uscc_check_digit(first17)


def _people(made: County, since: date) -> None:
    made.people = _open_accounts()
    for member in MEMBERS:
        for code, place in ((member.organ, member.unit), *((one, 0) for one in member.also)):
            post = _post(made.unit(BY_CODE[code], place), member.post, member.rights)
            appoint(made.people[member.username], post, begins_on=since, actor=SYSTEM)
            if member.username == UNIT_REVIEWER and code == member.organ:
                grant(post, MAINTAIN, "everywhere", actor=SYSTEM)
    seats = {code for member in MEMBERS for code in (member.organ, *member.also)}
    for organ in ORGANS:
        if organ.code not in seats:
            for name, rights in VACANT:
                _post(made.unit(organ, 0), name, rights)


def _post(unit: Unit, name: str, rights: Rights) -> Post:
    post = create_post(unit, name, actor=SYSTEM)
    for verb, reach in rights.items():
        grant(post, verb, reach, actor=SYSTEM)
    return post


@operation
def _open_accounts() -> dict[str, Person]:
    """All accounts of the cast, with the password that is printed for everyone.

    One salted hash for all of them: to work out a slow hash for each would take longer than all
    the rest. Nobody is asked to change a password that everyone knows.
    """
    password = make_password(PASSWORD)
    people = Person.objects.bulk_create([_person(member, password) for member in MEMBERS])
    record_many(
        [(person.reference, PersonCreated(person.username)) for person in people], actor=SYSTEM
    )
    return {person.username: person for person in people}


def _person(member: Member, password: str) -> Person:
    return Person(username=member.username, name=member.name, password=password)
