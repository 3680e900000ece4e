"""What differs between two answers to one request, as a reviewer reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gongkai.cases.letters import grounds
from gongkai.foi.answer_content import AnswerContent, content_of
from gongkai.foi.models import Answer
from gongkai.foi.queries.answer_kinds import fields_to_fill, label_of
from gongkai.kernel.differences import Change, differences


@dataclass(frozen=True)
class PartDifference:
    """One part that differs, under its name."""

    label: str
    changes: list[Change]


def previous_answer(answer: Answer) -> Answer | None:
    """The answer that was given before this one: after a request was opened again."""
    earlier = Answer.objects.filter(foi_request=answer.foi_request_id, number__lt=answer.number)
    return earlier.filter(status=Answer.Status.GIVEN).order_by("-number").first()


def differences_between(old: Answer, new: Answer) -> list[PartDifference]:
    """The parts of two answers that differ, the files last."""
    found = content_differences(content_of(old), content_of(new))
    before, after = _files(old), _files(new)
    if before != after:
        found.append(PartDifference("附件", differences(before, after)))
    return found


def content_differences(old: AnswerContent, new: AnswerContent) -> list[PartDifference]:
    """The same for what was written, without files."""
    before, after = _told(old), _told(new)
    return [
        PartDifference(label, differences(before.get(label, ""), after.get(label, "")))
        for label in dict.fromkeys([*before, *after])
        if before.get(label, "") != after.get(label, "")
    ]


def _told(content: AnswerContent) -> dict[str, str]:
    """What an answer says, part by part, in the order of its letter."""
    ground = grounds().get(content.ground)
    said = {
        "答复类型": label_of(content.kind),
        "法定事由": ground.label if ground else "",
        "禁止公开的依据": content.ground_text,
    }
    for one in fields_to_fill(content.kind):
        said[one.label] = _text(content.facts.get(one.name, ""))
    said["补充说明"] = content.text
    said["已核对没有应当公开的规定"] = "是" if content.reverse_checked else ""
    return said


def _text(value: Any) -> str:
    return "\n".join(str(one) for one in value) if isinstance(value, list) else str(value)


def _files(answer: Answer) -> str:
    rows = answer.files.select_related("file")
    return "\n".join(f"{one.name}（{one.file.sha256[:12]}）" for one in rows)
