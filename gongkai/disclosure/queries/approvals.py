"""What has been approved, about which content."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from gongkai.disclosure import verbs
from gongkai.disclosure.content import current_hash
from gongkai.disclosure.models import Opinion, Version
from gongkai.people.models import Person
from gongkai.people.verbs import Verb

# 谁提供谁审查 (the unit), 保密审查 (条例 第十七条), 签发: in this order.
STEPS = (Opinion.Step.UNIT_REVIEW, Opinion.Step.SECRECY_REVIEW, Opinion.Step.SIGN_OFF)

VERB_OF: dict[str, Verb] = {
    Opinion.Step.UNIT_REVIEW: verbs.UNIT_REVIEW,
    Opinion.Step.SECRECY_REVIEW: verbs.SECRECY_REVIEW,
    Opinion.Step.SIGN_OFF: verbs.SIGN_OFF,
}

AFTER: dict[str, str] = {
    Opinion.Step.UNIT_REVIEW: Version.Status.SECRECY_REVIEW,
    Opinion.Step.SECRECY_REVIEW: Version.Status.SIGN_OFF,
    Opinion.Step.SIGN_OFF: Version.Status.APPROVED,
}


def valid_approvals(version: Version) -> dict[str, Opinion]:
    """By step, the approvals that hold for the content as it is now.

    They count from the latest submission on, and only for exactly this content: an edit, through
    the desk or behind it, leaves them without effect.
    """
    now = current_hash(version)
    found: dict[str, Opinion] = {}
    for opinion in version.opinions.select_related("person", "on_behalf_of"):
        if opinion.step == Opinion.Step.SUBMISSION or opinion.decision == Opinion.Decision.RETURNED:
            found = {}  # a fresh start: earlier approvals belong to an earlier round
        elif opinion.content_hash == now:
            found[opinion.step] = opinion
    return found


def missing_steps(version: Version) -> list[str]:
    """The steps that still lack a valid approval, in order."""
    valid = valid_approvals(version)
    return [step for step in STEPS if step not in valid]


def wrote(person: Person, version: Version) -> bool:
    """Whether the person had a hand in this version: then they never approve it."""
    return version.author_id == person.pk or version.editors.filter(pk=person.pk).exists()


def by_others(person: Person) -> Q:
    """The same as a condition on versions: those in which the person had no hand."""
    edited = Version.editors.through.objects.filter(version=OuterRef("pk"), person=person)
    return ~Q(author=person) & ~Q(Exists(edited))
