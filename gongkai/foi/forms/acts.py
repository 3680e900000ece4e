"""The forms of what is done with a request: each asks only for what its operation needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from gongkai.disclosure.forms.attachments import SeveralFilesField
from gongkai.disclosure.forms.fields import PlainDateField, text
from gongkai.files.kinds import ACCEPTED
from gongkai.foi.models import FoiRequest
from gongkai.people.actors import Staff


@dataclass(frozen=True)
class About:
    """What a form is about: the request, and one of its parts where there are several."""

    foi_request: FoiRequest
    staff: Staff
    part: Any = None


class ActForm(forms.Form):
    """A button and nothing else. The others add their fields."""

    def __init__(self, data: Any = None, files: Any = None, *, about: About, **more: Any) -> None:
        super().__init__(data, files, **more)
        self.about = about
        self.prepare(about.foi_request)

    def prepare(self, foi_request: FoiRequest) -> None:
        """Offer the choices, and fill in what is known."""

    def choose(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        """What a field of choice offers."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def has_files(self) -> bool:
        """Whether the form sends files."""
        return any(isinstance(one, forms.FileField) for one in self.fields.values())

    def uploaded(self, name: str = "papers") -> list[UploadedFile[Any]]:
        """The files that were sent."""
        return list(self.cleaned_data.get(name) or [])


def day(label: str, help_text: str = "", *, required: bool = True, **more: Any) -> PlainDateField:
    """A legal day; today when the form opens."""
    initial = more.pop("initial", timezone.localdate if required else None)
    return PlainDateField(
        label=label, required=required, help_text=help_text, initial=initial, **more
    )


def lines(label: str, help_text: str, *, rows: int = 4, required: bool = True) -> forms.CharField:
    """Several short things, each on a line of its own."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def long_text(
    label: str, most: int, help_text: str = "", *, rows: int = 4, required: bool = True
) -> forms.CharField:
    """A longer text."""
    return text(
        label, most, required=required, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


def files(
    label: str = "材料", *, said: str = f"可一次选择多个。接受 {ACCEPTED}。"
) -> SeveralFilesField:
    """Papers that came with it."""
    return SeveralFilesField(label=label, required=False, help_text=said)


def told(typed: str) -> list[str]:
    """The lines that say something."""
    return [line.strip() for line in typed.splitlines() if line.strip()]


def earliest(*days: date | None) -> date | None:
    """The first of the days that are known."""
    return min((one for one in days if one), default=None)
