"""The console command `gongkai`. Each subcommand says in Chinese what it does, with examples.

Exit codes: 0 done; 1 refused, or something was found that should not be; 2 wrong use; 141 nobody
reads the output any more (`gongkai deadline --list | head`).
Modules are imported only when their command runs, so that `gongkai --help` and commands that need
no instance answer at once.
"""

from __future__ import annotations

import argparse
import importlib
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai import __version__
from gongkai.config.environment import ConfigurationError


@dataclass(frozen=True)
class Command:
    """One subcommand: its module offers `configure(parser)` and `run(arguments) -> int`."""

    name: str
    help: str
    module: str
    examples: tuple[str, ...]
    needs_instance: bool = True


COMMANDS = (
    Command("init", "创建或升级实例：数据库、基础数据、静态文件", "gongkai.config.commands.init",
            ("gongkai init",)),
    Command("first-manager", "在空的实例中设立第一位管理员，其余账号由其登录后开通",
            "gongkai.config.commands.first_manager",
            ("gongkai first-manager --division-code 520999 --division-name 清江县 "
             "--body-code office --body-name 清江县人民政府办公室 --uscc 统一社会信用代码 "
             "--username wang.li --name 王立",)),
    Command("demo", "载入演示县（虚构）的机构、人员、目录和两年的公开信息",
            "gongkai.config.commands.demo", ("gongkai demo", "gongkai demo --small")),
    Command("run", "一条命令运行：创建实例、载入演示县、启动网站和后台",
            "gongkai.config.commands.run", ("gongkai run", "gongkai run --port 8080")),
    Command("web", "启动内置服务器（公众网站和工作台）", "gongkai.config.commands.web",
            ("gongkai web", "gongkai web --port 8080")),
    Command("work", "启动后台：排序留痕、生成页面、定时发布", "gongkai.config.commands.work",
            ("gongkai work", "gongkai work --once")),
    Command("intake", "读取真实文件，识别标题、文号、机关、日期，生成草稿",
            "gongkai.config.commands.intake",
            ("gongkai intake 通知.docx --dry-run --json", "gongkai intake *.html --as chenjing"),
            needs_instance=False),
    Command("import-legacy", "批量导入历史信息：旧网站已经公开的，按原日期、原索引号收进来",
            "gongkai.config.commands.import_legacy",
            ("gongkai import-legacy 旧站.jsonl --unit finance-1 --as gu.yan --dry-run",
             "gongkai import-legacy 旧站.jsonl --unit finance-1 --as gu.yan --skip-known",
             "gongkai import-legacy 2019.xlsx 2020.xlsx --unit finance-1 --as gu.yan "
             "--duty grassroots.0501")),
    Command("deadline", "推算法定期限：从收到之日起，到哪一天，逐日说明理由",
            "gongkai.config.commands.deadline",
            ("gongkai deadline foi.reply --fact RequestReceived=2025-09-19",
             "gongkai deadline foi.reply --fact RequestReceived=2025-09-19 "
             "ThirdPartyAsked=2025-09-22 ThirdPartyReplied=2025-09-24 --json",
             "gongkai deadline foi.reply --from 2025-09-19 --fact DeadlineExtended=2025-10-20:20",
             'gongkai deadline --length "20 workdays" --from 2025-09-19',
             "gongkai deadline publicconcern.response --from 2025-09-19T14:30",
             "gongkai deadline --list"),
            needs_instance=False),
    Command("annual-report", "生成政府信息公开工作年度报告：六个部分、三张表，逐条核对",
            "gongkai.config.commands.annual_report",
            ("gongkai annual-report --body finance --year 2025",
             "gongkai annual-report --body finance --year 2025 --docx --out 年度报告.docx",
             "gongkai annual-report --body government --year 2025 --roll-up --xlsx "
             "--out 汇总.xlsx")),
    Command("rebuild", "重新生成全部公开页面", "gongkai.config.commands.rebuild",
            ("gongkai rebuild",)),
    Command("search", "搜索公开信息；重建搜索索引", "gongkai.config.commands.search",
            ("gongkai search 低保标准 --json", "gongkai search '兰政办发[2018]145'",
             "gongkai search 财政预算 --sort newest --since 2026-01-01",
             "gongkai search rebuild", "gongkai search follow")),
    Command("check", "核对：公开页面、计数、留痕进度、公开登记册是否与数据一致",
            "gongkai.config.commands.check", ("gongkai check", "gongkai check --json")),
    Command("clocks", "核对期限表：按留痕重新推算每一个法定期限，或者整张重新写出",
            "gongkai.config.commands.clocks",
            ("gongkai clocks --check", "gongkai clocks --check --json",
             "gongkai clocks --rebuild")),
    Command("log", "公开登记册：现状、核对、恢复备份后的对账、签名密钥",
            "gongkai.config.commands.log",
            ("gongkai log status --json", "gongkai log check",
             "gongkai log reconcile --seen 镜像的检查点", "gongkai log key show",
             "gongkai log key backup /safe/log-key-2026", "gongkai log key rotate",
             "gongkai log key rotate --finish")),
    Command("backup", "备份：数据库、上传的文件和配置，连同校验清单，不用停机",
            "gongkai.config.commands.backup",
            ("gongkai backup /backup/gongkai-2026-05-08",
             "gongkai backup /backup/gongkai-2026-05-08 --with-secrets")),
    Command("restore", "恢复：核对备份的校验清单，恢复到空的实例",
            "gongkai.config.commands.restore",
            ("gongkai restore /backup/gongkai-2026-05-08",
             "gongkai restore /backup/gongkai-2026-05-08 --check-only")),
    Command("docs", "生成 docs/ 中由程序产生的页面", "gongkai.config.commands.docs",
            ("gongkai docs",), needs_instance=False),
)  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand; returns the exit code. A reader that went away ends it quietly."""
    try:
        try:
            return _main(list(sys.argv[1:] if argv is None else argv))
        finally:
            sys.stdout.flush()  # also what --help wrote: now, while the answer can still be given
    except BrokenPipeError:
        # What is still held back has nowhere to go; the interpreter would try once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE


def _main(words: list[str]) -> int:
    chosen = next((one for one in COMMANDS if one.name in words[:1]), None)
    arguments = parser(chosen).parse_args(words)
    if chosen is None:
        return 0
    try:
        return _run(chosen, arguments)
    except ConfigurationError as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def parser(chosen: Command | None = None) -> argparse.ArgumentParser:
    """The whole parser; only the chosen command's own options are filled in."""
    top = argparse.ArgumentParser(
        prog="gongkai",
        description="公开（Gongkai）：把政府的承诺放在阳光下的平台。",
        epilog="每个命令都有自己的说明，例如：gongkai intake --help",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"gongkai {__version__}")
    commands = top.add_subparsers(title="命令", metavar="命令", required=True)
    for command in COMMANDS:
        sub = commands.add_parser(
            command.name,
            help=command.help,
            description=command.help + "。",
            epilog="示例：\n" + "\n".join(f"  {line}" for line in command.examples),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if command is chosen:
            importlib.import_module(command.module).configure(sub)
    return top


def _run(command: Command, arguments: argparse.Namespace) -> int:
    if command.needs_instance:
        set_up_django()
    code: int = importlib.import_module(command.module).run(arguments)
    return code


def set_up_django() -> None:
    """Load settings and apps. Wrong configuration is raised as a sentence, before anything runs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    import django

    django.setup()


if __name__ == "__main__":
    sys.exit(main())
