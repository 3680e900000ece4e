"""`gongkai first-manager`: somebody who can sign in to an empty instance and set up the rest."""

from __future__ import annotations

import argparse
import sys

REQUIRED = (
    ("--division-code", "行政区划代码，例如 520999"),
    ("--division-name", "行政区划名称，例如 清江县"),
    ("--body-code", "机关代码：小写字母、数字和连字符，出现在公开网址中，例如 office"),
    ("--body-name", "机关全称，例如 清江县人民政府办公室"),
    ("--uscc", "机关的统一社会信用代码"),
    ("--username", "登录账号，小写字母开头，例如 wang.li"),
    ("--name", "管理员姓名"),
)


def configure(parser: argparse.ArgumentParser) -> None:
    for option, meaning in REQUIRED:
        parser.add_argument(option, required=True, help=meaning)
    parser.add_argument("--unit", default="办公室", help="所在内设机构，默认为办公室")
    parser.add_argument("--post", default="系统管理员", help="岗位名称，默认为系统管理员")


def run(arguments: argparse.Namespace) -> int:
    """Make division, body, unit, post and person; show the temporary password once."""
    from gongkai.journal.recording import Refused
    from gongkai.people.operations import Founding, set_up_first_manager

    wanted = Founding(
        division_code=arguments.division_code,
        division_name=arguments.division_name,
        body_code=arguments.body_code,
        body_name=arguments.body_name,
        uscc=arguments.uscc,
        username=arguments.username,
        name=arguments.name,
        unit_name=arguments.unit,
        post_name=arguments.post,
    )
    try:
        account = set_up_first_manager(wanted)
    except Refused as refused:
        print("没有设立：" + "".join(refused.reasons), file=sys.stderr)
        return 1
    print(f"已设立管理员 {account.person.name}（{account.person.username}）。")
    print(f"临时口令：{account.password}")
    print("口令只显示这一次，首次登录时须先修改。")
    return 0
