"""Somebody who publishes without rest: `python -m bench.newspaper RATE PARENT`.

So many items a second, each taken over in an operation of its own, as a county's other system
would hand them in. When told to stop, it says how many it was, and the last one's address.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from types import FrameType

from bench.child import set_up


def main(rate: float, parent: int) -> None:
    """Publish until told to stop, or until nobody is there any more who could tell."""
    from bench.county import county
    from bench.filling import Rows
    from gongkai.disclosure.models import Item
    from gongkai.disclosure.operations.importing import take_over

    stop: list[bool] = []

    def leave(_number: int, _frame: FrameType | None) -> None:
        stop.append(True)

    signal.signal(signal.SIGTERM, leave)
    publisher, rows, first = county(0).publisher, Rows(), Item.objects.count()
    print("ready", flush=True)
    begun, count = time.monotonic(), 0
    while not stop and os.getppid() == parent:
        unit = rows.units[count % len(rows.units)]
        take_over(rows.made(unit, first + count, 1), unit, staff=publisher)
        count += 1
        time.sleep(max(begun + count / rate - time.monotonic(), 0))
    seconds = time.monotonic() - begun
    newest = Item.objects.order_by("-pk")[0]
    print(json.dumps({"count": count, "seconds": seconds, "newest": newest.path}))


if __name__ == "__main__":
    set_up()
    main(float(sys.argv[1]), int(sys.argv[2]))
