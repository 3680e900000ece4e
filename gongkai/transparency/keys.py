"""The keys that sign a log: made once, changed with an overlap, kept by the operator.

    <home>/log/public/keys/origin         the name of the log
    <home>/log/public/keys/0001.pem       a key that signs (mode 600)
    <home>/log/public/keys/0001.retired   the public half of one that signs no more
    <home>/log/public/keys/sm2-0001.pem   an SM2 key (商用密码), for a second line, if wanted

The origin stands in every checkpoint and in every key, and never changes, whatever the site is
called later.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from gongkai.journal.actors import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused, operation, record, refuse_if
from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.keys import check_name
from gongkai.transparency import events
from gongkai.transparency.models import PUBLIC, Checkpoint, LogEntry
from gongkai.transparency.registry import Act, Statement, logged
from gongkai.transparency.store import (
    Ed25519Signer,
    Signer,
    SM2Signer,
    create_ed25519_key,
    create_sm2_key,
)

KEY, RETIRED, ORIGIN, SM2 = ".pem", ".retired", "origin", "sm2-"
KEPT = "[0-9os]*"  # all that a backup of the folder takes


def home_of(log: str) -> Path:
    """What belongs to a log and is nobody else's business."""
    return Path(settings.HOME) / "log" / log


def folder_of(log: str) -> Path:
    """Where its keys lie."""
    return home_of(log) / "keys"


def origin_of(log: str = PUBLIC) -> str | None:
    """The name of the log in its checkpoints; None as long as it has no key."""
    try:
        return (folder_of(log) / ORIGIN).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None


def files_of(log: str = PUBLIC) -> list[Path]:
    """The files of the keys that sign now, the newest first."""
    return sorted(folder_of(log).glob(f"[0-9]*{KEY}"), reverse=True)


def sm2_files_of(log: str = PUBLIC) -> list[Path]:
    """The file of the SM2 key, if the log has one."""
    return sorted(folder_of(log).glob(f"{SM2}[0-9]*{KEY}"), reverse=True)


def signers_of(log: str = PUBLIC) -> Sequence[Signer]:
    """Those who sign now, Ed25519 first: two of them while an old key goes out of use. Further
    ones, in a device, belong into this list."""
    origin = origin_of(log) or ""
    return [*_ed25519_signers(log), *(_sm2_signer(path, origin) for path in sm2_files_of(log))]


def _ed25519_signers(log: str) -> list[Ed25519Signer]:
    return [Ed25519Signer(path, origin_of(log) or "") for path in files_of(log)]


@cache  # a key file never changes, and reading its public half starts OpenSSL
def _sm2_signer(path: Path, origin: str) -> SM2Signer:
    return SM2Signer(path, origin)


def verifier_keys(log: str = PUBLIC) -> list[str]:
    """The public halves of the keys that sign now, in text form."""
    return [signer.verifier_key() for signer in signers_of(log)]


def retired_keys(log: str = PUBLIC) -> list[str]:
    """Keys that signed once; old receipts still need them."""
    found = sorted(folder_of(log).glob(f"[0-9]*{RETIRED}"), reverse=True)
    return [path.read_text(encoding="utf-8").strip() for path in found]


def usual_origin() -> str:
    """The address of the log without its scheme, as tlog-tiles advises."""
    return f"{urlsplit(settings.SITE_URL).netloc}/log"


# --- making and changing -------------------------------------------------------------------------


def ensure(log: str = PUBLIC) -> None:
    """Make the first key of a log that never had one; change nothing otherwise."""
    if not files_of(log) and not reasons_not_to_create(log):
        create(log)


def reasons_not_to_create(log: str = PUBLIC, origin: str = "") -> list[str]:
    """Why no first key is made: a log is begun once."""
    reasons = []
    if files_of(log):
        reasons.append("公开登记册已有密钥；要换用新的，请用 gongkai log key rotate。")
    elif Checkpoint.objects.filter(log=log).exists() or (home_of(log) / "state").exists():
        reasons.append(
            "公开登记册已经签发过检查点，但找不到密钥。请用 gongkai log key restore 从密钥备份"
            "取回，不要另建：另建的密钥会使原有的凭据无法核查。"
        )
    if origin:
        try:
            check_name(origin)
        except LogError:
            reasons.append(f"“{origin}”不能作登记册的名称：不得为空，不得含空格和加号。")
    return reasons


@operation
def create(log: str = PUBLIC, origin: str = "") -> str:
    """Begin a log: its name and its first key, which is returned in text form."""
    refuse_if(reasons_not_to_create(log, origin))
    name = origin or usual_origin()
    vkey = _make_key(log, name)
    record(events.LogKeyCreated(name, vkey), about=f"log:{log}", actor=SYSTEM)
    return vkey


@operation
def add_sm2(log: str = PUBLIC) -> str:
    """A second line under every checkpoint, with SM2 (商用密码); the new key in text form."""
    origin = origin_of(log)
    refuse_if([] if files_of(log) else ["公开登记册还没有密钥，请先用 gongkai log key create。"])
    refuse_if(["公开登记册已有 SM2 密钥。"] if sm2_files_of(log) else [])
    path = folder_of(log) / f"{SM2}0001{KEY}"
    try:
        create_sm2_key(path)
        vkey = SM2Signer(path, origin or "").verifier_key()
    except LogError as problem:
        path.unlink(missing_ok=True)
        raise Refused(
            [f"不能建立 SM2 密钥（{problem}）：请安装 OpenSSL 3.0 以上的 openssl 命令。"]
        ) from problem
    record(events.LogKeyRotated(vkey), about=f"log:{log}", actor=SYSTEM)
    return vkey


@operation
def rotate(log: str = PUBLIC) -> str:
    """A new key signs from now on, the old one beside it until it is retired."""
    signing, origin = files_of(log), origin_of(log)
    refuse_if([] if signing else ["公开登记册还没有密钥，请先用 gongkai log key create。"])
    refuse_if(
        ["上一次更换还没有结束：请先用 gongkai log key rotate --finish 停用旧密钥。"]
        if len(signing) > 1 else []
    )  # fmt: skip
    assert origin is not None
    vkey = _make_key(log, origin)
    record(events.LogKeyRotated(vkey), about=f"log:{log}", actor=SYSTEM)
    return vkey


@operation
def retire(log: str = PUBLIC) -> str:
    """The old key signs no more; its secret is destroyed, its public half is kept."""
    signing = files_of(log)
    refuse_if([] if len(signing) > 1 else ["没有正在更换的密钥，无需停用。"])
    new, old = (_ed25519_signers(log)[at].verifier_key() for at in (0, -1))
    # First the log must name the new key, under the old one's signature.
    refuse_if(
        [] if is_named_in_log(log, new)
        else ["新密钥还没有写入登记册（由 gongkai work 写入），旧密钥暂不能停用。"]
    )  # fmt: skip
    _write_file(signing[-1].with_suffix(RETIRED), f"{old}\n".encode(), 0o644)
    signing[-1].unlink()
    record(events.LogKeyRetired(old), about=f"log:{log}", actor=SYSTEM)
    return old


def is_named_in_log(log: str, vkey: str) -> bool:
    """Whether an entry that names this key stands in the files."""
    rows = LogEntry.objects.filter(log=log, act=Act.KEY, checkpoint__isnull=False)
    return any(vkey.encode() in bytes(row.content) for row in rows)


def _make_key(log: str, name: str) -> str:
    """A new key file under the next number. It is the last thing before the fact is recorded."""
    folder = folder_of(log)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if origin_of(log) is None:
        _write_file(folder / ORIGIN, f"{name}\n".encode(), 0o644)
    path = folder / f"{_next_number(folder):04d}{KEY}"
    create_ed25519_key(path)
    return Ed25519Signer(path, name).verifier_key()


def _next_number(folder: Path) -> int:
    numbers = [int(path.stem) for path in folder.glob("[0-9]*.*") if path.stem.isdigit()]
    return max(numbers, default=0) + 1


def _write_file(path: Path, content: bytes, mode: int) -> None:
    """Written beside, forced to the disk, renamed: half a key is worth nothing."""
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


# --- keeping -------------------------------------------------------------------------------------


def back_up(folder: Path, log: str = PUBLIC) -> int:
    """Copy the keys and the name of the log into a new folder; how many keys."""
    refuse_if([] if files_of(log) else ["公开登记册还没有密钥。"])
    refuse_if([f"“{folder}”已经存在，请换一个名字。"] if folder.exists() else [])
    folder.mkdir(parents=True, mode=0o700)
    for path in sorted(folder_of(log).glob(KEPT)):
        _write_file(folder / path.name, path.read_bytes(), path.stat().st_mode & 0o777)
    return len(files_of(log))


def bring_back(folder: Path, log: str = PUBLIC) -> int:
    """Bring keys back from such a folder into an instance that has none; how many."""
    try:
        origin = (folder / ORIGIN).read_text(encoding="utf-8").strip()
        found = sorted(folder.glob(f"[0-9]*{KEY}"))
        [Ed25519Signer(path, origin) for path in found]  # each is whole
    except (OSError, LogError):
        found = []
    refuse_if([] if found else [f"“{folder}”不是登记册密钥的备份，或者已经损坏。"])
    if files_of(log):
        raise Refused(["本实例已有登记册密钥，不会覆盖。"])
    folder_of(log).mkdir(parents=True, exist_ok=True, mode=0o700)
    for path in sorted(folder.glob(KEPT)):
        mode = 0o600 if path.suffix == KEY else 0o644
        _write_file(folder_of(log) / path.name, path.read_bytes(), mode)
    return len(found)


# --- what the log says of its keys ---------------------------------------------------------------


@logged(events.LogKeyRotated)
def rotated(entries: Sequence[Entry]) -> Iterable[tuple[Entry, Statement]]:
    """A new key is named under the signature of the old one."""
    for entry in entries:
        fact = entry.fact
        assert isinstance(fact, events.LogKeyRotated)
        if entry.about != f"log:{PUBLIC}":
            continue
        yield entry, Statement(Act.KEY, more={"vkey": fact.vkey})
