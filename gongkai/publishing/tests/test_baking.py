"""What the public sees after facts were recorded."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from gongkai.journal.testing import catch_up
from gongkai.publishing import files
from gongkai.publishing.baking import bake
from gongkai.publishing.following import bake_failed_pages
from gongkai.publishing.models import BakedPage, FailedPage, Rebuild
from gongkai.publishing.queries import baked_under
from gongkai.publishing.registry import KINDS
from gongkai.publishing.tests.conftest import Notes, change

pytestmark = pytest.mark.django_db

LONG = "公开" * 600


def public(path: str) -> Path:
    return files.location(path)


def test_a_new_page_and_its_list_appear(notes: Notes) -> None:
    notes.texts["开放日"] = "五月八日"
    change("开放日")
    catch_up()
    assert public("/notes/开放日/index.html").read_text() == "五月八日"
    assert public("/notes/index.html").read_text() == "开放日"
    assert baked_under("/notes/") == ["/notes/index.html", "/notes/开放日/index.html"]


def test_a_page_touched_by_many_facts_is_rendered_once(notes: Notes) -> None:
    notes.texts |= {"a": "1", "b": "2", "c": "3"}
    change("a", "b", "c", "a")
    catch_up()
    assert sorted(notes.rendered) == [
        "/notes/a/index.html",
        "/notes/b/index.html",
        "/notes/c/index.html",
        "/notes/index.html",
    ]


def test_an_unchanged_page_is_not_written_again(notes: Notes) -> None:
    notes.texts["a"] = "1"
    change("a")
    catch_up()
    before = public("/notes/a/index.html").stat()
    change("a")
    catch_up()
    assert public("/notes/a/index.html").stat().st_ino == before.st_ino
    assert public("/notes/a/index.html").stat().st_mtime_ns == before.st_mtime_ns


def test_a_page_that_somebody_deleted_comes_back_even_if_unchanged(notes: Notes) -> None:
    notes.texts["a"] = "1"
    change("a")
    catch_up()
    public("/notes/a/index.html").unlink()
    change("a")
    catch_up()
    assert public("/notes/a/index.html").read_text() == "1"


def test_longer_texts_have_a_compressed_copy_of_the_same_age(notes: Notes) -> None:
    notes.texts["a"] = LONG
    change("a")
    catch_up()
    page, copy = public("/notes/a/index.html"), public("/notes/a/index.html.gz")
    assert gzip.decompress(copy.read_bytes()).decode() == LONG
    assert copy.stat().st_mtime_ns == page.stat().st_mtime_ns
    assert not public("/notes/index.html.gz").exists()


def test_a_page_that_became_short_loses_its_compressed_copy(notes: Notes) -> None:
    notes.texts["a"] = LONG
    change("a")
    catch_up()
    notes.texts["a"] = "短"
    change("a")
    catch_up()
    assert public("/notes/a/index.html").read_text() == "短"
    assert not public("/notes/a/index.html.gz").exists()


def test_what_must_not_exist_is_removed_with_its_copy_row_and_folder(notes: Notes) -> None:
    notes.texts["a"] = LONG
    change("a")
    catch_up()
    del notes.texts["a"]
    change("a")
    catch_up()
    assert not public("/notes/a/index.html").parent.exists()
    assert public("/notes/index.html").exists()
    assert baked_under("/notes/a/") == []


def test_one_page_that_cannot_be_rendered_does_not_stop_the_others(notes: Notes) -> None:
    notes.texts |= {"a": "1", "b": "2"}
    notes.broken.add("a")
    change("a", "b")
    catch_up()
    assert public("/notes/b/index.html").read_text() == "2"
    failed = FailedPage.objects.get()
    assert failed.path == "/notes/a/index.html"
    assert failed.problem.startswith("KeyError")


# The first has few characters and more bytes than a file system takes.
@pytest.mark.parametrize("name", ["𠮷" * 70, ".隐藏", "a\\b"])
def test_a_page_with_an_impossible_name_does_not_stop_the_others(notes: Notes, name: str) -> None:
    notes.texts |= {name: "1", "b": "2"}
    change(name, "b")
    catch_up()
    assert public("/notes/b/index.html").read_text() == "2"
    assert FailedPage.objects.get().problem.startswith("ValueError")


def test_a_failed_page_is_baked_once_the_mistake_is_mended(notes: Notes) -> None:
    notes.texts["a"] = "1"
    notes.broken.add("a")
    change("a")
    catch_up()
    notes.broken.clear()
    assert bake_failed_pages().written == 1
    assert public("/notes/a/index.html").read_text() == "1"
    assert not FailedPage.objects.exists()


def test_a_full_disk_leaves_the_old_pages_and_is_tried_again(
    notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes.texts["a"] = "旧"
    change("a")
    catch_up()
    notes.texts["a"] = "新"
    kind = KINDS["tests.note"]

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(files.Writing, "_flush", full)
        with pytest.raises(OSError, match="No space"):
            bake([(kind, "/notes/a/index.html")])
    assert public("/notes/a/index.html").read_text() == "旧"
    assert not [path for path, _ in files.everything() if path.endswith(files.TEMPORARY)]
    bake([(kind, "/notes/a/index.html")])
    assert public("/notes/a/index.html").read_text() == "新"


def test_the_row_remembers_hash_and_size_of_what_stands(notes: Notes) -> None:
    notes.texts["a"] = "五月"
    change("a")
    catch_up()
    row = BakedPage.objects.get(path="/notes/a/index.html")
    assert (row.source, row.size) == ("tests.note", 6)
    assert len(row.sha256) == 64


def test_a_changed_navigation_asks_for_a_rebuild_once(notes: Notes) -> None:
    notes.texts["a"] = "1"
    change("a")
    catch_up()
    assert Rebuild.objects.count() == 1  # the first ever
    change("a")
    catch_up()
    assert Rebuild.objects.count() == 1
    notes.frame = notes.frame.__class__("清河县人民政府", icp="X")
    change("a")
    catch_up()
    assert [row.reason for row in Rebuild.objects.order_by("pk")] == ["首次生成", "页面框架有变动"]


@pytest.mark.parametrize(
    "path", ["notes/a", "/../a", "/a/../b", "/a//b", "/.hidden", "/a\\b", "/", "/a/", "/a\0b"]
)
def test_a_path_that_could_lead_elsewhere_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="public file"):
        files.location(path)


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("关于开放日的通知.pdf", "关于开放日的通知.pdf"),
        ("a/b\\c:d.docx", "a_b_c_d.docx"),
        ("..隐藏.txt", "隐藏.txt"),
        ("", "_"),
        ("公" * 100 + ".pdf", "公" * 65 + ".pdf"),
        ("没有扩展名", "没有扩展名"),
    ],
)
def test_names_given_by_people_become_file_names(given: str, made: str) -> None:
    assert files.safe_file_name(given) == made
    assert len(made.encode()) <= 200
    files.location(f"/items/files/{made}")
