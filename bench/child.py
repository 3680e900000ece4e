"""One bench in a process of its own: `python -m bench.child NAME SIZE FILE`.

The parent has put the instance into the environment; the tables go to the file.
"""

from __future__ import annotations

import importlib
import os
import sys
import time
from pathlib import Path

from bench.benches import BY_NAME
from bench.results import Table, to_json
from bench.scales import SCALES


def main(words: list[str]) -> None:
    """Set up what the bench needs, run it, write down what it found."""
    name, size, into = words
    if BY_NAME[name].instance:
        set_up()
    tables: list[Table] = importlib.import_module(BY_NAME[name].module).run(SCALES[size])
    Path(into).write_text(to_json(tables), encoding="utf-8")


def set_up() -> None:
    """Load Django, and make the instance if it is not there yet."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.config.settings"
    import django

    django.setup()

    from django.conf import settings

    from gongkai.config.commands.init import create_instance

    ready = Path(settings.HOME) / "bench-ready"
    if not ready.exists():
        create_instance()
        ready.touch()


def say(text: str) -> None:
    """Progress, for whoever waits; never part of the result."""
    print(text, file=sys.stderr, flush=True)


class Steps:
    """How far something is: one line that moves on a terminal, a line now and then in a log."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.told_at = time.monotonic()

    def at(self, done: int, total: int) -> None:
        terminal = sys.stderr.isatty()
        now = time.monotonic()
        if done < total and now - self.told_at < (0.2 if terminal else 20):
            return
        self.told_at = now
        start, end = ("\r", "" if done < total else "\n") if terminal else ("", "\n")
        print(f"{start}{self.what} {done:,}/{total:,}", end=end, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
