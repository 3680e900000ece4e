"""Building the indexes anew while the old ones serve: by command, or in slices by the worker.

The new generation is filed from the database, kind by kind, and commits now and then together with
how far it got: a rebuild that was interrupted goes on where it stopped, whoever goes on with it. At
last it reads the journal from where the line ended when it began, and only then takes the place of
the old one. What was changed meanwhile is filed twice; what was destroyed meanwhile asks for one
more rebuild, so that no word of it stays on the disk.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from gongkai.journal.chores import chore
from gongkai.journal.models import Line
from gongkai.search import places
from gongkai.search.engine import State, Writer
from gongkai.search.keeping import let_go, read_on
from gongkai.search.preparing import Prepare, hands
from gongkai.search.registry import KINDS, Audience, SearchKind, kinds_for
from gongkai.search.tantivy_engine import ENGINE

Progress = Callable[[int, int], None]  # things filed, things in all

CHUNK = 500  # things loaded at a time
COMMIT_EVERY = 100_000  # things: what may be lost when a rebuild is killed
WORTH_SHARING = 5_000  # things: for fewer, starting processes takes longer than they save
SLICE = timedelta(milliseconds=250)  # of the worker's time, before the journal is read again


def rebuild(progress: Progress | None = None, workers: int = 1) -> int:
    """Build all indexes anew, or go on with an unfinished build; how many things are filed.

    With several workers, as many processes load and cut; this one files what they hand back.
    """
    shared = workers if _things() >= WORTH_SHARING else 1
    with _only_one() as _, hands(shared) as prepare:
        done = 0
        for done, total in _run(prepare):
            if progress:
                progress(done, total)
        return done


def is_wanted() -> bool:
    """Whether an index is missing, or holds words of something that was destroyed."""
    for audience in Audience:
        folder = places.current(audience)
        if folder is None or not ENGINE.exists(folder):
            return True
        if ENGINE.reader(folder).state().get("purge"):
            return True
    return False


_background: list[Iterator[tuple[int, int]]] = []
_asked_at = [0.0]


@chore("search.rebuild", every=timedelta(milliseconds=50))
def rebuild_in_background() -> None:
    """Work for a moment on a rebuild that is wanted; new facts need not wait for its end."""
    if not _background:
        if time.monotonic() < _asked_at[0] + 2:  # seconds; asking opens the indexes
            return
        _asked_at[0] = time.monotonic()
        if not is_wanted():
            return
    with _only_one(wait=False) as free:
        if not free:
            return  # the command is at it
        if not _background:
            _background.append(_in_background())
        until = time.monotonic() + SLICE.total_seconds()
        try:
            for _ in _background[0]:
                if time.monotonic() > until:
                    return
        except Exception:
            _background.clear()
            raise
        _background.clear()


@contextmanager
def _only_one(*, wait: bool = True) -> Iterator[bool]:
    """One rebuild of this node at a time; yields whether it is ours."""
    places.root().mkdir(parents=True, exist_ok=True, mode=0o700)
    with (places.root() / "rebuild.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def _in_background() -> Iterator[tuple[int, int]]:
    with hands(1) as prepare:
        yield from _run(prepare)


def _run(prepare: Prepare) -> Iterator[tuple[int, int]]:
    """The whole build, chunk by chunk: things filed so far, things in all."""
    total = _things()
    done = 0
    yield 0, total
    for audience in Audience:
        before = done
        for filed in _build(audience, prepare):
            done = before + filed
            yield done, max(total, done)
    places.remove_other_versions()


def _things() -> int:
    return sum(kind.count() for kind in KINDS.values())


def _build(audience: Audience, prepare: Prepare) -> Iterator[int]:
    folder = places.building(audience)
    state = _state_to_go_on_with(audience, folder)
    writer = ENGINE.writer(folder, bulk=True)
    try:
        if not state:
            # Read before the first thing is loaded: what changes from now on is read afterwards.
            last = Line.objects.filter(pk=1).values_list("last", flat=True).first() or 0
            state = {"seq": last, "kind": "", "after": "", "filed": 0}
            writer.commit(state)
        for reached in _file_everything(writer, audience, state, prepare):
            state = reached
            yield int(state["filed"])
        _catch_up(writer, audience, state)
    finally:
        writer.close()
    places.serve_what_was_built(audience)
    let_go(audience)
    yield int(state["filed"])


def _state_to_go_on_with(audience: Audience, folder: Path) -> State:
    """Of an interrupted build; nothing when there is none or it cannot be read."""
    if not ENGINE.exists(folder):
        places.discard_building(audience)
        return {}
    try:
        state = ENGINE.reader(folder).state()
    except Exception:  # whatever is wrong with it, it is only half a build
        state = {}
    if state.get("kind") not in {"", *(kind.name for kind in kinds_for(audience))}:
        state = {}
    if not state:
        places.discard_building(audience)
    return state


def _file_everything(
    writer: Writer, audience: Audience, state: State, prepare: Prepare
) -> Iterator[State]:
    """All kinds in the order of their announcement, from the place where the state is."""
    since = 0
    for kind, after in _kinds_from(audience, state):
        for chunk, things in prepare(kind, _chunks(kind, after)):
            # Added, not replaced: what a killed build had filed without a commit is not there.
            writer.add(things)
            filed = int(state["filed"]) + len(chunk)
            state = {**state, "kind": kind.name, "after": chunk[-1], "filed": filed}
            since += len(chunk)
            if since >= COMMIT_EVERY:
                writer.commit(state)
                since = 0
            yield state


def _chunks(kind: SearchKind, after: str) -> Iterator[list[str]]:
    """References of a kind. Asked for page by page: on SQLite a query that is still being read
    would pin an old state, on top of which nothing can be written."""
    while chunk := list(kind.following(after, CHUNK)):
        yield chunk
        after = chunk[-1]


def _kinds_from(audience: Audience, state: State) -> Iterator[tuple[SearchKind, str]]:
    kinds = kinds_for(audience)
    names = [kind.name for kind in kinds]
    start = names.index(state["kind"]) if state["kind"] else 0
    for kind in kinds[start:]:
        yield kind, state["after"] if kind.name == state["kind"] else ""


def _catch_up(writer: Writer, audience: Audience, state: State) -> None:
    """From where the line was when the build began to its end as it is now."""
    end = Line.objects.filter(pk=1).values_list("last", flat=True).first() or 0
    kept: State = {"seq": state["seq"]}
    writer.commit(kept)
    while int(kept["seq"]) < end:
        kept = read_on(writer, audience, kept, int(kept["seq"]))
