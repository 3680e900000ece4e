"""`gongkai log`: the public log and the case trail: state, check, anchor, reconciliation, keys."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any


def configure(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(
        dest="what", required=True, metavar="操作",
        help="status 看现状，check 核对，anchor 固定办理留痕，reconcile 恢复备份后对账，"
        "key 管理密钥；各有 --help",
    )  # fmt: skip
    status = what.add_parser("status", help="条数、最近的检查点、公钥、待写和待销毁的数目")
    check = what.add_parser("check", help="逐条核对登记册和办理留痕的文件、数据库和所存内容")
    what.add_parser("anchor", help="现在就把办理留痕固定到公开登记册（平时每小时自动一次）")
    for one in (status, check):
        one.add_argument("--json", action="store_true", help="输出 JSON，供程序读取")
    _configure_reconcile(what.add_parser("reconcile", help="恢复备份后，按登记册的文件补齐数据库"))
    _configure_key(what.add_parser("key", help="建立、更换、备份、取回、查看签名密钥"))


def _configure_reconcile(parser: argparse.ArgumentParser) -> None:
    compared = parser.add_mutually_exclusive_group()
    compared.add_argument(
        "--seen", metavar="文件", help="别处（镜像、监测者、见证者）最近见过的检查点，用来比对"
    )
    compared.add_argument(
        "--no-other-copy", action="store_true",
        help="确认别处没有登记册的副本可比；公开文件夹如果是旧的，会造成两本登记册",
    )  # fmt: skip


def _configure_key(parser: argparse.ArgumentParser) -> None:
    verb = parser.add_subparsers(dest="verb", required=True, metavar="操作")
    create = verb.add_parser("create", help="建立第一把密钥（gongkai init 会自动建立）")
    create.add_argument(
        "--origin", default="", metavar="名称",
        help="登记册的名称，写进每一个检查点，以后不能改；默认为网站地址加 /log",
    )  # fmt: skip
    create.add_argument(
        "--sm2", action="store_true",
        help="另建一把国密 SM2 密钥，每个检查点多签一行；需要 OpenSSL 3.0 以上的 openssl 命令",
    )  # fmt: skip
    rotate = verb.add_parser("rotate", help="换用新密钥，新旧并用，直到 --finish")
    rotate.add_argument("--finish", action="store_true", help="停用旧密钥，销毁其私钥")
    backup = verb.add_parser("backup", help="把密钥备份到新的文件夹")
    backup.add_argument("folder", metavar="文件夹")
    restore = verb.add_parser("restore", help="从备份取回密钥")
    restore.add_argument("folder", metavar="文件夹")
    verb.add_parser("show", help="显示正在使用的和停用的公钥，供印发公告")


def run(arguments: argparse.Namespace) -> int:
    """0 done; 1 refused, or something does not fit."""
    from gongkai.journal.recording import Refused

    name = f"{arguments.what}_{arguments.verb}" if arguments.what == "key" else arguments.what
    try:
        return _ACTIONS[name](arguments)
    except Refused as refused:
        print("\n".join(refused.reasons), file=sys.stderr)
        return 1


def _status(arguments: argparse.Namespace) -> int:
    from gongkai.trail.queries import state as trail_state
    from gongkai.transparency import alarms
    from gongkai.transparency.queries import state

    found, trail = state(), trail_state()
    told: dict[str, Any] = {
        "log": found.log,
        "origin": found.origin,
        "keys": list(found.keys),
        "size": found.size,
        "root": found.root,
        "checkpoint_at": found.checkpoint.at.isoformat() if found.checkpoint else None,
        "waiting": found.waiting,
        "to_destroy": found.to_destroy,
        "problem": found.problem,
        "alarms": alarms.standing(),
        "trail": {
            "size": trail.size,
            "waiting": trail.waiting,
            "anchored": trail.anchored,
            "anchored_at": trail.anchored_at.isoformat() if trail.anchored_at else None,
        },
    }
    if arguments.json:
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 0
    print(f"登记册    {found.origin or '尚未建立'}")
    print(f"已入册    {found.size} 条")
    print(f"检查点    {told['checkpoint_at'] or '—'}  {found.root}")
    print(f"待写入    {found.waiting} 条")
    print(f"待销毁    {found.to_destroy} 项")
    print(f"办理留痕  {trail.size} 步，已固定到公开登记册 {trail.anchored} 步")
    for said in filter(None, [found.problem, *alarms.standing().values()]):
        print(f"问题      {said}")
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from gongkai.trail.checking import check as check_trail
    from gongkai.transparency.checking import check

    found = [*check(), *check_trail()]
    if arguments.json:
        print(json.dumps({"good": not found, "log": found}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(found) or "核对完成：登记册、办理留痕的文件与数据库和所存内容一致。")
    return 1 if found else 0


def _anchor(_: argparse.Namespace) -> int:
    from gongkai.trail.anchoring import anchor
    from gongkai.trail.writing import NotReconciled

    try:
        made = anchor()
    except NotReconciled as problem:
        print(f"没有固定：{problem}", file=sys.stderr)
        return 1
    if made is None:
        print("没有新的办理留痕，无需固定。")
    else:
        print(f"已固定 {made.size} 步，由后台（gongkai work）写入公开登记册。")
    return 0


def _reconcile(arguments: argparse.Namespace) -> int:
    from gongkai.trail.reconciling import reconcile as reconcile_trail
    from gongkai.transparency.reconciling import reconcile

    seen = ""
    if arguments.seen:
        try:
            seen = Path(arguments.seen).read_text(encoding="utf-8")
        except (OSError, UnicodeError):
            print(f"读不到“{arguments.seen}”。", file=sys.stderr)
            return 1
    done = reconcile(seen=seen, no_other_copy=arguments.no_other_copy)
    print(
        f"登记册共 {done.size} 条，从文件补入 {done.read} 条，"
        f"{done.given_up} 件未写入的事项已重新编号。"
    )
    if done.unknown:
        print(
            f"有 {done.unknown} 条信息登记册里有、数据库里没有（备份之后发布的）："
            "请尽快重新发布，并在监测者询问时说明。"
        )
    if trail := reconcile_trail():
        print(
            f"办理留痕共 {trail.size} 步，从文件补入 {trail.read} 步，"
            f"重新编号 {trail.given_up} 步。"
        )
    print("接着运行 gongkai work --once，再运行 gongkai log check。")
    return 0


def _key_create(arguments: argparse.Namespace) -> int:
    from gongkai.transparency import keys

    if arguments.sm2:
        print(keys.add_sm2())
    else:
        print(keys.create(origin=arguments.origin))
    return 0


def _key_rotate(arguments: argparse.Namespace) -> int:
    from gongkai.transparency import keys

    if arguments.finish:
        print(f"已停用：{keys.retire()}")
    else:
        print(f"新公钥：{keys.rotate()}")
        print("新旧密钥并用。请印发新公钥，待公众更换后运行 gongkai log key rotate --finish。")
    return 0


def _key_backup(arguments: argparse.Namespace) -> int:
    from gongkai.transparency import keys

    count = keys.back_up(Path(arguments.folder).expanduser())
    print(f"已备份 {count} 把密钥到 {arguments.folder}。请离线保管，像公章一样保管。")
    return 0


def _key_restore(arguments: argparse.Namespace) -> int:
    from gongkai.transparency import keys

    count = keys.bring_back(Path(arguments.folder).expanduser())
    print(f"已取回 {count} 把密钥。")
    return 0


def _key_show(_: argparse.Namespace) -> int:
    from gongkai.transparency import keys

    print("\n".join(keys.verifier_keys()) or "还没有密钥。")
    for vkey in keys.retired_keys():
        print(f"{vkey}  （已停用，核查旧凭据仍要用）")
    return 0


_ACTIONS = {
    "status": _status,
    "check": _check,
    "anchor": _anchor,
    "reconcile": _reconcile,
    "key_create": _key_create,
    "key_rotate": _key_rotate,
    "key_backup": _key_backup,
    "key_restore": _key_restore,
    "key_show": _key_show,
}
