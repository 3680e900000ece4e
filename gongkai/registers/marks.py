"""Ticks and boxes as tables really have them: √ and ■/□, and what broken fonts made of them.

Wingdings that lost their font leave letters: R for a ticked box, £ for an empty one, t for a filled
lozenge; □ is retyped as the character 口. Letters and 口 are marks only where a mark must stand,
never inside words.
"""

from __future__ import annotations

CHOSEN = "■▄▲●◆★☑☒√✓✔✅"
NOT_CHOSEN = "□☐▢○〇◯◇☆"
WEAK_CHOSEN = "Rt"  # marks only right before a channel's name
WEAK_NOT_CHOSEN = "口£"

_YES = {*CHOSEN, *"RvVYy1是有对*＊ⅴⅤ", "√√"}
_NO = {*NOT_CHOSEN, *"口£×✗✘╳Xx-—－–/\\否无0Nn"}


def ticked(text: str) -> bool | None:
    """Whether a cell for a tick is ticked; empty means no, and None that it cannot be told."""
    mark = "".join(text.split())
    if not mark or mark in _NO:
        return False
    return True if mark in _YES else None


def mark_of(character: str) -> bool | None:
    """What a character says where only a mark can stand; None when it is no mark."""
    if character in CHOSEN or character in WEAK_CHOSEN:
        return True
    return False if character in NOT_CHOSEN or character in WEAK_NOT_CHOSEN else None
