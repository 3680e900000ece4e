"""Everything anew, in the background or by command, and the comparison that proves it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.utils import timezone

from gongkai.journal.testing import catch_up
from gongkai.publishing import checking, files, rebuilding
from gongkai.publishing.checking import check
from gongkai.publishing.models import BakedPage, Rebuild
from gongkai.publishing.rebuilding import rebuild, rebuild_in_background, request_rebuild
from gongkai.publishing.registry import KINDS, PageKind
from gongkai.publishing.tests.conftest import Notes, change

pytestmark = pytest.mark.django_db


@pytest.fixture
def baked(notes: Notes) -> Notes:
    notes.texts |= {"a": "公开" * 600, "b": "2"}
    rebuild()
    return notes


def kinds_of(differences: list[checking.Difference]) -> list[tuple[str, str]]:
    return [(one.path, one.kind) for one in differences]


def test_a_rebuild_makes_everything_and_says_how_far_it_is(notes: Notes) -> None:
    notes.texts |= {str(number): "x" for number in range(250)}
    told: list[tuple[int, int]] = []
    result = rebuild(progress=lambda done, total: told.append((done, total)))
    assert result.written == 251
    assert told[0] == (100, 251)
    assert told[-1] == (251, 251)
    assert check() == []


def test_no_page_is_baked_while_the_paths_are_still_being_read(
    notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes.texts |= {str(number): "x" for number in range(250)}
    reading: list[bool] = []

    def all_paths() -> Iterator[str]:
        reading.append(True)
        yield from Notes.all_paths(notes)
        reading.clear()

    def render(path: str) -> bytes | None:
        assert not reading
        return Notes.render(notes, path)

    kind = PageKind("tests.note", notes.paths_for, all_paths, render)
    monkeypatch.setitem(KINDS, "tests.note", kind)
    assert rebuild().written == 251


def test_a_second_rebuild_writes_nothing(baked: Notes) -> None:
    result = rebuild()
    assert (result.written, result.unchanged, result.removed) == (0, 3, 0)


def test_an_interrupted_rebuild_goes_on_where_it_stopped(notes: Notes) -> None:
    notes.texts |= {str(number): "x" for number in range(250)}

    class PowerCutError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise PowerCutError

    with pytest.raises(PowerCutError):
        rebuild(progress=stop)
    notes.rendered.clear()
    rebuild()
    assert len(notes.rendered) == 151
    assert check() == []
    assert Rebuild.objects.count() == 1


def test_a_rebuild_removes_what_nobody_declares(baked: Notes) -> None:
    del baked.texts["a"]
    stray = files.location("/old/index.html")
    half = files.root() / "notes" / ".abc.1.tmp"
    stray.parent.mkdir()
    for file in (stray, half):
        file.write_text("x")
    rebuild()
    assert sorted(path for path, _ in files.everything()) == [
        "/notes/b/index.html",
        "/notes/index.html",
    ]
    assert not stray.parent.exists()
    assert check() == []


def test_what_is_baked_while_orphans_are_looked_for_is_none(
    baked: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    stray = files.location("/new/index.html")
    stray.parent.mkdir()
    stray.write_text("x")
    looked = rebuilding._without_row

    def looked_at_twice(paths: Iterable[str]) -> list[str]:
        found = list(looked(paths))
        if found:  # between the two looks the follower writes the row
            BakedPage.objects.get_or_create(
                path="/new/index.html",
                defaults={
                    "source": "x",
                    "sha256": "0",
                    "size": 1,
                    "baked_at": timezone.now(),
                    "checked_at": timezone.now(),
                },
            )
        return found

    monkeypatch.setattr(rebuilding, "_without_row", looked_at_twice)
    rebuild()
    assert stray.exists()


def test_the_background_rebuild_does_a_little_at_a_time(
    notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes.texts |= {str(number): "x" for number in range(50)}
    monkeypatch.setattr(rebuilding, "SLICE", rebuilding.timedelta(seconds=-1))
    request_rebuild("试验")
    rebuild_in_background()
    assert BakedPage.objects.count() == rebuilding.BACKGROUND_CHUNK
    change("7")  # a new fact is not kept waiting until the end
    notes.texts["7"] = "新"
    catch_up()
    assert files.location("/notes/7/index.html").read_text() == "新"
    for _ in range(4):
        rebuild_in_background()
    assert Rebuild.objects.latest("pk").finished_at is not None
    assert check() == []


def test_a_newer_request_supersedes_a_running_one(
    notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes.texts |= {str(number): "x" for number in range(250)}
    monkeypatch.setattr(rebuilding, "SLICE", rebuilding.timedelta(seconds=-1))
    request_rebuild("旧")
    rebuild_in_background()
    row = request_rebuild("新")
    notes.rendered.clear()
    for _ in range(15):
        rebuild_in_background()
    assert len(notes.rendered) == 251
    row.refresh_from_db()
    assert row.finished_at is not None


def test_the_check_finds_a_page_that_is_missing(baked: Notes) -> None:
    files.location("/notes/b/index.html").unlink()
    assert kinds_of(check()) == [("/notes/b/index.html", "missing")]


def test_the_check_finds_a_page_that_was_tampered_with(baked: Notes) -> None:
    files.location("/notes/b/index.html").write_text("3")
    assert kinds_of(check()) == [("/notes/b/index.html", "tampered")]


def test_the_check_finds_a_compressed_copy_that_says_something_else(baked: Notes) -> None:
    files.location("/notes/a/index.html.gz").write_bytes(b"no gzip at all")
    assert kinds_of(check()) == [("/notes/a/index.html.gz", "tampered")]


def test_the_check_finds_a_page_that_is_out_of_date(baked: Notes) -> None:
    baked.texts["b"] = "今天"
    assert kinds_of(check()) == [("/notes/b/index.html", "different")]


def test_the_check_finds_what_should_not_be_public(baked: Notes) -> None:
    files.location("/notes/secret.html").write_text("x")
    (files.root() / ".abc.1.tmp").write_text("x")
    BakedPage.objects.filter(path="/notes/b/index.html").update(path="/gone/index.html")
    found = kinds_of(check())
    assert ("/notes/secret.html", "orphaned") in found
    assert ("/.abc.1.tmp", "half_written") in found
    assert ("/gone/index.html", "orphaned") in found


def test_a_rebuild_mends_everything_the_check_found(baked: Notes) -> None:
    files.location("/notes/b/index.html").unlink()
    files.location("/notes/a/index.html.gz").unlink()
    stray = files.location("/notes/secret.html")
    stray.write_text("x")
    rebuild()
    assert check() == []


HOLDER = """
import fcntl, sys
file = open(sys.argv[1], "a")
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.readline()
"""


def test_the_background_lets_the_command_work_alone(baked: Notes, tmp_path: Path) -> None:
    row = request_rebuild("试验")
    lock = str(tmp_path / "publishing.rebuild")
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, lock],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout
        assert other.stdin
        assert other.stdout.readline() == "held\n"
        rebuild_in_background()
        row.refresh_from_db()
        assert row.total is None
        other.stdin.write("\n")
