"""`gongkai run`: from nothing to a running county with one command; again, it starts at once."""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import time
import urllib.request
from urllib.error import URLError


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="端口；默认取 GONGKAI_PORT")


def run(arguments: argparse.Namespace) -> int:
    """Create what is missing, then keep web and worker running until Ctrl-C."""
    from django.conf import settings

    from gongkai.config.commands.demo import load_if_empty
    from gongkai.config.commands.init import create_instance
    from gongkai.config.settings import ENV

    create_instance()
    fresh = load_if_empty()
    if not (settings.PUBLIC_ROOT / "index.html").exists():
        _bake_everything()
    port = arguments.port or ENV["GONGKAI_PORT"]
    children = [
        subprocess.Popen([sys.executable, "-m", "gongkai.config.cli", *words])
        for words in (["web", "--port", str(port)], ["work"])
    ]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        _announce(ENV["GONGKAI_LISTEN"], port, fresh)
        return _watch(children)
    finally:
        _stop(children)


def _bake_everything() -> None:
    """The first time the site is made before it is shown; afterwards the worker keeps it right."""
    from gongkai.config.commands import rebuild, search, work

    work.run(argparse.Namespace(once=True))
    rebuild.run(argparse.Namespace(quiet=False, workers=1))
    search.run(argparse.Namespace(words=[search.REBUILD], workers=1, quiet=False))


def _announce(host: str, port: int, fresh: bool) -> None:
    from gongkai.demo.accounts import accounts_as_text

    address = f"http://{host}:{port}"
    if not _answers(f"{address}/"):
        print("网站没有在两分钟内应答，请查看上面的提示。", file=sys.stderr)
        return
    print(f"\n公众网站  {address}/\n工作台    {address}/desk/\n")
    print(accounts_as_text())
    print("\n演示县已载入。" if fresh else "\n沿用已有数据。", "按 Ctrl-C 停止。", flush=True)


def _answers(address: str, seconds: float = 120) -> bool:
    """Whether the site answers within this time, with whatever page."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own address
                return True
        except URLError:
            time.sleep(0.2)
    return False


def _watch(children: list[subprocess.Popen[bytes]]) -> int:
    """Wait until one of them ends; then the other has to end as well."""
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
    except KeyboardInterrupt:
        return 0
    return 1


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()
