"""What becomes true of items. Each fact is about an item (`item:2026-00017`).

No titles, texts or opinions here: an erased item must leave no word of itself in the journal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.journal.facts import Fact


@dataclass(frozen=True)
class ItemDrafted(Fact):
    """`formed_on`: when the information was formed, from which 条例 第二十六条 counts."""

    version: int
    duty: str
    content_hash: str
    formed_on: date


@dataclass(frozen=True)
class ItemPlaced(Fact):
    """A draft was put under another duty, or its day of formation was mended."""

    duty: str
    formed_on: date


@dataclass(frozen=True)
class VersionChanged(Fact):
    version: int
    revision: int
    content_hash: str


@dataclass(frozen=True)
class ApprovalsVoided(Fact):
    """Someone edited what others had approved; the steps begin again."""

    version: int
    steps: tuple[str, ...]


@dataclass(frozen=True)
class TextSetAside(Fact):
    """Two people edited at once; the later text is kept beside."""

    version: int
    against_revision: int


@dataclass(frozen=True)
class TextSettled(Fact):
    version: int


@dataclass(frozen=True)
class AttachmentAdded(Fact):
    version: int
    sha256: str
    content_hash: str


@dataclass(frozen=True)
class AttachmentRemoved(Fact):
    version: int
    sha256: str
    content_hash: str


@dataclass(frozen=True)
class AttachmentsArranged(Fact):
    """Names or order of the files changed."""

    version: int
    content_hash: str


@dataclass(frozen=True)
class PersonalDataMasked(Fact):
    version: int
    kinds: tuple[str, ...]
    content_hash: str


@dataclass(frozen=True)
class PersonalDataConfirmed(Fact):
    """The author says that something that looks like personal data may stay, and why."""

    version: int
    kind: str


@dataclass(frozen=True)
class VersionSubmitted(Fact):
    version: int
    content_hash: str


@dataclass(frozen=True)
class VersionRecalled(Fact):
    version: int


@dataclass(frozen=True)
class StepApproved(Fact):
    version: int
    step: str
    opinion: int
    content_hash: str


@dataclass(frozen=True)
class VersionReturned(Fact):
    version: int
    step: str
    opinion: int


@dataclass(frozen=True)
class VersionAbandoned(Fact):
    version: int


@dataclass(frozen=True)
class ReleaseAppointed(Fact):
    version: int
    at: datetime | None  # None: the appointment was cancelled


@dataclass(frozen=True)
class ItemReleased(Fact):
    """The item is public for the first time."""

    version: int
    index_number: str
    content_hash: str
    urgent: bool


@dataclass(frozen=True)
class ItemCorrected(Fact):
    """A later version took the place of the released one."""

    version: int
    previous: int
    content_hash: str
    urgent: bool
    left: tuple[str, ...] = ()  # keys of list pages on which it stood and stands no more


@dataclass(frozen=True)
class UrgentReleaseReviewed(Fact):
    version: int
    opinion: int
    approved: bool


@dataclass(frozen=True)
class CorrectionStarted(Fact):
    version: int
    previous: int


@dataclass(frozen=True)
class ItemWithdrawn(Fact):
    version: int
    ground: str


@dataclass(frozen=True)
class ItemRestored(Fact):
    version: int


@dataclass(frozen=True)
class ItemErased(Fact):
    """The item is out of sight; what it said is sealed, and destroyed once the log says so."""

    ground: str
    content_hashes: tuple[str, ...]  # of what is destroyed
    versions: tuple[int, ...] = ()  # those that were public
    decision: str = ""  # document number of the decision


@dataclass(frozen=True)
class OlderVersionsErased(Fact):
    """What these earlier public versions said is sealed and goes; the newest stays public."""

    versions: tuple[int, ...]
    ground: str
    content_hashes: tuple[str, ...]
    decision: str = ""


@dataclass(frozen=True)
class ContentDestroyed(Fact):
    """The erasure is in the log; content, salts and files of these versions are no more."""

    versions: tuple[int, ...]
    parts: int


@dataclass(frozen=True)
class LegacyFileImported(Fact):
    """A table of legacy items was taken over on the desk, for a unit; the same one not twice."""

    unit: str
    items: int


@dataclass(frozen=True)
class ItemImported(Fact):
    """A legacy item, public before this platform, was taken over as it stood."""

    version: int
    index_number: str
    content_hash: str
