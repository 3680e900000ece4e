"""Whose duties someone may look over: all bodies' for those who supervise, else their own body's.

What is public of a duty is public; how well it is kept, and how late, is the body's own business
and that of its supervisors.
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from gongkai.disclosure.verbs import SEE_ALL
from gongkai.people.models import Body, Person, Right
from gongkai.people.queries import delegations_to, open_bodies, posts_of, widest_reach
from gongkai.people.verbs import SUPERVISE


def watches_all(person: Person) -> bool:
    """Whether the person looks over every body's duties, and those that no body answers for."""
    return widest_reach(person, (SUPERVISE, SEE_ALL)) == Right.Reach.EVERYWHERE


def bodies_watched_by(person: Person) -> QuerySet[Body]:
    """The bodies whose duties the person may look over; their own are those of their posts."""
    if watches_all(person):
        return open_bodies()
    today = timezone.localdate()
    posts = [
        *posts_of(person, today).values_list("pk", flat=True),
        *delegations_to(person, today).values_list("post", flat=True),
    ]
    return open_bodies().filter(units__posts__in=posts).distinct()
