"""The verbs of 委托: lend the verbs of a post to a colleague for a time, and take them back."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from gongkai.journal.actors import Actor
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.events import DelegationGiven, DelegationRevoked
from gongkai.people.models import Delegation, Person, Post
from gongkai.people.queries import delegating as queries


@operation
def delegate(
    post: Post,
    *,
    to: Person,
    begins_on: date,
    ends_on: date,
    reason: str,
    actor: Staff,
    on: date | None = None,
) -> Delegation:
    """Lend the verbs of the actor's post to a colleague; first and last day count whole.

    `on` is today. The journal keeps who, which post and when; the reason stays in the table.
    """
    # Two at a time would overlap: the giver's row is the lock.
    Person.objects.select_for_update().get(pk=actor.person.pk)
    today = on or timezone.localdate()
    refuse_if(
        queries.reasons_not_to_delegate(post, to, begins_on, ends_on, reason, actor, on=today)
    )
    given = Delegation.objects.create(
        giver=actor.person,
        taker=to,
        post=post,
        begins_on=begins_on,
        ends_on=ends_on,
        reason=reason.strip(),
    )
    record(
        DelegationGiven(given.pk, to.reference, post.reference, begins_on, ends_on),
        about=actor.person.reference,
        actor=Staff(actor.person, post),
        on=begins_on,
    )
    return given


@operation
def revoke_delegation(
    delegation: Delegation, *, actor: Actor, on: date | None = None
) -> Delegation:
    """End a delegation at this moment; giver, taker and managers may. `on` is today."""
    today = on or timezone.localdate()
    refuse_if(queries.reasons_not_to_revoke(delegation, actor, on=today))
    delegation.revoked_at = timezone.now()
    delegation.save()
    record(
        DelegationRevoked(delegation.pk, delegation.taker.reference, delegation.post.reference),
        about=delegation.giver.reference,
        actor=actor,
    )
    return delegation
