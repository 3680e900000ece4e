"""Files that other sites' pages may read: those with which a stranger checks the public log.

A page that checks proves most when it comes from elsewhere, so browsers must let it read the log,
the records and the receipts (C2SP tlog-tiles asks for the same). They hold nothing that depends on
who asks.
"""

from __future__ import annotations

import re

LOG = "/log/"
_OPEN = re.compile(r"/log/.+|/items/\d+/\d+/(record\.json|receipt-\d+\.txt)")
_TEXTS = {"/log/checkpoint", "/log/vkey"}

TO_ALL = ("Access-Control-Allow-Origin", "*")


def is_open_to_all(path: str) -> bool:
    """Whether scripts of any site may read this file."""
    return _OPEN.fullmatch(path) is not None


def never_changes(path: str) -> bool:
    """Whether a file of this name has the same bytes for ever: tiles and bundles of entries."""
    return path.startswith(f"{LOG}tile/")


def is_plain_text(path: str) -> bool:
    """Whether it is a text though its name does not say so."""
    return path in _TEXTS
