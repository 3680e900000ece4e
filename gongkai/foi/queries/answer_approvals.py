"""What has been approved of an answer, about exactly which content."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from gongkai.foi import verbs
from gongkai.foi.answer_content import current_hash
from gongkai.foi.models import Answer, AnswerOpinion
from gongkai.people.models import Person
from gongkai.people.verbs import Verb

Step = AnswerOpinion.Step

# 审核 (第四十五条), 保密审查 (第十七条), 签发: in this order.
STEPS = (Step.REVIEW, Step.SECRECY_REVIEW, Step.SIGN_OFF)

VERB_OF: dict[str, Verb] = {
    Step.REVIEW: verbs.REVIEW,
    Step.SECRECY_REVIEW: verbs.SECRECY_REVIEW,
    Step.SIGN_OFF: verbs.SIGN_OFF,
}

AFTER: dict[str, str] = {
    Step.REVIEW: Answer.Status.SECRECY_REVIEW,
    Step.SECRECY_REVIEW: Answer.Status.SIGN_OFF,
    Step.SIGN_OFF: Answer.Status.SIGNED,
}


def valid_approvals(answer: Answer) -> dict[str, AnswerOpinion]:
    """By step, the approvals that hold for the content as it is now.

    They count from the latest submission on, and only for exactly this content: an edit, through
    the desk or behind it, leaves them without effect.
    """
    now = current_hash(answer)
    found: dict[str, AnswerOpinion] = {}
    for opinion in answer.opinions.select_related("person", "on_behalf_of"):
        fresh_start = opinion.step == Step.SUBMISSION
        if fresh_start or opinion.decision == AnswerOpinion.Decision.RETURNED:
            found = {}
        elif opinion.content_hash == now:
            found[opinion.step] = opinion
    return found


def missing_steps(answer: Answer) -> list[str]:
    """The steps that still lack a valid approval, in order."""
    valid = valid_approvals(answer)
    return [step for step in STEPS if step not in valid]


def wrote(person: Person, answer: Answer) -> bool:
    """Whether the person had a hand in this answer: then they never approve it."""
    return answer.author_id == person.pk or answer.editors.filter(pk=person.pk).exists()


def by_others(person: Person) -> Q:
    """The same as a condition on answers: those in which the person had no hand."""
    edited = Answer.editors.through.objects.filter(answer=OuterRef("pk"), person=person)
    return ~Q(author=person) & ~Q(Exists(edited))
