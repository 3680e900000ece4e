"""What becomes true of a file. Hashes, sizes and codes only: no name, no text."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.journal.facts import Fact


@dataclass(frozen=True)
class FileReceived(Fact):
    """Somebody handed in this content; it is in quarantine, or was known already."""

    sha256: str
    size: int  # bytes
    media_type: str


@dataclass(frozen=True)
class FileAccepted(Fact):
    """It was looked at and may stay; `hidden` counts what its author has to take out."""

    sha256: str
    hidden: int


@dataclass(frozen=True)
class FileRefused(Fact):
    """It was looked at and may not be used; `reasons` counts the sentences."""

    sha256: str
    reasons: int


@dataclass(frozen=True)
class FileDestroyed(Fact):
    """The original and all that was derived from it is gone for good."""

    sha256: str
    ground: str  # a code
