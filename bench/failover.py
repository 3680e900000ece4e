"""What dies in the middle of work: `gongkai work`, then the database. Nothing promised may be lost.

Two PostgreSQL servers, the second a streaming replica that each commit waits for. Four writers
publish without rest and note what was acknowledged; two `gongkai work` run, one of them stands by;
`gongkai web` reads from the replica, and a visitor asks it all the time. First the active `work`
is killed, then every process of the primary, and the replica is promoted.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from bench.child import say, set_up
from bench.clusters import Pair, two_clusters, why_no_postgresql
from bench.results import Cell, Table
from bench.scales import Scale

WRITERS = 4
PATIENCE = 300  # seconds for anything to come back
TITLE = "Fail-over under load"


def run(scale: Scale) -> list[Table]:
    """Three tables, or a sentence where there is no PostgreSQL."""
    if missing := why_no_postgresql():
        return [Table(TITLE, (), [], f"Not measured: {missing}.")]
    with tempfile.TemporaryDirectory(prefix="gongkai-failover-") as temporary:
        folder = Path(temporary)
        with two_clusters(folder) as pair:
            os.environ["GONGKAI_HOME"] = str(folder / "home")
            os.environ["GONGKAI_DATABASE_URL"] = pair.url
            os.environ["GONGKAI_LOG_LEVEL"] = "CRITICAL"
            os.environ["GONGKAI_SECRET_KEY"] = "of the bench, for all its processes"
            (folder / "home").mkdir()
            set_up()
            return _tables(scale, pair, folder)


def _tables(scale: Scale, pair: Pair, folder: Path) -> list[Table]:
    from bench.county import county

    county(scale.duties)
    pair.add_replica()
    with ExitStack() as running:
        workers = [running.enter_context(_process("gongkai.config.cli", "work")) for _ in range(2)]
        visitor = running.enter_context(_visiting(pair))
        _wait("a worker", lambda: _active() in {one.pid for one in workers})
        with _writing(folder) as promised:
            rows = [_kill_the_worker(scale, promised, workers)]
            before = _reads(pair)
            rows.append(_kill_the_database(scale, promised, pair, visitor))
        checked = _checked(promised)
        return [_failures(rows), _promises(checked), _visits(visitor, before)]


# --- what is killed ----------------------------------------------------------------------------


def _kill_the_worker(
    scale: Scale, promised: Promised, workers: list[subprocess.Popen[bytes]]
) -> list[Cell]:
    _wait("promises", lambda: promised.count() >= scale.failures)
    dying, count = _active(), promised.count()
    say(f"killing the active worker after {count} operations")
    os.kill(dying, signal.SIGKILL)
    killed = time.time()
    _wait("the stand-by", lambda: _active() not in (0, dying))
    seconds = time.time() - killed
    assert _active() in {one.pid for one in workers}
    _wait("promises", lambda: promised.count() >= count + scale.failures // 2)
    return ["the active `work`", count, f"{seconds:.1f}", promised.longest_silence(killed)]


def _kill_the_database(
    scale: Scale, promised: Promised, pair: Pair, visitor: Visitor
) -> list[Cell]:
    count = promised.count()
    say(f"killing the primary after {count} operations")
    visitor.mark("the primary is killed")
    killed = time.time()
    pair.crash()
    pair.promote()
    promoted = time.time() - killed
    goal = promised.count() + scale.failures // 2
    _wait("promises", lambda: promised.count() >= goal)
    return ["the primary", count, f"{promoted:.1f} (promotion)", promised.longest_silence(killed)]


def _active() -> int:
    """The process that works now, as it says itself; 0 when none does."""
    from django.utils import timezone

    from gongkai.journal.models import Worker

    found = Worker.objects.filter(pk=1).first()
    if not found or (timezone.now() - found.seen_at).total_seconds() > 30:
        return 0
    return int(found.name.rpartition(":")[2])


# --- those who go on ---------------------------------------------------------------------------


@dataclass
class Promised:
    """What the writers were told is done."""

    files: list[Path]

    def lines(self) -> list[tuple[float, str]]:
        told = [line.split() for file in self.files for line in _whole_lines(file)]
        return sorted((float(at), reference) for at, reference in told)

    def count(self) -> int:
        return sum(len(_whole_lines(file)) for file in self.files)

    def longest_silence(self, since: float) -> float:
        """The longest time without any acknowledgement, from shortly before that moment on."""
        moments = [at for at, _ in self.lines() if at > since - 1]
        silences = (after - before for before, after in pairwise(moments))
        return max(silences, default=0)


def _whole_lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


@contextmanager
def _writing(folder: Path) -> Iterator[Promised]:
    files = [folder / f"promised-{number}" for number in range(WRITERS)]
    with ExitStack() as running:
        for number, file in enumerate(files):
            words = [str(number), str(file), str(os.getpid())]
            running.enter_context(_process("bench.acknowledged", *words))
        yield Promised(files)


@dataclass
class Visitor:
    """Asks a form, which reads the database, and a baked page, ten times a second."""

    address: str
    asked: dict[str, int] = field(default_factory=lambda: {"form": 0, "baked page": 0})
    failed: dict[str, int] = field(default_factory=lambda: {"form": 0, "baked page": 0})
    longest: dict[str, float] = field(default_factory=lambda: {"form": 0.0, "baked page": 0.0})

    def mark(self, what: str) -> None:
        say(f"{what}: so far {self.asked}, failed {self.failed}")

    def visit(self) -> None:
        for kind, path in (("form", "/foi/apply/"), ("baked page", "/bench.txt")):
            begun = time.monotonic()
            self.asked[kind] += 1
            try:
                urllib.request.urlopen(self.address + path, timeout=60).close()
            except OSError:
                self.failed[kind] += 1
            self.longest[kind] = max(self.longest[kind], time.monotonic() - begun)


@contextmanager
def _visiting(pair: Pair) -> Iterator[Visitor]:
    from django.conf import settings

    from bench.doors import WEB, python_door

    baked = Path(settings.PUBLIC_ROOT) / "bench.txt"
    baked.parent.mkdir(parents=True, exist_ok=True)
    baked.write_text("public\n", encoding="utf-8")
    stop = threading.Event()
    with python_door(WEB, {"GONGKAI_REPLICA_URL": pair.replica_url}) as door:
        visitor = Visitor(door.address)

        def run() -> None:
            while not stop.wait(0.1):
                visitor.visit()

        thread = threading.Thread(target=run)
        thread.start()
        try:
            yield visitor
        finally:
            stop.set()
            thread.join()


@contextmanager
def _process(module: str, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-m", module, *words], stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait(what: str, come: Callable[[], bool]) -> None:
    """Until it is so; while the database is away, it is not."""
    from django.db import InterfaceError, OperationalError, connection

    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if come():
                return
        except (OperationalError, InterfaceError):
            connection.close()
        time.sleep(0.05)
    raise TimeoutError(f"waited for {what}")


def _reads(pair: Pair) -> int:
    """Transactions that the replica has answered."""
    import psycopg

    with psycopg.connect(pair.replica_url) as connection:
        query = "SELECT xact_commit FROM pg_stat_database WHERE datname = 'gongkai'"
        found = connection.execute(query).fetchone()
    assert found
    return int(found[0])


# --- what came of it ---------------------------------------------------------------------------


def _checked(promised: Promised) -> list[list[Cell]]:
    """Of all that was promised, how much is not there once the stand-by has read all."""
    from collections import Counter

    from django.conf import settings

    from gongkai.disclosure.models import Item
    from gongkai.journal.models import Bookmark, Entry, Line

    def all_read() -> bool:
        line = Line.objects.get(pk=1).last
        publishing = Bookmark.objects.filter(follower="publishing", seq=line).exists()
        return publishing and not Entry.objects.filter(seq__isnull=True).exists()

    say("waiting until all is read and baked")
    _wait("the follower", all_read)
    wanted = [reference for _, reference in promised.lines()]
    items = {item.reference: item for item in Item.objects.all()}
    facts = Counter(Entry.objects.filter(name="ItemImported").values_list("about", flat=True))
    places = list(Entry.objects.order_by("seq").values_list("seq", flat=True))
    public = Path(settings.PUBLIC_ROOT)
    standing = [(public / item.path.strip("/") / "index.html").exists() for item in items.values()]
    return [
        ["operations acknowledged", len(wanted)],
        ["of them without an item", sum(one not in items for one in wanted)],
        ["of them without a fact in the journal", sum(not facts[one] for one in wanted)],
        ["of them acknowledged twice", len(wanted) - len(set(wanted))],
        ["items with two facts", sum(facts[one] > 1 for one in items)],
        ["holes in the line of the journal", places[-1] - len(places)],
        ["items done, but not acknowledged", len(set(items) - set(wanted))],
        ["items without a page", standing.count(False)],
    ]


def _failures(rows: list[list[Cell]]) -> Table:
    head = ("killed", "after operations", "replaced after s", "longest silence of writers, s")
    note = f"{WRITERS} writers without rest; commits wait for the replica's disk."
    return Table(TITLE, head, rows, note)


def _promises(rows: list[list[Cell]]) -> Table:
    note = "An operation whose acknowledgement was cut off may be done or not; both are right."
    return Table("What was promised, and what is there afterwards", ("what", "number"), rows, note)


def _visits(visitor: Visitor, before: int) -> Table:
    rows: list[list[Cell]] = [
        [kind, visitor.longest[kind], visitor.asked[kind], visitor.failed[kind]]
        for kind in visitor.asked
    ]
    note = (
        f"`gongkai web` with `GONGKAI_REPLICA_URL`; the replica had answered {before:,} "
        "transactions before the primary was killed."
    )
    head = ("what was asked", "longest s", "times", "failed")
    return Table("A visitor during both failures", head, rows, note)
