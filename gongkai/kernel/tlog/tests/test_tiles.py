"""Names of tiles, and bundles of entries."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.tiles import (
    ENTRIES,
    Tile,
    changed_bundles,
    changed_tiles,
    decode_entries,
    encode_entries,
    partial_tiles,
    tile_at,
)


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 0, 1), "tile/0/000.p/1"),
        (Tile(3, 999, 255), "tile/3/999.p/255"),
        (Tile(0, 1000), "tile/0/x001/000"),
        (Tile(0, 1_234_067), "tile/0/x001/x234/067"),
        (Tile(1, 1_234_067, 8), "tile/1/x001/x234/067.p/8"),
        (Tile(ENTRIES, 273, 112), "tile/entries/273.p/112"),
    ],
)
def test_paths(tile: Tile, path: str) -> None:
    assert tile.path == path


@pytest.mark.parametrize(
    ("old", "new", "paths"),
    [
        (0, 0, []),
        (7, 7, []),
        (0, 1, ["tile/0/000.p/1"]),
        (255, 256, ["tile/0/000", "tile/1/000.p/1"]),
        (256, 257, ["tile/0/001.p/1"]),
        (250, 600, ["tile/0/000", "tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2"]),
        (65_535, 65_536, ["tile/0/255", "tile/1/000", "tile/2/000.p/1"]),
    ],
)
def test_what_changes(old: int, new: int, paths: list[str]) -> None:
    assert [tile.path for tile in changed_tiles(old, new)] == paths
    bundles = [path.replace("/0/", "/entries/") for path in paths if "tile/0/" in path]
    assert [tile.path for tile in changed_bundles(old, new)] == bundles


def test_no_tile_stands_outside_the_tree() -> None:
    assert tile_at(0, 1, 257) == Tile(0, 1, 1)
    for level, number, size in ((0, 1, 256), (1, 0, 255), (0, -1, 256), (ENTRIES, 2, 512)):
        with pytest.raises(LogError):
            tile_at(level, number, size)


def test_partial_tiles_of_whole_rows() -> None:
    assert list(partial_tiles(0)) == []
    assert list(partial_tiles(256)) == [Tile(1, 0, 1)]
    assert list(partial_tiles(65_536 + 1)) == [
        Tile(ENTRIES, 256, 1),
        Tile(0, 256, 1),
        Tile(2, 0, 1),
    ]


@settings(deadline=None)
@given(st.lists(st.binary(max_size=300), max_size=20))
def test_bundles_come_back(entries: list[bytes]) -> None:
    assert decode_entries(encode_entries(entries)) == entries


@settings(deadline=None)
@given(st.lists(st.binary(min_size=1, max_size=9), min_size=1, max_size=5), st.integers(1, 2))
def test_truncated_bundles_are_refused(entries: list[bytes], cut: int) -> None:
    last = len(entries[-1]) + 2
    for shorter in {1, min(cut, last - 1), last - 1}:
        with pytest.raises(LogError):
            decode_entries(encode_entries(entries)[:-shorter])


def test_the_longest_entry() -> None:
    longest = b"x" * 65_535
    assert decode_entries(encode_entries([longest])) == [longest]
    with pytest.raises(LogError, match="65536 bytes"):
        encode_entries([longest + b"x"])


@pytest.mark.parametrize("content", [b"", bytes(31), bytes(33), bytes(96)])
def test_a_tile_of_the_wrong_length_is_refused(content: bytes) -> None:
    with pytest.raises(LogError):
        Tile(0, 0, 2).hashes(content)


def test_a_bundle_with_another_number_of_entries_is_refused() -> None:
    for entries in ([b"a"], [b"a", b"b", b"c"]):
        with pytest.raises(LogError):
            Tile(ENTRIES, 0, 2).entries(encode_entries(entries))
