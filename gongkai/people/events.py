"""What happens to bodies, posts, people and accounts. References and dates; never a password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.journal.facts import Fact


@dataclass(frozen=True)
class BodyCreated(Fact):
    """A body was set up."""

    kind: str
    division: str


@dataclass(frozen=True)
class BodyChanged(Fact):
    """Fields of a body were changed; pages that show them are stale."""

    fields: tuple[str, ...]


@dataclass(frozen=True)
class BodyClosed(Fact):
    """A body exists no longer; `successor` is the body it was merged into, a code or nothing."""

    closed_on: date
    successor: str


@dataclass(frozen=True)
class UnitCreated(Fact):
    """A unit was set up in a body."""

    body: str


@dataclass(frozen=True)
class UnitChanged(Fact):
    """Fields of a unit were changed."""

    body: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class UnitClosed(Fact):
    """A unit exists no longer; `successor` is the unit that goes on with its work, if any."""

    body: str
    closed_on: date
    successor: str


@dataclass(frozen=True)
class PostCreated(Fact):
    """A post was set up in a unit."""

    unit: str


@dataclass(frozen=True)
class PostRenamed(Fact):
    """A post has another name."""

    unit: str


@dataclass(frozen=True)
class PostClosed(Fact):
    """A post exists no longer; nobody holds it."""

    unit: str
    closed_on: date


@dataclass(frozen=True)
class RightGranted(Fact):
    """A post may do something, or may do it further than before."""

    verb: str
    reach: str


@dataclass(frozen=True)
class RightWithdrawn(Fact):
    """A post may no longer do something."""

    verb: str


@dataclass(frozen=True)
class PersonCreated(Fact):
    """Someone has an account."""

    username: str


@dataclass(frozen=True)
class PersonRenamed(Fact):
    """Someone's name was corrected or changed."""

    username: str


@dataclass(frozen=True)
class TenureBegan(Fact):
    """Someone holds a post from a day on."""

    person: str
    post: str
    begins_on: date
    ends_on: date | None


@dataclass(frozen=True)
class TenureEnded(Fact):
    """The last day on which someone holds a post."""

    person: str
    post: str
    ends_on: date


@dataclass(frozen=True)
class TenureCancelled(Fact):
    """Someone will not hold the post after all; the tenure had not begun."""

    person: str
    post: str
    begins_on: date


@dataclass(frozen=True)
class DelegationGiven(Fact):
    """Someone lends the verbs of a post to a colleague, from one day to another."""

    delegation: int
    taker: str
    post: str
    begins_on: date
    ends_on: date


@dataclass(frozen=True)
class DelegationRevoked(Fact):
    """A delegation holds no longer, from this moment on."""

    delegation: int
    taker: str
    post: str


@dataclass(frozen=True)
class SignedIn(Fact):
    """Someone signed in, with the password alone or with a code besides."""

    two_step: bool


@dataclass(frozen=True)
class SignInFailed(Fact):
    """A wrong password or code for an account; `failures` in a row. What was typed is not kept."""

    step: str  # password or code
    failures: int


@dataclass(frozen=True)
class AccountLocked(Fact):
    """Too many failures in a row: nobody signs in to the account until then."""

    until: datetime


@dataclass(frozen=True)
class AccountUnlocked(Fact):
    """Someone ended the lock early."""


@dataclass(frozen=True)
class SignedOut(Fact):
    """Someone signed out."""


@dataclass(frozen=True)
class PasswordChanged(Fact):
    """Someone changed their own password."""


@dataclass(frozen=True)
class PasswordReset(Fact):
    """Someone gave the account a new password, to be changed at the next sign-in."""


@dataclass(frozen=True)
class TwoStepSetUp(Fact):
    """From now on signing in needs a code besides the password."""


@dataclass(frozen=True)
class TwoStepRemoved(Fact):
    """Signing in needs the password only; by the person, or by someone after a lost device."""


@dataclass(frozen=True)
class AccountClosed(Fact):
    """Nobody signs in to the account any more; its tenures and delegations are over."""

    tenures_ended: int
    delegations_revoked: int


@dataclass(frozen=True)
class AccountReopened(Fact):
    """The account may be used again; it holds no post until one is given."""
