"""`gongkai import-legacy FILE…`: what was public on the old site, taken over in batches."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai.disclosure.legacy.rows import Row
    from gongkai.disclosure.legacy.taking import Outcome
    from gongkai.people.actors import Staff
    from gongkai.people.models import Unit
    from gongkai.registers.models import CatalogueEntry

SHOWN = 200  # problems on the screen; --json has all


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", metavar="文件",
        help=".jsonl（每行一条，可压缩为 .jsonl.gz）、.csv 或 .xlsx；栏目：名称、正文、发布日期、"
        "发文字号、发文机关、成文日期、目录事项、索引号、栏目、内容概述、个人信息保留理由"
        "（英文：title、text、published_on、document_number、issued_by、adopted_on、duty、"
        "index_number、column_code、summary、kept_because）；请按发布日期从早到晚排列",
    )  # fmt: skip
    parser.add_argument("--unit", required=True, metavar="代码", help="归入哪个内设机构")
    parser.add_argument("--as", dest="username", required=True, metavar="账号",
                        help="以谁的名义导入，须有“批量导入历史信息”的权限")  # fmt: skip
    parser.add_argument(
        "--duty", metavar="事项", help="没有写目录事项的，归入这个事项，如 grassroots.0501"
    )
    parser.add_argument("--skip-known", action="store_true",
                        help="略过索引号已经在用的行：中断以后接着导入")  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="只检查，不导入")
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序读取")
    parser.add_argument("--quiet", action="store_true", help="不显示进度")


def run(arguments: argparse.Namespace) -> int:
    """0 when every row was taken over or skipped; 1 when something is wrong; 2 for wrong use."""
    from gongkai.disclosure.legacy.rows import UnreadableFile
    from gongkai.disclosure.legacy.taking import take_over_rows
    from gongkai.journal.recording import Refused

    try:
        staff, unit, duty = _named(arguments)
        outcome = take_over_rows(
            _rows(arguments.files),
            unit,
            staff=staff,
            duty=duty,
            skip_known=arguments.skip_known,
            dry_run=arguments.dry_run,
            progress=None if arguments.quiet else _show,
        )
    except WrongUse as wrong:
        print(wrong, file=sys.stderr)
        return 2
    except (Refused, UnreadableFile) as refused:
        print(f"\n没有导入：{refused}", file=sys.stderr)
        return 1
    if not arguments.quiet:
        print(file=sys.stderr)
    print(json.dumps(as_json(outcome, dry_run=arguments.dry_run), ensure_ascii=False, indent=2)
          if arguments.json else as_text(outcome, dry_run=arguments.dry_run))  # fmt: skip
    return 1 if outcome.problems else 0


class WrongUse(Exception):  # noqa: N818 - the message is a Chinese sentence
    """Something named on the command line does not exist."""


def _named(arguments: argparse.Namespace) -> tuple[Staff, Unit, CatalogueEntry | None]:
    from gongkai.disclosure.legacy.judging import find_duty
    from gongkai.people.actors import Staff
    from gongkai.people.models import Person, Unit

    person = Person.objects.filter(username=arguments.username).first()
    unit = Unit.objects.filter(code=arguments.unit).select_related("body").first()
    duty = find_duty(arguments.duty) if arguments.duty else None
    if person is None:
        raise WrongUse(f"没有账号“{arguments.username}”。")
    if unit is None:
        raise WrongUse(f"没有代码为“{arguments.unit}”的内设机构。")
    if arguments.duty and duty is None:
        raise WrongUse(f"没有编号为“{arguments.duty}”的目录事项，或者几部目录里都有，请写全。")
    return Staff(person), unit, duty


def _rows(files: list[str]) -> Iterator[Row]:
    """The rows of all files; with several, each says which file it is of."""
    from dataclasses import replace

    from gongkai.disclosure.legacy.rows import rows_in

    for name in files:
        path = Path(name)
        for row in rows_in(path):
            yield replace(row, where=f"{path.name} {row.where}") if len(files) > 1 else row


def _show(outcome: Outcome) -> None:
    """One line that moves."""
    print(f"\r已读 {outcome.read} 条，可用 {outcome.taken} 条", end="", file=sys.stderr, flush=True)


def as_text(outcome: Outcome, *, dry_run: bool) -> str:
    """The outcome for people."""
    done = "可以导入" if dry_run else "已导入"
    lines = [f"共 {outcome.read} 条，{done} {outcome.taken} 条。"]
    if outcome.known:
        lines.append(f"略过 {len(outcome.known)} 条：索引号已经在用。")
    if outcome.left_out:
        lines.append(
            f"另有 {outcome.left_out} 条本身没有问题，因同批有错没有导入；"
            "改好后加 --skip-known 重新运行。"
        )
    if outcome.without_number:
        lines.append(f"{outcome.without_number} 条没有索引号，再次导入时认不出来，会重复，请留意。")
    if outcome.out_of_order:
        lines.append(
            f"{outcome.out_of_order}起没有按发布日期从早到晚排列，列表里的次序会与日期不一致。"
        )
    for one in outcome.problems[:SHOWN]:
        column = f"“{one.column}”栏：" if one.column else ""
        lines.append(f"{one.where}　{column}{one.sentence}")
    if len(outcome.problems) > SHOWN:
        lines.append(f"还有 {len(outcome.problems) - SHOWN} 处问题没有列出，可用 --json 查看全部。")
    return "\n".join(lines)


def as_json(outcome: Outcome, *, dry_run: bool) -> dict[str, Any]:
    """The outcome for programs."""
    return {
        "dry_run": dry_run,
        "read": outcome.read,
        "taken": outcome.taken,
        "known": [{"where": where, "index_number": number} for where, number in outcome.known],
        "left_out": outcome.left_out,
        "without_number": outcome.without_number,
        "out_of_order": outcome.out_of_order or None,
        "problems": [
            {"where": one.where, "column": one.column, "reason": one.sentence}
            for one in outcome.problems
        ],
    }
