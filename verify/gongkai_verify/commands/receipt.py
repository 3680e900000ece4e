"""`receipt`: is this record the one that was logged?"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence

from gongkai_verify.commands.common import add_keys, as_data, read_place, read_text, told
from gongkai_verify.entries import parse_entry
from gongkai_verify.errors import Wrong
from gongkai_verify.findings import Findings
from gongkai_verify.growth import check_growth
from gongkai_verify.keys import Key, read_keys
from gongkai_verify.proving import WRONG, State, Tombstones, Verdict, prove
from gongkai_verify.receipts import Receipt, open_receipt
from gongkai_verify.records import Record, parse_record
from gongkai_verify.reporting import Report, stamp
from gongkai_verify.sources import open_source
from gongkai_verify.wholelog import read_log, remark_on_sm2

HELP = "核对登记凭据与内容记录"
EXAMPLES = """
例：
  gongkai-verify receipt receipt-1.txt record.json --vkey 公钥.txt
  gongkai-verify receipt https://www.example.cn/items/2026/00017/receipt-1.txt \\
      https://www.example.cn/items/2026/00017/record.json --vkey 公钥.txt
  gongkai-verify receipt receipt-1.txt record.json --files 下载 --log https://www.example.cn/log \\
      --vkey 公钥.txt
"""


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("receipt", metavar="登记凭据", help="receipt-<版次>.txt，文件或者网址")
    parser.add_argument("record", metavar="内容记录", nargs="?", help="record.json，文件或者网址")
    parser.add_argument("--files", metavar="目录", help="附件所在的目录；默认在内容记录旁边")
    parser.add_argument("--log", metavar="日志", help="日志的目录或者网址，用来核对删除登记")
    add_keys(parser)


def run(arguments: argparse.Namespace) -> Report:
    """Do it."""
    keys = read_keys(arguments.vkey)
    receipt_text = read_text(arguments.receipt)
    record_bytes = read_place(arguments.record) if arguments.record else None
    report = Report("receipt", Findings(), fine="核查通过：与登记一致。")
    with report.findings.collecting("登记凭据"):
        receipt = open_receipt(receipt_text, keys, arguments.quorum)
        entry = parse_entry(receipt.entry)
        report.said = [
            *told(receipt.checkpoint),
            f"登记内容是日志的第 {receipt.index} 条（{entry.act}），"
            f"日志所记时间 {stamp(entry.time)}。",
        ]
        report.data = {"checkpoint": as_data(receipt.checkpoint), "index": receipt.index}
        remark_on_sm2(receipt.checkpoint, keys, report.findings)
        tombstones = _tombstones(arguments, keys, receipt, report.findings)
        if record_bytes is not None:
            with report.findings.collecting("内容记录"):
                record = parse_record(record_bytes)
                same_entry(record, receipt)
                _compare(record, arguments, tombstones, report)
    return report


def same_entry(record: Record, receipt: Receipt) -> None:
    """Raise `Wrong` unless record and receipt speak of the same entry."""
    if record.origin != receipt.checkpoint.origin:
        raise Wrong("record-origin", "内容记录与登记凭据所说的日志不同。")
    if record.index != receipt.index or record.raw_entry != receipt.entry:
        raise Wrong("record-entry", "内容记录与登记凭据所说的不是同一条登记。")


def _tombstones(
    arguments: argparse.Namespace, keys: Sequence[Key], receipt: Receipt, findings: Findings
) -> Tombstones:
    if not arguments.log:
        return lambda _: None
    source = open_source(arguments.log)
    log = read_log(source, keys, findings)
    if log is None or not log.sound:
        return lambda _: None
    with findings.collecting("日志"):
        check_growth(source, receipt.checkpoint, log.checkpoint)
    entry = parse_entry(receipt.entry)
    document = log.chains.documents.get(entry.doc)
    erased = document.erased if document else {}
    return lambda name: erased.get((receipt.index, name), -1)


def _compare(
    record: Record, arguments: argparse.Namespace, tombstones: Tombstones, report: Report
) -> None:
    def files(name: str) -> Iterator[bytes] | None:
        beside = arguments.record.rpartition("/")[0] or "."
        source = open_source(arguments.files or beside)
        found = source.chunks(name)
        if found is None and arguments.files:  # given as a directory of the files themselves
            found = source.chunks(name.removeprefix("files/"))
        return found

    verdicts = list(prove(record, files, tombstones))
    report.said = [*report.said, *(str(one) for one in verdicts if one.state not in WRONG)]
    report.data = {**report.data, "parts": [_as_data(one) for one in verdicts]}
    for one in verdicts:
        if one.state in WRONG:
            report.findings.alarm(f"part-{one.state}", "内容记录", str(one))
        elif one.state == State.UNPROVED:
            report.findings.remark(f"part-{one.state}", "内容记录", str(one))


def _as_data(verdict: Verdict) -> dict[str, object]:
    return {"name": verdict.name, "state": verdict.state, "erased": verdict.erased}
