"""Somebody who drafts, saves and drafts again: `python -m bench.drafting NUMBER PARENT`.

Much faster than people do: a draft and a save, then a tenth of a second of thought.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from types import FrameType

from bench.child import set_up

THOUGHT = 0.1  # seconds


def main(number: int, parent: int) -> None:
    """Draft until told to stop, or until nobody is there any more who could tell."""
    from bench.county import county
    from bench.filling import Rows, draft
    from gongkai.disclosure.content import Content, content_of
    from gongkai.disclosure.models import Version
    from gongkai.disclosure.operations import drafting

    bureaus = county(0).bureaus
    bureau, rows = bureaus[number % len(bureaus)], Rows()
    count = 0
    while os.getppid() == parent:
        count += 1
        version = draft(bureau, rows, 2_000_000 + number * 100_000 + count)
        version = Version.objects.get(pk=version.pk)
        said = Content(**{**content_of(version).__dict__, "summary": f"修改稿{count}"})
        drafting.save(version, said, revision=version.revision, staff=bureau.clerk)
        time.sleep(THOUGHT)


def leave(_number: int, _frame: FrameType | None) -> None:
    """Told to stop: not in the middle of a transaction's words, but at once."""
    sys.exit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, leave)
    set_up()
    main(int(sys.argv[1]), int(sys.argv[2]))
