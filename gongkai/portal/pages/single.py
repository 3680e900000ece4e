"""Pages of which there is one: a path, the keys it depends on, and how it is rendered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from gongkai.publishing.registry import PageKind, page_kind


def one_page(
    name: str, path: str, depends_on: Callable[[str], bool], render: Callable[[], bytes | None]
) -> None:
    """Announce one page; `depends_on(key)` says whether a key makes it stale."""

    def paths_for(key: str) -> Iterable[str]:
        return [path] if depends_on(key) else []

    def all_paths() -> Iterator[str]:
        yield path

    page_kind(PageKind(name, paths_for, all_paths, lambda _: render()))
