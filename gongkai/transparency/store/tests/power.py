"""A disk that forgets what was not forced onto it.

A folder is remembered as it was when it was last synced, a file's content likewise, whatever its
name is by then. When the power is cut, each name and each content that is newer may be there or
not: `cut` takes the worst case, or lets chance decide for each of them.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

FOLDER = -1


class Disk:
    """What of these folders would outlast a power cut now."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.names: dict[Path, dict[str, int]] = {}  # by folder: the number of the file
        self.contents: dict[int, bytes] = {}  # by number of the file
        self.held: dict[int, int] = {}  # an open file keeps its number from being given away
        self.sync_all()

    def close(self) -> None:
        for descriptor in self.held.values():
            os.close(descriptor)

    def fsync(self, descriptor: int) -> None:
        """In place of the system's."""
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        if path.is_dir():
            self.names[path] = self._listed(path)
        else:
            self.contents[self._number(path)] = path.read_bytes()

    def sync_all(self, _path: Path | None = None) -> None:
        """In place of syncfs."""
        for path in [self.root, *self.root.rglob("*")]:
            if path.is_dir():
                self.names[path] = self._listed(path)
            else:
                self.contents[self._number(path)] = path.read_bytes()

    def _listed(self, folder: Path) -> dict[str, int]:
        return {path.name: self._number(path) for path in folder.iterdir()}

    def _number(self, path: Path) -> int:
        if path.is_dir():
            return FOLDER
        number = path.stat().st_ino
        if number not in self.held:
            self.held[number] = os.open(path, os.O_RDONLY)
        return number

    def cut(self, into: Path, chance: random.Random | None) -> None:
        """Write down what is left; without `chance`, nothing that was not synced."""
        self._cut(self.root, into, chance)

    def _cut(self, folder: Path, into: Path, chance: random.Random | None) -> None:
        into.mkdir()
        synced = self.names.get(folder, {})
        present = self._listed(folder) if folder.is_dir() else {}
        for name in sorted({*synced, *present}):
            number = synced.get(name)
            if chance and chance.random() < 0.5:
                number = present.get(name)
            if number == FOLDER:
                self._cut(folder / name, into / name, chance)
            elif number is not None:
                (into / name).write_bytes(self._content(number, chance))

    def _content(self, number: int, chance: random.Random | None) -> bytes:
        synced = self.contents.get(number, b"")
        present = os.pread(self.held[number], 1 << 24, 0)
        if chance is None or present == synced:
            return synced
        return chance.choice([synced, present, present[: len(present) // 2]])
