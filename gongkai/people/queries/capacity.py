"""Who may do what, where, on a day: in person on a post held, or on a post lent by a colleague.

Those who look (`Viewer`) are a person, of whom everything is asked anew, or staff in front of a
page, whose rights were asked once for it (`held`). Operations always ask anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from gongkai.journal.recording import in_operation
from gongkai.people.actors import Staff
from gongkai.people.models import Body, Delegation, Person, Post, Right, Tenure, Unit
from gongkai.people.queries.reaching import Reached, where
from gongkai.people.verbs import Verb

if TYPE_CHECKING:
    from gongkai.people.queries.held import HeldRights

Viewer: TypeAlias = Person | Staff


def acting(staff: Staff, verb: Verb, unit: Unit, on: date | None = None) -> Staff | None:
    """The same person in the capacity that allows this verb over this unit; None when none does.

    Own posts come first; then posts lent by delegation, and the giver is noted.
    """
    if held := _held(staff, on):
        return held.acting_over_unit(verb, unit)
    return _acting(staff, _reaching_unit(verb, unit), on)


def acting_over_body(
    staff: Staff, verb: Verb, body: Body | None, on: date | None = None
) -> Staff | None:
    """The capacity that allows the verb over a whole body; `body` None: over all of them."""
    if held := _held(staff, on):
        return held.acting_over_body(verb, body)
    rights = Q(verb=verb.code) & Q(reach=Right.Reach.EVERYWHERE)
    if body is not None:
        rights |= Q(verb=verb.code, reach=Right.Reach.BODY, post__unit__body=body)
    return _acting(staff, rights, on)


def acting_anywhere(staff: Staff, verb: Verb, on: date | None = None) -> Staff | None:
    """The capacity that allows the verb somewhere: for what belongs to no unit, such as lists."""
    if held := _held(staff, on):
        return held.acting_anywhere(verb)
    return _acting(staff, Q(verb=verb.code), on)


def _held(viewer: Viewer, on: date | None = None) -> HeldRights | None:
    """What was asked for this page, where that counts: today, and never inside an operation."""
    known = viewer.held if isinstance(viewer, Staff) else None
    return None if known is None or on is not None or in_operation() else known


def person_of(viewer: Viewer) -> Person:
    """Who looks."""
    return viewer.person if isinstance(viewer, Staff) else viewer


def _acting(staff: Staff, rights: Q, on: date | None) -> Staff | None:
    day = on or timezone.localdate()
    able = Right.objects.filter(rights).values("post")
    own = posts_of(staff.person, day).filter(pk__in=able).order_by("pk").first()
    if own:
        return Staff(staff.person, own)
    lent = delegations_to(staff.person, day).filter(post__in=able).order_by("pk").first()
    return Staff(staff.person, lent.post, lent.giver) if lent else None


def may(viewer: Viewer, verb: Verb, unit: Unit, on: date | None = None) -> bool:
    """Whether this may be done over this unit, in any capacity."""
    return acting(_staff(viewer), verb, unit, on) is not None


def may_anywhere(viewer: Viewer, verb: Verb, on: date | None = None) -> bool:
    """Whether this may be done somewhere: whether a link to it is worth showing."""
    return acting_anywhere(_staff(viewer), verb, on) is not None


def _staff(viewer: Viewer) -> Staff:
    return viewer if isinstance(viewer, Staff) else Staff(viewer)


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


def units_of_posts(viewer: Viewer, on: date | None = None) -> set[int]:
    """The units (keys) in which the person has a post of their own."""
    if held := _held(viewer, on):
        return {post.unit_id for post in held.posts}
    posts = posts_of(person_of(viewer), on or timezone.localdate())
    return set(posts.values_list("unit", flat=True))


def units_held(viewer: Viewer) -> set[int]:
    """The units (keys) in which the person has a post today, or was lent one."""
    if held := _held(viewer):
        return held.units
    person, today = person_of(viewer), timezone.localdate()
    lent = delegations_to(person, today).values_list("post__unit", flat=True)
    return {post.unit_id for post in posts_of(person, today)} | set(lent)


def units_where(viewer: Viewer, verb: Verb, on: date | None = None) -> QuerySet[Unit]:
    """All units over which the verb may be done, own posts and delegations together."""
    return units_where_any(viewer, [verb], on)


def units_where_any(
    viewer: Viewer, verbs: Iterable[Verb], on: date | None = None
) -> QuerySet[Unit]:
    """All units over which at least one of the verbs may be done."""
    return Unit.objects.filter(where(_reached(viewer, verbs, on)))


def may_any(viewer: Viewer, verbs: Iterable[Verb], unit: Unit) -> bool:
    """Whether at least one of the verbs may be done over this unit."""
    return any(one.covers(unit.pk, unit.body_id) for one in _reached(viewer, verbs))


def reach_of(viewer: Viewer, verbs: Iterable[Verb], on: date | None = None) -> dict[Verb, Q]:
    """For each verb, the condition on units over which it may be done. One small query."""
    wanted = list(verbs)
    reached = _reached(viewer, wanted, on)
    return {verb: where(one for one in reached if one.verb == verb.code) for verb in wanted}


def widest_reach(
    viewer: Viewer, verbs: Iterable[Verb], on: date | None = None
) -> Right.Reach | None:
    """How far any of these verbs may be done, at most; None: nowhere. One small query."""
    reaches = {one.reach for one in _reached(viewer, verbs, on)}
    order = (Right.Reach.EVERYWHERE, Right.Reach.BODY, Right.Reach.UNIT)
    return next((reach for reach in order if reach in reaches), None)


def _reached(viewer: Viewer, verbs: Iterable[Verb], on: date | None = None) -> list[Reached]:
    """The rights to these verbs of posts held or lent: from the page, or in one small query."""
    if held := _held(viewer, on):
        return held.reached(verbs)
    person = person_of(viewer)
    if not person.is_active:
        return []
    rights = Right.objects.filter(
        _held_or_lent(person, on or timezone.localdate()), verb__in=[one.code for one in verbs]
    )
    rows = rights.order_by("pk").values_list("verb", "reach", "post__unit", "post__unit__body")
    return [Reached(code, Right.Reach(reach), unit, body) for code, reach, unit, body in rows]


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


def holders_by_unit(verb: Verb, units: Sequence[Unit]) -> dict[int, list[Person]]:
    """The same for many units, by their keys, in three queries."""
    today = timezone.localdate()
    rights = Right.objects.filter(verb=verb.code)
    rows = rights.values_list("post", "verb", "reach", "post__unit", "post__unit__body")
    held: dict[int, list[Reached]] = {}
    for post, code, reach, unit, body in rows:
        held.setdefault(post, []).append(Reached(code, Right.Reach(reach), unit, body))
    direct = Tenure.objects.filter(in_force(today), post__in=list(held), person__is_active=True)
    lent = lent_on(today).filter(post__in=list(held), taker__is_active=True)
    able = [(one.post_id, one.person) for one in direct.select_related("person")]
    able += [(one.post_id, one.taker) for one in lent.select_related("taker")]
    found: dict[int, list[Person]] = {}
    for one in units:
        here = {
            who for post, who in able if any(it.covers(one.pk, one.body_id) for it in held[post])
        }
        found[one.pk] = sorted(here, key=lambda person: person.username)
    return found


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
