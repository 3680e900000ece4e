"""The body of a checkpoint (C2SP tlog-checkpoint): which log, how many entries, which root."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from gongkai.kernel.tlog.encoding import from_base64, to_base64
from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.hashing import HASH_SIZE
from gongkai.kernel.tlog.keys import check_name

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A claim about a log; it means something only inside a signed note."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        check_name(self.origin)
        if self.size < 0 or len(self.root) != HASH_SIZE:
            raise LogError("a checkpoint has a size from 0 and a root of 32 bytes")

    def __str__(self) -> str:
        """The text that is signed, its last newline included."""
        return f"{self.origin}\n{self.size}\n{to_base64(self.root)}\n"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text of a note; lines after the third are refused.

        The format allows such extensions and advises against them: what a monitor does not
        understand it cannot audit.
        """
        lines = text.split("\n")
        if len(lines) != 4 or lines[3]:
            raise LogError("a checkpoint has three lines")
        return cls(lines[0], decimal(lines[1]), from_base64(lines[2]))


def decimal(text: str) -> int:
    """A count as these formats write it: ASCII digits, no sign, no leading zero."""
    if not _DECIMAL.fullmatch(text):
        raise LogError("a number is not written in plain decimal digits")
    return int(text)
