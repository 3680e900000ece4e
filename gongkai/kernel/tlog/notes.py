"""Signed notes (C2SP signed-note): a text, a blank line, and lines of signature."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from gongkai.kernel.tlog.encoding import from_base64, to_base64
from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.keys import KEY_ID_SIZE, VerifierKey, check_name

MAX_NOTE = 1_000_000
MAX_SIGNATURES = 100  # the format asks for at least sixteen

_SPOILT = re.compile("[\x00-\x09\x0b-\x1f\ud800-\udfff]")  # no controls, no halves of characters


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One signature as it stands in a note, checked or not."""

    name: str
    key_id: bytes
    signature: bytes

    def __str__(self) -> str:
        return f"— {self.name} {to_base64(self.key_id + self.signature)}\n"

    @classmethod
    def parse(cls, line: str) -> Self:
        """Read one line, without the newline at its end."""
        dash, _, rest = line.partition(" ")
        name, _, encoded = rest.partition(" ")
        value = from_base64(encoded)
        if dash != "—" or len(value) <= KEY_ID_SIZE:
            raise LogError("a line of signature cannot be read")
        check_name(name)
        return cls(name, value[:KEY_ID_SIZE], value[KEY_ID_SIZE:])


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it was read, nothing in it believed yet."""

    text: str
    lines: tuple[SignatureLine, ...]

    def __str__(self) -> str:
        return f"{self.text}\n{''.join(map(str, self.lines))}"

    @classmethod
    def parse(cls, note: str) -> Self:
        """Take a note apart."""
        if len(note) > MAX_NOTE or _SPOILT.search(note):
            raise LogError("a note is too long, or has control characters")
        text, blank, signatures = note.rpartition("\n\n")
        lines = signatures.split("\n")
        if not blank or lines.pop() or not 0 < len(lines) <= MAX_SIGNATURES:
            raise LogError("a note has no lines of signature, too many, or an unfinished one")
        return cls(text + "\n", tuple(map(SignatureLine.parse, lines)))


@dataclass(frozen=True, slots=True)
class OpenedNote:
    """A note that at least one known key has signed, and none badly.

    `signed_at` maps each such key to the time that it signs, None where it signs no time.
    """

    text: str
    signed_at: Mapping[VerifierKey, int | None]


def open_note(note: str, keys: Iterable[VerifierKey]) -> OpenedNote:
    """Check a note against the keys that are known.

    Lines by unknown keys are passed over. One bad line by a known key refuses the whole note, and
    so does a note that no known key has signed.
    """
    parsed = Note.parse(note)
    known = {(key.name, key.key_id): key for key in keys}
    signed_at: dict[VerifierKey, int | None] = {}
    for line in parsed.lines:
        if key := known.get((line.name, line.key_id)):
            time = key.signed_at(parsed.text, line.signature)
            signed_at.setdefault(key, time)
    if not signed_at:
        raise LogError("no known key has signed this note")
    return OpenedNote(parsed.text, signed_at)
