"""What a request of the story asks for and which way it takes: written as data, told by `requests`.

Days are working days. `Asked.ago` counts back from the anchor, so that the story is as old on every
anchor; a request that is still open names the stage at which it rests today (`until`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Unclear:
    """补正: what was asked; answered by letter, over the site, not yet (""), or never."""

    points: tuple[str, ...]
    answer: str = ""
    online: bool = False  # sent over the site, and waiting until both sides confirm
    abandoned: bool = False


@dataclass(frozen=True)
class Party:
    """A third party; `position` empty: it has the letter and may still answer."""

    name: str
    interests: str
    question: str
    position: str = ""
    opinion: str = ""
    overruled: str = ""
    is_person: bool = False
    address: str = ""


@dataclass(frozen=True)
class Maker:
    """A body that made the information together with the one that was asked."""

    organ: str
    question: str
    position: str
    opinion: str = ""


@dataclass(frozen=True)
class Part:
    """What a unit was asked for, and what it said."""

    organ: str
    place: int  # of the unit among those of the organ
    by: str  # who answers for it
    question: str
    opinion: str


@dataclass(frozen=True)
class Fee:
    """A fee by pages; not paid means given up, None that the time for it still runs."""

    pages: int
    paid: bool | None


@dataclass(frozen=True)
class Paper:
    """A PDF given with an answer; `hidden` words are taken out of it for good."""

    name: str
    paragraphs: tuple[str, ...]
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reply:
    """The answer: its kind, and what its letter says beyond what the house suggests."""

    kind: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    ground: str = ""
    ground_text: str = ""
    text: str = ""
    checked: bool = False
    papers: tuple[Paper, ...] = ()
    returned: str = ""  # sent back once by the reviewer, with these words


@dataclass(frozen=True)
class Dispute:
    """Reconsideration or a lawsuit; a corrected answer is opened again and answered anew."""

    kind: str
    organ: str
    case_number: str
    result: str = ""  # empty: pending
    decision: str = ""
    reply: Reply | None = None


@dataclass(frozen=True)
class Asked:
    """One request from its submission to where it stands on the anchor day."""

    key: str
    organ: str
    ago: int
    channel: str
    who: str  # a key of `texts.requesters`
    wanted: str
    title: str = ""
    way: str = "post"
    carrier: str = "paper"
    small: bool = False  # also in the small county
    unclear: Unclear | None = None
    part: Part | None = None
    parties: tuple[Party, ...] = ()
    makers: tuple[Maker, ...] = ()
    extend: str = ""  # the reason
    fee: Fee | None = None
    withdrawn: bool = False
    repeats: str = ""  # the key of the earlier request of the same person
    pace: int = 4  # days of work between the last step before and the draft
    reply: Reply | None = None
    dispute: Dispute | None = None
    until: str = ""  # a stage of `foi.process`; empty: to the end
