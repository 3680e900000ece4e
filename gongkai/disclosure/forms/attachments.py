"""The files of a version, on the same page as its text: add, name, order, remove."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField

from gongkai.disclosure.forms.fields import text
from gongkai.disclosure.models import Attachment
from gongkai.files.kinds import ACCEPTED


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Any number of files, also none."""

    widget = SeveralFilesInput

    def clean(self, data: Any, _initial: Any = None) -> list[UploadedFile[Any]]:
        given = data if isinstance(data, list | tuple) else [data]
        # Empty ones go through: what is wrong with a file is said by `files`, for every way in.
        return [one for one in given if isinstance(one, UploadedFile)]


@dataclass(frozen=True)
class FileRow:
    """One attachment and its three fields."""

    attachment: Attachment
    name: BoundField
    place: BoundField
    remove: BoundField


class AttachmentsForm(forms.Form):
    """What happens to the files beside the text."""

    added = SeveralFilesField(
        label="添加附件", required=False, help_text=f"可一次选择多个。接受 {ACCEPTED}。"
    )

    def __init__(
        self, data: Any = None, files: Any = None, *, beside: Sequence[Attachment]
    ) -> None:
        super().__init__(data, files)
        self.beside = beside
        for place, one in enumerate(beside, start=1):
            self.fields[f"name_{one.pk}"] = text(f"附件{place}的名称", 200, initial=one.name)
            self.fields[f"place_{one.pk}"] = forms.IntegerField(
                label=f"附件{place}的次序",
                required=False,
                initial=place,
                min_value=1,
                max_value=999,
                widget=forms.NumberInput(attrs={"class": "number"}),
                error_messages={"invalid": "附件的次序请填写数字。"},
            )
            self.fields[f"remove_{one.pk}"] = forms.BooleanField(
                label=f"移除附件{place}", required=False
            )

    @property
    def rows(self) -> list[FileRow]:
        """The attachments with their fields, for the template."""
        return [
            FileRow(one, self[f"name_{one.pk}"], self[f"place_{one.pk}"], self[f"remove_{one.pk}"])
            for one in self.beside
        ]

    def removed(self) -> list[Attachment]:
        """The files to take off."""
        return [one for one in self.beside if self.cleaned_data[f"remove_{one.pk}"]]

    def kept(self) -> list[Attachment]:
        """The others."""
        return [one for one in self.beside if not self.cleaned_data[f"remove_{one.pk}"]]

    def names(self) -> dict[int, str]:
        """The typed names of the files that stay, by primary key."""
        return {one.pk: self.cleaned_data[f"name_{one.pk}"] for one in self.kept()}

    def order(self) -> list[int]:
        """The files that stay, in the typed order."""
        places = {
            one.pk: self.cleaned_data[f"place_{one.pk}"] or place
            for place, one in enumerate(self.beside, start=1)
        }
        return sorted((one.pk for one in self.kept()), key=lambda pk: places[pk])

    def rearranged(self) -> bool:
        """Whether names or order are other than they were."""
        before = [one.pk for one in self.kept()]
        names = {one.pk: one.name for one in self.kept()}
        return self.order() != before or self.names() != names
