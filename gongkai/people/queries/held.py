"""What a person may do today, asked once and kept for the length of one page.

    staff = Staff(person, held=HeldRights(person))  # anew with each request: `access.staff_view`

A page asks for each of thirty buttons whether it may be pressed. Who hands `staff` on hands on what
was asked; nothing is kept anywhere else, and `capacity` never looks at it inside an operation: a
right that was withdrawn since the page began cannot act.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import F
from django.utils import timezone

from gongkai.people.actors import Staff
from gongkai.people.models import Body, Person, Post, Right, Unit
from gongkai.people.queries.capacity import delegations_to, posts_of
from gongkai.people.queries.reaching import Reached
from gongkai.people.verbs import Verb

Reach = Right.Reach


@dataclass(frozen=True)
class _Capacity:
    """A post that the person holds, or was lent by `giver`, with its rights: verbs and reaches."""

    post: Post
    giver: Person | None
    rights: frozenset[tuple[str, str]]


class HeldRights:
    """The posts and rights of one person today; the first question reads them all."""

    def __init__(self, person: Person) -> None:
        self._person = person

    @property
    def posts(self) -> Sequence[Post]:
        """The person's own posts, in the order of the house."""
        return [one.post for one in self._own]

    @cached_property
    def _own(self) -> Sequence[_Capacity]:
        """The person's own posts, in one query: a row for each right, or one without."""
        posts: dict[int, Post] = {}
        rights: dict[int, set[tuple[str, str]]] = {}
        rows = posts_of(self._person, timezone.localdate())
        for post in rows.annotate(right_to=F("rights__verb"), right_reach=F("rights__reach")):
            posts.setdefault(post.pk, post)
            if post.right_to:
                rights.setdefault(post.pk, set()).add((post.right_to, post.right_reach))
        return [_Capacity(post, None, frozenset(rights.get(pk, ()))) for pk, post in posts.items()]

    @cached_property
    def _capacities(self) -> Sequence[_Capacity]:
        """Own posts first, then those lent, each in the order in which they came about."""
        lent = delegations_to(self._person, timezone.localdate()).order_by("pk")
        return [
            *sorted(self._own, key=lambda one: one.post.pk),
            *(
                _Capacity(one.post, one.giver, _rights(one.post))
                for one in lent.prefetch_related("post__rights")
            ),
        ]

    @cached_property
    def verbs(self) -> frozenset[str]:
        """The codes of all verbs that the person's own posts hold, wherever they reach."""
        return frozenset(code for one in self._own for code, _ in one.rights)

    @property
    def units(self) -> set[int]:
        """The units (keys) in which the person has a post or was lent one."""
        return {one.post.unit_id for one in self._capacities}

    def reached(self, verbs: Iterable[Verb]) -> list[Reached]:
        """Each right to one of these verbs: how far it reaches, from where."""
        wanted = {verb.code for verb in verbs}
        return [
            Reached(code, Reach(reach), one.post.unit_id, one.post.unit.body_id)
            for one in self._capacities
            for code, reach in one.rights
            if code in wanted
        ]

    def acting_over_unit(self, verb: Verb, unit: Unit) -> Staff | None:
        """The capacity that allows the verb over the unit."""

        def reaches(reach: str, post: Post) -> bool:
            return (
                reach == Reach.EVERYWHERE
                or (reach == Reach.BODY and post.unit.body_id == unit.body_id)
                or (reach == Reach.UNIT and post.unit_id == unit.pk)
            )

        return self._acting(verb, reaches)

    def acting_over_body(self, verb: Verb, body: Body | None) -> Staff | None:
        """The capacity that allows the verb over a whole body; `body` None: over all of them."""

        def reaches(reach: str, post: Post) -> bool:
            own = body is not None and post.unit.body_id == body.pk
            return reach == Reach.EVERYWHERE or (reach == Reach.BODY and own)

        return self._acting(verb, reaches)

    def acting_anywhere(self, verb: Verb) -> Staff | None:
        """The capacity that allows the verb somewhere."""
        return self._acting(verb, lambda _reach, _post: True)

    def _acting(self, verb: Verb, reaches: Callable[[str, Post], bool]) -> Staff | None:
        for one in self._capacities:
            if any(code == verb.code and reaches(reach, one.post) for code, reach in one.rights):
                return Staff(self._person, one.post, one.giver)
        return None


def _rights(post: Post) -> frozenset[tuple[str, str]]:
    return frozenset((one.verb, one.reach) for one in post.rights.all())
