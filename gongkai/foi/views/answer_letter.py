"""The letter of an answer that is not given yet, and what it still lacks."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString

from gongkai.cases.letters import LetterError, render_html, template_for_answer
from gongkai.foi.models import Answer
from gongkai.foi.queries.answer_kinds import letter_facts
from gongkai.foi.queries.visibility import may_see_identity
from gongkai.people.queries import Viewer

NOBODY = "（申请人）"


def letter_of(
    answer: Answer, viewer: Viewer, on: date | None = None
) -> tuple[SafeString | None, list[str]]:
    """The letter as a piece of a page, or why it cannot be written yet.

    Who need not know who asks reads it without the name.
    """
    day = on or timezone.localdate()
    facts: dict[str, Any] = {
        **letter_facts(answer, day),
        "body": answer.foi_request.body.name,
        "on": day,
    }
    if not may_see_identity(viewer, answer.foi_request):
        facts["addressee"] = NOBODY
    try:
        return render_html(template_for_answer(answer.kind, day), facts), []
    except LetterError as error:
        return None, error.reasons
