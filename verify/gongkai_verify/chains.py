"""The story of each document, as the log tells it, and what it may not tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from gongkai_verify.entries import CONTENT_ACTS, DOCUMENT_ACTS, Entry
from gongkai_verify.errors import Wrong


@dataclass
class Document:
    """Where a document stands after the entries read so far."""

    newest: int  # index of the newest revision's entry
    rev: int
    last: int  # index of the last entry of any act
    changed: datetime  # time of the last entry, as claimed
    withdrawn: bool = False
    revisions: dict[int, set[str]] = field(default_factory=dict)  # entry: the parts that remain
    erased: dict[tuple[int, str], int] = field(default_factory=dict)  # (entry, part): tombstone

    @property
    def is_erased(self) -> bool:
        """Nothing of the newest revision remains."""
        return not self.revisions[self.newest]

    @property
    def is_public(self) -> bool:
        """There has to be a page."""
        return not self.withdrawn and not self.is_erased


class Chains:
    """Takes the entries in order; raises `Wrong` at one that cannot be."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.acts: dict[str, int] = {}
        self.anchors: dict[str, list[tuple[int, bytes]]] = {}  # of other logs: sizes with roots

    def add(self, index: int, entry: Entry) -> None:
        """Take the next entry. A wrong one changes nothing but the count."""
        self.acts[entry.act] = self.acts.get(entry.act, 0) + 1
        if entry.act == "anchor":
            self._anchor(entry)
        elif entry.act == "publish":
            self._publish(index, entry)
        elif entry.act in DOCUMENT_ACTS:
            document = self._continued(entry)
            _STEPS[entry.act](document, index, entry)
            document.last, document.changed = index, entry.time

    def _anchor(self, entry: Entry) -> None:
        known = self.anchors.setdefault(entry.log, [])
        size, root = known[-1] if known else (0, b"")
        if entry.size < size or (entry.size == size and root not in (b"", entry.root)):
            raise Wrong("anchor", f"内部日志 {entry.log} 的固定值倒退或者矛盾。")
        known.append((entry.size, entry.root))

    def _publish(self, index: int, entry: Entry) -> None:
        if entry.doc in self.documents:
            raise Wrong("chain", f"文件 {entry.doc} 第二次登记为首次发布。")
        if entry.rev != 1:
            raise Wrong("chain", f"文件 {entry.doc} 首次发布的版次不是 1。")
        self.documents[entry.doc] = Document(
            index, 1, index, entry.time, revisions={index: set(entry.parts)}
        )

    def _continued(self, entry: Entry) -> Document:
        document = self.documents.get(entry.doc)
        if document is None:
            raise Wrong("chain", f"文件 {entry.doc} 没有首次发布的登记，却有 {entry.act}。")
        if entry.prev != document.last:
            raise Wrong(
                "chain",
                f"文件 {entry.doc} 的上一条登记应当是第 {document.last} 条，"
                f"写的却是第 {entry.prev} 条。",
            )
        if entry.act not in (*CONTENT_ACTS, "erase") and entry.rev not in (None, document.rev):
            raise Wrong("chain", f"文件 {entry.doc} 的版次不对。")
        return document


def _revise(document: Document, index: int, entry: Entry) -> None:
    if not document.is_public:
        raise Wrong("chain", f"文件 {entry.doc} 已不公开，却又登记了更正。")
    if entry.rev != document.rev + 1:
        raise Wrong("chain", f"文件 {entry.doc} 的版次应当是 {document.rev + 1}。")
    document.newest, document.rev = index, document.rev + 1
    document.revisions[index] = set(entry.parts)


def _withdraw(document: Document, _: int, entry: Entry) -> None:
    if not document.is_public:
        raise Wrong("chain", f"文件 {entry.doc} 已不公开，却又登记了撤回。")
    document.withdrawn = True


def _restore(document: Document, _: int, entry: Entry) -> None:
    if not document.withdrawn or document.is_erased:
        raise Wrong("chain", f"文件 {entry.doc} 没有撤回或者已经删除，却登记了恢复。")
    document.withdrawn = False


def _erase(document: Document, index: int, entry: Entry) -> None:
    remaining = document.revisions.get(entry.of if entry.of is not None else -1)
    if remaining is None:
        raise Wrong("chain", f"文件 {entry.doc} 的删除登记所指的不是它的版本。")
    if not set(entry.gone) <= remaining:
        raise Wrong("chain", f"文件 {entry.doc} 的删除登记含有没有的或者已经删除的部分。")
    revision = sorted(document.revisions).index(entry.of or 0) + 1
    if entry.rev not in (None, revision):
        raise Wrong("chain", f"文件 {entry.doc} 的删除登记的版次不对。")
    remaining -= set(entry.gone)
    assert entry.of is not None
    for name in entry.gone:
        document.erased[entry.of, name] = index


_STEPS: dict[str, Callable[[Document, int, Entry], None]] = {
    "revise": _revise,
    "withdraw": _withdraw,
    "restore": _restore,
    "erase": _erase,
}
