"""Things loaded and made ready for the index, chunk by chunk: here, or by processes of their own.

Loading and cutting cost four times what filing costs, and need no writer. So with several workers
as many processes do that, and this one only hands out references and files what comes back.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager

from gongkai.journal.spawning import begin_bulk, pool
from gongkai.search.engine import Ready
from gongkai.search.registry import KINDS, SearchKind
from gongkai.search.tantivy_engine import ENGINE

Chunk = list[str]  # references
Prepare = Callable[[SearchKind, Iterable[Chunk]], Iterator[tuple[Chunk, list[Ready]]]]


@contextmanager
def hands(workers: int) -> Iterator[Prepare]:
    """What prepares chunks and gives them back in their order."""
    if workers < 2:
        yield _by_ourselves
        return
    with pool(workers, begin_bulk) as processes:
        yield lambda kind, chunks: _together(processes, workers, kind, chunks)


def _by_ourselves(kind: SearchKind, chunks: Iterable[Chunk]) -> Iterator[tuple[Chunk, list[Ready]]]:
    for chunk in chunks:
        yield chunk, _prepared(kind.name, chunk)


def _together(
    processes: ProcessPoolExecutor, workers: int, kind: SearchKind, chunks: Iterable[Chunk]
) -> Iterator[tuple[Chunk, list[Ready]]]:
    running: deque[tuple[Chunk, Future[list[Ready]]]] = deque()
    for chunk in chunks:
        running.append((chunk, processes.submit(_prepared, kind.name, chunk)))
        if len(running) > 2 * workers:  # enough to keep all busy, and little to hold
            first, future = running.popleft()
            yield first, future.result()
    for first, future in running:
        yield first, future.result()


def _prepared(kind: str, chunk: Chunk) -> list[Ready]:
    return ENGINE.ready(KINDS[kind].load(chunk))
