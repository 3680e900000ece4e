"""A rebuild by several processes: each renders chunks of its own; the first one hands them out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait

from gongkai.journal.spawning import begin, pool
from gongkai.publishing.baking import Baked, Wanted
from gongkai.publishing.models import Rebuild
from gongkai.publishing.rebuilding import bake_unless_done
from gongkai.publishing.registry import KINDS

Named = list[tuple[str, str]]  # the kind by its name, the path


def bake_all(
    row: Rebuild, chunks: Iterable[list[Wanted]], workers: int
) -> Iterator[tuple[int, Baked]]:
    """Hand the chunks out; yields the size of each finished chunk and what became of it."""
    with pool(workers, begin) as processes:
        running: set[Future[tuple[int, Baked]]] = set()
        for chunk in chunks:
            named = [(kind.name, path) for kind, path in chunk]
            running.add(processes.submit(_bake_named, row.pk, named))
            if len(running) > 2 * workers:  # enough to keep all busy, and little to lose
                done, running = wait(running, return_when=FIRST_COMPLETED)
                yield from (one.result() for one in done)
        for one in running:
            yield one.result()


def _bake_named(row_pk: int, named: Named) -> tuple[int, Baked]:
    row = Rebuild.objects.get(pk=row_pk)
    chunk = [(KINDS[name], path) for name, path in named]
    return len(chunk), bake_unless_done(row, chunk)
