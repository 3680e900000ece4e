"""What can be done, as the case page shows it: next steps first, the others with their reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from gongkai.foi.forms.acts import About, ActForm
from gongkai.foi.models import FoiRequest
from gongkai.foi.process import Action, Stage, actions_for, actions_for_part
from gongkai.foi.queries.answers import in_the_making
from gongkai.foi.views.acting import ACTS, button_of
from gongkai.foi.views.acts import Act
from gongkai.people.actors import Staff


@dataclass(frozen=True)
class ActRow:
    """An action as the page shows it; `form` where it is short enough to stand here."""

    action: Action
    act: Act | None  # None: it has a page of its own
    reasons: Sequence[str]
    url: str
    button: str
    form: ActForm | None
    key: str  # tells the same act about two parts of a request apart


def actions(foi_request: FoiRequest, staff: Staff, stage: Stage) -> dict[str, Any]:
    """The next steps for this person, what else can be done, and what not and why."""
    about = About(foi_request, staff)
    offered = actions_for(foi_request, staff, stage)
    rows = [_row(one, about) for one in offered if one.name in ACTS or one.name in PAGES]
    return {
        "acts": [row for row in rows if row.action.is_next],
        "other_acts": [row for row in rows if not row.action.is_next and not row.reasons],
        "refused_acts": [row for row in rows if not row.action.is_next and row.reasons],
    }


def actions_of_part(kind: str, part: Any, staff: Staff) -> dict[str, Any]:
    """The same for a part: what can be done, and what not and why."""
    about = About(part.foi_request, staff, part)
    offered = [one for one in actions_for_part(kind, part, staff) if one.name in ACTS]
    rows = [_row(one, about) for one in offered]
    return {
        "acts": [row for row in rows if not row.reasons],
        "other_acts": [row for row in rows if row.reasons],
    }


def _page(foi_request: FoiRequest, name: str) -> str:
    """Where something is done that has a page of its own."""
    number = foi_request.number
    if name == "write":
        return reverse("foi:answer", args=[number])
    found = in_the_making(foi_request)
    return reverse("foi:review", args=[number, found.number]) if found else ""


PAGES = ("write", "review")


def _row(action: Action, about: About) -> ActRow:
    if action.name in PAGES:
        url = _page(about.foi_request, action.name)
        return ActRow(action, None, action.reasons_not_to, url, action.label, None, action.name)
    one = ACTS[action.name]
    address: list[Any] = [about.foi_request.number, one.name]
    key = one.name
    if about.part is not None:
        address.append(about.part.pk)
        key = f"{one.name}-{about.part.pk}"
    usable = one.inline and not action.reasons_not_to
    return ActRow(
        action,
        one,
        action.reasons_not_to,
        reverse("foi:act", args=address),
        button_of(one, action.offer),
        one.form(about=about, auto_id=f"{key}-%s") if usable else None,
        key,
    )
