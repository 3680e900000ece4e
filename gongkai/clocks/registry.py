"""Where domains announce which of their things have a clock, in the `ready` of their `apps.py`.

    announce(ClockKind(
        rule="foi.reply", pattern=r"foi:\\d{4}-\\d{5}", owner=owner_of,
        owner_facts=("RequestAssigned",), label="答复申请", link=link_of, titles=titles_of,
    ))
    announce(ClockKind(
        rule="foi.third_party", pattern=r"foi:\\d{4}-\\d{5}/third-party/\\d+", owner=owner_of_part,
        reads=lambda about: (about, matter_of(about)), label="第三方提出意见",
    ))

The facts that a clock reads are the journal's entries about its reference whose names the rule
knows. What the entries must carry: `on` is the legal date (that of a correction is the right date),
unless the kind says in which field of the fact it stands (`dated_by`); the fact that extends has a
field `days`, the one that delays a field `until`; under a rule in hours a fact has a field `at`, a
moment, or else was recorded on its legal date, and then the moment of recording counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gongkai.kernel.clock import Length, Rule, builtin_rules

if TYPE_CHECKING:
    from gongkai.people.queries import Viewer


@dataclass(frozen=True)
class Owner:
    """Who answers for the deadline: keys of a unit (None until one is assigned) and of a body."""

    unit_id: int | None
    body_id: int | None


@dataclass(frozen=True)
class OwnTerm:
    """How long a thing has by what governs it alone, where another law than the rule's says so.

    No length: nothing is due by a number of days, so there is no clock. `article` is named beside
    that of the rule, which lets the other law go first.
    """

    length: Length | None
    article: str = ""

    def governs(self, rule: Rule) -> Rule:
        """The rule with this length in place of its own; only where there is one."""
        assert self.length is not None
        article = f"{rule.article}、{self.article}" if self.article else rule.article
        return replace(rule, length=self.length, article=article)


def only_itself(about: str) -> Sequence[str]:
    """A clock that reads the facts about its own reference only."""
    return (about,)


@dataclass(frozen=True)
class ClockKind:
    """One rule for references of one make. The pairs of rule and pattern must not overlap."""

    rule: str  # a code of rules/clocks/*.toml, in all its versions
    pattern: str  # matches the whole reference
    owner: Callable[[str], Owner]
    label: str = ""  # on the board; empty: the name of the rule
    near_days: int = 3  # so many working days before the due date it is near
    near_hours: int = 1  # the same for rules in hours
    owner_facts: tuple[str, ...] = ()  # facts about it or its matter that change its owner
    # The references whose facts it reads: a request also those about its third parties, a third
    # party also those about its request. All of them belong to one matter (`matter_of`).
    reads: Callable[[str], Sequence[str]] = only_itself
    # Facts whose legal date is not the entry's: by name, the field in which it stands.
    dated_by: Mapping[str, str] = field(default_factory=dict)
    # Terms of their own, for many at once (法律、法规另有规定的，从其规定); a reference that is not
    # in the answer keeps the rule's. When they change, tell `keeping.read_anew`.
    terms: Callable[[Sequence[str]], Mapping[str, OwnTerm]] | None = None
    link: Callable[[str], str] | None = None  # where it is handled; asks no database
    # Who may see the clock beside those who answer for it and their supervisors: asked for the
    # page that explains it.
    seen_by: Callable[[Viewer, str], bool] | None = None
    title: Callable[[str], str] | None = None
    # The same for many at once, so that lists cost one query.
    titles: Callable[[Sequence[str]], Mapping[str, str]] | None = None
    owners: Callable[[Sequence[str]], Mapping[str, Owner]] | None = None
    _matches: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_matches", re.compile(self.pattern))

    def claims(self, about: str) -> bool:
        """Whether the rule counts for this reference."""
        return self._matches.fullmatch(about) is not None

    @property
    def name(self) -> str:
        """What is due, for people: 答复政府信息公开申请."""
        return self.label or versions_of(self.rule)[-1].name


KINDS: list[ClockKind] = []


@dataclass(frozen=True)
class Beside:
    """A page of dates that are no clocks, to which the board leads."""

    words: str
    url: Callable[[], str]


BESIDE: list[Beside] = []


def announce_beside(page: Beside) -> None:
    """Announce a page to which the board leads."""
    BESIDE.append(page)


def announce(kind: ClockKind) -> None:
    """Announce a kind. Raise `ClockError` if there is no such rule; twice the same is a mistake."""
    versions_of(kind.rule)
    if any((one.rule, one.pattern) == (kind.rule, kind.pattern) for one in KINDS):
        raise ValueError(f"{kind.rule} is announced already for {kind.pattern}")
    KINDS.append(kind)


def kinds_of(about: str) -> Iterator[ClockKind]:
    """The kinds that claim a reference."""
    return (kind for kind in KINDS if kind.claims(about))


def kind_of(about: str, rule: str) -> ClockKind | None:
    """The kind that claims the reference for this rule; None if its domain is not installed."""
    return next((kind for kind in kinds_of(about) if kind.rule == rule), None)


def terms_of(kind: ClockKind | None, abouts: Sequence[str]) -> Mapping[str, OwnTerm]:
    """The terms of their own that references of a kind have."""
    return kind.terms(abouts) if kind and kind.terms else {}


def matter_of(about: str) -> str:
    """The matter that a reference is part of: of `foi:2026-00017/fee/1` it is `foi:2026-00017`."""
    return about.partition("/")[0]


def versions_of(rule: str) -> list[Rule]:
    """All versions of a rule, oldest first."""
    return builtin_rules().versions(rule)


def names_read(rule: str) -> frozenset[str]:
    """The names of all facts that any version of the rule knows."""
    return frozenset(name for version in versions_of(rule) for name in version.roles)


def names_that_start(rule: str) -> frozenset[str]:
    """The names of the facts from which the rule counts."""
    return frozenset(name for version in versions_of(rule) for name in version.starts)


def concerns_clocks(name: str) -> bool:
    """Whether a fact of this name may change a clock that somebody announced."""
    return any(name in names_read(kind.rule) or name in kind.owner_facts for kind in KINDS)
