"""`log`: is the whole log sound?"""

from __future__ import annotations

import argparse

from gongkai_verify.commands.common import add_keys, as_data, told
from gongkai_verify.findings import Findings
from gongkai_verify.keys import read_keys
from gongkai_verify.reporting import Report
from gongkai_verify.sources import open_source
from gongkai_verify.wholelog import WholeLog, read_log

HELP = "核查整份日志"
EXAMPLES = """
例：
  gongkai-verify log https://www.example.cn/log --vkey 公钥.txt
  gongkai-verify log /mnt/usb/log --vkey 公钥.txt --json
  gongkai-verify log /mnt/usb/case-log --plain --vkey 公钥.txt    （只核查树，不看登记内容）
"""
ACTS = {
    "publish": "发布",
    "revise": "更正",
    "withdraw": "撤回",
    "restore": "恢复",
    "erase": "删除",
    "anchor": "固定内部日志",
    "key": "更换密钥",
    "draw-commit": "抽取前登记",
    "draw-result": "抽取结果",
    "draw-void": "抽取作废",
}


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("source", metavar="日志", help="日志的目录或者网址（其下有 checkpoint）")
    parser.add_argument("--plain", action="store_true", help="只核查树，不看登记内容")
    add_keys(parser)


def run(arguments: argparse.Namespace) -> Report:
    """Do it."""
    findings = Findings()
    log = read_log(
        open_source(arguments.source), read_keys(arguments.vkey), findings,
        quorum=arguments.quorum, plain=arguments.plain,
    )  # fmt: skip
    report = Report("log", findings, fine="核查通过：日志完好。")
    if log is not None:
        report.said = [*told(log.checkpoint), *summary(log)]
        report.data = {"checkpoint": as_data(log.checkpoint), **counts(log)}
    return report


def summary(log: WholeLog) -> list[str]:
    """What the log tells, in sentences."""
    chains = log.chains
    if not chains.acts:
        return []
    acts = "，".join(
        f"{name} {chains.acts[act]}" for act, name in ACTS.items() if act in chains.acts
    )
    found = counts(log)
    return [
        f"登记：{acts}。",
        f"文件 {found['documents']} 件：公开 {found['public']}，"
        f"撤回 {found['withdrawn']}，删除 {found['erased']}。",
    ]


def counts(log: WholeLog) -> dict[str, object]:
    """The same as numbers."""
    documents = log.chains.documents.values()
    erased = sum(one.is_erased for one in documents)
    withdrawn = sum(one.withdrawn and not one.is_erased for one in documents)
    return {
        "acts": dict(sorted(log.chains.acts.items())),
        "documents": len(documents),
        "public": len(documents) - erased - withdrawn,
        "withdrawn": withdrawn,
        "erased": erased,
    }
