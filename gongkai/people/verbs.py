"""What a post may do. Each domain names its verbs here-style, once, with a Chinese label.

DRAFT = verb("disclosure.draft", "起草信息")
"""

from __future__ import annotations

from dataclasses import dataclass

VERBS: dict[str, Verb] = {}


@dataclass(frozen=True)
class Verb:
    """Something that a right allows; `code` is what the database keeps."""

    code: str
    label: str


def verb(code: str, label: str) -> Verb:
    """Name a verb. The same code twice, with another label, is a mistake."""
    known = VERBS.setdefault(code, Verb(code, label))
    if known.label != label:
        raise ValueError(f"{code} is already {known.label}")
    return known


MANAGE_PEOPLE = verb("people.manage", "管理机构与人员")
MAINTAIN_REFERENCE = verb("reference.maintain", "维护基础数据")
SUPERVISE = verb("supervision.watch", "查看监督情况")
OPERATE = verb("operations.watch", "查看运行情况")
