"""Whom one may ask, and which unit of a body takes requests in."""

from __future__ import annotations

from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, Value, When

from gongkai.foi import verbs
from gongkai.people.models import Body, Right, Unit
from gongkai.people.queries import open_bodies, open_units


def bodies_to_ask() -> QuerySet[Body]:
    """Governments at all levels and departments (第二十七条); other organisations only where they
    handle requests in their own name (第五十四条), which is seen by somebody's right to do so."""
    handling = Right.objects.filter(verb=verbs.HANDLE.code, post__unit__body=OuterRef("pk"))
    with_units = open_bodies().filter(Exists(open_units().filter(body=OuterRef("pk"))))
    return with_units.exclude(~Exists(handling), kind=Body.Kind.INSTITUTION)


def receiving_unit(body: Body) -> Unit | None:
    """The body's 政府信息公开工作机构 (第四条): where requests are registered, else handled, else
    its first unit, so that a request never lies where nobody looks for it. Closed bodies: None."""

    def rank(verb: str) -> Exists:
        return Exists(Right.objects.filter(verb=verb, post__unit=OuterRef("pk")))

    order = Case(
        When(rank(verbs.REGISTER.code), then=Value(0)),
        When(rank(verbs.HANDLE.code), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return open_units(body).order_by(order, "order", "code").first()
