"""A form that was sent at the wrong moment, carried through signing in and offered again.

It travels in one hidden field of the pages between, as JSON. Nothing is kept on the server: what
someone typed without a session belongs to nobody there yet.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

FIELD = "carried"  # the name of the hidden field
NEVER_CARRIED = ("csrfmiddlewaretoken", "password", FIELD)


@dataclass(frozen=True)
class Carried:
    """Where a form was to go, its fields in order, and how many files it had (not carried)."""

    to: str
    fields: tuple[tuple[str, str], ...]
    files: int = 0

    @property
    def as_json(self) -> str:
        """For the hidden field."""
        return json.dumps([self.to, self.fields, self.files], ensure_ascii=False)


def of_request(request: HttpRequest) -> Carried | None:
    """The form in this request, ready to be carried; passwords and tokens stay behind.

    A form that already carries another one (someone let two sessions expire) is that other one.
    """
    if FIELD in request.POST:
        return of_field(request.POST)
    fields = tuple(
        (name, value)
        for name, values in request.POST.lists()
        if not any(never in name for never in NEVER_CARRIED)
        for value in values
    )
    chosen = [one for _, files in request.FILES.lists() for one in files if _was_chosen(one)]
    return Carried(request.get_full_path(), fields, len(chosen))


def _was_chosen(file: object) -> bool:
    return isinstance(file, UploadedFile) and bool(file.name)


def of_field(data: QueryDict) -> Carried | None:
    """What an earlier page put into the hidden field; None when there is nothing usable."""
    try:
        to, fields, files = json.loads(data.get(FIELD, ""))
        carried = Carried(str(to), tuple((str(n), str(v)) for n, v in fields), int(files))
    except (ValueError, TypeError):
        return None
    return carried if is_ours(carried.to) else None


def is_ours(address: str) -> bool:
    """Whether an address given by a browser is a path of this site, and no way out of it."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
