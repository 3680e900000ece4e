"""From sign-off to the public page, while the worker runs and others draft.

The watch starts when the last approval is given and stops when the page stands in public; the
operations themselves are part of it. `/latest/` is the list on which everybody sees it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from django.conf import settings

from bench.child import say
from bench.county import Bureau
from bench.filling import baked, before_sign_off, filled
from bench.results import SPREAD, Cell, Table, spread
from bench.scales import Scale
from gongkai.disclosure.content import current_hash
from gongkai.disclosure.models import Item, Version
from gongkai.disclosure.operations import releasing, reviewing
from gongkai.journal.models import Bookmark, Entry, Line
from gongkai.publishing.models import Rebuild
from gongkai.publishing.rebuilding import request_rebuild

WRITERS = 2
PATIENCE = 60  # seconds until a page that does not appear is a failure
LOOK = 0.002  # seconds between two looks at the file
BREATH = 0.05  # seconds between two rounds


def run(scale: Scale) -> list[Table]:
    """One table: quiet, beside two writers, and beside a full rebuild in the background too."""
    found = filled(scale)
    baked()
    rows: list[list[Cell]] = []
    with worker():
        _wait_for_quiet()
        for title, writers, rebuilding in (
            ("nobody else", 0, False),
            ("2 people drafting", WRITERS, False),
            ("2 people drafting, full rebuild in the background", WRITERS, True),
        ):
            ready = before_sign_off(found, scale.releases)
            _wait_for_quiet()
            if rebuilding:
                request_rebuild("bench")
            with drafting_beside(writers) as drafted:
                rounds = [_round(bureau, version) for bureau, version in ready]
            rows += _told(title, rounds, drafted[0])
    head = ("beside", "drafts/s", "of", *SPREAD)
    note = f"{len(ready)} rounds each; {scale.items:,} items public."
    return [Table("From sign-off to the public page", head, rows, note)]


@dataclass(frozen=True)
class _Round:
    """Seconds from the start until: operations done, page visible, list visible."""

    operations: float
    page: float
    newest: float


def _told(title: str, rounds: list[_Round], drafted: float) -> list[list[Cell]]:
    return [
        [title, drafted, "the operations", *spread([one.operations for one in rounds])],
        [title, drafted, "the item's page", *spread([one.page for one in rounds])],
        [title, drafted, "the list /latest/", *spread([one.newest for one in rounds])],
    ]


def _round(bureau: Bureau, version: Version) -> _Round:
    seen = current_hash(version)
    begun = perf_counter()
    approved = reviewing.approve(version, seen_hash=seen, staff=bureau.leader)
    item = releasing.release(approved, staff=bureau.leader)
    operations = perf_counter()
    page = _seen(item.path, item.index_number)
    newest = _seen("/latest/", item.path)
    time.sleep(BREATH)
    return _Round(operations - begun, page - begun, newest - begun)


def _seen(address: str, words: str) -> float:
    """The moment at which the file at the address holds these words."""
    place = Path(settings.PUBLIC_ROOT) / address.strip("/") / "index.html"
    patience = perf_counter() + PATIENCE
    while True:
        if place.exists() and words in place.read_text(encoding="utf-8"):
            return perf_counter()
        if perf_counter() > patience:
            raise TimeoutError(f"{address} did not appear within {PATIENCE} s")
        time.sleep(LOOK)


@contextmanager
def worker() -> Iterator[None]:
    """The real `gongkai work`, in a process of its own."""
    words = [sys.executable, "-m", "gongkai.config.cli", "work"]
    process = subprocess.Popen(words, stdout=sys.stderr)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for_quiet() -> None:
    """Until the worker has read all, and no rebuild is under way."""
    say("waiting for the worker")
    while not _is_quiet():
        time.sleep(0.1)


def _is_quiet() -> bool:
    last = Line.objects.filter(pk=1).values_list("last", flat=True).first() or 0
    read = Bookmark.objects.filter(follower="publishing", seq=last).exists()
    newest = Rebuild.objects.order_by("-pk").first()
    baking = newest is not None and newest.finished_at is None
    return read and not baking and not Entry.objects.filter(seq__isnull=True).exists()


@contextmanager
def drafting_beside(writers: int) -> Iterator[list[float]]:
    """So many processes draft and save; afterwards the list holds their drafts a second."""
    told: list[float] = []
    before = Item.objects.count()
    processes = [
        subprocess.Popen([sys.executable, "-m", "bench.drafting", str(number), str(os.getpid())])
        for number in range(writers)
    ]
    try:
        while Item.objects.count() < before + 2 * writers:
            time.sleep(0.1)
        begun, before = perf_counter(), Item.objects.count()
        yield told
        told.append((Item.objects.count() - before) / (perf_counter() - begun))
    finally:
        for process in processes:
            process.terminate()
            process.wait(timeout=30)
