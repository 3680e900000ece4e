"""`gongkai annual-report`: the annual report of a body, counted now or as it was frozen."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.annualreports.content import Said

FORMATS = ("json", "html", "docx", "xlsx")


def configure(parser: argparse.ArgumentParser) -> None:
    """Whose report, on which year, in which form."""
    parser.add_argument("--body", required=True, metavar="机关代码", help="如 finance")
    parser.add_argument("--year", required=True, type=int, metavar="年度", help="如 2025")
    parser.add_argument(
        "--roll-up", action="store_true", help="汇总：本机关加上下属各机关，每件申请只计一次"
    )
    formats = parser.add_mutually_exclusive_group()
    words = {
        "json": "输出 JSON，键名就是表格的行名和列名（默认）",
        "html": "输出网页",
        "docx": "输出 Word 文档（须用 --out 写明文件）",
        "xlsx": "输出 Excel 表格（须用 --out 写明文件）",
    }
    for name in FORMATS:
        formats.add_argument(
            f"--{name}", dest="format", action="store_const", const=name, help=words[name]
        )
    parser.set_defaults(format="json")
    parser.add_argument("--out", type=Path, metavar="文件", help="写入这个文件，而不是屏幕")


def run(arguments: argparse.Namespace) -> int:
    """Write the report; 2 when it cannot be made. What is not as it should be goes to stderr."""
    from gongkai.annualreports.exporting import KINDS

    if arguments.format in ("docx", "xlsx") and arguments.out is None:
        print(f"请用 --out 写明文件，例如 --out 年度报告.{arguments.format}。", file=sys.stderr)
        return 2
    said = _say(arguments)
    if said is None:
        return 2
    data = KINDS[arguments.format].write(said)
    if arguments.out is None:
        sys.stdout.write(data.decode())
    elif not _written(arguments.out, data):
        return 2
    _tell_problems(said)
    return 0


def _say(arguments: argparse.Namespace) -> Said | None:
    from gongkai.annualreports.form import form_for, forms
    from gongkai.annualreports.queries.saying import say
    from gongkai.people.models import Body

    body = Body.objects.filter(code=arguments.body).first()
    if body is None:
        print(f"没有代码为“{arguments.body}”的机关，代码见工作台“机构与人员”。", file=sys.stderr)
        return None
    if form_for(arguments.year) is None or not arguments.year <= 9998:
        first = forms()[0].first_year
        print(f"年度请填 {first} 或以后；以前的报告适用试行格式。", file=sys.stderr)
        return None
    return say(body, arguments.year, rolled_up=arguments.roll_up)


def _written(path: Path, data: bytes) -> bool:
    try:
        path.write_bytes(data)
    except OSError as problem:
        print(f"不能写入“{path}”：{problem.strerror}。", file=sys.stderr)
        return False
    return True


def _tell_problems(said: Said) -> None:
    """Problems go to stderr, so that the report itself stays whole."""
    for one in said.problems:
        print(f"{'不符合' if one.is_hard else '请注意'} {one.rule}：{one.text}", file=sys.stderr)
