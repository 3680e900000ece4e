"""The first manager of a new installation: from nothing to someone who can sign in and go on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from gongkai.journal.actors import SYSTEM
from gongkai.journal.recording import refuse_if
from gongkai.people.models import Body, Right
from gongkai.people.operations.organisation import create_body, create_post, create_unit, grant
from gongkai.people.operations.staffing import NewAccount, appoint, create_person
from gongkai.people.queries import BodyDetails
from gongkai.people.queries.managing import has_county_manager
from gongkai.people.verbs import MAINTAIN_REFERENCE, MANAGE_PEOPLE, OPERATE, SUPERVISE
from gongkai.reference.models import Division
from gongkai.reference.operations import add_division

FIRST_VERBS = (MANAGE_PEOPLE, MAINTAIN_REFERENCE, SUPERVISE, OPERATE)


@dataclass(frozen=True)
class Founding:
    """What is asked for at a first installation: the county, its leading body, and a person."""

    division_code: str
    division_name: str
    body_code: str
    body_name: str
    uscc: str
    username: str
    name: str
    unit_name: str = "办公室"
    post_name: str = "系统管理员"


def set_up_first_manager(wanted: Founding, *, on: date | None = None) -> NewAccount:
    """Make division, body, unit, post and person; the temporary password is to be shown once.

    Raises `Refused` with all reasons, and nothing is kept, when a part is wrong or when somebody
    manages the county already. Several operations in one transaction, recorded one by one.
    """
    today = on or timezone.localdate()
    refuse_if(
        ["已经有人管理全县的机构与人员，请由其登录后开通其他账号。"]
        if has_county_manager(today)
        else []
    )
    with transaction.atomic():
        body = _body(wanted)
        unit = body.units.first() or create_unit(body, wanted.unit_name, actor=SYSTEM)
        post = create_post(unit, wanted.post_name, actor=SYSTEM)
        for verb in FIRST_VERBS:
            grant(post, verb, Right.Reach.EVERYWHERE, actor=SYSTEM)
        account = create_person(wanted.username, wanted.name, actor=SYSTEM)
        appoint(account.person, post, begins_on=today, actor=SYSTEM)
    return account


def _body(wanted: Founding) -> Body:
    known = Body.objects.filter(code=wanted.body_code).first()
    return known or create_body(
        BodyDetails(
            code=wanted.body_code,
            name=wanted.body_name,
            kind=Body.Kind.OFFICE,
            uscc=wanted.uscc,
            division=_division(wanted),
        ),
        actor=SYSTEM,
    )


def _division(wanted: Founding) -> Division:
    known = Division.objects.filter(code=wanted.division_code).first()
    return known or add_division(
        wanted.division_code,
        wanted.division_name,
        level=Division.Level.COUNTY,
        parent=None,
        origin="初始化时填写",
        actor=SYSTEM,
    )
