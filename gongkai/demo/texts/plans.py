"""What a policy wants; `policies` makes papers of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """One policy: what it is called, what for, and its tasks."""

    key: str
    name: str  # with its genre: …实施方案
    kind: str  # circular or opinions
    organ: str  # government, or office
    subject: str
    purpose: str
    goal: str
    tasks: tuple[tuple[str, str], ...]
    lead: str  # the organ that answers for it
    question: tuple[str, str]  # what people ask most, and the answer
