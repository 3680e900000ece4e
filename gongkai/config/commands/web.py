"""`gongkai web`: the embedded server, static pages first, then the programs."""

from __future__ import annotations

import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--listen", help="监听地址；默认取 GONGKAI_LISTEN")
    parser.add_argument("--port", type=int, help="端口；默认取 GONGKAI_PORT")


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped."""
    from gongkai.config import server
    from gongkai.config.settings import ENV

    server.serve(
        arguments.listen or ENV["GONGKAI_LISTEN"],
        arguments.port or ENV["GONGKAI_PORT"],
        ENV["GONGKAI_WORKERS"],
    )
    return 0
