"""Two texts of one answer made into one by hand: each part to be written, the other beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.forms import BoundField

from gongkai.foi.answer_content import AnswerContent, content_of
from gongkai.foi.forms.answering import AnswerForm
from gongkai.foi.models import Answer
from gongkai.foi.queries.answer_versions import Part, parts_of

NOTHING = Part("", "")


@dataclass(frozen=True)
class Row:
    """One part: its field, and what was saved there."""

    field: BoundField
    saved: str
    same: bool  # both texts say the same here


class MergeForm(AnswerForm):
    """The form of the answer without its files: nobody's files are touched by a merge.

    It shows the text that was set aside (`mine`); what was saved stands beside each field.
    """

    def __init__(self, data: Any = None, *, kind: str, answer: Answer, mine: AnswerContent) -> None:
        super().__init__(
            data, kind=kind, foi_request=answer.foi_request, answer=answer,
            content=replace(mine, kind=kind),
        )  # fmt: skip
        for name in [one for one in self.fields if one == "added" or one.startswith("remove_")]:
            del self.fields[name]
        self.code = kind
        self._saved = parts_of(content_of(answer))
        self._mine = parts_of(mine)

    def differing(self) -> list[Row]:
        """The parts in which the two texts differ."""
        return [row for row in self._rows() if not row.same]

    def alike(self) -> list[Row]:
        """The parts in which they agree."""
        return [row for row in self._rows() if row.same]

    def _rows(self) -> Iterator[Row]:
        for name in self._in_order():
            saved, mine = self._saved.get(name, NOTHING), self._mine.get(name, NOTHING)
            yield Row(self[name], saved.text, saved.text == mine.text)

    def _in_order(self) -> list[str]:
        """As on the page of the answer: the ground, the facts of the letter, the explanation."""
        first = ("ground", "ground_text", "reverse_checked")
        facts = [one.name for one in self.fact_fields]
        return [name for name in (*first, *facts, "text") if name in self.fields]
