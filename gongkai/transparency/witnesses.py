"""Asking a witness to cosign a checkpoint (C2SP tlog-witness, add-checkpoint).

A witness stands at another body: the archive, the audit office, a university, the level above. It
signs only what extends the last checkpoint that it signed, so the publisher cannot show one log to
some and another to others.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from gongkai.kernel.tlog.checkpoint import Checkpoint, decimal
from gongkai.kernel.tlog.encoding import to_base64
from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.keys import VerifierKey
from gongkai.kernel.tlog.notes import Note, SignatureLine
from gongkai.transparency.store import LogReader

logger = logging.getLogger(__name__)

PATH = "/add-checkpoint"
TIMEOUT = 5  # seconds
MOST = 64 * 1024  # bytes of an answer


class Silent(Exception):  # noqa: N818 - the message is a Chinese sentence
    """No signature that can be used: publication goes on without it."""


class Fork(LogError):  # noqa: N818
    """The witness knows another history, or a longer one: nothing more may be published."""


@dataclass(frozen=True)
class Witness:
    """Somebody else who signs: where, and with which key."""

    url: str
    key: VerifierKey

    def cosign(self, reader: LogReader, note: str, last: int = 0) -> str:
        """The line of cosignature for this checkpoint, checked; `last` is the size that the
        witness probably signed last. Raise `Silent` or `Fork`."""
        claim = Checkpoint.parse(Note.parse(note).text)
        status, body = self._ask(reader, note, claim, min(last, claim.size))
        if status == HTTPStatus.CONFLICT:  # it signed another size last, and says which
            last = self._size(body)
            if last > claim.size:
                raise Fork(f"{self.key.name} has signed {last} entries, here are {claim.size}")
            status, body = self._ask(reader, note, claim, last)
            if status == HTTPStatus.CONFLICT:
                if self._size(body) == last == claim.size:
                    raise Fork(f"{self.key.name} has signed another tree of {last} entries")
                raise Silent(f"见证 {self.key.name} 同时在为别处签名，稍后再问。")
        if status == HTTPStatus.UNPROCESSABLE_ENTITY:
            raise Fork(f"{self.key.name} has signed a log that this one does not extend")
        if status != HTTPStatus.OK:
            raise Silent(
                f"见证 {self.key.name} 没有签名（HTTP {status}）{_REASONS.get(status, '')}。"
            )
        return self._checked(note, body)

    def _ask(self, reader: LogReader, note: str, claim: Checkpoint, last: int) -> tuple[int, str]:
        proof = [to_base64(one) for one in reader.consistency(last, claim.size)]
        body = "\n".join([f"old {last}", *proof, "", note])
        return self._post(body.encode())

    def _post(self, body: bytes) -> tuple[int, str]:
        request = Request(  # noqa: S310 - http and https only, see the configuration
            self.url.rstrip("/") + PATH, body, {"Content-Type": "text/plain; charset=utf-8"}
        )
        try:
            with _OPENER.open(request, timeout=TIMEOUT) as answer:
                return answer.status, answer.read(MOST).decode()
        except HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.read(MOST).decode(errors="replace")
        except UnicodeDecodeError:
            raise Silent(f"见证 {self.key.name} 的回答不是文本。") from None
        except (URLError, OSError, HTTPException):
            raise Silent(f"见证 {self.key.name} 没有回答（{self.url}）。") from None

    def _size(self, body: str) -> int:
        try:
            return decimal(body.strip("\n"))
        except LogError:
            raise Silent(f"见证 {self.key.name} 的回答读不懂。") from None

    def _checked(self, note: str, body: str) -> str:
        """The line by the key that we know; other lines are nobody's."""
        text = Note.parse(note).text
        try:
            lines = [SignatureLine.parse(line) for line in body.removesuffix("\n").split("\n")]
            for line in lines:
                if (line.name, line.key_id) == (self.key.name, self.key.key_id):
                    self.key.signed_at(text, line.signature)
                    return str(line)
        except LogError:
            raise Silent(f"见证 {self.key.name} 的签名不对，没有采用。") from None
        raise Silent(f"见证 {self.key.name} 用的不是所配置的密钥，没有采用。")


_REASONS: dict[int, str] = {
    HTTPStatus.FORBIDDEN: "：它不认登记册的公钥，请对方用 witness trust 加上新公钥",
    HTTPStatus.NOT_FOUND: "：它不认识本登记册，请对方用 witness trust 加上公钥",
}


class _NoRedirect(HTTPRedirectHandler):
    """What is signed is sent where the operator said, and nowhere else."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = build_opener(_NoRedirect)


@dataclass(frozen=True)
class Asked:
    """All witnesses as `LogStore` asks them, for whoever wants them before publication.

    The platform itself asks afterwards (`cosigning`), so that no page waits for anybody.
    """

    witnesses: Sequence[Witness]
    reader: LogReader
    silent: list[str] = field(default_factory=list)

    def __call__(self, old: int, _proof: list[bytes], note: str) -> list[str]:
        """Lines of those that answer; raise `Fork` where one knows another history."""
        lines = []
        for one in self.witnesses:
            try:
                lines.append(one.cosign(self.reader, note, old))
            except Silent as silence:
                self.silent.append(str(silence))
        return lines
