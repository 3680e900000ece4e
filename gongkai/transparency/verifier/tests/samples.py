"""A publication log by the letter of RFC 6962 and the C2SP texts; it shares no code with ours."""

from __future__ import annotations

import base64
import hashlib
import json
import struct
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

DOC = "6f1c2b1e-6b0e-4a53-9a1c-2f8e9f1f1a11"
ORG = "11620000013895017G"
ORIGIN = "county.example.gov/log"
TIME = "2026-11-22T04:00:00Z"


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def mth(entries: list[bytes]) -> bytes:
    """RFC 6962 2.1."""
    if len(entries) < 2:
        return sha256(b"\0" + entries[0]) if entries else sha256(b"")
    half = split(len(entries))
    return sha256(b"\1" + mth(entries[:half]) + mth(entries[half:]))


def split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def path(index: int, entries: list[bytes]) -> list[bytes]:
    """RFC 6962 2.1.1."""
    if len(entries) == 1:
        return []
    half = split(len(entries))
    if index < half:
        return [*path(index, entries[:half]), mth(entries[half:])]
    return [*path(index - half, entries[half:]), mth(entries[:half])]


def proof(first: int, entries: list[bytes], whole: bool = True) -> list[bytes]:
    """RFC 6962 2.1.2."""
    if first == len(entries):
        return [] if whole else [mth(entries)]
    half = split(len(entries))
    if first <= half:
        return [*proof(first, entries[:half], whole), mth(entries[half:])]
    return [*proof(first - half, entries[half:], False), mth(entries[:half])]


def canonical(value: Any) -> bytes:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def commitment(name: str, salt: bytes, content: bytes) -> bytes:
    return sha256(f"gongkai/part/1\n{name}\n".encode() + salt + sha256(content))


@dataclass
class Signer:
    """A key of a log (type 1) or of a witness (type 4)."""

    name: str = ORIGIN
    kind: int = 1
    seed: bytes = bytes(range(32))

    @property
    def key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @property
    def public(self) -> bytes:
        return bytes([self.kind]) + self.key.public_key().public_bytes_raw()

    @property
    def id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + self.public)[:4]

    @property
    def vkey(self) -> str:
        return f"{self.name}+{self.id.hex()}+{b64(self.public)}"

    def line(self, text: str, time: int = 1795320000) -> str:
        signed, before = text, b""
        if self.kind == 4:
            signed, before = f"cosignature/v1\ntime {time}\n{text}", struct.pack(">Q", time)
        signature = before + self.key.sign(signed.encode())
        return f"\u2014 {self.name} {b64(self.id + signature)}\n"


@dataclass
class MadeUpLog:
    """Entries, and everything that a stranger can read of them."""

    entries: list[bytes] = field(default_factory=list)
    signer: Signer = field(default_factory=Signer)
    witnesses: list[Signer] = field(default_factory=list)

    def checkpoint(self, size: int | None = None) -> str:
        size = len(self.entries) if size is None else size
        text = f"{self.signer.name}\n{size}\n{b64(mth(self.entries[:size]))}\n"
        lines = [one.line(text) for one in (self.signer, *self.witnesses)]
        return f"{text}\n{''.join(lines)}"

    def receipt(self, index: int, size: int | None = None) -> str:
        size = len(self.entries) if size is None else size
        lines = ["c2sp.org/tlog-proof@v1", f"extra {b64(self.entries[index])}", f"index {index}"]
        lines += [b64(one) for one in path(index, self.entries[:size])]
        return "\n".join([*lines, "", self.checkpoint(size)])

    def files(self) -> dict[str, bytes]:
        """`checkpoint` and tiles, as they stand below the log's address."""
        found = {"checkpoint": self.checkpoint().encode()}
        hashes, level = [sha256(b"\0" + one) for one in self.entries], 0
        bundled = [struct.pack(">H", len(one)) + one for one in self.entries]
        for name, rows in (("entries", bundled), ("0", hashes)):
            found.update(tiles(name, rows))
        while len(hashes) >= 256:
            whole = len(hashes) // 256 * 256
            hashes = [root_of(hashes[i : i + 256]) for i in range(0, whole, 256)]
            level += 1
            found.update(tiles(str(level), hashes))
        return found


def root_of(hashes: list[bytes]) -> bytes:
    if len(hashes) == 1:
        return hashes[0]
    half = split(len(hashes))
    return sha256(b"\1" + root_of(hashes[:half]) + root_of(hashes[half:]))


def tiles(name: str, rows: list[bytes]) -> dict[str, bytes]:
    found = {}
    for start in range(0, len(rows), 256):
        part, number = rows[start : start + 256], f"{start // 256:03d}"
        partial = "" if len(part) == 256 else f".p/{len(part)}"
        found[f"tile/{name}/{number}{partial}"] = b"".join(part)
    return found


META = {"document_number": "名政发〔2026〕12号", "title": "关于公布行政许可事项清单的通知"}
BODY = "<p>现将清单公布如下。</p>\n<p>请遵照执行。</p>"
CONTENTS = {
    "meta": canonical(META), "body": BODY.encode(), "a1": b"%PDF-1.7 list", "a2": b"PK\3\4 table",
}  # fmt: skip
FILES = {"a1": "清单.pdf", "a2": "表.xlsx"}


@dataclass
class Item:
    """A made-up item: what was published, and its record."""

    contents: dict[str, bytes] = field(default_factory=lambda: dict(CONTENTS))
    rev: int = 1
    prev: int | None = None

    def salt(self, name: str) -> bytes:
        return sha256(f"salt of {name} {self.rev}".encode())

    def entry(self) -> bytes:
        parts = {
            name: b64(commitment(name, self.salt(name), content))
            for name, content in self.contents.items()
        }
        said = {"act": "publish", "doc": DOC, "org": ORG, "parts": parts, "rev": self.rev}
        if self.prev is not None:
            said |= {"act": "revise", "prev": self.prev}
        return canonical(said | {"t": TIME, "v": 1})

    def record(self, index: int, origin: str = ORIGIN) -> dict[str, Any]:
        parts = {}
        for name, content in self.contents.items():
            rest = (
                {"file": f"files/{FILES[name]}"} if name in FILES else {"content": content.decode()}
            )
            parts[name] = {"salt": b64(self.salt(name)), **rest}
        return {
            "v": 1, "origin": origin, "index": index, "entry": b64(self.entry()), "parts": parts,
        }  # fmt: skip


def later(act: str, prev: int, **more: Any) -> bytes:
    """An entry about the made-up item after its publication."""
    said = {"act": act, "doc": DOC, "org": ORG, "prev": prev, "t": "2026-11-25T08:30:00Z", "v": 1}
    return canonical({**said, **more})


def others(count: int, seed: str = "") -> list[bytes]:
    """Entries about other documents."""
    made = []
    for number in range(count):
        digest = sha256(f"{seed}{number}".encode())
        name = digest.hex()
        doc = f"{name[:8]}-{name[8:12]}-{name[12:16]}-{name[16:20]}-{name[20:32]}"
        parts = {"body": b64(digest), "meta": b64(sha256(digest))}
        said = {"act": "publish", "doc": doc, "org": ORG, "parts": parts, "rev": 1}
        made.append(canonical(said | {"t": TIME, "v": 1}))
    return made


def published(before: int = 6, after: int = 5) -> tuple[MadeUpLog, Item]:
    """The item as entry number `before` of a log."""
    item = Item()
    return MadeUpLog([*others(before), item.entry(), *others(after, "x")]), item
