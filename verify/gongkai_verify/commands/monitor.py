"""`monitor`: do site and log say the same?"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime, timedelta
from pathlib import Path

from gongkai_verify.commands.common import add_keys, as_data, told
from gongkai_verify.commands.log import counts, summary
from gongkai_verify.errors import Unreadable
from gongkai_verify.findings import Level
from gongkai_verify.keys import read_keys
from gongkai_verify.monitoring.memory import recall, remember
from gongkai_verify.monitoring.running import Run, monitor
from gongkai_verify.reporting import Report
from gongkai_verify.sources import open_source

HELP = "核查网站与日志是否一致（双向）"
EXAMPLES = """
例：
  gongkai-verify monitor https://www.example.cn --log https://www.example.cn/log \\
      --vkey 公钥.txt --state 状态.json
  gongkai-verify monitor /srv/gongkai/public --log /srv/gongkai/public/log --vkey 公钥.txt

请由发布机关以外的人定时运行，并且总用同一个 --state 文件：
日志被改写或者倒退，只有记得上次所见的人才能发现。
"""
MINUTES = 60


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("site", metavar="网站", help="网站的网址，或者公开文件的目录")
    parser.add_argument("--log", required=True, metavar="日志", help="日志的目录或者网址")
    parser.add_argument("--state", metavar="文件", help="记住上次所见的文件；第一次运行时建立")
    parser.add_argument(
        "--grace", type=int, default=MINUTES, metavar="分钟",
        help=f"登记与公开之间允许的间隔，超过就报警；默认 {MINUTES}",
    )  # fmt: skip
    add_keys(parser)


def run(arguments: argparse.Namespace) -> Report:
    """Do it."""
    if arguments.grace < 0:
        raise Unreadable("--grace 不能是负数。")
    state = Path(arguments.state) if arguments.state else None
    found = Run(
        site=open_source(arguments.site),
        source=open_source(arguments.log),
        keys=read_keys(arguments.vkey),
        quorum=arguments.quorum,
        memory=recall(state) if state else None,
        now=datetime.now(UTC),
        allowed=timedelta(minutes=arguments.grace),
    )
    monitor(found)
    if state and found.learned:
        remember(state, found.learned)
    return _report(found)


def _report(found: Run) -> Report:
    report = Report("monitor", found.findings, fine="核查通过：网站与日志一致。")
    if found.log is not None:
        log = found.log
        waiting = sum(one.level == Level.WAITING for one in found.findings)
        report.said = [
            *told(log.checkpoint),
            *summary(log),
            f"网站公开页面 {found.pages} 个，等待 {waiting} 件。",
        ]
        report.data = {
            "checkpoint": as_data(log.checkpoint),
            **counts(log),
            "pages": found.pages,
            "waiting": waiting,
        }
    return report
