"""The text of a stored file by place, kept on disk beside the original.

Reading a long PDF takes seconds and is done once; the file can be removed at any time and is made
again when it is asked for.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from dataclasses import astuple
from pathlib import Path

from gongkai.files import storing
from gongkai.files.contents import TextPart


def keep_parts(sha256: str, parts: Iterable[TextPart]) -> None:
    """Write the parts beside the original."""
    with storing.written_beside(storing.beside(sha256, storing.PARTS)) as path:
        with gzip.open(path, "wt", encoding="utf-8", compresslevel=5) as file:
            for part in parts:
                file.write(json.dumps(astuple(part), ensure_ascii=False) + "\n")


def kept_parts(sha256: str) -> list[TextPart] | None:
    """The parts that were kept; None when there are none or they cannot be read."""
    path: Path = storing.beside(sha256, storing.PARTS)
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            return [TextPart(*json.loads(line)) for line in file]
    except (OSError, EOFError, ValueError, TypeError):
        return None
