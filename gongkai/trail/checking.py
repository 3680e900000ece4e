"""Comparing the journal, the tables and the files of the trail, and the anchors in the public log.

Whoever changes a row of the journal does not fit the commitment; whoever makes the trail anew from
changed rows does not fit what the public log was told; whoever leaves a row out breaks a chain.
Everything is read and nothing changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import islice

from django.utils import timezone

from gongkai.journal.models import Bookmark, Entry
from gongkai.kernel.tlog.checkpoint import Checkpoint as Claim
from gongkai.kernel.tlog.encoding import from_base64, to_base64
from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.hashing import leaf_hash
from gongkai.kernel.tlog.tiles import RightEdge
from gongkai.trail import numbering, writing
from gongkai.trail.leaves import CONTENT, openings
from gongkai.trail.models import TrailEntry
from gongkai.transparency.checking import trusted_claim
from gongkai.transparency.models import PUBLIC, LogEntry
from gongkai.transparency.registry import Act

CHUNK = 500
WAITS = timedelta(minutes=10)  # for the chore that writes
MOST = 20  # sentences; when a trail is broken it is broken in many places


def check() -> list[str]:
    """Everything that does not fit, in Chinese sentences; none when all is as it should be."""
    found = list(islice(_everything(), MOST + 1))
    return [*found[:MOST], "（其余从略）"] if len(found) > MOST else found


def _everything() -> Iterator[str]:
    try:
        yield from _check_files()
    except LogError as problem:
        yield f"办理留痕的文件不能通过核对：{problem}。"
    yield from _check_rows()
    yield from _check_journal()
    yield from _check_waiting()


# --- the files -----------------------------------------------------------------------------------


def _check_files() -> Iterator[str]:
    """Signature, root and every entry; the table against them; and every anchor."""
    anchors = told_to_the_public()
    if not (writing.folder() / "checkpoint").exists():
        if anchors or TrailEntry.objects.filter(written=True).exists():
            yield "办理留痕的文件不见了。"
        return
    reader = writing.reader()
    claim = trusted_claim(reader, writing.TRAIL)
    for size in [one for one in anchors if one > claim.size]:
        yield f"公开登记册记着办理留痕有 {size} 条，文件里只有 {claim.size} 条。"
    edge, index, entries = RightEdge(), 0, reader.entries(0, claim.size)
    # Read in stretches that end where an anchor says what the root was.
    for stop in [*sorted(one for one in anchors if one < claim.size), claim.size]:
        while chunk := list(islice(entries, min(CHUNK, stop - index))):
            for _ in edge.extend(list(map(leaf_hash, chunk))):
                pass
            yield from _compare_rows(index, chunk)
            index += len(chunk)
        if stop in anchors and edge.root() not in anchors[stop]:
            yield f"办理留痕的前 {stop} 条与公开登记册所锚定的不符：留痕曾被重写。"
    if edge.root() != claim.root:
        yield "办理留痕的条目与签名的根不符：文件可能已损坏或被改动。"


def told_to_the_public() -> dict[int, set[bytes]]:
    """Roots that the public log holds of this trail, by size; there is one each, unless somebody
    lied."""
    found: dict[int, set[bytes]] = {}
    rows = LogEntry.objects.filter(log=PUBLIC, act=Act.ANCHOR).values_list("content", flat=True)
    for content in rows.order_by("index").iterator():
        said = json.loads(bytes(content))
        found.setdefault(int(said["size"]), set()).add(from_base64(said["root"]))
    return found


def sound_claim() -> Claim:
    """What the trail's checkpoint says, once all entries have led to its root and to each root
    that the public log holds; raise `LogError`."""
    reader, anchors = writing.reader(), told_to_the_public()
    claim, edge = trusted_claim(reader, writing.TRAIL), RightEdge()
    if any(size > claim.size for size in anchors):
        raise LogError("the public log was told of a larger trail")
    for entry in reader.entries(0, claim.size):
        for _ in edge.extend([leaf_hash(entry)]):
            pass
        if edge.size in anchors and anchors[edge.size] != {edge.root()}:
            raise LogError(f"the public log was told another trail of {edge.size}")
    if edge.root() != claim.root:
        raise LogError("the entries do not lead to the signed root")
    return claim


def _compare_rows(first: int, chunk: Sequence[bytes]) -> Iterator[str]:
    known = TrailEntry.objects.filter(index__gte=first, index__lt=first + len(chunk))
    rows = {index: bytes(content) for index, content in known.values_list("index", "content")}
    for index, entry in enumerate(chunk, start=first):
        if rows.get(index) != entry:
            yield f"办理留痕第 {index} 号在文件里和数据库里不一致。"


# --- the tables ----------------------------------------------------------------------------------


def _check_rows() -> Iterator[str]:
    """Places without gaps, chains without gaps, and each commitment opens to the journal's row."""
    ends: dict[int, tuple[int, bytes | None]] = {}
    rows = TrailEntry.objects.order_by("index").select_related("case").iterator(chunk_size=CHUNK)
    expected = 0
    while chunk := list(islice(rows, CHUNK)):
        facts = Entry.objects.in_bulk([row.fact for row in chunk if row.fact is not None])
        for row in chunk:
            if row.index != expected:
                yield f"办理留痕缺第 {expected} 号。"
            expected = row.index + 1
            yield from _check_chain(row, ends)
            yield from _check_fact(row, facts)


def _check_chain(row: TrailEntry, ends: dict[int, tuple[int, bytes | None]]) -> Iterator[str]:
    said = json.loads(bytes(row.content))
    seq, leaf = ends.get(row.case_id, (0, None))
    previous = None if leaf is None else to_base64(leaf)
    if (said.get("seq"), said.get("prev_leaf")) != (seq + 1, previous) or row.seq != seq + 1:
        yield f"{row.case.reference} 的留痕在第 {row.seq} 步断开。"
    ends[row.case_id] = (row.seq, leaf_hash(bytes(row.content)))


def _check_fact(row: TrailEntry, facts: Mapping[int, Entry]) -> Iterator[str]:
    if row.fact is None or row.salt is None:
        return  # known from the files only, after a restore
    entry = facts.get(row.fact)
    if entry is None:
        yield f"留痕记录 {row.fact}（{row.case.reference} 第 {row.seq} 步）已不在数据库里。"
        return
    made = openings(entry, bytes(row.salt))[CONTENT].commitment(CONTENT)
    if to_base64(made) != json.loads(bytes(row.content)).get("c"):
        yield f"留痕记录 {row.fact}（{row.case.reference} 第 {row.seq} 步）记下后被改动。"


# --- the journal ---------------------------------------------------------------------------------


def _check_journal() -> Iterator[str]:
    """Every fact up to the follower's bookmark has its entry."""
    read = Bookmark.objects.filter(follower=numbering.NAME).values_list("seq", flat=True).first()
    entries = Entry.objects.filter(seq__lte=read or 0).values_list("id", flat=True).order_by("id")
    ids = entries.iterator(chunk_size=CHUNK)
    while chunk := list(islice(ids, CHUNK)):
        known = TrailEntry.objects.filter(fact__in=chunk).values_list("fact", flat=True)
        for missing in sorted(set(chunk) - set(known)):
            yield f"留痕记录 {missing} 没有进入办理留痕。"


def _check_waiting() -> Iterator[str]:
    oldest = writing.waiting().order_by("index").values_list("fact", flat=True).first()
    entry = Entry.objects.filter(pk=oldest).first() if oldest else None
    if entry is not None and timezone.now() - entry.at > WAITS:
        count = writing.waiting().count()
        yield f"有{count}条办理留痕尚未写入文件；后台（gongkai work）是否在运行？"
