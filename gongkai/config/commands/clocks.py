"""`gongkai clocks`: does the table of deadlines say what the journal says?"""

from __future__ import annotations

import argparse
import json
import sys


def configure(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="重新推算全部期限，逐条说明差异（默认）")
    what.add_argument("--rebuild", action="store_true", help="按留痕重新写出整张期限表")
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序读取")
    parser.add_argument("--quiet", action="store_true", help="不显示进度")


def run(arguments: argparse.Namespace) -> int:
    """0 when all is as it should be (or was rebuilt), 1 when something differs."""
    from gongkai.clocks import checking

    progress = None if arguments.quiet else show
    if arguments.rebuild:
        count = checking.rebuild(progress)
        print(
            json.dumps({"clocks": count}) if arguments.json else f"期限表已重新写出，共{count}条。"
        )
        return 0
    found = list(checking.differences(progress))
    if arguments.json:
        print(json.dumps([vars(one) for one in found], ensure_ascii=False, indent=2))
    elif found:
        print("\n".join(str(one) for one in found))
        print(f"共{len(found)}处差异，可以用 gongkai clocks --rebuild 重新写出。")
    else:
        print("核对完成：期限表与留痕一致。")
    return 1 if found else 0


def show(done: int, total: int) -> None:
    """One line that moves."""
    end = "\n" if done == total else ""
    print(f"\r已核对 {done} / {total} 条", end=end, file=sys.stderr, flush=True)
