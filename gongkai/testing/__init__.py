"""Small helps for tests that more than one package needs."""

from __future__ import annotations

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


def shared_folder() -> Path | None:
    """The folder of real documents to try things on, or None where it is absent.

    It is `GONGKAI_SHARED`, or a folder `shared` beside the checkout. Tests that need it skip
    without it, saying so: real documents are not part of this repository.
    """
    folder = Path(os.environ.get("GONGKAI_SHARED", REPOSITORY.parent / "shared"))
    return folder if (folder / "seeds").is_dir() else None
