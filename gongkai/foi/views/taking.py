"""Files that staff send along with a form: taken in, named, refused with sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile

from gongkai.disclosure.views.attaching import name_of
from gongkai.files.models import StoredFile
from gongkai.files.operations import receive
from gongkai.foi.content import Enclosed
from gongkai.foi.models import RequestFile
from gongkai.journal.recording import Refused
from gongkai.people.actors import Staff


def taken(file: UploadedFile[Any], staff: Staff) -> StoredFile:
    """The file, stored; raise `Refused` with what is wrong with it."""
    name = name_of(file)
    try:
        stored = receive(cast(BinaryIO, file), name=name, actor=staff)
    except Refused as refused:  # of several files it must be said which
        raise Refused([f"“{name}”未能添加：{reason}" for reason in refused.reasons]) from None
    if stored.status == StoredFile.Status.REFUSED:
        raise Refused([f"“{name}”未能添加：{reason}" for reason in stored.reasons])
    return stored


def enclosed(
    files: Iterable[UploadedFile[Any]], kind: RequestFile.Kind | str, staff: Staff
) -> list[Enclosed]:
    """Files of one kind, to be handed to an operation."""
    sort = RequestFile.Kind(kind)
    return [Enclosed(taken(one, staff), sort, name_of(one)) for one in files]
