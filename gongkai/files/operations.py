"""The verbs: a file is received, examined, released as a clean copy, and at last destroyed.

Reading and hashing a large file takes seconds. `receive` and `examine` therefore do that work
first and write down the result in a short transaction of their own (`_put_on_record`, `_settle`).
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils import timezone

from gongkai.files import events, extracting, formats, kinds, scanning, storing
from gongkai.files.contents import Broken, Hidden, Reading, pack
from gongkai.files.kinds import Kind
from gongkai.files.models import StoredFile
from gongkai.files.queries import (
    DESTROYED,
    path_of,
    reasons_not_to_destroy,
    reasons_not_to_receive,
    too_large,
)
from gongkai.journal.actors import SYSTEM, Actor
from gongkai.journal.recording import Refused, operation, record, refuse_if

log = logging.getLogger(__name__)

Status = StoredFile.Status

EXAMINED_AT_ONCE = 20 * 1024 * 1024  # larger ones wait for the worker
LONGEST_TEXT = 2_000_000  # characters kept for search
MOST_HIDDEN = 500  # pieces kept; nobody reads more before taking them all out


def receive(data: bytes | BinaryIO, *, name: str, actor: Actor) -> StoredFile:
    """Take in a file: `data` from its beginning, `name` as its owner calls it (for its extension).

    Records `FileReceived`. The same content twice is one row, and a fact each time. Small files
    come back accepted or refused (see `status` and `reasons`), large ones still in quarantine.
    Raises `Refused` when nothing was stored: empty, too large, not a kind we take.
    """
    refuse_if(kinds.reasons_against_name(name))
    kind = kinds.find_kind(name)
    assert kind is not None
    try:
        with storing.taken_in(data, settings.UPLOAD_MAX_BYTES) as incoming:
            refuse_if(reasons_not_to_receive(name, incoming.path))
            stored = _put_on_record(incoming, kind, actor)
    except storing.TooLarge:
        raise Refused([too_large()]) from None
    return examine(stored) if stored.size <= EXAMINED_AT_ONCE else stored


@operation
def _put_on_record(incoming: storing.Incoming, kind: Kind, actor: Actor) -> StoredFile:
    """The file first, then the row: should the power fail between, the file is swept up later."""
    known = StoredFile.objects.select_for_update().filter(sha256=incoming.sha256).first()
    if known and known.status == Status.DESTROYED:
        raise Refused([DESTROYED])
    incoming.keep()
    stored = known or _new_row(incoming, kind, actor)
    if stored.status == Status.REFUSED:  # what was refused may pass today's checks
        _back_to_quarantine(stored)
    record(
        events.FileReceived(stored.sha256, stored.size, stored.media_type),
        about=stored.reference,
        actor=actor,
    )
    return stored


def _new_row(incoming: storing.Incoming, kind: Kind, actor: Actor) -> StoredFile:
    stored, _ = StoredFile.objects.get_or_create(
        sha256=incoming.sha256,
        defaults={
            "size": incoming.size,
            "media_type": kind.media_type,
            "extension": kind.extension,
            "received_at": timezone.now(),
            "received_from": actor.snapshot()["person"],
        },
    )
    return stored


def _back_to_quarantine(stored: StoredFile) -> None:
    stored.status, stored.reasons = Status.QUARANTINED, []
    stored.save(update_fields=["status", "reasons"])


@dataclass
class _Findings:
    """What came of looking at a file."""

    reasons: list[str] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    text: str = ""
    release_sha256: str = ""


class _Overtaken(Exception):  # noqa: N818
    """Somebody else settled the file while we were looking at it."""


def examine(stored: StoredFile) -> StoredFile:
    """Look at a file in quarantine: it becomes accepted, or refused with reasons.

    Records `FileAccepted` or `FileRefused`. It stays in quarantine while a configured virus
    scanner does not answer. A file that is not in quarantine comes back as it is.
    """
    if stored.status != Status.QUARANTINED:
        return stored
    try:
        return _settle(stored, _look_at(stored))
    except scanning.ScannerUnavailable as problem:
        log.error("the virus scanner did not answer: %s", problem)
        return stored
    except _Overtaken:
        stored.refresh_from_db()
        return stored


def _look_at(stored: StoredFile) -> _Findings:
    path = path_of(stored)
    # The scanner first: while it is away, a waiting file costs no more than the question.
    reasons = scanning.reasons_of_scanner(path)
    reasons = reasons or formats.reasons_against(stored.extension, path)
    if reasons:
        return _Findings(reasons)
    try:
        reading = formats.read(stored.extension, path)
        release = _make_release(stored, path)
    except Broken as broken:
        return _Findings([str(broken)])
    extracting.keep_parts(stored.sha256, reading.parts)
    return _findings(reading, release)


def _findings(reading: Reading, release_sha256: str) -> _Findings:
    return _Findings(
        hidden=reading.hidden[:MOST_HIDDEN],
        text=reading.visible_text()[:LONGEST_TEXT],
        release_sha256=release_sha256,
    )


@operation
def _settle(stored: StoredFile, findings: _Findings) -> StoredFile:
    now_is = StoredFile.objects.select_for_update().get(pk=stored.pk)
    if now_is.status != Status.QUARANTINED:
        raise _Overtaken
    stored.status = Status.REFUSED if findings.reasons else Status.ACCEPTED
    stored.reasons = findings.reasons
    stored.hidden = pack(findings.hidden)
    stored.text = findings.text
    stored.release_sha256 = findings.release_sha256
    stored.examined_at = timezone.now()
    stored.save()
    record(_outcome(stored, findings), about=stored.reference, actor=SYSTEM)
    return stored


def _outcome(stored: StoredFile, findings: _Findings) -> events.FileAccepted | events.FileRefused:
    if findings.reasons:
        return events.FileRefused(stored.sha256, len(findings.reasons))
    return events.FileAccepted(stored.sha256, sum(one.must_go for one in findings.hidden))


def release_copy(stored: StoredFile) -> bytes:
    """The bytes that the public gets; see `release_path`."""
    return release_path(stored).read_bytes()


def release_path(stored: StoredFile) -> Path:
    """Where the release copy lies; made once, and again when it is missing (it is derived).

    Raises `Refused` unless the file is accepted. Comments, deleted text and properties are left out
    even when nobody insisted on it; hidden sheets, rows and slides are content and stay.
    """
    if not stored.is_accepted:
        raise Refused(["文件未通过检查，没有发布副本。"])
    path = storing.beside(stored.sha256, storing.RELEASE)
    if not path.exists() or not stored.release_sha256:
        stored.release_sha256 = _make_release(stored, path_of(stored))
        StoredFile.objects.filter(pk=stored.pk).update(release_sha256=stored.release_sha256)
    return path


def _make_release(stored: StoredFile, source: Path) -> str:
    target = storing.beside(stored.sha256, storing.RELEASE)
    with storing.written_beside(target) as path:
        formats.clean(stored.extension, source, path)
    return storing.hash_of(target)


@operation
def destroy(stored: StoredFile, *, actor: Actor, ground: str) -> StoredFile:
    """Destroy a file for good: original, release copy, text, hidden findings; the hash remains.

    `ground` is a code. Records `FileDestroyed`. The files are out of sight at once and removed
    from the disk when the transaction is committed, by the follower of that fact; should it be
    rolled back, the original comes back. The copy in public is removed by whoever put it there.
    """
    refuse_if(reasons_not_to_destroy(ground))
    stored = StoredFile.objects.select_for_update().get(pk=stored.pk)
    stored.status = Status.DESTROYED
    stored.text, stored.release_sha256 = "", ""
    stored.reasons, stored.hidden = [], []
    stored.destroyed_at = stored.destroyed_at or timezone.now()
    stored.save()
    storing.set_aside(stored.sha256)
    record(events.FileDestroyed(stored.sha256, ground), about=stored.reference, actor=actor)
    return stored
