"""What pages say against what the log says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from gongkai_verify.chains import Document
from gongkai_verify.findings import Findings
from gongkai_verify.merkle import leaf_hash
from gongkai_verify.monitoring.looking import Seen
from gongkai_verify.monitoring.patience import Patience
from gongkai_verify.proving import WRONG, State
from gongkai_verify.wholelog import WholeLog


@dataclass
class Comparison:
    """Compares one page after the other; `known` is which document stood where before."""

    log: WholeLog
    patience: Patience
    known: Mapping[str, str]  # page: document
    changed: Mapping[str, datetime | None]  # page: day of the sitemap

    def judge(self, seen: Seen) -> Findings:
        """Everything that is wrong with one page."""
        findings = Findings()
        findings.extend(seen.findings)
        if seen.broken:
            return findings
        if seen.entry is not None:
            self._judge_record(seen, findings)
        elif seen.shown and not seen.has_record:
            self._judge_without_record(seen, findings)
        return findings

    def _judge_without_record(self, seen: Seen, findings: Findings) -> None:
        document = self.log.chains.documents.get(self.known.get(seen.page, ""))
        if document is None:
            self.patience.judge(
                findings, "not-in-log", seen.page,
                "公开页面没有内容记录，尚未登记。", self.changed.get(seen.page),
            )  # fmt: skip
        elif document.is_public:
            findings.alarm("record-missing", seen.page, "已登记的页面没有内容记录（record.json）。")
        else:
            self._still_there(seen, document, findings)

    def _still_there(self, seen: Seen, document: Document, findings: Findings) -> None:
        act = "删除" if document.is_erased else "撤回"
        self.patience.judge(
            findings, "still-public", seen.page,
            f"日志说已{act}（第 {document.last} 条），网站上仍在公开。", document.changed,
        )  # fmt: skip

    def _judge_record(self, seen: Seen, findings: Findings) -> None:
        document = self._document_of(seen, findings)
        if document is None:
            return
        if not document.is_public:
            self._still_there(seen, document, findings)
            return
        if seen.index != document.newest:
            self.patience.judge(
                findings, "outdated", seen.page,
                f"公开的是旧版（第 {seen.index} 条），最新版是第 {document.newest} 条。",
                document.changed,
            )  # fmt: skip
        if not seen.shown:
            findings.alarm(
                "page-missing", seen.page, "有内容记录而没有页面，也没有撤回或者删除登记。"
            )
        self._judge_parts(seen, document, findings)
        self._judge_receipt(seen, document, findings)

    def _document_of(self, seen: Seen, findings: Findings) -> Document | None:
        """The document, if the record's entry is in the log."""
        log = self.log
        assert seen.entry is not None
        if seen.origin != log.checkpoint.origin:
            findings.alarm("record-origin", seen.page, "内容记录所说的不是这份日志。")
        elif seen.index >= log.tree.size:
            self.patience.judge(
                findings, "not-in-log", seen.page,
                f"内容记录所说的第 {seen.index} 条，日志中还没有。", seen.entry.time,
            )  # fmt: skip
        elif log.tree.node(0, seen.index) != leaf_hash(seen.raw_entry):
            findings.alarm(
                "record-entry", seen.page, f"内容记录与日志的第 {seen.index} 条登记不一致。"
            )
        else:
            return log.chains.documents.get(seen.entry.doc)
        return None

    def _judge_parts(self, seen: Seen, document: Document, findings: Findings) -> None:
        for one in seen.verdicts:
            tombstone = document.erased.get((seen.index, one.name))
            if one.state == State.UNPROVED and one.erased != tombstone:
                findings.alarm(
                    "part-no-tombstone", seen.page,
                    f"部分 {one.name} 自称已由第 {one.erased} 条登记删除，日志中没有这样的登记。",
                )  # fmt: skip
            elif one.state == State.MISSING and tombstone is not None:
                continue  # its tombstone is there; the record may follow
            elif one.state in WRONG:
                findings.alarm(f"part-{one.state}", seen.page, str(one))
            elif one.state == State.AS_LOGGED and tombstone is not None:
                self.patience.judge(
                    findings, "part-still-there", seen.page,
                    f"日志说部分 {one.name} 已删除（第 {tombstone} 条），网站上仍有。",
                    document.changed,
                )  # fmt: skip

    def _judge_receipt(self, seen: Seen, document: Document, findings: Findings) -> None:
        if not seen.has_receipt:
            self.patience.judge(
                findings, "receipt-missing", seen.page, "页面没有登记凭据。", document.changed
            )
        stated = seen.receipt
        if stated is None:
            return
        if stated.size > self.log.tree.size or self.log.tree.root(stated.size) != stated.root:
            findings.alarm(
                "fork", seen.page,
                f"登记凭据里的检查点（{stated.size} 条）与日志不一致：日志可能分叉或者变短。",
            )  # fmt: skip
