"""A file comes in whole or not at all, once per content, and says clearly why when it does not."""

from __future__ import annotations

import hashlib
import io
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from gongkai.files import operations, storing
from gongkai.files.models import StoredFile
from gongkai.files.operations import receive, release_copy, release_path
from gongkai.files.queries import (
    hidden_content,
    left_out_of_release,
    path_of,
    reasons_not_to_release,
    text_of,
    text_parts,
)
from gongkai.files.tests import samples
from gongkai.files.working import examine_waiting, sweep
from gongkai.journal.actors import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused, operation

pytestmark = pytest.mark.django_db


def files_on_disk(root: Path) -> list[str]:
    return sorted(path.name for path in root.rglob("*") if path.is_file())


def names_of_facts() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("name", flat=True))


def test_a_file_is_kept_by_its_hash_as_it_came() -> None:
    data = samples.pdf("Notice of the county")
    stored = receive(data, name="公告.PDF", actor=SYSTEM)
    digest = hashlib.sha256(data).hexdigest()
    assert (stored.sha256, stored.size, stored.extension) == (digest, len(data), "pdf")
    assert stored.media_type == "application/pdf"
    assert path_of(stored).read_bytes() == data
    assert path_of(stored).parts[-3:] == (digest[:2], digest[2:4], digest)


def test_a_good_file_is_accepted_at_once_with_its_text() -> None:
    stored = receive(samples.word("清江县2026年预算"), name="预算.docx", actor=SYSTEM)
    assert stored.status == StoredFile.Status.ACCEPTED
    assert stored.examined_at
    assert text_of(stored) == "清江县2026年预算"
    assert text_parts(stored)[0].place == "第1段"
    assert names_of_facts() == ["FileReceived", "FileAccepted"]
    assert Entry.objects.first().data == {  # type: ignore[union-attr]
        "sha256": stored.sha256, "size": stored.size, "media_type": stored.media_type,
    }  # fmt: skip


def test_the_journal_keeps_no_name_and_no_text() -> None:
    receive(samples.tracked_word(), name="张三的处分决定.docx", actor=SYSTEM)
    written = str(list(Entry.objects.values("about", "data")))
    assert "张三" not in written
    assert "李四" not in written


def test_a_harmful_file_is_refused_with_reasons_and_stays_in_quarantine() -> None:
    stored = receive(samples.encrypted_pdf(), name="公告.pdf", actor=SYSTEM)
    assert stored.status == StoredFile.Status.REFUSED
    assert "取消加密" in stored.reasons[0]
    assert reasons_not_to_release(stored) == stored.reasons
    assert text_parts(stored) == []
    assert names_of_facts() == ["FileReceived", "FileRefused"]
    with pytest.raises(Refused):
        release_copy(stored)


def test_a_form_may_have_read_some_of_it_already() -> None:
    data = samples.pdf()
    upload = io.BytesIO(data)
    upload.read()
    assert receive(upload, name="公告.pdf", actor=SYSTEM).size == len(data)


def test_the_same_content_twice_is_one_row_and_two_facts() -> None:
    data = samples.word()
    first = receive(data, name="通知.docx", actor=SYSTEM)
    second = receive(io.BytesIO(data), name="另一个名字.docx", actor=SYSTEM)
    assert first.pk == second.pk
    assert names_of_facts() == ["FileReceived", "FileAccepted", "FileReceived"]


@hypothesis_settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(st.characters(categories=["L", "N"]), min_size=1), st.integers(1, 3))
def test_receiving_is_idempotent(text: str, times: int) -> None:
    data = f"说明{text}".encode()
    rows = {receive(data, name="说明.txt", actor=SYSTEM).pk for _ in range(times)}
    stored = StoredFile.objects.get(pk=rows.pop())
    assert not rows
    assert path_of(stored).read_bytes() == data
    assert stored.status == StoredFile.Status.ACCEPTED


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("公告.pdf", b"", "文件是空的"),
        ("公告.exe", b"MZ", "不能上传 .exe 文件"),
        ("公告.pdf", b"MZ\x00\x00", "Windows 程序"),
    ],
)
def test_what_is_refused_at_the_door_leaves_nothing(
    name: str, data: bytes, said: str, settings: Any
) -> None:
    with pytest.raises(Refused) as refused:
        receive(data, name=name, actor=SYSTEM)
    assert said in refused.value.reasons[0]
    assert not StoredFile.objects.exists()
    assert not Entry.objects.exists()
    assert files_on_disk(settings.FILES_ROOT) == []


class Endless:
    """A sender that never stops; counts what was taken from it."""

    taken = 0

    def read(self, size: int) -> bytes:
        self.taken += size
        return b"x" * size


def test_a_file_past_the_limit_is_refused_before_it_is_read_to_its_end(settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 3 * 1024 * 1024
    sender = Endless()
    with pytest.raises(Refused) as refused:
        receive(sender, name="大文件.txt", actor=SYSTEM)  # type: ignore[arg-type]
    assert refused.value.reasons == [
        "文件超过 3 MB，不能上传。请压缩其中的图片，或拆分成几个文件后重新上传。"
    ]
    assert sender.taken <= 5 * 1024 * 1024
    assert files_on_disk(settings.FILES_ROOT) == []


def test_a_large_file_waits_in_quarantine_for_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "EXAMINED_AT_ONCE", 10)
    stored = receive(samples.pdf("Long"), name="长.pdf", actor=SYSTEM)
    assert stored.status == StoredFile.Status.QUARANTINED
    assert reasons_not_to_release(stored) == ["文件还在检查，请稍后再试。"]
    assert text_parts(stored) == []
    examine_waiting()
    stored.refresh_from_db()
    assert stored.status == StoredFile.Status.ACCEPTED
    assert text_of(stored) == "Long"


def test_examining_twice_records_once() -> None:
    stored = receive(samples.pdf(), name="公告.pdf", actor=SYSTEM)
    operations.examine(stored)
    stale = StoredFile.objects.get(pk=stored.pk)
    stale.status = StoredFile.Status.QUARANTINED  # as another worker saw it a moment ago
    assert operations.examine(stale).status == StoredFile.Status.ACCEPTED
    assert names_of_facts().count("FileAccepted") == 1


def test_what_was_refused_is_examined_again_when_it_is_handed_in_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = samples.pdf()
    with monkeypatch.context() as stricter:
        stricter.setattr(operations.formats, "reasons_against", lambda *_: ["不行。"])
        assert receive(data, name="公告.pdf", actor=SYSTEM).reasons == ["不行。"]
    stored = receive(data, name="公告.pdf", actor=SYSTEM)
    assert (stored.status, stored.reasons) == (StoredFile.Status.ACCEPTED, [])


def test_what_is_hidden_and_must_go_is_told_apart_from_what_the_copy_leaves_out() -> None:
    stored = receive(samples.hiding_workbook(), name="名单.xlsx", actor=SYSTEM)
    assert [one.label for one in hidden_content(stored)] == [
        "隐藏的行", "隐藏的列", "批注", "隐藏的工作表", "隐藏的工作表",
    ]  # fmt: skip
    assert {one.label for one in left_out_of_release(stored)} == {"文档属性"}
    assert len(reasons_not_to_release(stored)) == 4
    assert reasons_not_to_release(receive(samples.word(), name="a.docx", actor=SYSTEM)) == []


def test_the_release_copy_is_kept_beside_and_made_again_when_lost() -> None:
    stored = receive(samples.word(), name="通知.docx", actor=SYSTEM)
    content = release_copy(stored)
    assert hashlib.sha256(content).hexdigest() == stored.release_sha256
    assert samples.AUTHOR.encode() in path_of(stored).read_bytes() + b"".join(
        samples.unzipped(path_of(stored).read_bytes()).values()
    )
    release_path(stored).unlink()
    assert release_copy(stored) == content


def test_the_text_is_read_again_when_what_was_kept_is_lost_or_spoiled(settings: Any) -> None:
    stored = receive(samples.word("一段文字"), name="通知.docx", actor=SYSTEM)
    parts = text_parts(stored)
    kept = storing.beside(stored.sha256, storing.PARTS)
    for spoil in (kept.unlink, lambda: kept.write_bytes(b"spoiled")):
        spoil()
        assert text_parts(stored) == parts


class PowerFailure(Exception):  # noqa: N818
    pass


def test_a_crash_before_the_rename_leaves_nothing_to_be_seen(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    def fail(self: Path, target: Path) -> None:
        raise PowerFailure

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(PowerFailure):
        receive(samples.pdf(), name="公告.pdf", actor=SYSTEM)
    assert not StoredFile.objects.exists()
    assert files_on_disk(settings.FILES_ROOT) == []


def test_a_crash_after_the_rename_leaves_a_file_without_a_row_that_is_swept_up(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    def fail(*args: Any) -> None:
        raise PowerFailure

    with monkeypatch.context() as failing:
        failing.setattr(operations, "_new_row", fail)
        with pytest.raises(PowerFailure):
            receive(samples.pdf(), name="公告.pdf", actor=SYSTEM)
    (name,) = files_on_disk(settings.FILES_ROOT)
    sweep()
    assert files_on_disk(settings.FILES_ROOT) == [name]  # perhaps somebody is still writing
    monkeypatch.setattr(storing, "_LEFTOVER_AFTER", -1)
    sweep()
    assert files_on_disk(settings.FILES_ROOT) == []


def test_sweeping_keeps_what_has_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = receive(samples.pdf(), name="公告.pdf", actor=SYSTEM)
    monkeypatch.setattr(storing, "_LEFTOVER_AFTER", -1)
    sweep()
    assert path_of(stored).exists()
    assert release_copy(stored)


def test_a_file_comes_in_as_part_of_a_larger_act() -> None:
    @operation
    def act() -> StoredFile:
        return receive(samples.pdf(), name="公告.pdf", actor=SYSTEM)

    assert act().status == StoredFile.Status.ACCEPTED


CHILD = """
import os, sys, time
from pathlib import Path
import django
from django.conf import settings
settings.configure(FILES_ROOT=Path(sys.argv[1]))
from gongkai.files import storing

class Slow:
    sent = 0
    def read(self, size):
        self.sent += 1
        if self.sent == 3:
            print("half", flush=True)
            time.sleep(60)
        return b"x" * size

with storing.taken_in(Slow(), 10**9) as incoming:
    incoming.keep()
"""


@pytest.mark.slow
def test_a_process_killed_while_writing_leaves_no_half_file(settings: Any, tmp_path: Path) -> None:
    root = tmp_path / "files"
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(root)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "half\n"
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert [path for path in root.rglob("*") if path.is_file()] == list(root.glob("incoming/*"))
    assert list(storing.named()) == []
    (leftover,) = storing.leftovers(now=leftover_time(root))
    assert leftover.parent.name == "incoming"


def leftover_time(root: Path) -> float:
    """A moment two days after the half file was written."""
    return next(root.glob("incoming/*")).stat().st_mtime + 2 * 24 * 60 * 60
