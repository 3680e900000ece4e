"""A whole log, read from the first entry to the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai_verify.chains import Chains
from gongkai_verify.entries import parse_entry
from gongkai_verify.errors import Unreadable, Wrong
from gongkai_verify.findings import Findings
from gongkai_verify.keys import Key
from gongkai_verify.merkle import leaf_hash
from gongkai_verify.notes import MAX_BYTES, Checkpoint, open_checkpoint, sm2_missing
from gongkai_verify.sources import Source, read
from gongkai_verify.tiles import levels_of, read_bundle, read_tile, widths
from gongkai_verify.tree import Tree

_BITS = 8


@dataclass
class WholeLog:
    """What was read. Only if `sound` does the tree belong to the checkpoint."""

    checkpoint: Checkpoint
    tree: Tree = field(default_factory=Tree)
    chains: Chains = field(default_factory=Chains)
    sound: bool = False


def read_checkpoint(source: Source, keys: Sequence[Key], quorum: int = 0) -> Checkpoint:
    """The log's newest checkpoint, with its signatures checked."""
    content = read(source, "checkpoint", MAX_BYTES)
    if content is None:
        raise Unreadable(f"{source.name} 没有检查点（checkpoint），不是日志。")
    return open_checkpoint(_text(content), keys, quorum)


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise Wrong("note", "检查点不是 UTF-8。") from None


def read_log(
    source: Source,
    keys: Sequence[Key],
    findings: Findings,
    *,
    quorum: int = 0,
    plain: bool = False,
) -> WholeLog | None:
    """Read and check all of a log. `plain`: only the tree, whatever the entries say."""
    log: WholeLog | None = None
    with findings.collecting("checkpoint"):
        log = WholeLog(read_checkpoint(source, keys, quorum))
        remark_on_sm2(log.checkpoint, keys, findings)
        before = len(findings.alarms)
        with findings.collecting(""):
            _read_entries(source, log, findings, plain)
            _check_tiles(source, log, findings)
            if log.tree.root(log.checkpoint.size) != log.checkpoint.root:
                raise Wrong("root", "由全部登记内容算出的根，与检查点的根不同。")
            log.sound = not {one.code for one in findings.alarms[before:]} & BROKEN_TREE
    return log


BROKEN_TREE = {"tile-missing", "tile-size", "tile-content"}


def remark_on_sm2(checkpoint: Checkpoint, keys: Sequence[Key], findings: Findings) -> None:
    """Say what could not be checked of SM2 signatures."""
    for name in checkpoint.unchecked:
        findings.remark(
            "sm2-unchecked", "checkpoint",
            f"{name} 的 SM2 签名没有核对：本机没有 openssl 3 以上的版本。",
        )  # fmt: skip
    if sm2_missing(checkpoint, keys):
        findings.remark("sm2-missing", "checkpoint", "检查点上没有所给 SM2 公钥的签名。")


def _read_entries(source: Source, log: WholeLog, findings: Findings, plain: bool) -> None:
    for number, width in widths(log.checkpoint.size):
        for content in read_bundle(source, number, width):
            index = log.tree.size
            log.tree.append(leaf_hash(content))
            if not plain:
                with findings.collecting(f"第 {index} 条"):
                    log.chains.add(index, parse_entry(content))


def _check_tiles(source: Source, log: WholeLog, findings: Findings) -> None:
    for level, count in levels_of(log.checkpoint.size):
        for number, width in widths(count):
            with findings.collecting(""):
                start = number * 256
                expected = log.tree.nodes(level * _BITS, start, start + width)
                if read_tile(source, level, number, width) != expected:
                    raise Wrong(
                        "tile-content", f"第 {level} 层第 {number} 块的内容与登记内容不符。"
                    )
