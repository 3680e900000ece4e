"""Tiles and entry bundles (tlog-tiles): their paths, their widths, their bytes."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_verify.encoding import HASH_SIZE
from gongkai_verify.errors import Wrong
from gongkai_verify.sources import Source, read

WIDTH = 256
TILE_BYTES = WIDTH * HASH_SIZE
BUNDLE_BYTES = WIDTH * (2 + 65_535)


def numbered(number: int) -> str:
    """`1234067` as `x001/x234/067`."""
    groups = [f"{number % 1000:03}"]
    while number := number // 1000:
        groups.append(f"x{number % 1000:03}")
    return "/".join(reversed(groups))


def path_of(level: int | str, number: int, width: int) -> str:
    """Where a tile, or a bundle (level `entries`), lies."""
    partial = f".p/{width}" if width < WIDTH else ""
    return f"tile/{level}/{numbered(number)}{partial}"


def levels_of(size: int) -> Iterator[tuple[int, int]]:
    """Each level of tiles in a tree of this size, with the number of its hashes."""
    level = 0
    while size:
        yield level, size
        level, size = level + 1, size // WIDTH


def widths(count: int) -> Iterator[tuple[int, int]]:
    """The tiles that hold so many hashes: number and width; none is empty."""
    for number in range(-(-count // WIDTH)):
        yield number, min(WIDTH, count - number * WIDTH)


def read_tile(source: Source, level: int, number: int, width: int) -> bytes:
    """The hashes of a tile. If a partial one is gone, the full one holds its beginning."""
    content = read(source, path_of(level, number, width), TILE_BYTES)
    if content is None and width < WIDTH:
        content = _beginning(read(source, path_of(level, number, WIDTH), TILE_BYTES), width)
    if content is None:
        raise Wrong("tile-missing", f"缺少文件 {path_of(level, number, width)}。")
    if len(content) != width * HASH_SIZE:
        raise Wrong("tile-size", f"文件 {path_of(level, number, width)} 的长度不对。")
    return content


def _beginning(full: bytes | None, width: int) -> bytes | None:
    return full[: width * HASH_SIZE] if full is not None and len(full) == TILE_BYTES else full


def read_bundle(source: Source, number: int, width: int) -> list[bytes]:
    """The entries of a bundle. If a partial one is gone, the full one begins with them."""
    path = path_of("entries", number, width)
    content = read(source, path, BUNDLE_BYTES)
    expected = width
    if content is None and width < WIDTH:
        content, expected = read(source, path_of("entries", number, WIDTH), BUNDLE_BYTES), WIDTH
    if content is None:
        raise Wrong("bundle-missing", f"缺少文件 {path}。")
    entries = _take_apart(content, path)
    if len(entries) != expected:
        raise Wrong("bundle-size", f"文件 {path} 应当有 {expected} 条，实际有 {len(entries)} 条。")
    return entries[:width]


def _take_apart(content: bytes, path: str) -> list[bytes]:
    entries, at = [], 0
    while at < len(content):
        start = at + 2
        at = start + int.from_bytes(content[at:start], "big")
        if start > len(content) or at > len(content):
            raise Wrong("bundle-size", f"文件 {path} 不完整。")
        entries.append(content[start:at])
    return entries
