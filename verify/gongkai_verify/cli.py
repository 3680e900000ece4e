"""The command line."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from typing import Any, NoReturn, Protocol

from gongkai_verify import __version__
from gongkai_verify.commands import consistency, log, monitor, receipt, trail, witness
from gongkai_verify.errors import Unreadable
from gongkai_verify.reporting import UNUSABLE, Report, show_unusable

EXIT_CODES = "退出码：0 正常；1 发现问题；2 用法有误或者读不到。"


class Command(Protocol):
    """A module of `commands`."""

    HELP: str
    EXAMPLES: str

    def add(self, parser: argparse.ArgumentParser, /) -> None: ...
    def run(self, arguments: argparse.Namespace, /) -> Report: ...


COMMANDS: dict[str, Command] = {
    "receipt": receipt,
    "log": log,
    "consistency": consistency,
    "monitor": monitor,
    "trail": trail,
    "witness": witness,
}


class _Parser(argparse.ArgumentParser):
    """Speaks Chinese where argparse would speak English."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs, add_help=False)
        self.formatter_class = argparse.RawDescriptionHelpFormatter
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示本说明")

    def format_usage(self) -> str:
        """Usage with its Chinese name."""
        return super().format_usage().replace("usage:", "用法：", 1)

    def format_help(self) -> str:
        """Help with its Chinese names."""
        return super().format_help().replace("usage:", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        """Misuse: exit code 2."""
        self.print_usage(sys.stderr)
        self.exit(UNUSABLE, f"用法有误：{_in_chinese(message)} 说明：{self.prog} --help\n")


# What argparse says, and how it is said here.
_SAYINGS = (
    (r"the following arguments are required: (.*)", r"缺少 \1。"),
    (r"unrecognized arguments: (.*)", r"不认识 \1。"),
    (r"argument (.+): invalid choice: (.+?) \(.*", r"\1 没有 \2 这一项。"),
    (r"argument (.+): invalid \w+ value: (.+)", r"\1 的值 \2 不对。"),
    (r"argument (.+): expected .*", r"\1 后面缺少内容。"),
)


def _in_chinese(message: str) -> str:
    for pattern, saying in _SAYINGS:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return match.expand(saying)
    return message


def make_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    parser = _Parser(
        prog="gongkai-verify",
        description="从外部核查公开平台的发布日志：登记凭据、整份日志、网站与日志是否一致。",
        epilog=f"{EXIT_CODES}\n每条命令的说明和例子：gongkai-verify 命令 --help",
    )
    parser.add_argument(
        "--version", action="version", version=f"gongkai-verify {__version__}", help="显示版本"
    )
    below = parser.add_subparsers(dest="command", required=True, metavar="命令", title="命令")
    for name, command in COMMANDS.items():
        one = below.add_parser(
            name,
            help=command.HELP,
            description=command.HELP,
            epilog=f"{command.EXAMPLES.strip()}\n\n{EXIT_CODES}",
        )
        command.add(one)
        if name != "witness":
            one.add_argument("--json", action="store_true", help="以 JSON 输出")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code."""
    for stream in (sys.stdout, sys.stderr):  # under cron the locale may know no Chinese
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    given = make_parser().parse_args(arguments)
    try:
        return COMMANDS[given.command].run(given).show(given.json)
    except Unreadable as problem:
        return show_unusable(given.command, str(problem), given.json)
    except KeyboardInterrupt:
        return UNUSABLE
