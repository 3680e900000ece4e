"""Arguments and readings that several commands share."""

from __future__ import annotations

import argparse
from pathlib import Path

from gongkai_verify.errors import Unreadable
from gongkai_verify.notes import Checkpoint
from gongkai_verify.reporting import stamp_of
from gongkai_verify.sources import MAX_FILE, Address, read


def add_keys(parser: argparse.ArgumentParser) -> None:
    """`--vkey` and `--quorum`."""
    parser.add_argument(
        "--vkey", action="append", default=[], metavar="公钥",
        help="信任的公钥，或者每行一个公钥的文件；可以多次给出。日志的公钥必须有，见证的公钥可以有。"
        "请从纸质公告等其他渠道取得",
    )  # fmt: skip
    parser.add_argument(
        "--quorum", type=int, default=0, metavar="个数", help="至少要有几个见证的签名；默认 0"
    )


def read_place(place: str) -> bytes:
    """One file, by its path or address."""
    if place.startswith(("http://", "https://")):
        folder, _, name = place.rpartition("/")
        content = read(Address(folder), name)
        if content is None:
            raise Unreadable(f"没有这个文件：{place}")
        return content
    try:
        path = Path(place)
        if path.stat().st_size > MAX_FILE:
            raise Unreadable(f"文件过大：{place}")
        return path.read_bytes()
    except (OSError, ValueError):
        raise Unreadable(f"读不到文件：{place}") from None


def read_text(place: str) -> str:
    """One file that has to be UTF-8 text."""
    try:
        return read_place(place).decode()
    except UnicodeDecodeError:
        raise Unreadable(f"不是 UTF-8 文本：{place}") from None


def told(checkpoint: Checkpoint) -> list[str]:
    """A checkpoint in sentences."""
    witnesses = [f"见证 {name} 于 {stamp_of(time)} 签名。" for name, time in checkpoint.witnesses]
    return [f"日志 {checkpoint.origin}，检查点 {checkpoint.size} 条，签名正确。", *witnesses]


def as_data(checkpoint: Checkpoint) -> dict[str, object]:
    """A checkpoint for `--json`."""
    return {
        "origin": checkpoint.origin,
        "size": checkpoint.size,
        "root": checkpoint.root.hex(),
        "witnesses": [{"name": name, "time": time} for name, time in checkpoint.witnesses],
    }
