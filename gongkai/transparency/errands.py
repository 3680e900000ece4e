"""Errands to other people's servers, beside the worker's loop: no page waits for a slow one.

An errand knows files and settings only, no database; what it brings back is used by the chore that
sent it, at its next turn.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

logger = logging.getLogger(__name__)

T = TypeVar("T")


class Errand(Generic[T]):
    """At most one at a time."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None
        self._brought: T | None = None

    @property
    def is_running(self) -> bool:
        """Whether it is still out."""
        return self._thread is not None and self._thread.is_alive()

    def send(self, do: Callable[[], T]) -> None:
        """Begin, unless it is out already."""
        if self.is_running:
            return
        self._thread = threading.Thread(target=self._run, args=(do,), daemon=True)
        self._thread.start()

    def _run(self, do: Callable[[], T]) -> None:
        try:
            self._brought = do()
        except Exception as problem:  # nobody above this thread could be told
            logger.exception("an errand failed: %s", type(problem).__name__)

    def take(self) -> T | None:
        """What it has brought since it was asked last; None while it is out."""
        if self.is_running:
            return None
        brought, self._brought = self._brought, None
        return brought
