"""For tests of all apps: a body, its units, and people with the rights that a test needs.

office = make_unit(make_body("finance", "清江县财政局"), "办公室")
author = make_person("lin", "林晓", unit=office, verbs=[DRAFT])
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from gongkai.kernel.identifiers import uscc_check_digit
from gongkai.people.models import Body, Person, Post, Right, Tenure, Unit
from gongkai.people.verbs import Verb
from gongkai.reference.models import Division

PASSWORD = "qingjiang-2026"  # noqa: S105 - of every person that tests make
LONG_AGO = date(2020, 1, 1)


def make_division(code: str = "520999", name: str = "清江县") -> Division:
    """The county that the bodies of tests belong to."""
    division, _ = Division.objects.get_or_create(
        code=code, defaults={"name": name, "level": Division.Level.COUNTY, "origin": "测试"}
    )
    return division


def make_body(
    code: str, name: str, *, kind: str = Body.Kind.DEPARTMENT, parent: Body | None = None
) -> Body:
    """A body with a valid unified social credit code made from its place in the table."""
    first17 = f"11520999{Body.objects.count() + 1:08d}X"
    return Body.objects.create(
        code=code,
        name=name,
        kind=kind,
        uscc=first17 + uscc_check_digit(first17),
        division=make_division(),
        parent=parent,
        document_prefix="清" + name[-2],
        address=f"{name}一楼",
        phone="0000-5550100",
    )


def make_unit(body: Body, name: str) -> Unit:
    """An inner unit of a body."""
    count = body.units.count() + 1
    return Unit.objects.create(body=body, code=f"{body.code}-{count}", name=name, order=count)


def make_person(
    username: str,
    name: str,
    *,
    unit: Unit,
    verbs: Iterable[Verb] = (),
    reach: Literal["unit", "body", "everywhere"] = "unit",
    post_name: str = "",
    begins_on: date = LONG_AGO,
    ends_on: date | None = None,
) -> Person:
    """A person on a post of their own in the unit, whose rights are these verbs; see PASSWORD."""
    person = Person.objects.create_user(username, name, PASSWORD)
    post = Post.objects.create(unit=unit, name=post_name or f"{name}岗")
    Right.objects.bulk_create([Right(post=post, verb=one.code, reach=reach) for one in verbs])
    Tenure.objects.create(person=person, post=post, begins_on=begins_on, ends_on=ends_on)
    return person
