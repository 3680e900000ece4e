"""The chore that collects the signatures of witnesses, after publication.

Pages and entries are public before any witness is asked. When one answers, the checkpoint is
published again: the same text, one more line. A silent witness is an alarm and nothing else. One
that knows another history stops the writer, until it signs again (after the right files are back).

    <home>/log/public/witnesses/<key id>    the size that this witness signed last
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from gongkai.journal.chores import chore
from gongkai.kernel.tlog.checkpoint import Checkpoint as Claim
from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.keys import VerifierKey
from gongkai.kernel.tlog.notes import Note, open_note
from gongkai.transparency import alarms, keys, logs
from gongkai.transparency.errands import Errand
from gongkai.transparency.models import PUBLIC
from gongkai.transparency.store import LogReader
from gongkai.transparency.store.reader import CHECKPOINT
from gongkai.transparency.witnesses import Fork, Silent, Witness

LONGEST_PAUSE = 600.0  # seconds, before a silent one is asked again

_FORKED = (
    "见证 {name} 签过的登记册与这里的不是同一本，或者比这里的长。已停止写入：公开文件夹可能是旧的"
    "或者被改动过，请从镜像放回最新的登记册；见证再次签名后自动恢复。"
)


@dataclass(frozen=True)
class Brought:
    """What came of asking one witness."""

    witness: Witness
    text: str  # what it was asked to sign
    line: str = ""
    silence: str = ""
    fork: bool = False


_errand: Errand[list[Brought]] = Errand()
_pauses: dict[str, tuple[float, float]] = {}  # of silent ones: not before, and the pause


def witnesses() -> list[Witness]:
    """Those that the configuration names."""
    return [Witness(url, VerifierKey.parse(vkey)) for url, vkey in settings.WITNESSES]


@chore("transparency.witness", timedelta(seconds=2))
def collect() -> None:
    """Use what an errand brought, and send the next one where a signature is lacking."""
    known = witnesses()
    alarms.quiet_others("witness-", {*map(_alarm, known), *map(_fork_alarm, known)})
    if not known or keys.origin_of() is None:
        return
    if (brought := _errand.take()) is not None:
        take_in(brought)
    if not _errand.is_running and (lacking := _due(_lacking())):
        _errand.send(lambda: ask(lacking))


def _lacking() -> list[Witness]:
    """Witnesses whose line is not on the public checkpoint, or who spoke of another history."""
    reader = LogReader(logs.public_folder())
    if not (reader.public / CHECKPOINT).exists():
        return []
    signed = {(line.name, line.key_id) for line in Note.parse(reader.checkpoint()).lines}
    rung = alarms.standing()
    return [
        one
        for one in witnesses()
        if (one.key.name, one.key.key_id) not in signed or _fork_alarm(one) in rung
    ]


def signed_by() -> list[tuple[str, datetime | None]]:
    """Each witness by name, and when it signed the checkpoint that is public now."""
    if not settings.WITNESSES or not (logs.public_folder() / CHECKPOINT).exists():
        return [(one.key.name, None) for one in witnesses()]
    note = LogReader(logs.public_folder()).checkpoint()
    found = []
    for one in witnesses():
        try:
            time_of = open_note(note, [one.key]).signed_at[one.key]
        except LogError:
            time_of = None
        found.append((one.key.name, datetime.fromtimestamp(time_of, UTC) if time_of else None))
    return found


def _due(lacking: Sequence[Witness]) -> list[Witness]:
    now = time.monotonic()
    return [one for one in lacking if _pauses.get(_id(one), (0.0, 0.0))[0] <= now]


def ask(wanted: Sequence[Witness]) -> list[Brought]:
    """Ask each of these about the checkpoint that is public now; files only, no database."""
    reader = LogReader(logs.public_folder())
    note = reader.checkpoint()
    return [_ask_one(one, reader, note) for one in wanted]


def _ask_one(one: Witness, reader: LogReader, note: str) -> Brought:
    text = Note.parse(note).text
    try:
        return Brought(one, text, line=one.cosign(reader, note, _last_size(one)))
    except Fork:
        return Brought(one, text, fork=True)
    except Silent as silence:
        return Brought(one, text, silence=str(silence))


def take_in(brought: Sequence[Brought]) -> None:
    """Publish the lines; remember, ring, or be quiet."""
    lines = [one.line for one in brought if one.line]
    for one in brought:
        if one.fork:
            alarms.ring(_fork_alarm(one.witness), _FORKED.format(name=one.witness.key.name))
            _wait_longer(one.witness)
        elif one.silence:
            alarms.ring(_alarm(one.witness), one.silence)
            _wait_longer(one.witness)
        else:
            alarms.quiet(_alarm(one.witness))
            alarms.quiet(_fork_alarm(one.witness))
            _pauses.pop(_id(one.witness), None)
            _remember(one.witness, Claim.parse(one.text).size)
    if lines:
        _publish(brought[0].text, lines)


def _publish(text: str, lines: Sequence[str]) -> None:
    try:
        with logs.opened(PUBLIC) as store:
            store.add_cosignatures(text, lines)
    except LogError:
        return  # somebody is writing: they are asked again, about what is public then


def refusal() -> str:
    """Why the writer has to stop, in a Chinese sentence; "" when it need not."""
    known = {_fork_alarm(one) for one in witnesses()}
    return next((said for name, said in alarms.standing().items() if name in known), "")


def _wait_longer(one: Witness) -> None:
    pause = min(max(_pauses.get(_id(one), (0.0, 0.0))[1] * 2, 5.0), LONGEST_PAUSE)
    _pauses[_id(one)] = (time.monotonic() + pause, pause)


def _id(one: Witness) -> str:
    return one.key.key_id.hex()


def _alarm(one: Witness) -> str:
    return f"witness-{_id(one)}"


def _fork_alarm(one: Witness) -> str:
    return f"witness-fork-{_id(one)}"


def _memory(one: Witness) -> Path:
    return keys.home_of(PUBLIC) / "witnesses" / _id(one)


def _last_size(one: Witness) -> int:
    """Only to spare a question: the witness itself says where it stands."""
    try:
        return int(_memory(one).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0


def _remember(one: Witness, size: int) -> None:
    _memory(one).parent.mkdir(parents=True, exist_ok=True)
    _memory(one).write_text(str(size), encoding="ascii")
