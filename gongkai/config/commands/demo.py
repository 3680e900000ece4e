"""`gongkai demo`: the fictional county, its people and two years of their work."""

from __future__ import annotations

import argparse
import sys


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--small", action="store_true", help="只载入机构、人员、目录和少量信息")


def run(arguments: argparse.Namespace) -> int:
    """Load the county into an empty instance; refuse where there is something already."""
    from gongkai.config.commands.init import create_instance
    from gongkai.demo.accounts import accounts_as_text

    create_instance()
    if not load_if_empty(small=arguments.small):
        print("实例中已有机构，演示县只能载入空的实例。可用 GONGKAI_HOME 指定新的文件夹。",
              file=sys.stderr)  # fmt: skip
        return 1
    print(accounts_as_text())
    return 0


def load_if_empty(small: bool = False) -> bool:
    """Load the county unless there are bodies already; returns whether it was loaded."""
    from gongkai.demo.county import load
    from gongkai.people.models import Body

    if Body.objects.exists():
        return False
    load(small=small)
    return True
