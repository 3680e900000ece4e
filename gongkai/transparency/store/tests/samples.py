"""A small log on the disk, and what must hold of its public files at any moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from gongkai.kernel.tlog.checkpoint import Checkpoint
from gongkai.kernel.tlog.hashing import leaf_hash
from gongkai.kernel.tlog.keys import VerifierKey
from gongkai.kernel.tlog.notes import open_note
from gongkai.kernel.tlog.proofs import check_consistency
from gongkai.kernel.tlog.tests import reference
from gongkai.kernel.tlog.tiles import RightEdge
from gongkai.transparency.store import Ed25519Signer, LogReader, LogStore, Witnesses

ORIGIN = "log.example.gov/pub"


def entries(start: int, stop: int) -> list[bytes]:
    return [b"%d" % i for i in range(start, stop)]


def write_key(path: Path, seed: int = 0) -> None:
    """The key of the fixed vectors, or another."""
    private = Ed25519PrivateKey.from_private_bytes(bytes(range(seed, seed + 32)))
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(pem)


@dataclass
class Log:
    """The two folders of a log, and everything that was seen of it in public."""

    folder: Path
    seen: list[Checkpoint] = field(default_factory=list)
    bytes_seen: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        write_key(self.folder / "key.pem")
        self.public, self.state = self.folder / "public", self.folder / "state"
        self.signer = Ed25519Signer(self.folder / "key.pem", ORIGIN)
        self.key = VerifierKey.parse(self.signer.verifier_key())

    def open(self, witnesses: Witnesses | None = None) -> LogStore:
        return LogStore(self.public, self.state, ORIGIN, [self.signer], witnesses)

    def grow(self, size: int) -> None:
        """To this size, in one batch."""
        with self.open() as store:
            store.append(entries(store.size, size))

    def look(self) -> int:
        """Look at the public files as a stranger does, and give the size.

        The tree is complete, it extends what was seen before, and no file has changed.
        """
        found, reader = self.published(), LogReader(self.public)
        held = list(reader.entries(0, found.size))
        assert held == entries(0, found.size)
        assert root(held) == found.root
        self._look_at_tiles(found.size)
        if self.seen:
            self._extends(self.seen[-1], found, reader)
        self.seen.append(found)
        return found.size

    def published(self) -> Checkpoint:
        return Checkpoint.parse(open_note(LogReader(self.public).checkpoint(), [self.key]).text)

    def extends_all(self) -> None:
        """The last checkpoint extends each that was seen before it."""
        reader = LogReader(self.public)
        for earlier in self.seen:
            self._extends(earlier, self.seen[-1], reader)

    def _extends(self, old: Checkpoint, new: Checkpoint, reader: LogReader) -> None:
        proof = reader.consistency(old.size, new.size)
        check_consistency(old.size, new.size, proof, old.root, new.root)

    def _look_at_tiles(self, size: int) -> None:
        present = {
            str(path.relative_to(self.public)): path.read_bytes()
            for path in self.public.rglob("tile/**/*")
            if path.is_file()
        }
        for name in present.keys() & self.bytes_seen.keys():
            assert present[name] == self.bytes_seen[name], f"{name} has changed"
        self.bytes_seen |= present
        for tile, content in RightEdge().extend(list(map(leaf_hash, entries(0, size)))):
            name = tile.path if tile.path in present else tile.full.path
            assert present[name][: len(content)] == content


def root(held: list[bytes]) -> bytes:
    return reference.mth(held) if len(held) < 50 else _grown(held).root()


def _grown(held: list[bytes]) -> RightEdge:
    edge = RightEdge()
    for _ in edge.extend(list(map(leaf_hash, held))):
        pass
    return edge
