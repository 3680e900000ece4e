"""`gongkai rebuild`: bake every public page anew, with progress; the old ones serve meanwhile."""

from __future__ import annotations

import argparse
import sys


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--workers", type=int, default=1, choices=range(1, 17), metavar="N",
                        help="同时生成的进程数（1 至 16）")  # fmt: skip
    parser.add_argument("--quiet", action="store_true", help="不显示进度")


def run(arguments: argparse.Namespace) -> int:
    """Recount what is counted, then bake."""
    from gongkai.disclosure.standing import recount
    from gongkai.publishing.rebuilding import rebuild

    recount()
    rebuild(progress=None if arguments.quiet else show, workers=arguments.workers)
    return 0


def show(done: int, total: int) -> None:
    """One line that moves."""
    end = "\n" if done == total else ""
    print(f"\r已生成 {done} / {total} 页", end=end, file=sys.stderr, flush=True)
