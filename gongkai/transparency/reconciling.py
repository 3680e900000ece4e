"""After a restore: the table learns from the files what it does not know, and writing goes on.

The files are what the world has seen and what was signed, so they are right. What the table had
numbered and never written is numbered again behind them. The writer's memory of what it signed is
not in any backup; where it is lost, somebody must say with which checkpoint the files were
compared, because files that are themselves old would make a second history.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.utils import timezone

from gongkai.journal.actors import SYSTEM
from gongkai.journal.models import Bookmark, Entry
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.kernel.tlog.checkpoint import Checkpoint as Claim
from gongkai.kernel.tlog.encoding import from_base64
from gongkai.kernel.tlog.entries import read_entry
from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.keys import VerifierKey
from gongkai.kernel.tlog.notes import open_note
from gongkai.kernel.tlog.proofs import check_consistency
from gongkai.transparency import keys, logs
from gongkai.transparency.checking import sound_claim
from gongkai.transparency.events import LogReconciled
from gongkai.transparency.models import PUBLIC, Checkpoint, Document, LogEntry, PartCommitment
from gongkai.transparency.numbering import number_entries
from gongkai.transparency.registry import DOCUMENT_ACTS, Act
from gongkai.transparency.store import LogReader
from gongkai.transparency.store.state import State

CHUNK = 500


@dataclass(frozen=True)
class Reconciled:
    """What it came to."""

    size: int
    read: int  # entries that the table did not have, or had otherwise
    given_up: int  # rows that were numbered, never written, and are numbered anew
    unknown: int  # documents of the log that nothing here belongs to


def reconcile(log: str = PUBLIC, *, seen: str = "", no_other_copy: bool = False) -> Reconciled:
    """Bring the table into line with the files; raise `Refused` where the files are not sound.

    `seen` is a checkpoint from elsewhere (a mirror, a monitor, a witness); `no_other_copy` says
    that there is none. One of the two is asked for when the writer's memory is lost.
    """
    reader = LogReader(logs.public_folder(log))
    try:
        claim = sound_claim(reader, log)
    except LogError as problem:
        refuse_if([f"登记册的文件不能通过核对（{problem}），请先从镜像放回完整的登记册。"])
        raise
    refuse_if(_reasons_against_seen(reader, claim, seen, log))
    _restore_memory(reader, claim, log, compared=bool(seen), no_other_copy=no_other_copy)
    done = _bring_table_into_line(reader, claim, log)
    # Those who stopped need not sit out their pause.
    Bookmark.objects.filter(follower__startswith="transparency.").update(
        failing_since=None, failures=0, problem=""
    )
    return done


def _reasons_against_seen(reader: LogReader, claim: Claim, seen: str, log: str) -> list[str]:
    """What somebody else has seen must be a beginning of what is here."""
    if not seen:
        return []
    ours = [VerifierKey.parse(key) for key in [*keys.verifier_keys(log), *keys.retired_keys(log)]]
    try:
        other = Claim.parse(open_note(seen, ours).text)
    except LogError as problem:
        return [f"所给的检查点不能用来比对：{problem}。"]
    if other.size > claim.size:
        return [
            f"别处已见过 {other.size} 条的登记册，这里的文件只有 {claim.size} 条："
            "公开文件夹不是最新的，请先从镜像放回最新的登记册。"
        ]
    try:
        proof = reader.consistency(other.size, claim.size)
        check_consistency(other.size, claim.size, proof, other.root, claim.root)
    except LogError:
        return ["别处见过的登记册与这里的不是同一本，不能继续写入；请保留现场并向上级报告。"]
    return []


def _restore_memory(
    reader: LogReader, claim: Claim, log: str, *, compared: bool, no_other_copy: bool
) -> None:
    """Teach the writer again what it has signed, when it does not know, and somebody compared."""
    state = State(logs.state_folder(log))
    try:
        signed, pending = state.signed(), state.pending()
        if signed and Claim.parse(signed.rpartition("\n\n")[0] + "\n").size >= claim.size:
            return
        if pending:  # the interrupted batch is finished by opening the log
            return
        refuse_if(
            [] if compared or no_other_copy
            else ["本机没有签名记忆（不在备份里）。请用 --seen 给出别处（镜像、监测者、见证者）"
                  "最近见过的检查点以供比对；确实没有的，加 --no-other-copy。"]
        )  # fmt: skip
        state.remember(reader.checkpoint())
    finally:
        state.close()


@operation
def _bring_table_into_line(reader: LogReader, claim: Claim, log: str) -> Reconciled:
    waiting = LogEntry.objects.filter(log=log, checkpoint__isnull=True, index__lt=claim.size)
    same = [row.pk for row in waiting if bytes(row.content) == reader.entry(row.index)]
    facts = _give_up(LogEntry.objects.filter(log=log, checkpoint__isnull=True).exclude(pk__in=same))
    checkpoint, _ = Checkpoint.objects.get_or_create(
        log=log, size=claim.size, defaults={"note": reader.checkpoint(), "at": timezone.now()}
    )
    read, entries, index = 0, reader.entries(0, claim.size), 0
    while chunk := list(islice(entries, CHUNK)):
        read += _take(log, index, chunk, checkpoint)
        index += len(chunk)
    number_entries(list(Entry.objects.filter(pk__in=facts).order_by("seq")))
    unknown = LogEntry.objects.filter(log=log, document__isnull=True, act__in=[Act.PUBLISH]).count()
    record(LogReconciled(claim.size, read, len(facts)), about=f"log:{log}", actor=SYSTEM)
    return Reconciled(claim.size, read, len(facts), unknown)


def _give_up(rows) -> set[int]:  # type: ignore[no-untyped-def]
    """Forget what was numbered and never written; the facts that are to be numbered anew."""
    facts = {row.fact_id for row in rows if row.fact_id}
    indexes = list(rows.values_list("index", flat=True))
    PartCommitment.objects.filter(erased__in=indexes, destroyed_at__isnull=True).update(erased=None)
    rows.delete()
    return facts


def _take(log: str, first: int, chunk: list[bytes], checkpoint: Checkpoint) -> int:
    """Take over those entries of a stretch that the table lacks, or has otherwise."""
    known = {
        row.index: row
        for row in LogEntry.objects.filter(log=log, index__gte=first, index__lt=first + len(chunk))
    }
    taken = 0
    for index, content in enumerate(chunk, start=first):
        row = known.get(index)
        if row is not None and bytes(row.content) == content:
            if row.checkpoint_id is None:
                row.checkpoint = checkpoint
                row.save(update_fields=["checkpoint"])
            continue
        _take_one(log, index, content, checkpoint, row)
        taken += 1
    return taken


def _take_one(
    log: str, index: int, content: bytes, checkpoint: Checkpoint, row: LogEntry | None
) -> None:
    said = read_entry(content)
    row = row or LogEntry(log=log, index=index)
    row.content, row.act, row.at = content, said["act"], _moment(said["t"])
    row.revision, row.of = said.get("rev"), said.get("of")
    row.document = _document(said)
    row.checkpoint = row.checkpoint or checkpoint
    if said["act"] == Act.ERASE:
        _take_tombstone(log, row, said)
    row.save()
    if "parts" in said:
        _take_parts(row, said)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _document(said: Mapping[str, Any]) -> Document | None:
    if said["act"] not in DOCUMENT_ACTS:
        return None
    return Document.objects.filter(doc=said["doc"]).first()


def _take_parts(row: LogEntry, said: Mapping[str, Any]) -> None:
    """The commitments; a salt that the table has stays only where it opens the commitment."""
    known = {part.name: part for part in row.parts.all()}
    for name, text in said["parts"].items():
        commitment = from_base64(text)
        part = known.get(name)
        if part is None:
            PartCommitment.objects.create(entry=row, name=name, commitment=commitment)
        elif bytes(part.commitment) != commitment:
            part.commitment, part.salt, part.sha256 = commitment, None, ""
            part.save()


def _take_tombstone(log: str, row: LogEntry, said: Mapping[str, Any]) -> None:
    """What the log says is destroyed must not come back with a backup."""
    of = LogEntry.objects.filter(log=log, index=said["of"]).first()
    if of is None:
        return
    row.number = of.number
    of.parts.filter(name__in=said["gone"], erased__isnull=True).update(erased=row.index)
