"""How often one network address may search: counted in this process only, and never written down.

A search changes nothing, so the count may be rough; a count in the database would make every
search a write, on the very day on which everyone searches. An office shares one address, so the
limit stops machines, not people.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict

PER_MINUTE = 120
BURST = 60  # at once
MOST_ADDRESSES = 20_000


class Limiter:
    """A bucket for each address: each search takes a token, and they come back with time."""

    def __init__(self, per_minute: float = PER_MINUTE, burst: float = BURST) -> None:
        self.rate = per_minute / 60
        self.burst = burst
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def allows(self, address: str, now: float | None = None) -> bool:
        """Take a token; False when there is none."""
        now = time.monotonic() if now is None else now
        with self._lock:
            tokens, at = self._buckets.pop(address, (self.burst, now))
            tokens = min(self.burst, tokens + (now - at) * self.rate)
            allowed = tokens >= 1
            self._buckets[address] = (tokens - 1 if allowed else tokens, now)
            while len(self._buckets) > MOST_ADDRESSES:
                self._buckets.popitem(last=False)
            return allowed


SEARCHES = Limiter()
SUGGESTIONS = Limiter(per_minute=600, burst=200)  # one for each letter that is typed
