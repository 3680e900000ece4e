"""A county that grows: bulk import, full rebuild, and what one release costs, step by step.

The cost of one release should not depend on how much is public already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from bench.child import Steps
from bench.county import County, county
from bench.filling import analyse, before_sign_off, read_to_the_end, taking_over
from bench.results import SPREAD, Cell, Table, spread
from bench.scales import Scale
from bench.texts import paper
from gongkai.disclosure.content import current_hash
from gongkai.disclosure.models import Version
from gongkai.disclosure.operations import releasing, reviewing
from gongkai.intake.sanitising import sanitise
from gongkai.journal.models import Bookmark, Entry
from gongkai.journal.sequencing import sequence
from gongkai.publishing.baking import bake, paths_touching
from gongkai.publishing.locking import baking
from gongkai.publishing.models import BakedPage
from gongkai.publishing.rebuilding import rebuild, request_rebuild
from gongkai.publishing.registry import keys_touched

RELEASES = 20


def run(scale: Scale) -> list[Table]:
    """Three tables: import, rebuild, release."""
    found = county(scale.duties)
    imports, rebuilds, releases = [], [], []
    for items in scale.steps:
        imports += _imported(found, items)
        rebuilds += _rebuilt(items, workers=1) if items <= 1_000 else []
        rebuilds += _rebuilt(items, workers=2)
        releases.append(_released(found, items, min(RELEASES, scale.releases)))
    return [
        Table("Bulk import", ("up to items", "items/s", "ms per batch of 500"), imports, _texts()),
        Table("Full rebuild", ("items", "processes", "pages", "seconds", "pages/s"), rebuilds),
        Table(
            "What one release costs",
            ("items", "pages", "of them changed", "keys and paths ms", "render and write ms",
             *(f"in all {name}" for name in SPREAD)),
            releases,
            "Medians of the parts; pages are those that the release touches.",
        ),
    ]  # fmt: skip


def _imported(found: County, until: int) -> list[Sequence[Cell]]:
    batches = list(taking_over(found, until))
    analyse()
    if not batches:
        return []
    items, seconds = sum(count for count, _ in batches), sum(took for _, took in batches)
    return [(until, items / seconds, median(took for _, took in batches) * 1000)]


def _texts() -> str:
    """How much of the import is sanitising the texts, in this very run."""
    texts = [paper(number).html for number in range(500)]
    begun = perf_counter()
    for text in texts:
        sanitise(text)
    each = (perf_counter() - begun) / len(texts) * 1e6
    return f"Texts of 200 to 800 characters; sanitising takes {each:,.0f} µs of each item."


def _rebuilt(items: int, workers: int) -> list[Sequence[Cell]]:
    request_rebuild("bench")
    begun = perf_counter()
    rebuild(progress=Steps("baking").at, workers=workers)
    took = perf_counter() - begun
    read_to_the_end()
    pages = BakedPage.objects.count()
    return [(items, workers, pages, took, pages / took)]


@dataclass
class _Cost:
    """Of one release: pages touched, pages changed, and seconds for finding and for baking."""

    pages: int
    changed: int
    finding: float
    baking: float


def _released(found: County, items: int, count: int) -> Sequence[Cell]:
    costs = []
    for bureau, version in before_sign_off(found, count):
        seen = current_hash(version)
        reviewing.approve(version, seen_hash=seen, staff=bureau.leader)
        releasing.release(Version.objects.get(pk=version.pk), staff=bureau.leader)
        costs.append(_followed())
    whole = [one.finding + one.baking for one in costs]
    return (
        items,
        median(one.pages for one in costs),
        median(one.changed for one in costs),
        median(one.finding for one in costs) * 1000,
        median(one.baking for one in costs) * 1000,
        *spread(whole),
    )


def _followed() -> _Cost:
    """What the follower does for the facts since it last read, with a watch beside it."""
    sequence()
    bookmark = Bookmark.objects.get(follower="publishing")
    entries = list(Entry.objects.filter(seq__gt=bookmark.seq).order_by("seq"))
    begun = perf_counter()
    wanted = paths_touching(keys_touched(entries))
    found = perf_counter()
    with baking(alone=True):
        baked = bake(wanted)
    done = perf_counter()
    read_to_the_end()
    changed = baked.written + baked.removed
    return _Cost(len(wanted), changed, found - begun, done - found)
