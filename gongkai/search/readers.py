"""The open indexes of this process, shared by its threads."""

from __future__ import annotations

import threading
from pathlib import Path

from gongkai.search import places
from gongkai.search.engine import Reader
from gongkai.search.registry import Audience
from gongkai.search.tantivy_engine import ENGINE

_open: dict[Audience, tuple[Path, Reader]] = {}
_lock = threading.Lock()


class NotBuilt(Exception):  # noqa: N818 - an answer, not an error
    """There is no index yet: the worker builds it."""


def reader_for(audience: Audience) -> Reader:
    """The reader of the generation that is served now; raises `NotBuilt`."""
    folder = places.current(audience)
    if folder is None:
        raise NotBuilt
    known = _open.get(audience)
    if known and known[0] == folder:
        return known[1]
    with _lock:
        if not ENGINE.exists(folder):
            raise NotBuilt
        _open[audience] = (folder, ENGINE.reader(folder))
        return _open[audience][1]
