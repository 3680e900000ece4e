"""Who may do what, where, on a day: in person on a post held, or on a post lent by a colleague."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from gongkai.people.actors import Staff
from gongkai.people.models import Body, Delegation, Person, Post, Right, Tenure, Unit
from gongkai.people.verbs import Verb

NOWHERE = Q(pk__in=[])
EVERYWHERE = ~NOWHERE


def acting(staff: Staff, verb: Verb, unit: Unit, on: date | None = None) -> Staff | None:
    """The same person in the capacity that allows this verb over this unit; None when none does.

    Own posts come first; then posts lent by delegation, and the giver is noted.
    """
    return _acting(staff, _reaching_unit(verb, unit), on)


def acting_over_body(
    staff: Staff, verb: Verb, body: Body | None, on: date | None = None
) -> Staff | None:
    """The capacity that allows the verb over a whole body; `body` None: over all of them."""
    rights = Q(verb=verb.code) & Q(reach=Right.Reach.EVERYWHERE)
    if body is not None:
        rights |= Q(verb=verb.code, reach=Right.Reach.BODY, post__unit__body=body)
    return _acting(staff, rights, on)


def acting_anywhere(staff: Staff, verb: Verb, on: date | None = None) -> Staff | None:
    """The capacity that allows the verb somewhere: for what belongs to no unit, such as lists."""
    return _acting(staff, Q(verb=verb.code), on)


def _acting(staff: Staff, rights: Q, on: date | None) -> Staff | None:
    day = on or timezone.localdate()
    able = Right.objects.filter(rights).values("post")
    own = posts_of(staff.person, day).filter(pk__in=able).order_by("pk").first()
    if own:
        return Staff(staff.person, own)
    lent = delegations_to(staff.person, day).filter(post__in=able).order_by("pk").first()
    return Staff(staff.person, lent.post, lent.giver) if lent else None


def may(person: Person, verb: Verb, unit: Unit, on: date | None = None) -> bool:
    """Whether the person may do this over this unit, in any capacity."""
    return acting(Staff(person), verb, unit, on) is not None


def may_anywhere(person: Person, verb: Verb, on: date | None = None) -> bool:
    """Whether the person may do this somewhere: whether a link to it is worth showing."""
    return acting_anywhere(Staff(person), verb, on) is not None


def posts_of(person: Person, on: date) -> QuerySet[Post]:
    """The posts that the person holds on a day; none for an account that is closed."""
    if not person.is_active:
        return Post.objects.none()
    held = Tenure.objects.filter(in_force(on), person=person)
    return Post.objects.filter(pk__in=held.values("post")).select_related("unit__body")


def delegations_to(person: Person, on: date) -> QuerySet[Delegation]:
    """Delegations to the person in force on a day, whose giver still holds the post."""
    if not person.is_active:
        return Delegation.objects.none()
    return lent_on(on).filter(taker=person).select_related("giver", "post__unit__body")


def lent_on(on: date) -> QuerySet[Delegation]:
    """Delegations in force on a day. They end when the giver loses the post."""
    held = Tenure.objects.filter(in_force(on), person=OuterRef("giver"), post=OuterRef("post"))
    return Delegation.objects.filter(
        Exists(held),
        revoked_at__isnull=True,
        begins_on__lte=on,
        ends_on__gte=on,
        giver__is_active=True,
    )


def units_where(person: Person, verb: Verb, on: date | None = None) -> QuerySet[Unit]:
    """All units over which the person may do the verb, own posts and delegations together."""
    return units_where_any(person, [verb], on)


def units_where_any(
    person: Person, verbs: Iterable[Verb], on: date | None = None
) -> QuerySet[Unit]:
    """All units over which the person may do at least one of the verbs."""
    reaches = reach_of(person, verbs, on).values()
    return Unit.objects.filter(reduce(or_, reaches, NOWHERE))


def reach_of(person: Person, verbs: Iterable[Verb], on: date | None = None) -> dict[Verb, Q]:
    """For each verb, the condition on units over which the person may do it. One small query."""
    wanted = {verb.code: verb for verb in verbs}
    reach = dict.fromkeys(wanted.values(), NOWHERE)
    if not person.is_active:
        return reach
    rights = Right.objects.filter(_held_or_lent(person, on or timezone.localdate()))
    found = rights.filter(verb__in=wanted).order_by("pk")
    for code, how_far, unit, body in found.values_list(
        "verb", "reach", "post__unit", "post__unit__body"
    ):
        reach[wanted[code]] |= {
            Right.Reach.EVERYWHERE: EVERYWHERE,
            Right.Reach.BODY: Q(body=body),
            Right.Reach.UNIT: Q(pk=unit),
        }[Right.Reach(how_far)]
    return reach


def widest_reach(
    person: Person, verbs: Iterable[Verb], on: date | None = None
) -> Right.Reach | None:
    """How far the person may do any of these verbs, at most; None: nowhere. One small query."""
    if not person.is_active:
        return None
    rights = Right.objects.filter(_held_or_lent(person, on or timezone.localdate()))
    reaches = set(
        rights.filter(verb__in=[one.code for one in verbs]).values_list("reach", flat=True)
    )
    order = (Right.Reach.EVERYWHERE, Right.Reach.BODY, Right.Reach.UNIT)
    return next((reach for reach in order if reach in reaches), None)


def _held_or_lent(person: Person, day: date) -> Q:
    """Rights of the posts that the person holds or was lent on a day."""
    held = Tenure.objects.filter(in_force(day), person=person)
    lent = lent_on(day).filter(taker=person)
    return Q(post__in=held.values("post")) | Q(post__in=lent.values("post"))


def holders(verb: Verb, unit: Unit, on: date | None = None) -> list[Person]:
    """Everyone who may do the verb over the unit on a day: whom a task waits for."""
    day = on or timezone.localdate()
    posts = Right.objects.filter(_reaching_unit(verb, unit)).values("post")
    direct = Tenure.objects.filter(in_force(day), post__in=posts).values("person")
    lent = lent_on(day).filter(post__in=posts).values("taker")
    people = Person.objects.filter(Q(pk__in=direct) | Q(pk__in=lent), is_active=True)
    return list(people.order_by("username"))


def _reaching_unit(verb: Verb, unit: Unit) -> Q:
    """Rights to the verb that reach the unit."""
    reach = Right.Reach
    return Q(verb=verb.code) & (
        Q(reach=reach.EVERYWHERE)
        | Q(reach=reach.BODY, post__unit__body=unit.body_id)
        | Q(reach=reach.UNIT, post__unit=unit.pk)
    )


def in_force(on: date) -> Q:
    """Tenures in force on a day; the last day counts whole."""
    return Q(begins_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
