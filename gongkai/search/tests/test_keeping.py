"""Indexes follow the journal by their own bookmark, and are built anew while the old ones serve."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import pytest

from gongkai.journal.actors import SYSTEM
from gongkai.journal.facts import Fact
from gongkai.journal.models import Bookmark
from gongkai.journal.recording import operation, record
from gongkai.journal.sequencing import sequence
from gongkai.journal.testing import catch_up
from gongkai.search import keeping, places, rebuilding
from gongkai.search.asking import Asked, NotBuilt, search
from gongkai.search.checking import check
from gongkai.search.readers import reader_for
from gongkai.search.registry import Audience
from gongkai.search.testing import Shelf, build, only

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class BookShelved(Fact):
    """A test thing changed."""


@dataclass(frozen=True)
class BookBurnt(Fact):
    """A test thing was destroyed."""


@operation
def tell(fact: Fact, about: str) -> None:
    record(fact, about=about, actor=SYSTEM)


@pytest.fixture
def shelf():
    shelf = Shelf("book", BookShelved, BookBurnt, destroyed=[BookBurnt])
    with only(shelf.kind):
        yield shelf


def hits(words: str) -> list[str]:
    return [hit.reference for hit in search(Asked(words)).hits]


def files_hold(text: bytes) -> bool:
    return any(text in file.read_bytes() for file in places.root().rglob("*") if file.is_file())


def test_without_an_index_nothing_is_kept_and_the_question_says_so(shelf):
    about = shelf.put(1, "县志")
    tell(BookShelved(), about)
    catch_up()
    with pytest.raises(NotBuilt):
        search(Asked("县志"))
    assert rebuilding.is_wanted()


def test_a_change_is_found_after_the_worker_has_read_it(shelf):
    build()
    about = shelf.put(1, "名川县志")
    tell(BookShelved(), about)
    assert hits("县志") == []
    catch_up()
    assert hits("县志") == [about]
    del shelf.things[about]
    tell(BookShelved(), about)
    catch_up()
    assert search(Asked("县志")).total == 0


def test_what_may_not_be_seen_any_more_is_gone_before_the_index_has_heard_of_it(shelf):
    about = shelf.put(1, "名川县志")
    build()
    shelf.hidden.add(about)
    assert hits("县志") == []


def test_a_bookmark_of_its_own_lets_an_index_that_was_away_catch_up(shelf):
    build()
    tell(BookShelved(), shelf.put(1, "名川县志"))
    sequence()
    # The table of bookmarks says that all was read: by another node's index.
    Bookmark.objects.update_or_create(follower="search", defaults={"seq": 10_000})
    assert keeping.freshen() > 0
    assert hits("县志") == ["book:000001"]
    assert keeping.freshen() == 0


def test_what_was_not_committed_is_read_again(shelf, monkeypatch):
    build()
    tell(BookShelved(), shelf.put(1, "名川县志"))
    sequence()
    with monkeypatch.context() as patched:
        patched.setattr(keeping, "destroys", _fail)
        with pytest.raises(RuntimeError):
            keeping.freshen()
    assert hits("县志") == []
    keeping.freshen()
    assert hits("县志") == ["book:000001"]


def _fail(*_):
    raise RuntimeError


def test_the_old_index_serves_until_the_new_one_is_whole(shelf):
    shelf.put(1, "名川县志")
    build()
    old = places.current(Audience.PUBLIC)
    shelf.put(2, "名川县志续编")
    run = rebuilding._in_background()
    next(run)
    assert hits("县志") == ["book:000001"]
    for _ in run:
        pass
    assert sorted(hits("县志")) == ["book:000001", "book:000002"]
    assert places.current(Audience.PUBLIC) != old
    assert old is not None and not old.exists()


def test_facts_recorded_while_it_is_built_are_in_the_new_one(shelf, monkeypatch):
    monkeypatch.setattr(rebuilding, "CHUNK", 1)
    for number in range(1, 4):
        shelf.put(number, f"名川县志卷{number}")
    run = rebuilding._in_background()
    next(run)
    next(run)  # the first is filed
    tell(BookShelved(), shelf.put(1, "改名通鉴"))
    sequence()
    for _ in run:
        pass
    assert hits("通鉴") == ["book:000001"]
    assert "book:000001" not in hits("县志")


def test_an_interrupted_build_goes_on_where_it_was(shelf, monkeypatch):
    monkeypatch.setattr(rebuilding, "CHUNK", 2)
    monkeypatch.setattr(rebuilding, "COMMIT_EVERY", 2)
    for number in range(1, 8):
        shelf.put(number, f"名川县志卷{number}")
    run = rebuilding._in_background()
    for done, _ in run:
        if done >= 4:
            break
    run.close()  # killed: the finally of the generator lets go of the folder
    asked = []
    following = shelf.kind.following
    object.__setattr__(
        shelf.kind, "following", lambda after, most: asked.append(after) or following(after, most)
    )
    build()
    assert asked[0] == "book:000004"
    assert search(Asked("县志")).total == 7


def test_after_a_destruction_no_file_holds_the_words(shelf):
    about = shelf.put(1, "名川县志", text="secretword 天机不可泄露")
    shelf.put(2, "另一本县志")
    build()
    assert files_hold(b"secretword")
    del shelf.things[about]
    tell(BookBurnt(), about)
    catch_up()
    assert search(Asked("天机")).total == 0
    assert rebuilding.is_wanted()
    build()
    assert not rebuilding.is_wanted()
    assert not files_hold(b"secretword")
    assert not files_hold("天机".encode())
    assert hits("县志") == ["book:000002"]


def test_the_worker_builds_by_slices_what_is_missing(shelf, monkeypatch):
    shelf.put(1, "名川县志")
    monkeypatch.setattr(rebuilding, "_asked_at", [-10.0])
    while rebuilding.is_wanted():
        rebuilding.rebuild_in_background()
    assert hits("县志") == ["book:000001"]


def test_only_the_owner_reads_the_folder(shelf):
    build()
    assert places.root().stat().st_mode & 0o077 == 0
    assert reader_for(Audience.DESK).size() == 0


def test_a_check_tells_what_is_missing_and_how_far_the_index_is_behind(shelf):
    assert check() == []  # none was built yet: the worker will
    about = shelf.put(1, "名川县志")
    build()
    assert check() == []
    shelf.put(2, "没有记录的变动")
    assert check() == [
        "搜索索引中“book类”有 1 条，应有 2 条；可以运行 gongkai search rebuild 重建。"
    ]
    tell(BookShelved(), about)
    sequence()
    assert check()[0].startswith("搜索索引落后 1 条记录")


def test_a_node_without_the_worker_follows_and_builds(shelf, monkeypatch):
    monkeypatch.setattr(rebuilding, "_asked_at", [-10.0])
    shelf.put(1, "名川县志")

    class Stop(threading.Event):
        """Set after a few rounds."""

        def wait(self, timeout: float | None = None) -> bool:
            if places.current(Audience.DESK):
                self.set()
            return self.is_set()

    keeping.follow_until(Stop())
    assert hits("县志") == ["book:000001"]
