"""Alarms of chores: what does not work now, for the operations page and `gongkai check`.

A chore that fails has no bookmark that could keep its problem. It keeps it in a small file, which
goes away when the chore works again:

    <home>/log/alarms/<name>    one Chinese sentence
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


def ring(name: str, sentence: str) -> None:
    """Say what is wrong; the same again changes nothing."""
    path = _folder() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if standing().get(name) != sentence:
        beside = path.with_name(f".{name}.new")
        beside.write_text(sentence, encoding="utf-8")
        beside.replace(path)


def quiet(name: str) -> None:
    """It works again."""
    (_folder() / name).unlink(missing_ok=True)


def quiet_others(prefix: str, names: set[str]) -> None:
    """Of the alarms that begin like this, keep those: the others' causes are configured no more."""
    for name in standing():
        if name.startswith(prefix) and name not in names:
            quiet(name)


def standing() -> dict[str, str]:
    """All alarms by name."""
    paths = sorted(one for one in _folder().glob("[!.]*") if one.is_file())
    return {one.name: one.read_text(encoding="utf-8") for one in paths}


@contextmanager
def raised_by(name: str, *problems: type[Exception]) -> Iterator[None]:
    """Ring when the block ends with one of these, and be quiet when it does not."""
    try:
        yield
    except problems as problem:
        ring(name, str(problem))
    else:
        quiet(name)


def _folder() -> Path:
    return Path(settings.HOME) / "log" / "alarms"
