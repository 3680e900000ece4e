"""The verbs on people: who has an account, and who holds which post from when to when."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from gongkai.journal.actors import Actor
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.events import (
    PersonCreated,
    PersonRenamed,
    TenureBegan,
    TenureCancelled,
    TenureEnded,
)
from gongkai.people.models import Person, Post, Tenure
from gongkai.people.queries import manager, manager_of
from gongkai.people.queries import staffing as queries

# Letters and figures that are not taken for one another when read out on the telephone.
LEGIBLE = "ABCDEFGHJKMNPQRTUVWXY346789"


@dataclass(frozen=True)
class NewAccount:
    """A person, and the password to hand over once; it is kept nowhere."""

    person: Person
    password: str


@operation
def create_person(username: str, name: str, *, actor: Actor) -> NewAccount:
    """Open an account with a temporary password; who signs in with it must change it first."""
    refuse_if(queries.reasons_not_to_create_person(username, name, actor))
    password = temporary_password()
    person = Person.objects.create_user(username, name.strip(), password)
    person.must_change_password = True
    person.save()
    who = manager_of(actor, person) or actor
    record(PersonCreated(username), about=person.reference, actor=who)
    return NewAccount(person, password)


def temporary_password() -> str:
    """Three groups of four: some 57 bits, and easy to dictate."""
    return "-".join("".join(secrets.choice(LEGIBLE) for _ in range(4)) for _ in range(3))


@operation
def rename_person(person: Person, name: str, *, actor: Actor) -> Person:
    """Correct or change someone's name; what was recorded before keeps the old one."""
    refuse_if(queries.reasons_not_to_rename_person(person, name, actor))
    refuse_if([] if person.name != name.strip() else ["没有任何改动，无需保存。"])
    person.name = name.strip()
    person.save()
    who = manager_of(actor, person) or actor
    record(PersonRenamed(person.username), about=person.reference, actor=who)
    return person


@operation
def appoint(
    person: Person, post: Post, *, begins_on: date, actor: Actor, ends_on: date | None = None
) -> Tenure:
    """Let someone hold a post from a day on; `ends_on` is the last day, if it is known already."""
    Person.objects.select_for_update().get(pk=person.pk)  # two at a time would overlap
    refuse_if(queries.reasons_not_to_appoint(person, post, begins_on, ends_on, actor))
    tenure = Tenure.objects.create(person=person, post=post, begins_on=begins_on, ends_on=ends_on)
    record(
        TenureBegan(person.reference, post.reference, begins_on, ends_on),
        about=person.reference,
        actor=manager(actor, post.unit) or actor,
        on=begins_on,
    )
    return tenure


@operation
def end_tenure(tenure: Tenure, *, ends_on: date, actor: Actor) -> Tenure:
    """Set the last day on which someone holds a post. What they lent of it ends with it."""
    refuse_if(queries.reasons_not_to_end_tenure(tenure, ends_on, actor))
    tenure.ends_on = ends_on
    tenure.save()
    record(
        TenureEnded(tenure.person.reference, tenure.post.reference, ends_on),
        about=tenure.person.reference,
        actor=manager(actor, tenure.post.unit) or actor,
        on=ends_on,
    )
    return tenure


@operation
def cancel_tenure(tenure: Tenure, *, actor: Actor, on: date | None = None) -> None:
    """Undo an appointment that has not begun; `on` is today."""
    today = on or timezone.localdate()
    refuse_if(queries.reasons_not_to_cancel_tenure(tenure, actor, today))
    person, post = tenure.person, tenure.post
    tenure.delete()
    record(
        TenureCancelled(person.reference, post.reference, tenure.begins_on),
        about=person.reference,
        actor=manager(actor, post.unit) or actor,
    )
