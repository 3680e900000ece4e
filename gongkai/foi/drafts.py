"""An application that somebody is still writing: kept in the session, its files in a waiting room.

Nothing of it reaches the tables of requests before it is sent, and what is never sent is forgotten:
the session ends after some hours, and a chore (`chores.py`) empties the waiting room.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest

from gongkai.foi.content import Wanted, Who
from gongkai.foi.queries.routing import bodies_to_ask
from gongkai.people.models import Body

KEY = "foi-draft"
KEPT_FOR = 4 * 60 * 60  # seconds after the last page that was sent
LEFTOVER_AFTER = 24 * 60 * 60
MOST_FILES = 5
MOST_BYTES = 10 * 1024 * 1024
_CHUNK = 1024 * 1024

WANTED = ("wanted", "wanted_title", "wanted_number")
WAY = ("way", "carrier", "needs_help")


@dataclass(frozen=True)
class Waiting:
    """A file in the waiting room: the name of its place, how its owner calls it, what it is."""

    token: str
    name: str
    kind: str  # RequestFile.Kind
    size: int

    @property
    def path(self) -> Path:
        """Where it lies; never served."""
        return waiting_room() / self.token


class Draft:
    """The application in this session, page by page."""

    def __init__(self, request: HttpRequest) -> None:
        self._session = request.session
        self._signed_in = request.user.is_authenticated
        self._kept: dict[str, Any] = request.session.get(KEY) or {}

    def __bool__(self) -> bool:
        return bool(self._kept)

    def page(self, name: str) -> dict[str, Any]:
        """What was typed on a page; {} when it was not filled in yet."""
        return dict(self._kept.get(name, {}))

    def keep(self, name: str, typed: dict[str, Any]) -> None:
        """Keep a page. The first one gives the form its key."""
        self._kept.setdefault("form_key", uuid4().hex)
        self._kept[name] = typed
        self._save()

    def _save(self) -> None:
        self._session[KEY] = self._kept
        if not self._signed_in:  # the session of staff ends by its own rule
            self._session.set_expiry(KEPT_FOR)

    def forget(self) -> None:
        """It was sent, or given up: away with it and its files."""
        for waiting in self.files():
            waiting.path.unlink(missing_ok=True)
        self._session.pop(KEY, None)
        self._kept = {}

    @property
    def form_key(self) -> UUID:
        """The key that makes sending it twice harmless."""
        return UUID(self._kept["form_key"])

    @property
    def body(self) -> Body | None:
        """Whom it asks."""
        code = self.page("body").get("body")
        return bodies_to_ask().filter(code=code).first() if code else None

    def wanted(self) -> Wanted:
        """What it asks for."""
        told = self.page("wanted") | self.page("way")
        return Wanted(**{name: told[name] for name in (*WANTED, *WAY) if name in told})

    def who(self) -> Who:
        """Who asks."""
        told = self.page("who") | {"kind": self.page("kind").get("kind", "")}
        reached = {name: text for name, text in self.page("reach").items() if text}
        known = Who.__dataclass_fields__
        blank = {"name": "", "identity_kind": "", "identity_number": ""}
        return Who(**{k: v for k, v in (blank | told | reached).items() if k in known})

    # --- files -------------------------------------------------------------------------------

    def files(self, kind: str = "") -> list[Waiting]:
        """The files that wait, all or of one kind."""
        every = [Waiting(**one) for one in self._kept.get("files", [])]
        return [one for one in every if not kind or one.kind == kind]

    def add_file(self, data: BinaryIO, name: str, kind: str) -> Waiting:
        """Put a file into the waiting room; the form has looked at its size and name."""
        waiting_room().mkdir(parents=True, exist_ok=True)
        token = secrets.token_urlsafe(24)
        place = waiting_room() / token
        place.touch(mode=0o600)
        with place.open("wb") as target:
            size = sum(target.write(chunk) for chunk in _chunks(data))
        waiting = Waiting(token, name[:200], kind, size)
        self._kept.setdefault("form_key", uuid4().hex)
        self._kept["files"] = [*self._kept.get("files", []), asdict(waiting)]
        self._save()
        return waiting

    def drop_file(self, token: str) -> None:
        """Take a file out again."""
        for waiting in self.files():
            if waiting.token == token:
                waiting.path.unlink(missing_ok=True)
        self._kept["files"] = [one for one in self._kept.get("files", []) if one["token"] != token]
        self._save()


def _chunks(data: BinaryIO) -> Iterator[bytes]:
    data.seek(0)
    while chunk := data.read(_CHUNK):
        yield chunk


def waiting_room() -> Path:
    """The folder of files that were not sent yet."""
    return Path(settings.HOME) / "waiting"


def empty_waiting_room(now: float | None = None) -> int:
    """Remove what was left behind; how many files."""
    oldest = (now or time.time()) - LEFTOVER_AFTER
    left = [one for one in waiting_room().glob("*") if one.is_file()]
    old = [one for one in left if one.stat().st_mtime < oldest]
    for one in old:
        one.unlink(missing_ok=True)
    return len(old)
