"""Followers read the whole line, in order, each at its own pace."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from gongkai.journal import followers
from gongkai.journal.actors import SYSTEM
from gongkai.journal.followers import Follower, follow, follow_all
from gongkai.journal.models import Bookmark, Entry
from gongkai.journal.queries import lags, story, waiting
from gongkai.journal.recording import operation, record
from gongkai.journal.sequencing import sequence
from gongkai.journal.tests.facts import RoadOpened, StoneLaid

pytestmark = pytest.mark.django_db


@operation
def lay(number: int) -> None:
    record(StoneLaid(number), about=f"wall:{number % 2}", actor=SYSTEM)


@pytest.fixture
def line(monkeypatch):
    """An empty register of followers."""
    registry: dict[str, Follower] = {}
    monkeypatch.setattr(followers, "FOLLOWERS", registry)
    monkeypatch.setattr("gongkai.journal.queries.FOLLOWERS", registry)
    return registry


def announce(line, name="mason", handle=None, **kwargs) -> list[int]:
    read: list[int] = []

    def note(entries):
        read.extend(entry.data["number"] for entry in entries)

    line[name] = Follower(name, handle or note, frozenset(), **kwargs)
    return read


@pytest.mark.parametrize("atomic", [True, False])
def test_a_follower_reads_everything_once_in_order(line, atomic):
    read = announce(line, atomic=atomic, batch=3)
    for number in range(10):
        lay(number)
    assert sequence() == 10
    while follow_all():
        pass
    assert read == list(range(10))
    assert not follow_all()


def test_entries_without_a_place_are_not_read_yet(line):
    read = announce(line)
    lay(1)
    assert waiting() == 1
    assert not follow_all()
    sequence()
    follow_all()
    assert read == [1]


def test_a_follower_of_rare_facts_moves_on_with_the_line(line):
    line["roads"] = Follower("roads", lambda entries: None, frozenset({RoadOpened.__name__}))
    for number in range(5):
        lay(number)
    sequence()
    follow_all()
    assert lags()[0].behind == 0


def test_one_that_fails_stops_itself_and_not_the_others(line):
    def fall(entries):
        raise ValueError("脚手架倒了")

    announce(line, "faller", handle=fall)
    read = announce(line, "mason")
    lay(1)
    sequence()
    follow_all()
    assert read == [1]
    fallen = {lag.follower: lag for lag in lags()}["faller"]
    assert fallen.behind == 1
    assert "脚手架倒了" in fallen.problem


def test_one_that_failed_is_tried_again_later_and_then_catches_up(line):
    broken = [True]
    read: list[int] = []

    def stumble(entries):
        if broken[0]:
            raise ValueError("once")
        read.extend(entry.data["number"] for entry in entries)

    announce(line, "stumbler", handle=stumble)
    lay(1)
    sequence()
    follow_all()
    broken[0] = False
    follow_all()
    assert read == []  # it rests a little first
    Bookmark.objects.update(moved_at=timezone.now() - timedelta(minutes=10))
    follow_all()
    assert read == [1]
    assert lags()[0].problem == ""


def test_what_an_atomic_follower_did_before_it_failed_is_undone(line):
    def half(entries):
        Bookmark.objects.create(follower="left behind")
        raise ValueError("half way")

    announce(line, "half", handle=half)
    lay(1)
    sequence()
    follow(line["half"])
    assert not Bookmark.objects.filter(follower="left behind").exists()


def test_the_story_of_one_thing_is_read_in_order():
    for number in range(4):
        lay(number)
    assert [entry.data["number"] for entry in story("wall:1")] == [1, 3]
    assert Entry.objects.count() == 4
