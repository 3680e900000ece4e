"""Questions about letters: which there are, what they say, why one cannot be issued."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from gongkai.cases.letters import (
    Facts,
    LetterError,
    Line,
    LineKind,
    docx_of,
    missing,
    template,
)
from gongkai.cases.models import Letter
from gongkai.cases.numbering import reasons_against_number
from gongkai.people.models import Body


def letters_of(matter: str) -> QuerySet[Letter]:
    """All letters of a matter (`foi:2026-00017`), oldest first, void ones too."""
    return Letter.objects.filter(matter=matter).select_related("body", "superseded_by")


def lines_of(letter: Letter) -> list[Line]:
    """The lines of a letter as it was issued; one that no longer holds says so above."""
    lines = [Line(LineKind(kind), text) for kind, text in letter.lines]
    return [Line(LineKind.VOID, void_note(letter)), *lines] if letter.voided_at else lines


def word_file(letter: Letter) -> tuple[str, bytes]:
    """The name and the content of the Word document of a letter."""
    void = "" if letter.stands else "（已作废）"
    return f"{letter.title}（{letter.number}）{void}.docx", docx_of(lines_of(letter))


def void_note(letter: Letter) -> str:
    """What stands above a letter that no longer holds; "" when it does."""
    if letter.superseded_by:
        return f"本件已作废，由{letter.superseded_by.number}替代"
    return "" if letter.stands else "本件已作废"


def reasons_not_to_issue(
    code: str, facts: Facts, *, body: Body, on: date, supersedes: Letter | None = None
) -> list[str]:
    """Why this letter cannot be issued, as Chinese sentences; `facts` without number, body, on."""
    reasons = []
    if on > timezone.localdate():
        reasons.append("成文日期不能晚于今天，请改正。")
    if supersedes is not None and not supersedes.stands:
        reasons.append(f"{supersedes.number}已经作废，不能再次替代。")
    try:
        chosen = template(code, on)
    except LetterError as error:
        return [*reasons, *error.reasons]
    reasons += reasons_against_number(chosen, body)
    return reasons + missing(chosen, {**facts, "body": body.name, "on": on})


def reasons_not_to_void(letter: Letter, reason: str) -> Sequence[str]:
    """Why a letter cannot be voided."""
    if not letter.stands:
        return [f"{letter.number}已经作废，无需再次操作。"]
    return [] if reason.strip() else ["请写明作废的原因。"]
