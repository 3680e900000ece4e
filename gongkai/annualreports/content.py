"""What a report says: one immutable value, its JSON as editions keep it, and its hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gongkai.annualreports.form import Form, form_named
from gongkai.annualreports.numbers import Number, from_text, to_text


@dataclass(frozen=True)
class Entered:
    """Who typed a figure, on which day, from which source."""

    person: str
    on: str
    source: str = ""


@dataclass(frozen=True)
class Member:
    """A body whose report is added up in a rolled-up one, and whether it was final then."""

    code: str
    name: str
    frozen: bool


@dataclass(frozen=True)
class Problem:
    """A rule that is not kept, in a Chinese sentence. A hard one forbids freezing."""

    rule: str
    level: str  # hard or warn
    text: str
    cells: tuple[str, ...] = ()

    @property
    def is_hard(self) -> bool:
        return self.level == "hard"


@dataclass(frozen=True)
class Said:
    """A whole report. `sections` by number, `cells` by id; see `form.py`."""

    form: Form
    body_code: str
    body_name: str
    year: int
    rolled_up: bool
    opening: str
    sections: Mapping[str, str]
    cells: Mapping[str, Number | None]
    fees_yuan: int
    entered: Mapping[str, Entered] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    members: Sequence[Member] = ()
    problems: Sequence[Problem] = ()
    frozen: bool = False

    @property
    def title(self) -> str:
        return f"{self.body_name}{self.year}年政府信息公开工作年度报告"

    def section_text(self, number: str) -> str:
        return self.sections.get(number, "")


def to_kept(said: Said) -> dict[str, Any]:
    """As an edition keeps it."""
    return {
        "form": said.form.code,
        "body": {"code": said.body_code, "name": said.body_name},
        "year": said.year,
        "rolled_up": said.rolled_up,
        "opening": said.opening,
        "sections": dict(said.sections),
        "cells": {name: to_text(number) for name, number in said.cells.items()},
        "fees_yuan": said.fees_yuan,
        "entered": {name: vars(one) for name, one in said.entered.items()},
        "notes": dict(said.notes),
        "members": [vars(one) for one in said.members],
        "problems": [{**vars(one), "cells": list(one.cells)} for one in said.problems],
    }


def from_kept(kept: Mapping[str, Any]) -> Said:
    """Back from an edition."""
    return Said(
        form=form_named(kept["form"]),
        body_code=kept["body"]["code"],
        body_name=kept["body"]["name"],
        year=kept["year"],
        rolled_up=kept["rolled_up"],
        opening=kept["opening"],
        sections=kept["sections"],
        cells={name: from_text(number) for name, number in kept["cells"].items()},
        fees_yuan=kept["fees_yuan"],
        entered={name: Entered(**one) for name, one in kept["entered"].items()},
        notes=kept["notes"],
        members=[Member(**one) for one in kept["members"]],
        problems=[Problem(**{**one, "cells": tuple(one["cells"])}) for one in kept["problems"]],
        frozen=True,
    )


def hash_of(said: Said) -> str:
    """SHA-256 of what is reported; the warnings of the day are not part of it."""
    kept = to_kept(said)
    del kept["problems"]
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
