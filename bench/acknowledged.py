"""A writer that remembers what it was promised: `python -m bench.acknowledged NUMBER FILE PARENT`.

It publishes items one after another, each an operation of its own, and writes the reference of
each into its file as soon as the operation has returned. When the database goes away it tries
again, with another item, until it is back.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType

from bench.child import set_up

NUMBERS = 10_000_000  # apart: no two writers make the same item


def main(number: int, file: Path, parent: int) -> None:
    """Publish until told to stop, or until nobody is there any more who could tell."""
    from django.db import InterfaceError, OperationalError, connection

    from bench.county import county
    from bench.filling import Rows
    from gongkai.disclosure.operations.importing import take_over

    stop: list[bool] = []

    def leave(_number: int, _frame: FrameType | None) -> None:
        stop.append(True)

    signal.signal(signal.SIGTERM, leave)
    publisher, rows, count = county(0).publisher, Rows(), number * NUMBERS
    unit = rows.units[number % len(rows.units)]
    with file.open("a", encoding="utf-8") as promised:
        while not stop and os.getppid() == parent:
            count += 1
            try:
                item = take_over(rows.made(unit, count, 1), unit, staff=publisher)[0]
            except (OperationalError, InterfaceError):
                connection.close()
                time.sleep(0.02)
                continue
            print(time.time(), item.reference, file=promised, flush=True)


if __name__ == "__main__":
    set_up()
    main(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
