"""Comparing the log's files, its table, and what stands in public, with each other.

Everything is read, so it takes as long as reading everything does; nothing is changed. Strangers
check with a program of their own (`verify/`); this one looks inside as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from gongkai.journal.models import Entry
from gongkai.kernel.tlog.checkpoint import Checkpoint as Claim
from gongkai.kernel.tlog.commitments import commitment_to_digest
from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.hashing import leaf_hash
from gongkai.kernel.tlog.keys import VerifierKey
from gongkai.kernel.tlog.notes import open_note
from gongkai.kernel.tlog.tiles import TILE_WIDTH, RightEdge, Tile, partial_tiles
from gongkai.transparency import keys, logs
from gongkai.transparency.models import PUBLIC, LogEntry, PartCommitment
from gongkai.transparency.registry import statements
from gongkai.transparency.store import LogReader
from gongkai.transparency.store.reader import CHECKPOINT

CHUNK = 500


def check(log: str = PUBLIC) -> list[str]:
    """Everything that does not fit, in Chinese sentences; none when all is as it should be."""
    begun = LogEntry.objects.filter(log=log, checkpoint__isnull=False).exists()
    begun |= (logs.public_folder(log) / CHECKPOINT).exists()
    try:
        found = list(_check_files(log)) if begun else []  # else nothing was ever published
    except LogError as problem:
        return [f"登记册的文件不能通过核对：{problem}。"]
    return [*found, *_check_waiting(log), *(_check_contents(log) if log == PUBLIC else [])]


def _check_files(log: str) -> Iterator[str]:
    """Signature, root and every entry; and the table against them."""
    reader = LogReader(logs.public_folder(log))
    claim = trusted_claim(reader, log)
    edge, index, last = RightEdge(), 0, set(partial_tiles(claim.size))
    entries = reader.entries(0, claim.size)
    while chunk := list(islice(entries, TILE_WIDTH)):
        for tile, content in edge.extend(list(map(leaf_hash, chunk))):
            if tile in last or tile == tile.full:
                yield from _compare_tile(reader, tile, content)
        yield from _compare_rows(log, index, chunk)
        index += len(chunk)
    if edge.root() != claim.root:
        yield "登记册的条目与签名的根不符：文件可能已损坏或被改动。"
    beyond = LogEntry.objects.filter(log=log, checkpoint__isnull=False, index__gte=claim.size)
    if count := beyond.count():
        yield f"数据库中有{count}条已入册的条目不在登记册的文件里。"


def sound_claim(reader: LogReader, log: str) -> Claim:
    """What the public checkpoint says, once all entries have led to its root; raise `LogError`."""
    claim, edge = trusted_claim(reader, log), RightEdge()
    entries = reader.entries(0, claim.size)
    while chunk := list(islice(entries, TILE_WIDTH)):
        for _ in edge.extend(list(map(leaf_hash, chunk))):
            pass
    if edge.root() != claim.root:
        raise LogError("the entries do not lead to the signed root")
    return claim


def _compare_tile(reader: LogReader, tile: Tile, content: bytes) -> Iterator[str]:
    if b"".join(reader.tile(tile)) != content:
        yield f"登记册的文件 {tile.path} 与条目不符。"


def trusted_claim(reader: LogReader, log: str) -> Claim:
    """What the public checkpoint says; raise `LogError` unless one of our keys has signed it."""
    ours = [VerifierKey.parse(key) for key in [*keys.verifier_keys(log), *keys.retired_keys(log)]]
    claim = Claim.parse(open_note(reader.checkpoint(), ours).text)
    if claim.origin != keys.origin_of(log):
        raise LogError(f"the log is {claim.origin}, not {keys.origin_of(log)}")
    return claim


def _compare_rows(log: str, first: int, entries: Sequence[bytes]) -> Iterator[str]:
    known = LogEntry.objects.filter(log=log, index__gte=first, index__lt=first + len(entries))
    rows = {index: bytes(content) for index, content in known.values_list("index", "content")}
    for index, entry in enumerate(entries, start=first):
        if index not in rows:
            yield (
                f"登记册第 {index} 号不在数据库里；数据库可能来自备份，"
                "请运行 gongkai log reconcile。"
            )
        elif rows[index] != entry:
            yield f"登记册第 {index} 号与数据库中的不一致。"


def _check_waiting(log: str) -> Iterator[str]:
    count = LogEntry.objects.filter(log=log, checkpoint__isnull=True).count()
    if count:
        yield f"有{count}条尚未写入登记册的文件；后台（gongkai work）是否在运行？"


def _check_contents(log: str) -> Iterator[str]:
    """What we hold must still be what was committed to, part by part."""
    parts = PartCommitment.objects.filter(entry__log=log, salt__isnull=False)
    for one in parts.select_related("entry").iterator(chunk_size=CHUNK):
        made = commitment_to_digest(one.name, bytes(one.salt or b""), bytes.fromhex(one.sha256))
        if made != bytes(one.commitment):
            yield f"登记册第 {one.entry.index} 号的 {one.name} 与所存的摘要不符。"
    rows = LogEntry.objects.filter(log=log, parts__salt__isnull=False, fact__isnull=False)
    facts = sorted(set(rows.values_list("fact", flat=True)))
    for start in range(0, len(facts), CHUNK):
        yield from _compare_contents(log, facts[start : start + CHUNK])


def _compare_contents(log: str, facts: Sequence[int]) -> Iterator[str]:
    entries = list(Entry.objects.filter(pk__in=facts).order_by("id"))
    committed: dict[int | None, dict[str, PartCommitment]] = {}
    for one in PartCommitment.objects.filter(
        entry__log=log, entry__fact__in=entries, salt__isnull=False, erased__isnull=True
    ).select_related("entry"):
        committed.setdefault(one.entry.fact_id, {})[one.name] = one
    for entry, statement in statements(entries):
        given = {part.name: part for part in statement.parts}
        for name, one in committed.get(entry.pk, {}).items():
            if name not in given:
                yield f"登记册第 {one.entry.index} 号的 {name}（{entry.about}）已不在数据库里。"
            elif given[name].digest() != one.sha256:
                yield f"登记册第 {one.entry.index} 号的 {name}（{entry.about}）登记后被改动。"
