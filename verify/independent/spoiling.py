"""Forgeries, the same for every checker."""

from __future__ import annotations


def forged_proofs(proof):
    """A proof with a bit turned over, cut, longer, in another order."""
    yield "forged", [bytes([proof[0][0] ^ 1]) + proof[0][1:], *proof[1:]]
    yield "truncated", proof[:-1]
    yield "without its beginning", proof[1:]
    yield "longer", [*proof, proof[0]]
    yield "reordered", [*proof[1:], proof[0]]
    yield "empty", []


def flip(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut(path):
    path.write_bytes(path.read_bytes()[:-1])


def swap(path):
    """The first two entries of a bundle change places."""
    content = path.read_bytes()
    first = 2 + int.from_bytes(content[:2], "big")
    second = first + 2 + int.from_bytes(content[first : first + 2], "big")
    path.write_bytes(content[first:second] + content[:first] + content[second:])


def exchange(path):
    """The first two hashes of a tile change places."""
    content = path.read_bytes()
    path.write_bytes(content[32:64] + content[:32] + content[64:])


def remove(path):
    path.unlink()


SPOILT_FILES = [
    ("tile/entries/000", flip),
    ("tile/entries/000", swap),
    ("tile/entries/000", cut),
    ("tile/entries/001", remove),
    ("tile/entries/002.p/188", flip),
    ("tile/entries/002.p/188", cut),
    ("tile/0/000", flip),
    ("tile/0/000", exchange),
    ("tile/0/001", cut),
    ("tile/0/002.p/188", flip),
    ("tile/0/002.p/188", remove),
    ("tile/1/000.p/2", flip),
    ("tile/1/000.p/2", exchange),
    ("checkpoint", flip),
    ("checkpoint", cut),
]
