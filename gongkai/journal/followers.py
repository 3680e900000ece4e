"""Followers read the line, each with a bookmark of its own.

Two kinds. An *atomic* follower's own rows and its bookmark change in one transaction: everything
once. The other kind (baking, files, mail) works outside a transaction, because rendering must not
hold the database's write lock, and moves its bookmark afterwards: if it is killed in between, it
reads the same entries again, so it must be idempotent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from gongkai.journal.facts import Fact
from gongkai.journal.models import Bookmark, Entry, Line

FOLLOWERS: dict[str, Follower] = {}

LONGEST_PAUSE = timedelta(minutes=5)


@dataclass(frozen=True)
class Follower:
    """Someone who reads the journal behind the line."""

    name: str
    handle: Callable[[Sequence[Entry]], None]
    names: frozenset[str]  # of the facts it reads; empty: all
    atomic: bool = True
    batch: int = 500
    early: bool = False  # read before the others, which show what it works out
    behind: str = ""  # another follower, which it never overtakes: it goes on from what that did


def follower(
    name: str,
    *facts: type[Fact],
    atomic: bool = True,
    batch: int = 500,
    early: bool = False,
    behind: str = "",
) -> Callable[[Callable[[Sequence[Entry]], None]], Callable[[Sequence[Entry]], None]]:
    """Announce a function as a follower of these facts (of all, when none is named)."""

    def announce(
        handle: Callable[[Sequence[Entry]], None],
    ) -> Callable[[Sequence[Entry]], None]:
        names = frozenset(fact.__name__ for fact in facts)
        FOLLOWERS[name] = Follower(name, handle, names, atomic, batch, early, behind)
        return handle

    return announce


def follow_all() -> int:
    """Let every follower with something to read read its next batch; how many places were moved.

    The early ones first, in the order of their announcing: so what is published is in the public
    log before its page is baked, and the page is baked once. One of them that fails delays nobody.

    Asked ten times a second, so the idle case costs two small queries, however many follow.
    """
    last = Line.objects.filter(pk=1).values_list("last", flat=True).first() or 0
    read = dict(Bookmark.objects.values_list("follower", "seq"))
    in_order = sorted(FOLLOWERS.values(), key=lambda one: not one.early)
    return sum(follow(one) for one in in_order if read.get(one.name, 0) < last)


def follow(one: Follower) -> int:
    """Let a follower read its next batch; returns how many places it moved on.

    A follower that fails stops at that batch and is tried again, ever less often; the others go on.
    """
    bookmark, _ = Bookmark.objects.get_or_create(follower=one.name)
    if _resting(bookmark):
        return 0
    try:
        return _read_atomically(one) if one.atomic else _read(one, bookmark)
    except Exception as problem:  # whatever it is, it must not stop the others
        _note_failure(bookmark, problem)
        return 0


def _resting(bookmark: Bookmark) -> bool:
    if bookmark.failing_since is None:
        return False
    pause = min(timedelta(seconds=2 ** min(bookmark.failures, 10)), LONGEST_PAUSE)
    return bookmark.moved_at is not None and timezone.now() < bookmark.moved_at + pause


def _read_atomically(one: Follower) -> int:
    with transaction.atomic():
        bookmark = Bookmark.objects.select_for_update().get(follower=one.name)
        return _read(one, bookmark)


def _read(one: Follower, bookmark: Bookmark) -> int:
    start = bookmark.seq
    entries, end = _next_entries(one, start)
    if not end:
        return 0
    if entries:
        one.handle(entries)
    # Only from where we began: a second worker that overtook us is not set back.
    Bookmark.objects.filter(pk=bookmark.pk, seq=start).update(
        seq=end, moved_at=timezone.now(), failing_since=None, failures=0, problem=""
    )
    return end - start


def _next_entries(one: Follower, after: int) -> tuple[list[Entry], int]:
    """The entries this follower cares about in the next stretch of the line, and its end.

    The stretch is cut by places, not by matching entries, so that a follower of rare facts also
    moves on. (entries, 0) means that there is nothing after its bookmark.
    """
    ahead = Entry.objects.filter(seq__gt=after)
    if one.behind:
        read = Bookmark.objects.filter(follower=one.behind).values_list("seq", flat=True)
        ahead = ahead.filter(seq__lte=read.first() or 0)
    stretch = list(ahead.order_by("seq")[: one.batch])
    if not stretch:
        return [], 0
    wanted = [entry for entry in stretch if not one.names or entry.name in one.names]
    end = stretch[-1].seq
    assert end is not None
    return wanted, end


def _note_failure(bookmark: Bookmark, problem: Exception) -> None:
    """Type and place of the problem, never its data: entries may not leak through messages."""
    Bookmark.objects.filter(pk=bookmark.pk).update(
        failing_since=bookmark.failing_since or timezone.now(),
        failures=F("failures") + 1,
        moved_at=timezone.now(),
        problem=f"{type(problem).__name__}: {problem}"[:500],
    )
