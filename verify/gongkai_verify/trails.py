"""A party's receipt of a case: each inclusion, the chain, the anchors, and what is opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from gongkai_verify.canonical import parse_json
from gongkai_verify.encoding import HASH_SIZE, MAX_SIZE, from_base64
from gongkai_verify.entries import Entry, parse_entry
from gongkai_verify.errors import Wrong
from gongkai_verify.keys import Key
from gongkai_verify.merkle import inclusion_holds
from gongkai_verify.notes import Checkpoint, open_checkpoint, parse_checkpoint
from gongkai_verify.receipts import MAX_PROOF, Receipt, open_receipt
from gongkai_verify.trailentries import TrailEntry, open_step, parse_trail_entry

KIND = "gongkai-trail/1"
MAX_STEPS = 10_000


@dataclass(frozen=True)
class Anchor:
    """A state of the trail, and the entry of the public log that holds it."""

    trail: Checkpoint
    public: Receipt
    entry: Entry


@dataclass(frozen=True)
class Step:
    """One step that holds; `said` is what the receipt opens of it."""

    index: int
    entry: TrailEntry
    anchor: Anchor
    said: Mapping[str, Any] | None


@dataclass
class Trail:
    """A receipt that holds."""

    case: str
    anchors: list[Anchor] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    @property
    def about(self) -> str:
        """What the case is called outside the trail; "" if nothing is opened."""
        return next((str(one.said["about"]) for one in self.steps if one.said), "")


def open_trail(content: bytes, keys: Sequence[Key], quorum: int = 0) -> Trail:
    """Take a receipt apart and check all of it."""
    said = parse_json(content, "凭证")
    if said.get("kind") != KIND or said.keys() != {"kind", "case", "anchors", "steps"}:
        raise Wrong("form", "这不是办理留痕凭证（gongkai-trail/1）。")
    anchors, steps = said["anchors"], said["steps"]
    if not _is_list(anchors) or not _is_list(steps) or not isinstance(said["case"], str):
        raise Wrong("form", "凭证没有步骤，或者不合格式。")
    trail = Trail(said["case"])
    for one in anchors:
        trail.anchors.append(_anchor(one, keys, quorum))
    _check_order(trail.anchors)
    for one in steps:
        _add(trail, one)
    return trail


def _is_list(value: Any) -> bool:
    return (
        isinstance(value, list)
        and 0 < len(value) <= MAX_STEPS
        and all(isinstance(one, dict) for one in value)
    )


# --- anchors -------------------------------------------------------------------------------------


def _anchor(said: Mapping[str, Any], keys: Sequence[Key], quorum: int) -> Anchor:
    note, text = said.get("checkpoint"), said.get("receipt")
    if said.keys() != {"checkpoint", "receipt"} or not (
        isinstance(note, str) and isinstance(text, str)
    ):
        raise Wrong("form", "凭证的锚定不合格式。")
    public = open_receipt(text, keys, quorum)
    entry = parse_entry(public.entry)
    trail = parse_checkpoint(note)
    # The public log's signature is what counts; the trail's own is checked if its key is known.
    if any(key.name == trail.origin for key in keys):
        trail = open_checkpoint(note, keys)
    if entry.act != "anchor" or (entry.log, entry.size, entry.root) != (
        trail.origin,
        trail.size,
        trail.root,
    ):
        raise Wrong("anchor", "公开登记册所锚定的与留痕的检查点不符。")
    return Anchor(trail, public, entry)


def _check_order(anchors: Sequence[Anchor]) -> None:
    """One trail, one public log, and both only grow."""
    for old, new in pairwise(anchors):
        same = (
            old.trail.origin == new.trail.origin
            and old.public.checkpoint.origin == new.public.checkpoint.origin
        )
        if not same:
            raise Wrong("anchor", "凭证的锚定不属于同一份留痕。")
        if not (old.trail.size < new.trail.size and old.public.index < new.public.index):
            raise Wrong("anchor", "凭证的锚定先后次序不对。")


# --- steps ---------------------------------------------------------------------------------------


def _add(trail: Trail, said: Mapping[str, Any]) -> None:
    where = f"第 {len(trail.steps) + 1} 步"
    needed = {"index", "entry", "anchor", "proof"}
    if not needed <= said.keys() <= needed | {"content", "data", "actor"}:
        raise Wrong("form", f"{where}的字段不对。")
    index, anchor = said["index"], _anchor_of(trail, said["anchor"], where)
    if type(index) is not int or not 0 <= index <= MAX_SIZE or not isinstance(said["entry"], str):
        raise Wrong("form", f"{where}不合格式。")
    entry = parse_trail_entry(from_base64(said["entry"], f"{where}的条目"))
    _check_chain(trail, entry, index, where)
    checkpoint = anchor.trail
    proof = _proof(said["proof"], where)
    if not inclusion_holds(entry.leaf, index, checkpoint.size, proof, checkpoint.root):
        raise Wrong("inclusion", f"{where}的证明不成立：它不在所锚定的留痕里。")
    if anchor is not next(one for one in trail.anchors if one.trail.size > index):
        raise Wrong("anchor", f"{where}用的不是最早的锚定。")
    opened = {name: said[name] for name in said.keys() - needed}
    try:
        found = open_step(entry, opened)
    except Wrong as wrong:
        raise Wrong(wrong.code, f"{where}：{wrong.sentence}") from None
    if found is not None and trail.about not in ("", found["about"]):
        raise Wrong("chain", f"{where}说的是另一件事项。")
    trail.steps.append(Step(index, entry, anchor, found))


def _anchor_of(trail: Trail, number: Any, where: str) -> Anchor:
    if type(number) is not int or not 0 <= number < len(trail.anchors):
        raise Wrong("form", f"{where}没有锚定。")
    return trail.anchors[number]


def _proof(value: Any, where: str) -> list[bytes]:
    if not isinstance(value, list) or len(value) > MAX_PROOF:
        raise Wrong("form", f"{where}的证明不合格式。")
    if not all(isinstance(one, str) for one in value):
        raise Wrong("form", f"{where}的证明不合格式。")
    return [from_base64(one, f"{where}的证明", HASH_SIZE) for one in value]


def _check_chain(trail: Trail, entry: TrailEntry, index: int, where: str) -> None:
    """From the first step on, each names the one before it."""
    last = trail.steps[-1] if trail.steps else None
    if entry.case != trail.case:
        raise Wrong("chain", f"{where}属于另一件事项。")
    if entry.seq != len(trail.steps) + 1:
        raise Wrong("chain", f"{where}写明是事项的第 {entry.seq} 步：中间缺了步骤，或者次序不对。")
    if entry.previous != (last.entry.leaf if last else None):
        raise Wrong("chain", f"{where}所记的上一步，不是凭证里的上一步。")
    if last and index <= last.index:
        raise Wrong("chain", f"{where}在留痕里的位置比上一步靠前。")


# --- against what was seen elsewhere --------------------------------------------------------------


def check_earlier(earlier: Trail, later: Trail) -> None:
    """Raise `Wrong` unless the later receipt goes on from the earlier one."""
    if len(later.steps) < len(earlier.steps):
        raise Wrong("earlier", "新凭证的步骤比旧凭证少：有步骤被抽走了。")
    for number, (old, new) in enumerate(zip(earlier.steps, later.steps, strict=False), start=1):
        if (old.index, old.entry.leaf) != (new.index, new.entry.leaf):
            raise Wrong("earlier", f"第 {number} 步与旧凭证不同：留痕被改写过。")


def check_first_anchors(trail: Trail, known: Sequence[tuple[int, bytes]]) -> None:
    """Raise `Wrong` unless each step stands under the first anchor that the public log has for it.

    Whoever makes a trail anew cannot lead it to the roots that were anchored before.
    """
    for number, step in enumerate(trail.steps, start=1):
        first = next(((size, root) for size, root in known if size > step.index), None)
        if first != (step.anchor.trail.size, step.anchor.trail.root):
            raise Wrong(
                "anchor",
                f"第 {number} 步：公开登记册里有更早的锚定，凭证没有用它，留痕可能被重写过。",
            )
