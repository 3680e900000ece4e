"""The signing key of an instance: made once, kept in its folder, readable by its owner alone.

Look-up codes, sessions and the secrets of two-step sign-in hang on it.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

FILE = "secret-key"


def secret_key(home: Path) -> str:
    """The kept key. Before there is an instance, one that `keep` makes the instance's own."""
    if (home / FILE).exists():
        return (home / FILE).read_text(encoding="ascii").strip()
    key = secrets.token_urlsafe(50)
    return keep(home, key) if home.exists() else key


def keep(home: Path, key: str) -> str:
    """Keep this key unless one is kept already; the one that is kept now.

    The file appears whole, or not at all, whichever process is first.
    """
    kept, beside = home / FILE, home / f"{FILE}.{os.getpid()}"
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key)
    try:
        os.link(beside, kept)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
    return kept.read_text(encoding="ascii").strip()
