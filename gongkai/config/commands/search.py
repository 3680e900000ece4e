"""`gongkai search`: ask the index of the public, build it anew, or keep it fresh on this node."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai.search.asking import Answer, Asked

REBUILD, FOLLOW = "rebuild", "follow"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "words", nargs="+", metavar="搜索词",
        help="搜索公开信息；只写 rebuild 则重建索引，只写 follow 则在没有 work 的节点上跟进",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序读取")
    parser.add_argument("--page", type=int, default=1, help="第几页，每页 10 条")
    parser.add_argument(
        "--sort", choices=("relevance", "newest", "oldest"), default="relevance",
        help="排序：相关（默认）、从新到旧、从旧到新",
    )  # fmt: skip
    parser.add_argument("--body", action="append", default=[], help="只看某机关（代码），可以重复")
    parser.add_argument("--since", type=date.fromisoformat, help="发布日期不早于，如 2026-01-01")
    parser.add_argument("--until", type=date.fromisoformat, help="发布日期不晚于")
    parser.add_argument(
        "--workers", type=int, choices=range(1, 17), metavar="N",
        default=min(os.cpu_count() or 1, 16),
        help="重建索引时同时读取的进程数（1 至 16，默认为处理器个数）",
    )  # fmt: skip
    parser.add_argument("--quiet", action="store_true", help="不显示进度")


def run(arguments: argparse.Namespace) -> int:
    """0 when something was found or done; 1 when not."""
    if arguments.words == [REBUILD]:
        return _rebuild(arguments.workers, quiet=arguments.quiet)
    if arguments.words == [FOLLOW]:
        return _follow()
    return _ask(arguments)


def _rebuild(workers: int, *, quiet: bool) -> int:
    from gongkai.search.rebuilding import rebuild

    count = rebuild(None if quiet else _show, workers)
    print(f"索引已重建，共收入 {count} 条。")
    return 0


def _show(done: int, total: int) -> None:
    """One line that moves."""
    end = "\n" if done == total else ""
    print(f"\r已收入 {done} / {total} 条", end=end, file=sys.stderr, flush=True)


def _follow() -> int:
    """Keep this node's indexes fresh until told to stop (Ctrl-C or SIGTERM)."""
    from gongkai.search.keeping import follow_until

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    follow_until(stop)
    return 0


def _ask(arguments: argparse.Namespace) -> int:
    from gongkai.search.asking import Asked, NotBuilt, search
    from gongkai.search.engine import Order

    asked = Asked(
        " ".join(arguments.words),
        filters={"body": tuple(arguments.body)},
        since=arguments.since,
        until=arguments.until,
        order=Order(arguments.sort),
        page=max(arguments.page, 1),
    )
    try:
        answer = search(asked)
    except NotBuilt:
        print("还没有搜索索引：请运行 gongkai search rebuild 。", file=sys.stderr)
        return 1
    if arguments.json:
        from gongkai.search.answers import as_json

        print(json.dumps(as_json(answer), ensure_ascii=False, indent=2))
    else:
        print(_as_text(answer, asked))
    return 0 if answer.total else 1


def _as_text(answer: Answer, asked: Asked) -> str:
    lines = [
        f"找到{'约' if answer.total_estimated else ''} {answer.total} 条（{answer.took_ms} 毫秒）"
    ]
    if answer.suggestion:
        lines.append(f"您要找的是不是：{answer.suggestion}")
    if answer.relaxed:
        lines.append("没有同时包含全部词语的结果，以下包含其中部分词语。")
    for number, hit in enumerate(answer.hits, start=(asked.page - 1) * asked.size + 1):
        lines += [f"{number}. {hit.title}", f"   {_about(hit)}", f"   {hit.url}"]
    if answer.partial:
        lines.append("以下信息只包含部分词语：")
    for hit in answer.partial:
        lines += [f"·  {hit.title}", f"   {_about(hit)}", f"   {hit.url}"]
    return "\n".join(lines)


def _about(hit: Any) -> str:
    day = hit.published_on.isoformat() if hit.published_on else ""
    parts = [hit.kind, hit.document_number, hit.issued_by, day, hit.validity]
    return "　".join(part for part in parts if part)
