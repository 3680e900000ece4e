"""Who may do what, where, on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from gongkai.people.actors import Staff
from gongkai.people.models import Delegation, Person, Post, Right, Tenure, Unit
from gongkai.people.verbs import Verb


def acting(staff: Staff, verb: Verb, unit: Unit, on: date | None = None) -> Staff | None:
    """The same person in the capacity that allows this verb over this unit; None when none does.

    Own posts come first; then posts lent by delegation, and the giver is noted.
    """
    day = on or timezone.localdate()
    own = _post_with(posts_of(staff.person, day), verb, unit)
    if own:
        return Staff(staff.person, own)
    for lent in delegations_to(staff.person, day):
        post = _post_with(Post.objects.filter(pk=lent.post_id), verb, unit)
        if post:
            return Staff(staff.person, post, lent.giver)
    return None


def may(person: Person, verb: Verb, unit: Unit, on: date | None = None) -> bool:
    """Whether the person may do this over this unit, in any capacity."""
    return acting(Staff(person), verb, unit, on) is not None


def posts_of(person: Person, on: date) -> QuerySet[Post]:
    """The posts that the person holds on a day; none for an account that is closed."""
    if not person.is_active:
        return Post.objects.none()
    held = Tenure.objects.filter(_in_force(on), person=person)
    return Post.objects.filter(tenures__in=held).distinct().select_related("unit__body")


def delegations_to(person: Person, on: date) -> QuerySet[Delegation]:
    """Delegations to the person in force on a day, whose giver still holds the post."""
    held = Tenure.objects.filter(_in_force(on)).values("person", "post")
    lent = Delegation.objects.filter(
        taker=person, revoked_at__isnull=True, begins_on__lte=on, ends_on__gte=on
    ).select_related("giver", "post__unit__body")
    pairs = {(row["person"], row["post"]) for row in held.filter(person__in=lent.values("giver"))}
    kept = [one.pk for one in lent if (one.giver_id, one.post_id) in pairs]
    return lent.filter(pk__in=kept) if person.is_active else lent.none()


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
    posts = [post for post in Post.objects.filter(_reaching(verb, unit))]
    direct = Q(tenures__in=Tenure.objects.filter(_in_force(day), post__in=posts))
    people = Person.objects.filter(direct, is_active=True).distinct()
    lent = Person.objects.filter(
        delegations_taken__post__in=posts,
        delegations_taken__revoked_at__isnull=True,
        delegations_taken__begins_on__lte=day,
        delegations_taken__ends_on__gte=day,
        is_active=True,
    ).distinct()
    return sorted({*people, *lent}, key=lambda person: person.username)


def _post_with(posts: QuerySet[Post], verb: Verb, unit: Unit) -> Post | None:
    return (
        posts.filter(pk__in=Post.objects.filter(_reaching(verb, unit)).values("pk"))
        .select_related("unit__body")
        .order_by("pk")
        .first()
    )


def _reaching(verb: Verb, unit: Unit) -> Q:
    """Posts with a right to the verb that reaches the unit."""
    reach = Right.Reach
    rights = Right.objects.filter(verb=verb.code).filter(
        Q(reach=reach.EVERYWHERE)
        | Q(reach=reach.BODY, post__unit__body=unit.body_id)
        | Q(reach=reach.UNIT, post__unit=unit)
    )
    return Q(pk__in=rights.values("post"))


def _in_force(on: date) -> Q:
    return Q(begins_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
