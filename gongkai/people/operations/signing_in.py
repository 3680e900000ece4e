"""Signing in: password, then a code where one is set up; and what one does to one's own account.

A try is counted before it is judged, in one transaction, so that a hundred guesses sent at once
are no better than five sent in turn; who is right gets the count back. A locked account, an
unknown one and a wrong password look the same from outside and take the same time.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from gongkai.journal.actors import SYSTEM
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people import totp
from gongkai.people.actors import Staff
from gongkai.people.events import (
    AccountLocked,
    PasswordChanged,
    SignedIn,
    SignedOut,
    SignInFailed,
    TwoStepRemoved,
    TwoStepSetUp,
)
from gongkai.people.models import Person
from gongkai.people.queries.signing_in import (
    reasons_not_to_change_password,
    reasons_not_to_set_up_two_step,
    reasons_not_to_take_off_two_step,
)


def check_password(username: str, password: str, *, at: datetime) -> Person | None:
    """The person whose name and password these are, if the account is open and not locked."""
    person = Person.objects.filter(username=username.strip()).first()
    if person is None:
        Person().set_password(password)  # takes as long as checking one
        return None
    number = _count_try(person, at)
    right = person.check_password(password) and person.is_active
    if number and right:
        _give_back(person)
        return person
    if number:
        _fail(person, "password", number, at=at)
    return None


def check_code(person: Person, code: str, *, at: datetime) -> bool:
    """Whether this is the person's one-time code of now, used for the first time."""
    number = _count_try(person, at)
    if not number:
        return False
    if _use_code(person, totp.decrypt(person.totp_secret), code, at):
        _give_back(person)
        return True
    _fail(person, "code", number, at=at)
    return False


def _count_try(person: Person, at: datetime) -> int:
    """The number of this try in a row, 0 when the account is locked; the last one locks already."""
    with transaction.atomic():
        row = Person.objects.select_for_update().get(pk=person.pk)
        if row.locked_until and at < row.locked_until:
            return 0
        if row.locked_until:
            row.failed_sign_ins, row.locked_until = 0, None
        row.failed_sign_ins += 1
        if row.failed_sign_ins >= settings.LOCKOUT_TRIES:
            row.locked_until = at + settings.LOCKOUT_FOR
        row.save(update_fields=["failed_sign_ins", "locked_until"])
        return row.failed_sign_ins


def _give_back(person: Person) -> None:
    """This try was right. Earlier ones stay counted until the person is in."""
    Person.objects.filter(pk=person.pk).update(
        failed_sign_ins=Greatest(F("failed_sign_ins") - 1, 0), locked_until=None
    )


def _use_code(person: Person, secret: str, code: str, at: datetime) -> bool:
    """Take the code if it is right; of two who send the same one, only one gets in."""
    step = totp.matching_step(secret, code, at) if secret else None
    if step is None:
        return False
    unused = Person.objects.filter(pk=person.pk, totp_last_step__lt=step)
    return unused.update(totp_last_step=step) == 1


@operation
def _fail(person: Person, step: str, number: int, *, at: datetime) -> None:
    """Record the failure, and the lock if this was the last try. Nobody is known: SYSTEM acts."""
    record(SignInFailed(step, number), about=person.reference, actor=SYSTEM)
    if number >= settings.LOCKOUT_TRIES:
        until = at + settings.LOCKOUT_FOR
        record(AccountLocked(until), about=person.reference, actor=SYSTEM)


@operation
def sign_in(person: Person) -> None:
    """All steps are passed: forget earlier failures and record it. The session is the view's."""
    Person.objects.filter(pk=person.pk).update(failed_sign_ins=0, locked_until=None)
    fact = SignedIn(two_step=bool(person.totp_secret))
    record(fact, about=person.reference, actor=Staff(person))


@operation
def sign_out(person: Person) -> None:
    """Record that the person left."""
    record(SignedOut(), about=person.reference, actor=Staff(person))


@operation
def change_password(person: Person, old: str, new: str) -> None:
    """Change one's own password; other sessions of the account end."""
    refuse_if(reasons_not_to_change_password(person, old, new))
    person.set_password(new)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    record(PasswordChanged(), about=person.reference, actor=Staff(person))


@operation
def set_up_two_step(person: Person, secret: str, code: str, *, at: datetime) -> None:
    """From now on a code is asked for; the first one proves that the telephone has the secret."""
    refuse_if(reasons_not_to_set_up_two_step(person, secret, code, at))
    step = totp.matching_step(secret, code, at)
    assert step is not None  # asked just above
    person.totp_secret, person.totp_last_step = totp.encrypt(secret), step
    person.save(update_fields=["totp_secret", "totp_last_step"])
    record(TwoStepSetUp(), about=person.reference, actor=Staff(person))


@operation
def take_off_two_step(person: Person, password: str) -> None:
    """Sign in with the password alone again; the password is asked once more."""
    refuse_if(reasons_not_to_take_off_two_step(person, password))
    person.totp_secret = ""
    person.save(update_fields=["totp_secret"])
    record(TwoStepRemoved(), about=person.reference, actor=Staff(person))
