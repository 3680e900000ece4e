"""`gongkai check`: is everything derived what it should be?"""

from __future__ import annotations

import argparse
import json


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序读取")


def run(arguments: argparse.Namespace) -> int:
    """0 when all is as it should be, 1 when something differs."""
    from gongkai.config.checking import check_everything

    report = check_everything()
    if arguments.json:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        print(report.as_text())
    return 0 if report.good else 1
