"""A reader who looks for half a page: `python -m bench.wholeness ADDRESS PARENT`.

It reads the pages that change most while somebody publishes, and every page that they link to for
the first time: each must come with all its bytes, end as a page ends, and say the same with its
compressed copy as without. What it found goes to stdout as JSON when it is told to stop.
"""

from __future__ import annotations

import gzip
import http.client
import json
import os
import re
import signal
import sys
import time
from collections import Counter
from types import FrameType
from urllib.parse import urlsplit

CHANGING = ("/", "/latest/", "/disclosure/")
LINKS = re.compile(r'href="(/items/\d+/\d+/)"')
PATIENCE = 5.0  # seconds: the two copies are renamed one after the other


class Reader:
    """Reads, and counts what is not as it should be."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.connection = http.client.HTTPConnection(
            str(parts.hostname), parts.port, timeout=30, source_address=("127.1.255.1", 0)
        )
        counted = ("read", "followed", "named early", "longest ms")
        self.found: Counter[str] = Counter(dict.fromkeys(counted, 0))
        self.known: set[str] = set()

    def round(self) -> None:
        """All changing pages once, and what they link to that is new."""
        for path in CHANGING:
            page = self.read(path)
            for link in LINKS.findall(page):
                if link not in self.known:
                    self.known.add(link)
                    self.follow(link)

    def follow(self, link: str) -> None:
        """Read what a list has just named; how long until it stands, if it does not yet."""
        self.found["followed"] += 1
        begun, missing = time.monotonic(), False
        while self.ask(link)[0] == 404 and time.monotonic() < begun + PATIENCE:
            missing = True
            time.sleep(0.01)
        if missing:
            waited = int((time.monotonic() - begun) * 1000)
            self.found["named early"] += 1
            self.found["longest ms"] = max(self.found["longest ms"], waited)
        self.read(link)

    def read(self, path: str) -> str:
        """One page without and with compression, until both are of one age."""
        until = time.monotonic() + PATIENCE
        while True:
            plain, zipped, again = self.get(path), self.get(path, "gzip"), self.get(path)
            if zipped in (plain, again):
                break
            if time.monotonic() > until:
                self.found["copy says something else"] += 1
                break
        return again.decode(errors="replace")

    def get(self, path: str, coding: str = "identity") -> bytes:
        """One page, which has to be there and whole."""
        status, body = self.ask(path, coding)
        self.found["read"] += 1
        if status != 200:
            self.found[f"status {status}"] += 1
        elif not body.rstrip().endswith(b"</html>"):
            self.found["half a page"] += 1
        return body

    def ask(self, path: str, coding: str = "identity") -> tuple[int, bytes]:
        try:
            self.connection.request("GET", path, headers={"Accept-Encoding": coding})
            answer = self.connection.getresponse()
            body = answer.read()
            if answer.headers["Content-Encoding"] == "gzip":
                body = gzip.decompress(body)
        except (OSError, EOFError, http.client.HTTPException) as problem:
            self.found[f"not whole: {type(problem).__name__}"] += 1
            self.connection.close()
            return 200, b""
        return answer.status, body


def main(address: str, parent: int) -> None:
    """Read until told to stop, or until nobody is there any more who could tell."""
    reader, stop = Reader(address), []

    def leave(_number: int, _frame: FrameType | None) -> None:
        stop.append(True)

    signal.signal(signal.SIGTERM, leave)
    while not stop and os.getppid() == parent:
        reader.round()
    print(json.dumps(reader.found))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
