"""`consistency`: was the log only added to between two checkpoints?"""

from __future__ import annotations

import argparse

from gongkai_verify.commands.common import add_keys, as_data, read_text
from gongkai_verify.findings import Findings
from gongkai_verify.growth import check_growth
from gongkai_verify.keys import read_keys
from gongkai_verify.notes import open_checkpoint
from gongkai_verify.reporting import Report
from gongkai_verify.sources import open_source

HELP = "核查两个检查点之间日志是否只增不改"
EXAMPLES = """
例：
  gongkai-verify consistency https://www.example.cn/log 去年的检查点 今年的检查点 --vkey 公钥.txt
"""


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("source", metavar="日志", help="日志的目录或者网址")
    parser.add_argument("old", metavar="旧检查点", help="较早的检查点，文件或者网址")
    parser.add_argument("new", metavar="新检查点", help="较晚的检查点，文件或者网址")
    add_keys(parser)


def run(arguments: argparse.Namespace) -> Report:
    """Do it."""
    keys = read_keys(arguments.vkey)
    source = open_source(arguments.source)
    notes = [read_text(arguments.old), read_text(arguments.new)]
    report = Report("consistency", Findings(), fine="核查通过：新检查点是旧检查点只增不改而来。")
    with report.findings.collecting(""):
        old, new = (open_checkpoint(note, keys, arguments.quorum) for note in notes)
        report.said = [f"日志 {new.origin}：{old.size} 条 → {new.size} 条。"]
        report.data = {"old": as_data(old), "new": as_data(new)}
        check_growth(source, old, new)
    return report
