"""Beside each item's page: how its readers can know that it is genuine.

    /items/2026/00017/genuine/         the history, and how to check it
    /items/2026/00017/record.json      what the public log is bound to: content and salts
    /items/2026/00017/receipt-1.txt    one for each revision: that its entry is in the log

The record follows the one decision on visibility: it exists for the version in public and for
nothing else. Records of earlier versions are not served: their words are not public any more, and
a salt without its content would only help to guess it. Receipts hold commitments and stay.
(docs/developers/transparency-formats.md, docs/adr/0007-the-public-log.md)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from gongkai.disclosure import events, telling
from gongkai.disclosure.models import Item, Version
from gongkai.disclosure.parts import parts_of, revision_of
from gongkai.disclosure.queries.genuine import Genuine, genuine
from gongkai.disclosure.queries.visibility import items_visible_to, visible_to
from gongkai.journal.models import Entry
from gongkai.kernel.tlog.encoding import to_base64
from gongkai.publishing.queries import baked_under
from gongkai.publishing.registry import PageKind, Rendered, page_kind, touches
from gongkai.publishing.rendering import render_public
from gongkai.reference.queries import labels
from gongkai.screens.components import Happening, Link
from gongkai.transparency import keys
from gongkai.transparency.logs import public_folder
from gongkai.transparency.models import LogEntry, PartCommitment
from gongkai.transparency.queries import REVISIONS, committed_parts, receipt, receipts_about
from gongkai.transparency.registry import addresses
from gongkai.transparency.store import LogReader

PAGE, RECORD = "genuine/index.html", "record.json"
_RECEIPT = re.compile(r"receipt-([1-9]\d*)\.txt")
_PATH = re.compile(r"^/items/(\d{4})/(\d{5,})/(.+)$")


@touches(events.OlderVersionsErased, events.ContentDestroyed)
def keys_of_erased(entry: Entry) -> Iterable[str]:
    """What is told of the item changes, not the lists on which it stands."""
    return [entry.about]


# --- which files there are -----------------------------------------------------------------


def _paths_for(key: str) -> Iterable[str]:
    folder = _folder_of(key)
    if not folder:
        return []
    standing = [path for path in baked_under(folder) if _RECEIPT.fullmatch(path[len(folder) :])]
    receipts = [f"{folder}receipt-{revision}.txt" for _, revision in receipts_about(key)]
    return {f"{folder}{PAGE}", f"{folder}{RECORD}", *standing, *receipts}


def _folder_of(key: str) -> str:
    if not key.startswith("item:"):
        return ""
    return "/items/{}/{}/".format(*key.removeprefix("item:").split("-"))


def _all_paths() -> Iterator[str]:
    shown = Item.objects.exclude(visibility=Item.Visibility.HIDDEN).order_by("pk")
    for number in shown.values_list("number", flat=True).iterator(chunk_size=5000):
        yield f"{_folder_of('item:' + number)}{PAGE}"
    for number in items_visible_to(None).values_list("number", flat=True).iterator(5000):
        yield f"{_folder_of('item:' + number)}{RECORD}"
    for reference, revision in receipts_about("item:", all_below=True):
        yield f"{_folder_of(reference)}receipt-{revision}.txt"


# --- what stands in them -------------------------------------------------------------------


def _render(path: str) -> bytes | None:
    return dict(_render_many([path]))[path]


def _render_many(paths: Sequence[str]) -> Rendered:
    wanted = {path: f"item:{match[1]}-{match[2]}" for path in paths if (match := _PATH.match(path))}
    found = genuine(wanted.values())
    versions = _versions([r for p, r in wanted.items() if p.endswith(RECORD)])
    committed = committed_parts(
        told.newest for reference, told in found.items() if reference in versions and told.newest
    )
    reader = LogReader(public_folder())
    grounds = labels("end-grounds")
    for path, reference in wanted.items():
        told = found.get(reference)
        name = path.removeprefix(_folder_of(reference))
        if told is None:
            yield path, None
        elif name == PAGE:
            yield path, _page(path, told, grounds)
        elif name == RECORD:
            yield path, _record(told, versions.get(reference), committed)
        else:
            yield path, _receipt(told, name, reader)


def _versions(references: Iterable[str]) -> Mapping[str, Version]:
    """The versions in public, with everything that their parts need."""
    numbers = {reference.removeprefix("item:") for reference in references}
    rows = (
        visible_to(None)
        .filter(item__number__in=numbers)
        .select_related("item__body", "item__duty__catalogue")
        .prefetch_related("attachments__file")
    )
    return {row.item.reference: row for row in rows}


def _record(
    told: Genuine, version: Version | None, committed: Mapping[int, Sequence[PartCommitment]]
) -> bytes | None:
    """The record of the version in public, once its entry is in the log."""
    row = told.newest
    if version is None or row is None or not row.checkpoint_id or row.number != version.number:
        return None
    content = {part.name: part for part in parts_of(revision_of(version))}
    parts: dict[str, Any] = {}
    for one in committed[row.pk]:
        part = content.get(one.name)
        if one.erased is not None:
            parts[one.name] = {"erased": one.erased}
        elif part is not None and one.salt is not None:
            said = {"file": part.file} if part.file else {"content": part.read().decode()}
            parts[one.name] = {"salt": to_base64(bytes(one.salt)), **said}
    record = {
        "v": 1,
        "origin": keys.origin_of(),
        "index": row.index,
        "entry": to_base64(bytes(row.content)),
        "parts": parts,
    }
    return f"{json.dumps(record, ensure_ascii=False, indent=1)}\n".encode()


def _receipt(told: Genuine, name: str, reader: LogReader) -> bytes | None:
    match = _RECEIPT.fullmatch(name)
    for row in told.rows:
        if match and row.act in REVISIONS and row.revision == int(match[1]) and row.checkpoint_id:
            return receipt(row, reader).encode()
    return None


def _page(path: str, told: Genuine, grounds: Mapping[str, str]) -> bytes:
    item = told.item
    title = "如何知道这是真的"
    return render_public(
        "disclosure/genuine.html",
        {
            "item": item,
            "told": told,
            "happenings": [_happening(step, grounds) for step in told.steps],
            "revisions": told.revisions,
            "vkeys": keys.verifier_keys() if told.rows else [],
            "origin": keys.origin_of(),
        },
        title=title,
        path=path,
        breadcrumbs=[
            Link("首页", "/"), Link("政府信息公开", "/disclosure/"),
            Link(item.index_number or item.number, item.path), Link(title, ""),
        ],
    )  # fmt: skip


def _happening(step: Any, grounds: Mapping[str, str]) -> Happening:
    """One turn in the life of the item: what, when, on what ground, and where it is in the log."""
    ground = f"理由：{grounds.get(step.ground, step.ground)}。" if step.ground else ""
    return Happening(step.at, telling.PUBLIC_NAMES[step.name], text=ground + _in_log(step.rows))


def _in_log(rows: Sequence[LogEntry]) -> str:
    written = [row for row in rows if row.checkpoint is not None]
    if not written:
        return "尚未入册。"
    places = "、".join(f"第 {row.index} 号" for row in written)
    first = written[-1].checkpoint
    assert first is not None
    when = telling.moment(first.at)
    return f"登记册{places}，{when} 入册（检查点含 {first.size} 条）。"


addresses("item:", _folder_of)
page_kind(PageKind("disclosure.proof", _paths_for, _all_paths, _render, _render_many))
