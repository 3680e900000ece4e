"""The verifier page on this site: the file as it is, byte for byte, so that copies can be compared.

It stands apart from the site's frame, because whoever distrusts the site takes it from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.publishing.registry import SITE, PageKind, page_kind
from gongkai.transparency.verifier.sealing import VERIFIER

ADDRESS = "/verify/"
PATH = f"{ADDRESS}index.html"


def _paths_for(key: str) -> Iterable[str]:
    return [PATH] if key == SITE else []


def _all_paths() -> Iterator[str]:
    yield PATH


def _render(_: str) -> bytes:
    return VERIFIER.read_bytes()


page_kind(PageKind("transparency.verifier", _paths_for, _all_paths, _render))
