"""The filters of the board; they stand in the address, so that they stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from gongkai.clocks.queries.board import STATES, Tally
from gongkai.clocks.registry import KINDS


class BoardForm(forms.Form):
    """What to show of the board. Anything that is not on offer counts as not chosen."""

    body = forms.TypedChoiceField(label="机关", required=False, coerce=int, empty_value=None)
    unit = forms.TypedChoiceField(label="承办机构", required=False, coerce=int, empty_value=None)
    rule = forms.ChoiceField(label="期限", required=False)
    state = forms.ChoiceField(label="状态", required=False)

    def __init__(self, data: Any, seen: Sequence[Tally]) -> None:
        super().__init__(data)
        units = [one.unit for one in seen if one.unit]
        bodies = {unit.body_id: unit.body.name for unit in units}
        rules = {kind.rule: kind.name for kind in KINDS}
        self.several_bodies, self.several_units = len(bodies) > 1, len(units) > 1
        self.offer("body", "全部机关", bodies.items())
        self.offer("rule", "全部期限", rules.items())
        self.offer("state", "全部在计", STATES.items())
        body = self["body"].value() if self.several_bodies else None
        own = [unit for unit in units if not body or str(unit.body_id) == body]
        self.offer("unit", "全部机构", [(one.pk, self._name(one, body)) for one in own])

    def offer(self, name: str, everything: str, its: Any) -> None:
        """Set what can be chosen."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", everything), *((str(value), label) for value, label in its)]

    def _name(self, unit: Any, body: Any) -> str:
        return unit.name if body or not self.several_bodies else str(unit)

    def chosen(self) -> dict[str, Any]:
        """The filters that hold."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
