"""Release: what was approved becomes public, now, at an appointed time, or urgently."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from gongkai.cases.reviewing import too_long
from gongkai.disclosure import events, verbs
from gongkai.disclosure.content import current_hash
from gongkai.disclosure.locking import locked, locked_item
from gongkai.disclosure.models import Item, Opinion, Version
from gongkai.disclosure.numbering import index_number, put_on_shelves
from gongkai.disclosure.operations.reviewing import give_opinion
from gongkai.disclosure.queries.reasons import (
    reasons_not_to_appoint,
    reasons_not_to_release,
    reasons_not_to_release_urgently,
    reasons_not_to_review_afterwards,
)
from gongkai.disclosure.queries.shelves import keys_of_places, shelves_of
from gongkai.journal.actors import SYSTEM, Actor
from gongkai.journal.chores import chore
from gongkai.journal.facts import Fact
from gongkai.journal.recording import Refused, operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.queries import acting


@operation
def release(version: Version, *, staff: Staff) -> Item:
    """Make an approved version public now."""
    item = locked_item(version.item)
    version = locked(version)
    refuse_if(reasons_not_to_release(version, staff))
    return _make_public(item, version, acting(staff, verbs.RELEASE, item.unit) or staff)


def _make_public(item: Item, version: Version, actor: Actor) -> Item:
    """Close the version as released, number the item the first time, put it on its shelves."""
    now = timezone.now()
    previous = item.released
    version.status, version.outcome = Version.Status.CLOSED, Version.Outcome.RELEASED
    version.released_at, version.release_at = now, None
    version.content_hash = current_hash(version)
    version.save()
    if not item.index_number:
        item.index_number = index_number(item, timezone.localdate(now))
    item.first_released_at = item.first_released_at or now
    item.released = version
    item.visibility = Item.Visibility.PUBLIC
    item.ended_at, item.end_ground, item.end_note = None, "", ""
    item.save()
    version.item = item
    before = set(keys_of_places(item))
    put_on_shelves(item, shelves_of(version))
    left = tuple(sorted(before - set(keys_of_places(item))))
    record(_fact_of_release(item, version, previous, left), about=item.reference, actor=actor)
    return item


def _fact_of_release(
    item: Item, version: Version, previous: Version | None, left: tuple[str, ...]
) -> Fact:
    if previous is None:
        return events.ItemReleased(
            version.number, item.index_number, version.content_hash, version.urgent
        )
    return events.ItemCorrected(
        version.number, previous.number, version.content_hash, version.urgent, left
    )


@operation
def appoint(version: Version, at: datetime | None, *, staff: Staff) -> Version:
    """Set the moment of release, before or after sign-off; None cancels it."""
    version = locked(version)
    refuse_if(reasons_not_to_appoint(version, at, staff))
    staff = acting(staff, verbs.RELEASE, version.item.unit) or staff
    version.release_at = at
    version.save(update_fields=["release_at"])
    record(events.ReleaseAppointed(version.number, at), about=version.item.reference, actor=staff)
    return version


@chore("disclosure.appointed", every=timedelta(seconds=10))
def release_appointed() -> None:
    """Release what was appointed for now or earlier. Late is possible, twice is not."""
    due = Version.objects.filter(status=Version.Status.APPROVED, release_at__lte=timezone.now())
    for version in due.select_related("item").order_by("release_at"):
        try:
            _release_as_appointed(version)
        except Refused:
            continue  # shown on the desk: an appointed release that is not possible any more


@operation
def _release_as_appointed(version: Version) -> Item:
    item = locked_item(version.item)
    version = locked(version)
    refuse_if(reasons_not_to_release(version, None))
    if version.release_at is None or version.release_at > timezone.now():
        raise Refused(["定时发布已改期。"])
    return _make_public(item, version, SYSTEM)


@operation
def release_urgently(version: Version, *, reason: str, staff: Staff) -> Item:
    """Make a version public before review, flagged, to be reviewed afterwards by someone else."""
    item = locked_item(version.item)
    version = locked(version)
    refuse_if(reasons_not_to_release_urgently(version, staff) + too_long(reason))
    if not reason.strip():
        raise Refused(["请写明紧急发布的理由。"])
    staff = acting(staff, verbs.URGENT, item.unit) or staff
    give_opinion(version, Opinion.Step.SUBMISSION, Opinion.Decision.APPROVED, reason, staff)
    version.urgent = True
    return _make_public(item, version, staff)


@operation
def review_afterwards(version: Version, *, approved: bool, text: str, staff: Staff) -> Version:
    """Make up for the review of an urgent release. If it should not stand, it is then withdrawn."""
    version = locked(version)
    refuse_if(reasons_not_to_review_afterwards(version, staff) + too_long(text))
    if not approved and not text.strip():
        raise Refused(["不同意的，请写明理由。"])
    staff = acting(staff, verbs.SIGN_OFF, version.item.unit) or staff
    decision = Opinion.Decision.APPROVED if approved else Opinion.Decision.RETURNED
    opinion = give_opinion(version, Opinion.Step.AFTERWARDS, decision, text, staff)
    if approved:  # otherwise it goes on waiting, in public and in the inbox, until it is withdrawn
        version.approved_afterwards_at = timezone.now()
        version.save(update_fields=["approved_afterwards_at"])
    record(
        events.UrgentReleaseReviewed(version.number, opinion.pk, approved),
        about=version.item.reference,
        actor=staff,
    )
    return version
