"""What happens to the site. Codes and the names of fields, never what they say."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.journal.facts import Fact


@dataclass(frozen=True)
class SiteOpened(Fact):
    """The site has its identity and its first columns."""

    columns: tuple[str, ...]


@dataclass(frozen=True)
class SiteChanged(Fact):
    """Head or foot of every page, or the introduction of the home page, says something else."""

    fields: tuple[str, ...]


@dataclass(frozen=True)
class ColumnAdded(Fact):
    """There is another column; `about` is `column:<code>`."""

    kind: str


@dataclass(frozen=True)
class ColumnChanged(Fact):
    """A column looks or stands otherwise."""

    fields: tuple[str, ...]


@dataclass(frozen=True)
class ColumnRemoved(Fact):
    """A column on which nothing ever stood was taken away."""


@dataclass(frozen=True)
class TopicAdded(Fact):
    """A topic was opened; `about` is `topic:<code>`."""


@dataclass(frozen=True)
class TopicChanged(Fact):
    """A topic says something else, or was archived (`closed_on`)."""

    fields: tuple[str, ...]


@dataclass(frozen=True)
class GuideChanged(Fact):
    """The disclosure guide of a body says something else; `about` is `body:<code>`."""

    fields: tuple[str, ...]
