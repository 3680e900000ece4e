"""The follower that keeps the public pages right, and the second try for pages that failed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from gongkai.journal.chores import chore
from gongkai.journal.followers import follower
from gongkai.journal.models import Entry
from gongkai.publishing.baking import Baked, bake, paths_touching
from gongkai.publishing.locking import baking
from gongkai.publishing.models import FailedPage
from gongkai.publishing.rebuilding import rebuild_if_frame_changed, request_rebuild
from gongkai.publishing.registry import KINDS, SITE, keys_touched


@follower("publishing", atomic=False)
def keep_pages_right(entries: Sequence[Entry]) -> None:
    """Bake what these entries made stale, each page once.

    Rendering happens outside any transaction: it must not hold the write lock of the database. A
    batch that is read twice is baked twice, to the same bytes.
    """
    keys = keys_touched(entries)
    if not keys:
        return
    with baking(alone=True):
        bake(paths_touching(keys))
    if SITE in keys:
        request_rebuild("网站信息或栏目有变动")
    else:
        rebuild_if_frame_changed()


@chore("publishing.failed", every=timedelta(minutes=1))
def try_failed_pages_again() -> None:
    """Bake again what could not be rendered, for instance because of a mistake since mended."""
    bake_failed_pages()


def bake_failed_pages() -> Baked:
    """Try every failed page once more; what cannot be rendered now stays on the list."""
    rows = FailedPage.objects.filter(source__in=KINDS).values_list("source", "path")
    wanted = [(KINDS[source], path) for source, path in rows]
    if not wanted:
        return Baked()
    with baking(alone=True):
        return bake(wanted)
