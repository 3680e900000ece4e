"""Forms in which a report is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from gongkai.annualreports.content import Entered
from gongkai.annualreports.form import Cell, Form
from gongkai.annualreports.forms.fields import FigureField
from gongkai.annualreports.numbers import Number, written
from gongkai.people.models import Body

LONGEST = 20_000


class SectionForm(forms.Form):
    """The prose of one section; `revision` is the one that was on the screen."""

    text = forms.CharField(
        label="文字",
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text="每行一段。【】标出的地方请补充，定稿前不能留有【】。",
        error_messages={
            "required": "请填写文字；没有内容的请写“无”。",
            "max_length": f"最多 {LONGEST} 个字，请删减。",
        },
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class FiguresForm(forms.Form):
    """All figures of the first table, each with its source."""

    def __init__(
        self,
        data: Any = None,
        *,
        cells: Sequence[Cell],
        figures: Mapping[str, Number | None],
        entered: Mapping[str, Entered],
    ) -> None:
        self.cells = cells
        self.entered = entered
        initial = {}
        for n, cell in enumerate(cells):
            initial[f"figure_{n}"] = written(figures.get(cell.id))
            initial[f"source_{n}"] = entered[cell.id].source if cell.id in entered else ""
        super().__init__(data, initial=initial)
        for n, cell in enumerate(cells):
            self.fields[f"figure_{n}"] = FigureField(label=cell.label)
            self.fields[f"source_{n}"] = forms.CharField(
                label=f"{cell.label}的数据来源",
                required=False,
                max_length=200,
                widget=forms.TextInput(attrs={"aria-label": f"{cell.label}的数据来源"}),
            )

    def rows(self) -> Iterator[tuple[Cell, BoundField, BoundField, Entered | None]]:
        """For the table on the screen."""
        for n, cell in enumerate(self.cells):
            yield cell, self[f"figure_{n}"], self[f"source_{n}"], self.entered.get(cell.id)

    def changed(self) -> Iterator[tuple[int, Cell, Any, str]]:
        """The cells in which something else was typed: place, cell, number, source."""
        for n, cell in enumerate(self.cells):
            number, source = self.cleaned_data[f"figure_{n}"], self.cleaned_data[f"source_{n}"]
            before = (self.initial[f"figure_{n}"], self.initial[f"source_{n}"])
            if (written(number), source) != before:
                yield n, cell, number, source


class MembersForm(forms.Form):
    """Which bodies a rolled-up report adds up."""

    bodies = forms.ModelMultipleChoiceField(
        Body.objects.none(),
        label="汇总所含机关",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="本机关总是计入。各机关已定稿的，用定稿的数字；未定稿的，按现有数据统计。",
    )

    def __init__(self, *args: Any, below: Sequence[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = self.fields["bodies"]
        assert isinstance(bodies, forms.ModelMultipleChoiceField)
        bodies.queryset = Body.objects.filter(pk__in=[one.pk for one in below])


class RowForm(forms.Form):
    """In which row a request is counted, and why."""

    row = forms.ChoiceField(label="计入", required=False)
    reason = forms.CharField(
        label="理由",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="改归其他行时须写明。",
    )

    def __init__(self, *args: Any, form: Form, proposed: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.fields["row"]
        assert isinstance(row, forms.ChoiceField)
        own = f"按答复类型（{proposed}）" if proposed else "按答复类型（现在归不进任何一行）"
        row.choices = [("", own), *((one.id, one.label) for one in form.leaf_rows)]
