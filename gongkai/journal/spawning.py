"""How a spawned process begins and ends. Imported before Django is set up, so it knows no model."""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import django


def pool(workers: int, begin: Callable[[], None]) -> ProcessPoolExecutor:
    """So many processes. Spawned, not forked: an open database connection must not be shared."""
    return ProcessPoolExecutor(workers, get_context("spawn"), initializer=begin)


def begin() -> None:
    """Set Django up, and make sure that this process ends with its parent."""
    django.setup()
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()


def begin_bulk() -> None:
    """The same, for a process that reads rows by the hundred thousand. They come and go and hold
    no circles: looking for circles after every few hundred took a tenth of the time."""
    begin()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def _end_with(parent: int) -> None:
    """A process whose parent was killed would otherwise wait for chunks for ever."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
