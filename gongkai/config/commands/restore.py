"""`gongkai restore FOLDER`: a backup comes back into an empty instance."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="文件夹", help="gongkai backup 生成的备份")
    parser.add_argument("--check-only", action="store_true", help="只核对备份是否完整，不恢复")


def run(arguments: argparse.Namespace) -> int:
    """0 when everything is back; 1 with sentences when it was refused. Nothing is overwritten."""
    from gongkai.config.backup_databases import BackupProblem
    from gongkai.config.backups import check_backup, read_manifest, restore
    from gongkai.config.commands.init import create_instance

    folder = Path(arguments.folder).expanduser()
    try:
        if arguments.check_only:
            return _say_whether_whole(list(check_backup(folder, read_manifest(folder))))
        manifest = restore(folder)
    except (BackupProblem, OSError) as problem:
        print(f"没有恢复：{problem}", file=sys.stderr)
        return 1
    create_instance()
    print(f"已恢复 {manifest['made_at']} 的备份。")
    if not manifest["secrets"]:
        print("备份不含签名密钥：请把原来的 secret-key 放回实例文件夹（或设 GONGKAI_SECRET_KEY），"
              "否则动态口令都要重新设置。")  # fmt: skip
    if _log_was_begun():
        print("公开登记册在对账以前不会写入：请先运行 gongkai log reconcile。")
    print("接着依次运行：gongkai work --once、gongkai rebuild、gongkai check。")
    return 0


def _log_was_begun() -> bool:
    from gongkai.transparency.queries import state

    return bool(state().size)


def _say_whether_whole(problems: list[str]) -> int:
    print("\n".join(problems) if problems else "备份完整，与清单一致。")
    return 1 if problems else 0
