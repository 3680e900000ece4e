"""Destruction leaves the hash and the fact; a rollback brings the file back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from gongkai.files.models import StoredFile
from gongkai.files.operations import destroy, receive, release_path
from gongkai.files.queries import (
    hidden_content,
    path_of,
    reasons_not_to_release,
    text_of,
    text_parts,
)
from gongkai.files.tests import samples
from gongkai.journal.actors import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused
from gongkai.journal.testing import catch_up

pytestmark = pytest.mark.django_db

SECRET = "不应公开的文字"


def secret_file() -> StoredFile:
    data = samples.word_with(
        f'<w:p><w:del w:id="1" w:author="x"><w:r><w:delText>{SECRET}</w:delText></w:r></w:del>'
        f"<w:r><w:t>{SECRET}</w:t></w:r></w:p>"
    )
    return receive(data, name="通知.docx", actor=SYSTEM)


def all_files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_after_destruction_nothing_is_left_on_disk_and_in_the_row(settings: Any) -> None:
    stored = secret_file()
    assert SECRET in text_of(stored)
    assert hidden_content(stored)
    assert len(all_files(settings.FILES_ROOT)) == 3  # original, release copy, text
    gone = destroy(stored, actor=SYSTEM, ground="privacy")
    assert not release_file_exists(stored)
    with pytest.raises(FileNotFoundError):
        path_of(gone)
    catch_up()
    assert all_files(settings.FILES_ROOT) == []
    row = StoredFile.objects.filter(pk=stored.pk).values().get()
    assert SECRET not in str(row)
    assert row["status"] == "destroyed"
    assert row["sha256"] == stored.sha256
    assert row["destroyed_at"]
    fact = Entry.objects.get(name="FileDestroyed")
    assert fact.data == {"sha256": stored.sha256, "ground": "privacy"}
    assert (text_of(gone), text_parts(gone), hidden_content(gone)) == ("", [], [])
    assert reasons_not_to_release(gone) == ["文件已销毁，不能发布。"]


def release_file_exists(stored: StoredFile) -> bool:
    try:
        return release_path(StoredFile.objects.get(pk=stored.pk)).exists()
    except Refused:
        return False


class Interrupted(Exception):  # noqa: N818
    pass


def test_a_destruction_that_is_rolled_back_loses_nothing() -> None:
    stored = secret_file()
    content = path_of(stored).read_bytes()
    with pytest.raises(Interrupted), transaction.atomic():
        destroy(stored, actor=SYSTEM, ground="privacy")
        raise Interrupted
    stored.refresh_from_db()
    catch_up()
    assert path_of(stored).read_bytes() == content
    assert release_path(stored).exists()
    assert SECRET in text_of(stored)
    assert any(SECRET in part.text for part in text_parts(stored))


def test_destroying_twice_does_no_harm() -> None:
    stored = secret_file()
    once = destroy(stored, actor=SYSTEM, ground="privacy")
    catch_up()
    twice = destroy(once, actor=SYSTEM, ground="privacy")
    catch_up()
    assert twice.destroyed_at == once.destroyed_at


def test_a_ground_is_asked_for() -> None:
    stored = secret_file()
    with pytest.raises(Refused) as refused:
        destroy(stored, actor=SYSTEM, ground=" ")
    assert refused.value.reasons == ["请注明销毁的理由。"]
    assert path_of(stored).exists()


def test_what_was_destroyed_does_not_come_back_by_another_upload(settings: Any) -> None:
    stored = secret_file()
    data = path_of(stored).read_bytes()
    destroy(stored, actor=SYSTEM, ground="privacy")
    catch_up()
    with pytest.raises(Refused) as refused:
        receive(data, name="通知.docx", actor=SYSTEM)
    assert "已按规定销毁" in refused.value.reasons[0]
    assert all_files(settings.FILES_ROOT) == []
