"""What becomes true of requests. Each fact is about a request (`foi:2026-00017`) or one of its
sub-matters (`foi:2026-00017/third-party/1`, `/other-body/1`, `/concerned-body/2`, `/unit/1`,
`/fee/1`). What happens to a sub-matter is recorded twice, about it and about its request, because
both may have clocks.

No name, address, question or opinion stands here: the journal is read by many. The legal day of a
fact is its entry's `on`, never the day on which somebody typed it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.journal.facts import Fact


@dataclass(frozen=True)
class RequestSubmitted(Fact):
    """It came in; the clock does not run yet (第三十一条)."""

    channel: str
    body: str
    requester_kind: str


@dataclass(frozen=True)
class RequestReceived(Fact):
    """The legal day of receipt is `on`: the day that 第三十一条 names for the channel."""

    channel: str


@dataclass(frozen=True)
class ReceiptCorrected(Fact):
    """The day of receipt had been entered wrongly; `on` is the right one."""

    wrong_on: date
    reason: str  # a code of the list "receipt-corrections"


@dataclass(frozen=True)
class RequestSplit(Fact):
    """One paper asked for several things (一事一申请); the parts run as requests of their own."""

    parts: tuple[str, ...]


@dataclass(frozen=True)
class RequestTransferred(Fact):
    """Before receipt was confirmed: it had been sent to the wrong body of this platform."""

    from_body: str
    to_body: str


@dataclass(frozen=True)
class LookUpCodeRenewed(Fact):
    """The requester had lost the look-up code; the old one opens nothing any more."""


@dataclass(frozen=True)
class RequestAssigned(Fact):
    unit: str
    handler: str


@dataclass(frozen=True)
class RequestFileAdded(Fact):
    sha256: str
    kind: str


@dataclass(frozen=True)
class ClarificationAsked(Fact):
    """补正: all points at once, with a reasonable deadline (第三十条)."""

    letter: str
    answer_by: date


@dataclass(frozen=True)
class ClarificationOffered(Fact):
    """The requester sent the clarification over the site; it is not confirmed yet."""


@dataclass(frozen=True)
class RequestClarified(Fact):
    """The corrected request was received on `on`; the reply clock starts anew."""


@dataclass(frozen=True)
class RequestAbandoned(Fact):
    """Not clarified, or not paid, in time and without good reason; no further handling."""

    why: str  # "not_clarified" or "not_paid"


@dataclass(frozen=True)
class RequestFoundClear(Fact):
    """Examined (审核, 第四十五条): it can be handled as it is, nobody needs to clarify."""


@dataclass(frozen=True)
class PartEnded(Fact):
    """About a sub-matter: its request ended, so that nobody waits for it any more."""


@dataclass(frozen=True)
class UnitAsked(Fact):
    """Joint handling inside: a unit is asked for its part."""

    unit: str
    serial: int


@dataclass(frozen=True)
class UnitReplied(Fact):
    unit: str
    serial: int


@dataclass(frozen=True)
class ThirdPartyAsked(Fact):
    letter: str
    serial: int


@dataclass(frozen=True)
class ThirdPartyLetterReceived(Fact):
    serial: int


@dataclass(frozen=True)
class ThirdPartyReplied(Fact):
    serial: int
    position: str


@dataclass(frozen=True)
class ThirdPartyDidNotReply(Fact):
    """Silence is neither consent nor objection: the organ decides by law (第三十二条)."""

    serial: int


@dataclass(frozen=True)
class ThirdPartyOverruled(Fact):
    """Disclosed in spite of its objection: withholding would greatly harm the public (第十五条).
    It is told in writing what is disclosed and why (第三十二条)."""

    letter: str
    serial: int


@dataclass(frozen=True)
class OtherBodyAsked(Fact):
    letter: str
    serial: int


@dataclass(frozen=True)
class OtherBodyLetterReceived(Fact):
    serial: int


@dataclass(frozen=True)
class OtherBodyReplied(Fact):
    serial: int
    position: str


@dataclass(frozen=True)
class OtherBodyDidNotReply(Fact):
    """A joint maker's silence is consent to disclosure (第三十四条)."""

    serial: int


@dataclass(frozen=True)
class DeadlineExtended(Fact):
    days: int
    decided_by: str  # a person's reference
    letter: str


@dataclass(frozen=True)
class ReasonsAsked(Fact):
    """Excessive in number or frequency: the requester is asked why (第三十五条)."""

    letter: str


@dataclass(frozen=True)
class ReasonsGiven(Fact):
    """The requester said why; what was said stands in the table."""


@dataclass(frozen=True)
class ReplyDelayed(Fact):
    """The reasons are good, but the limit does not do: told that the reply comes by `until`, which
    is then what is due (第三十五条)."""

    until: date
    letter: str


@dataclass(frozen=True)
class FeeNoticeIssued(Fact):
    letter: str
    standard: str
    yuan: int


@dataclass(frozen=True)
class FeeNoticeReceived(Fact):
    pass


@dataclass(frozen=True)
class FeeNoticeCancelled(Fact):
    """The notice was wrong, or the fee is not wanted any more: nothing is to be paid by it."""


@dataclass(frozen=True)
class FeePaid(Fact):
    yuan: int


@dataclass(frozen=True)
class AnswerDrafted(Fact):
    version: int
    kind: str
    content_hash: str


@dataclass(frozen=True)
class AnswerChanged(Fact):
    version: int
    revision: int
    kind: str
    content_hash: str


@dataclass(frozen=True)
class AnswerFileAdded(Fact):
    version: int
    sha256: str
    content_hash: str


@dataclass(frozen=True)
class AnswerFileRemoved(Fact):
    version: int
    sha256: str
    content_hash: str


@dataclass(frozen=True)
class CopyRedacted(Fact):
    """Parts of a file were removed for good before partial disclosure; both hashes stay."""

    version: int
    original_sha256: str
    redacted_sha256: str
    areas: int


@dataclass(frozen=True)
class AnswerTextSetAside(Fact):
    """Two people wrote at once; the text of the later one is kept beside."""

    version: int
    against_revision: int


@dataclass(frozen=True)
class AnswerTextSettled(Fact):
    version: int


@dataclass(frozen=True)
class AnswerDataConfirmed(Fact):
    """What looks like personal data may be given; the reason stands in the table."""

    version: int
    kind: str


@dataclass(frozen=True)
class AnswerSubmitted(Fact):
    version: int
    content_hash: str


@dataclass(frozen=True)
class AnswerApproved(Fact):
    version: int
    step: str
    opinion: int
    content_hash: str


@dataclass(frozen=True)
class AnswerReturned(Fact):
    version: int
    step: str
    opinion: int


@dataclass(frozen=True)
class AnswerRecalled(Fact):
    """Taken back to the draft by those who wrote it."""

    version: int


@dataclass(frozen=True)
class AnswerApprovalsVoided(Fact):
    """The content changed during review: what had been approved counts no more."""

    version: int
    steps: tuple[str, ...]


@dataclass(frozen=True)
class AnswerDropped(Fact):
    """The draft was given up; another may be begun."""

    version: int


@dataclass(frozen=True)
class RequestAnswered(Fact):
    """The answer was given on `on`: the reply clock stops."""

    version: int
    kind: str  # a code of rules/foi/answers.toml
    letter: str
    content_hash: str


@dataclass(frozen=True)
class AnswerServed(Fact):
    """The requester got it, on `on`; the time for remedies runs from here."""

    version: int
    way: str


@dataclass(frozen=True)
class RequestWithdrawn(Fact):
    by: str  # "requester"


@dataclass(frozen=True)
class RequestReopened(Fact):
    """An answer was annulled, or found wrong: the request is open again."""

    why: str  # "reconsideration", "litigation" or "own_correction"
    redo_by: date | None = None  # the day that the decision or judgment names


@dataclass(frozen=True)
class RequestArchived(Fact):
    retention: str


@dataclass(frozen=True)
class RemedyRecorded(Fact):
    """Reconsideration or lawsuit was begun; `on` is the day of filing."""

    kind: str
    serial: int


@dataclass(frozen=True)
class RemedyDecided(Fact):
    kind: str
    serial: int
    result: str


@dataclass(frozen=True)
class MadeProactive(Fact):
    """The answer interests everyone: a draft item was made of it (第四十四条)."""

    item: str


@dataclass(frozen=True)
class RequesterInformed(Fact):
    """A message went out by e-mail; it says the number and nothing else."""

    of: str  # the name of the fact that it tells


@dataclass(frozen=True)
class RequesterNotInformed(Fact):
    """A message could not be sent, and is given up: somebody should ring."""

    of: str
    tries: int


@dataclass(frozen=True)
class RequesterToldOtherwise(Fact):
    """What a message could not say was told in another way, on the fact's legal day."""

    of: str
    way: str  # a value of Message.ToldWay
