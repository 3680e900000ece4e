"""An entry of the trail as bytes, and what it is bound to (docs/…/transparency-formats.md).

One salt a row is kept; those of the three things that can be opened separately are derived from
it, so that opening one says nothing of the others.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import rfc8785

from gongkai.journal.models import Entry
from gongkai.kernel.tlog.canonical import canonical
from gongkai.kernel.tlog.encoding import to_base64
from gongkai.trail.registry import act_of

VERSION = 1
CONTENT, ACTOR, DATA = "content", "actor", "data"


@dataclass(frozen=True)
class Opening:
    """Something and the salt that opens its commitment."""

    salt: bytes
    text: bytes

    def commitment(self, what: str) -> bytes:
        """H("gongkai/trail/1 " what "\\n" salt H(text))."""
        bound = f"gongkai/trail/1 {what}\n".encode() + self.salt
        return hashlib.sha256(bound + hashlib.sha256(self.text).digest()).digest()


def openings(entry: Entry, salt: bytes) -> dict[str, Opening]:
    """Everything that the journal's row says, as it is committed to: who (`actor`), the details
    (`data`), and the rest with the commitments to these two (`content`)."""
    actor = Opening(_derived(salt, ACTOR), rfc8785.dumps(entry.actor))
    data = Opening(_derived(salt, DATA), rfc8785.dumps(entry.data))
    said: dict[str, str | int] = {
        "about": entry.about,
        "actor": to_base64(actor.commitment(ACTOR)),
        "at": entry.at.astimezone(UTC).isoformat(),
        "data": to_base64(data.commitment(DATA)),
        "id": entry.pk,
        "name": entry.name,
        "on": entry.on.isoformat(),
    }
    content = Opening(_derived(salt, CONTENT), rfc8785.dumps(said))
    return {CONTENT: content, ACTOR: actor, DATA: data}


def _derived(salt: bytes, what: str) -> bytes:
    return hmac.digest(salt, f"gongkai/trail/1 {what}".encode(), "sha256")


def entry_bytes(entry: Entry, case: UUID, seq: int, previous: bytes | None, salt: bytes) -> bytes:
    """The bytes of the entry: no name, no reference, nothing that could be guessed."""
    said: dict[str, Any] = {
        "act": act_of(entry.about, entry.name),
        "c": to_base64(openings(entry, salt)[CONTENT].commitment(CONTENT)),
        "case": str(case),
        "role": role_of(entry.actor),
        "seq": seq,
        "t": _moment(entry.at),
        "v": VERSION,
    }
    if previous is not None:
        said["prev_leaf"] = to_base64(previous)
    return canonical(said)


def role_of(actor: dict[str, Any]) -> str:
    """In which capacity, never who: in a small office a post is a person."""
    person = str(actor.get("person", ""))
    if person in ("system", "requester"):
        return person
    return "deputy" if "on_behalf_of" in actor else "staff"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
