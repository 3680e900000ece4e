"""Who may do what, where, on a day: in person on a post held, or on a post lent by a colleague."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from gongkai.people.actors import Staff
from gongkai.people.models import Body, Delegation, Person, Post, Right, Tenure, Unit
from gongkai.people.verbs import Verb


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
    day = on or timezone.localdate()
    posts = list(posts_of(person, day)) + [one.post for one in delegations_to(person, day)]
    rights = Right.objects.filter(post__in=posts, verb=verb.code).select_related("post__unit")
    reach = Q(pk__in=[])
    for right in rights:
        if right.reach == Right.Reach.EVERYWHERE:
            return Unit.objects.all()
        if right.reach == Right.Reach.BODY:
            reach |= Q(body=right.post.unit.body_id)
        else:
            reach |= Q(pk=right.post.unit_id)
    return Unit.objects.filter(reach)


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
