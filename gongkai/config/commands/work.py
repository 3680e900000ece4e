"""`gongkai work`: sequence the journal, follow it, do the chores; one active, others stand by."""

from __future__ import annotations

import argparse
import signal
import threading


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="做完现有的工作就结束")


def run(arguments: argparse.Namespace) -> int:
    """Work until told to stop (Ctrl-C, or SIGTERM from the service manager)."""
    from gongkai.journal.working import work

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    work(stop, once=arguments.once)
    return 0
