"""Which columns of the site a duty's items can stand in: told by whoever composes the site.

@columns_provider
def columns() -> list[tuple[str, str]]:   # code and name, in order
    ...
"""

from __future__ import annotations

from collections.abc import Callable

Columns = list[tuple[str, str]]

_providers: list[Callable[[], Columns]] = []


def columns_provider(provide: Callable[[], Columns]) -> Callable[[], Columns]:
    """Say who knows the columns. There is one site, so there is one."""
    _providers[:] = [provide]
    return provide


def site_columns() -> Columns:
    """Code and name of every column that may be chosen; none as long as nobody says."""
    return _providers[0]() if _providers else []


def column_name(code: str) -> str:
    """How a duty's column is called; what the site no longer has is said to be gone."""
    return dict(site_columns()).get(code) or (f"{code}（栏目已不存在）" if code else "")
