"""Many people on the public site: `python -m bench.visitors ADDRESS SECONDS RATE PATHS`.

Nine of ten visits read a page, eight of a hundred search, two fill in the first page of a form
(with its token and their cookies). They come at a steady rate, whoever is still waiting: a time is
counted from the moment at which the visit was due, so a server that stalls hides nothing. Each
person has a network address of their own, as far as this machine has some (127.1.0.0/16), because
the limits for one address are meant for one address. The result goes to stdout as JSON.
"""

from __future__ import annotations

import gzip
import http.client
import json
import random
import re
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

PEOPLE = 24  # at the site at once
STAY = 12  # visits until somebody else comes
SEARCHES, FORMS = 0.08, 0.02
WORDS = (
    "财政预算", "工作安排", "低保", "通知", "2026年", "教育局 招生", '"工作安排"', "规划 -通知",
    "清财发", "zhengce", "农村", "住房保障 资金",
)  # fmt: skip


@dataclass
class Seen:
    """What all of them came to."""

    seconds: dict[str, list[float]] = field(
        default_factory=lambda: {"page": [], "search": [], "form": []}
    )
    problems: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, seconds: float, problem: str) -> None:
        with self.lock:
            self.seconds[kind].append(seconds)
            if problem:
                self.problems[f"{kind}: {problem}"] += 1


class Visitor:
    """One person after another on one connection."""

    def __init__(self, address: str, paths: list[str], number: int) -> None:
        parts = urlsplit(address)
        self.host, self.port = str(parts.hostname), int(parts.port or 80)
        self.paths, self.chance, self.left = paths, random.Random(number), 0

    def visit(self) -> tuple[str, str]:
        """One visit: its kind, and what was wrong with it."""
        if not self.left:
            self._come_as_somebody_else()
        self.left -= 1
        chance = self.chance.random()
        kind = "form" if chance < FORMS else "search" if chance < FORMS + SEARCHES else "page"
        try:
            return kind, {"form": self._form, "search": self._search, "page": self._page}[kind]()
        except (OSError, http.client.HTTPException) as problem:
            self.left = 0
            return kind, type(problem).__name__

    def _come_as_somebody_else(self) -> None:
        mine = f"127.1.{self.chance.randrange(256)}.{self.chance.randrange(1, 255)}"
        self.connection = http.client.HTTPConnection(
            self.host, self.port, timeout=30, source_address=(mine, 0)
        )
        self.cookies: dict[str, str] = {}
        self.left = STAY

    def _page(self) -> str:
        status, body = self._ask("GET", self.chance.choice(self.paths))
        return _wrong(status, 200) or _not_whole(body)

    def _search(self) -> str:
        status, body = self._ask("GET", f"/search/?q={quote(self.chance.choice(WORDS))}")
        return _wrong(status, 200) or _not_whole(body)

    def _form(self) -> str:
        """Whom to ask: the page, the answer, and the page after it."""
        status, body = self._ask("GET", "/foi/apply/")
        page = body.decode(errors="replace")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        bodies = re.findall(r'name="body"\s+value="([^"]+)"', page)
        if problem := _wrong(status, 200) or ("" if token and bodies else "no form"):
            return problem
        assert token
        typed = {"csrfmiddlewaretoken": token[1], "body": self.chance.choice(bodies)}
        status, _ = self._ask("POST", "/foi/apply/", urlencode(typed))
        if problem := _wrong(status, 302):
            return problem
        status, body = self._ask("GET", "/foi/apply/wanted/")
        return _wrong(status, 200) or _not_whole(body)

    def _ask(self, method: str, path: str, body: str = "") -> tuple[int, bytes]:
        headers = {"Accept-Encoding": "gzip"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body or None, headers)
        answer = self.connection.getresponse()
        got = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        if answer.headers["Content-Encoding"] == "gzip":
            got = gzip.decompress(got)
        return answer.status, got


def _wrong(status: int, wanted: int) -> str:
    return "" if status == wanted else f"status {status}"


def _not_whole(body: bytes) -> str:
    return "" if body.rstrip().endswith(b"</html>") else "half a page"


def run(address: str, seconds: float, rate: float, paths: list[str]) -> Seen:
    """Let them come; the next visit is taken by whoever is free."""
    seen, places, lock = Seen(), iter(range(int(seconds * rate))), threading.Lock()
    begun = time.perf_counter() + 0.2

    def come(number: int) -> None:
        visitor = Visitor(address, paths, number)
        while True:
            with lock:
                place = next(places, None)
            if place is None:
                return
            due = begun + place / rate
            time.sleep(max(due - time.perf_counter(), 0))
            kind, problem = visitor.visit()
            seen.add(kind, time.perf_counter() - due, problem)

    threads = [threading.Thread(target=come, args=[number]) for number in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


if __name__ == "__main__":
    told = run(
        sys.argv[1],
        float(sys.argv[2]),
        float(sys.argv[3]),
        Path(sys.argv[4]).read_text(encoding="utf-8").split(),
    )
    print(json.dumps({"seconds": told.seconds, "problems": told.problems}))
