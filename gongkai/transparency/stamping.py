"""Time stamps (RFC 3161) of the public checkpoint: that it existed by then, says a third party.

    <public root>/log/anchors/<size>.note    the checkpoint, word for word as it was stamped
    <public root>/log/anchors/<size>.tsr     the answer of the authority

Every hour in which the log has grown. The answer is checked before it is kept; anyone can check it
again: openssl ts -verify -data <size>.note -in <size>.tsr -CAfile <root certificate>.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from cryptography.x509 import load_pem_x509_certificates
from django.conf import settings
from rfc3161_client import (
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from gongkai.journal.chores import chore
from gongkai.kernel.tlog.checkpoint import Checkpoint as Claim
from gongkai.kernel.tlog.notes import Note
from gongkai.transparency import alarms, logs
from gongkai.transparency.errands import Errand
from gongkai.transparency.store import LogReader
from gongkai.transparency.store.files import replace_file
from gongkai.transparency.store.reader import CHECKPOINT

logger = logging.getLogger(__name__)

EVERY = timedelta(hours=1)
TIMEOUT = 10  # seconds
MOST = 64 * 1024  # bytes of an answer
NOTE, TOKEN = ".note", ".tsr"
ALARM = "time-stamp"


class NotStamped(Exception):  # noqa: N818 - the message is a Chinese sentence
    """There is no time stamp that can be used."""


@dataclass(frozen=True)
class Stamp:
    """A checkpoint and what the authority answered; `problem` says why it did not."""

    note: str
    token: bytes = b""
    problem: str = ""


_errand: Errand[Stamp] = Errand()


@chore("transparency.stamp", timedelta(minutes=1))
def stamp_when_due() -> None:
    """Keep what an errand brought, and send the next one when an hour has passed."""
    if not settings.TSA_URL:
        alarms.quiet(ALARM)
        return
    if (brought := _errand.take()) is not None:
        take_in(brought)
    if is_due():
        note = LogReader(logs.public_folder()).checkpoint()
        _errand.send(lambda: fetch(note))


def is_due() -> bool:
    """Whether the log has grown since the last time stamp, and that is an hour old."""
    if not (logs.public_folder() / CHECKPOINT).exists():
        return False
    last = newest()
    if last is None:
        return True
    size, at = last
    grown = _size(LogReader(logs.public_folder()).checkpoint()) > size
    return grown and time.time() - at.timestamp() >= EVERY.total_seconds()


def newest() -> tuple[int, datetime] | None:
    """Size of the checkpoint that was stamped last, and when the answer came."""
    sizes = [int(path.stem) for path in folder().glob(f"[0-9]*{TOKEN}") if path.stem.isdigit()]
    if not sizes:
        return None
    at = (folder() / f"{max(sizes)}{TOKEN}").stat().st_mtime
    return max(sizes), datetime.fromtimestamp(at, UTC)


def folder() -> Path:
    """Where time stamps are, in public."""
    return logs.public_folder() / "anchors"


def fetch(note: str) -> Stamp:
    """Ask for a time stamp of this checkpoint and check the answer; no database."""
    try:
        return Stamp(note, _stamped(note.encode()))
    except NotStamped as problem:
        return Stamp(note, problem=str(problem))


def _stamped(content: bytes) -> bytes:
    request = TimestampRequestBuilder().data(content).build()  # SHA-512 and a nonce
    answer = _post(request.as_bytes())
    try:
        response = decode_timestamp_response(answer)
        verifier = _with_certificates(VerifierBuilder.from_request(request)).build()
        verifier.verify_message(response, content)
    except (ValueError, VerificationError) as problem:
        logger.warning("the answer of the time stamping authority is refused: %s", problem)
        raise NotStamped(
            "时间戳服务的回答没有通过核对，没有采用；请核对时间戳服务的网址和根证书。"
        ) from None
    _check_time(response)
    return answer


def _post(body: bytes) -> bytes:
    headers = {"Content-Type": "application/timestamp-query"}
    request = Request(settings.TSA_URL, body, headers)  # noqa: S310 - http(s), see configuration
    try:
        with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            return bytes(answer.read(MOST))
    except (URLError, OSError, HTTPException):
        raise NotStamped(f"时间戳服务没有回答（{settings.TSA_URL}）。") from None


def _with_certificates(builder: VerifierBuilder) -> VerifierBuilder:
    """What signs itself is a root, what else is in the file leads to it."""
    assert settings.TSA_CERTIFICATE is not None
    for one in load_pem_x509_certificates(Path(settings.TSA_CERTIFICATE).read_bytes()):
        if one.issuer == one.subject:
            builder = builder.add_root_certificate(one)
        else:
            builder = builder.add_intermediate_certificate(one)
    return builder


def _check_time(response: TimeStampResponse) -> None:
    """A clock that is an hour off, here or there, makes the stamp worthless."""
    if abs(response.tst_info.gen_time - datetime.now(UTC)) > EVERY:
        raise NotStamped("时间戳服务的时间与本机相差一小时以上，没有采用；请检查本机时间。")


def take_in(stamp: Stamp) -> None:
    """Keep a time stamp in public, or ring."""
    if stamp.problem:
        alarms.ring(ALARM, stamp.problem)
        return
    place = folder() / str(_size(stamp.note))
    folder().mkdir(parents=True, exist_ok=True)
    for suffix, content in ((NOTE, stamp.note.encode()), (TOKEN, stamp.token)):
        replace_file(place.with_suffix(suffix), content, folder() / f".new{suffix}", 0o644)
    alarms.quiet(ALARM)


def _size(note: str) -> int:
    return Claim.parse(Note.parse(note).text).size
