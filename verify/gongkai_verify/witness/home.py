"""A witness's folder: its key, the logs that it trusts, and what it signed last of each.

    key              name and secret of the witness, readable by its owner only
    logs/<hash>/vkeys    the keys of one log, one a line
    logs/<hash>/signed   origin, size and root of the last checkpoint that was signed

A log without its `signed` is damaged, not new: who forgets may sign a fork.
"""

from __future__ import annotations

import hashlib
import os
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from gongkai_verify.durable import replace_file
from gongkai_verify.encoding import from_base64, is_key_name
from gongkai_verify.errors import Unreadable, Wrong
from gongkai_verify.keys import COSIGNATURE, ED25519, Key, cosigned_text, key_id, parse_vkey
from gongkai_verify.merkle import EMPTY_ROOT
from gongkai_verify.notes import Checkpoint, parse_checkpoint


class WitnessKey:
    """The secret of a witness."""

    def __init__(self, name: str, secret: bytes) -> None:
        self.name = name
        self._private = Ed25519PrivateKey.from_private_bytes(secret)
        self._public = self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self._id = key_id(name, COSIGNATURE, self._public)

    @property
    def vkey(self) -> str:
        """What others need to check its signatures."""
        return f"{self.name}+{self._id.hex()}+{b64encode(COSIGNATURE + self._public).decode()}"

    def cosign(self, text: bytes, time: int) -> str:
        """A signature line over a checkpoint, with its time."""
        signature = self._private.sign(cosigned_text(text, time))
        content = self._id + time.to_bytes(8, "big") + signature
        return f"— {self.name} {b64encode(content).decode()}\n"


class Home:
    """The folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def create_key(self, name: str) -> WitnessKey:
        """A new key; there is never a second one in the same folder."""
        if not is_key_name(name):
            raise Unreadable("见证的名称不能有空格和加号，宜用域名加路径。")
        path = self.root / "key"
        if path.exists():
            raise Unreadable(f"{path} 已经有密钥，不会覆盖。")
        secret = os.urandom(32)
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            replace_file(path, f"{name}\n{b64encode(secret).decode()}\n".encode(), 0o600)
        except OSError:
            raise Unreadable(f"写不了 {path}。") from None
        return WitnessKey(name, secret)

    def key(self) -> WitnessKey:
        """The key that is there."""
        path = self.root / "key"
        try:
            name, secret = path.read_text(encoding="utf-8").split("\n")[:2]
            return WitnessKey(name, from_base64(secret, "密钥", 32))
        except FileNotFoundError:
            raise Unreadable(f"{self.root} 没有密钥，请先运行 witness key。") from None
        except (OSError, ValueError, Wrong):
            raise Unreadable(f"{path} 读不到或者已损坏。") from None

    def trust(self, vkey: str) -> Key:
        """Take a log, or one more key of it."""
        key = parse_vkey(vkey)
        if key.kind != ED25519:
            raise Unreadable("见证只认日志的 Ed25519 公钥。")
        folder = self._folder(key.name)
        try:
            known = self._vkeys(folder) if folder.exists() else []
            if not known:  # in one step, so that a folder is never without its `signed`
                folder.parent.mkdir(parents=True, exist_ok=True)
                scratch = folder.with_suffix(".new")
                scratch.mkdir(exist_ok=True)
                write_signed(scratch, Checkpoint(key.name, 0, EMPTY_ROOT, "", b""))
                replace_file(scratch / "vkeys", f"{vkey}\n".encode())
                scratch.rename(folder)
            elif vkey not in known:
                replace_file(
                    folder / "vkeys", "".join(f"{one}\n" for one in [*known, vkey]).encode()
                )
        except OSError:
            raise Unreadable(f"写不了 {folder}。") from None
        return key

    def keys_of(self, origin: str) -> Sequence[Key]:
        """The keys of a log; none if it is not known."""
        folder = self._folder(origin)
        return [parse_vkey(one) for one in self._vkeys(folder)] if folder.exists() else []

    def _vkeys(self, folder: Path) -> list[str]:
        try:
            return (folder / "vkeys").read_text(encoding="utf-8").split()
        except (OSError, ValueError):
            raise Unreadable(f"{folder} 读不到或者已损坏。") from None

    def signed(self, origin: str) -> Checkpoint:
        """What was signed last of this log."""
        folder = self._folder(origin)
        try:
            text = (folder / "signed").read_text(encoding="utf-8")
            # The text of the note, without signatures; a line is added to read it as a note.
            found = parse_checkpoint(f"{text}\n— x AAAAAAA=\n")
        except (OSError, ValueError, Wrong):
            raise Unreadable(f"{folder} 读不到或者已损坏；为防止为分叉签名，停止服务。") from None
        if found.origin != origin:
            raise Unreadable(f"{folder} 属于别的日志。")
        return found

    def remember(self, checkpoint: Checkpoint) -> None:
        """Make durable that this is signed, before anybody sees the signature."""
        write_signed(self._folder(checkpoint.origin), checkpoint)

    def _folder(self, origin: str) -> Path:
        return self.root / "logs" / hashlib.sha256(origin.encode()).hexdigest()[:32]


def write_signed(folder: Path, checkpoint: Checkpoint) -> None:
    """Write what was signed last, durably."""
    root = b64encode(checkpoint.root).decode()
    text = f"{checkpoint.origin}\n{checkpoint.size}\n{root}\n"
    replace_file(folder / "signed", text.encode())
