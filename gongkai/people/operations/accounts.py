"""The verbs on accounts that someone else has to do: reset, unlock, close, reopen."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils import timezone

from gongkai.journal.actors import Actor
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.events import (
    AccountClosed,
    AccountReopened,
    AccountUnlocked,
    PasswordReset,
    TwoStepRemoved,
)
from gongkai.people.models import Delegation, Person, Tenure
from gongkai.people.operations.staffing import temporary_password
from gongkai.people.queries import manager_of
from gongkai.people.queries import staffing as queries


@operation
def reset_password(person: Person, *, actor: Actor) -> str:
    """Give the account a temporary password, and return it to be handed over once.

    All sessions of the account end, the lock too; the second step of signing in stays.
    """
    refuse_if(queries.reasons_not_to_reset_password(person, actor))
    password = temporary_password()
    person.set_password(password)
    person.must_change_password = True
    person.failed_sign_ins, person.locked_until = 0, None
    person.save()
    record(PasswordReset(), about=person.reference, actor=_as(actor, person))
    return password


def _as(actor: Actor, person: Person) -> Actor:
    """The actor in the capacity of manager: the journal names the post."""
    return manager_of(actor, person) or actor


@operation
def unlock(person: Person, *, actor: Actor) -> None:
    """End the lock that too many failures brought, before its time."""
    refuse_if(queries.reasons_not_to_unlock(person, actor))
    person.failed_sign_ins, person.locked_until = 0, None
    person.save()
    record(AccountUnlocked(), about=person.reference, actor=_as(actor, person))


@operation
def remove_two_step(person: Person, *, actor: Actor) -> None:
    """Take off the second step for someone who lost the device; they can set it up again."""
    refuse_if(queries.reasons_not_to_remove_two_step(person, actor))
    person.totp_secret = ""
    person.save()
    record(TwoStepRemoved(), about=person.reference, actor=_as(actor, person))


@operation
def close_account(person: Person, *, actor: Actor, on: date | None = None) -> None:
    """Nobody signs in any more; tenures end today, delegations given and taken at once.

    The account stays, because its acts do; its name is never given to somebody else.
    """
    today = on or timezone.localdate()
    refuse_if(queries.reasons_not_to_close(person, actor))
    who = _as(actor, person)
    ended = _end_tenures(person, today)
    revoked = Delegation.objects.filter(
        Q(giver=person) | Q(taker=person), revoked_at__isnull=True, ends_on__gte=today
    ).update(revoked_at=timezone.now())
    person.is_active = False
    person.save()
    record(AccountClosed(ended, revoked), about=person.reference, actor=who)


def _end_tenures(person: Person, today: date) -> int:
    coming, _ = Tenure.objects.filter(person=person, begins_on__gt=today).delete()
    running = Tenure.objects.filter(person=person).exclude(ends_on__lte=today)
    return coming + running.update(ends_on=today)


@operation
def reopen_account(person: Person, *, actor: Actor) -> str:
    """Let the account be used again, with a temporary password; posts are given anew."""
    refuse_if(queries.reasons_not_to_reopen(person, actor))
    password = temporary_password()
    person.set_password(password)
    person.is_active, person.must_change_password = True, True
    person.failed_sign_ins, person.locked_until = 0, None
    person.save()
    record(AccountReopened(), about=person.reference, actor=_as(actor, person))
    return password
