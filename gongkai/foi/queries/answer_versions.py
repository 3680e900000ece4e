"""What differs between two answers to one request, as a reviewer reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gongkai.cases.letters import Field, grounds
from gongkai.foi.answer_content import AnswerContent, content_of
from gongkai.foi.models import Answer
from gongkai.foi.queries.answer_kinds import fields_to_fill, label_of
from gongkai.kernel.differences import Change, differences

FACT = "fact_"  # before the names of facts, which stand beside the form's own


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
    before, after = parts_of(old), parts_of(new)
    found = []
    for name in dict.fromkeys([*before, *after]):
        was, now = before.get(name), after.get(name)
        old_text, new_text = was.text if was else "", now.text if now else ""
        if old_text != new_text:
            label = now.label if now else was.label if was else name
            found.append(PartDifference(label, differences(old_text, new_text)))
    return found


@dataclass(frozen=True)
class Part:
    """One thing that an answer says: its name on the form, and the text as it is read."""

    label: str
    text: str


def parts_of(content: AnswerContent) -> dict[str, Part]:
    """What an answer says, part by part, in the order of its letter; facts by their names."""
    ground = grounds().get(content.ground)
    said = {
        "kind": Part("答复类型", label_of(content.kind)),
        "ground": Part("法定事由", ground.label if ground else ""),
        "ground_text": Part("禁止公开的依据", content.ground_text),
    }
    for one in fields_to_fill(content.kind):
        said[FACT + one.name] = Part(one.label, _text(one, content.facts.get(one.name, "")))
    said["text"] = Part("补充说明", content.text)
    checked = "是" if content.reverse_checked else ""
    said["reverse_checked"] = Part("已核对没有应当公开的规定", checked)
    return said


def _text(fact: Field, value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(str(one) for one in value)
    choice = fact.choices.get(str(value))
    return choice.label if choice else str(value)


def _files(answer: Answer) -> str:
    rows = answer.files.select_related("file")
    return "\n".join(f"{one.name}（{one.file.sha256[:12]}）" for one in rows)
