"""`gongkai backup FOLDER`: database, files and settings in one folder, with their hashes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="文件夹", help="备份写到哪里；必须是还不存在的文件夹")
    parser.add_argument(
        "--with-secrets", action="store_true",
        help="连同签名密钥和带口令的配置；备份要像口令一样保管。不带密钥的备份恢复后，"
        "原密钥须另行放回，否则动态口令都要重新设置",
    )  # fmt: skip
    parser.add_argument("--quiet", action="store_true", help="不显示进度")


def run(arguments: argparse.Namespace) -> int:
    """0 when the backup is whole; 1 with a sentence when it could not be made."""
    from gongkai.config.backup_databases import BackupProblem
    from gongkai.config.backups import back_up

    folder = Path(arguments.folder).expanduser()
    try:
        files = back_up(
            folder,
            secrets=arguments.with_secrets,
            progress=None if arguments.quiet else _show,
        )
    except (BackupProblem, OSError) as problem:
        print(f"没有备份：{problem}", file=sys.stderr)
        return 1
    secrets = "含密钥，请妥善保管" if arguments.with_secrets else "不含密钥"
    print(f"备份已完成：{folder}（{files} 个文件，{secrets}）。")
    return 0


def _show(done: int) -> None:
    """One line that moves."""
    if done % 100 == 0:
        print(f"\r已复制 {done} 个文件", end="", file=sys.stderr, flush=True)
