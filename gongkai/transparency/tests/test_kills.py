"""Killed at any moment while publishing: the public log extends every state that was seen before,
and what was acknowledged is not lost."""

from __future__ import annotations

import json
import random
import signal
import time
from pathlib import Path

import pytest

from gongkai.kernel.tlog.checkpoint import Checkpoint
from gongkai.kernel.tlog.notes import Note
from gongkai.kernel.tlog.proofs import check_consistency
from gongkai.transparency.store import LogReader
from gongkai.transparency.tests.instances import CAST, PREPARE, gongkai, run, start

pytestmark = pytest.mark.slow

ROUNDS = 8
PUBLISHING = (
    CAST
    + """
from gongkai.journal.followers import follow_all
from gongkai.journal.sequencing import sequence
number = 0
while True:
    item = cast.publish(title=f"{number}")
    print(item.number, flush=True)  # acknowledged: the operation has ended
    number += 1
    if number % 2:
        ending.withdraw(item, ground="mistake", note="x", staff=cast.leader)
    while sequence() + follow_all():
        pass
"""
)
LOGGED = (
    CAST
    + """
catch_up()
from gongkai.transparency.models import LogEntry
from gongkai.transparency.checking import check
from gongkai.publishing.checking import check as check_pages
from gongkai.publishing.rebuilding import rebuild
rebuild()
print("\\n".join(check() + [str(one) for one in check_pages()]))
print("--")
print("\\n".join(LogEntry.objects.filter(act="publish").values_list(
    "document__reference", flat=True)))
"""
)


def claim(home: Path) -> Checkpoint | None:
    try:
        note = LogReader(home / "public" / "log").checkpoint()
    except ValueError:
        return None  # not begun
    return Checkpoint.parse(Note.parse(note).text)


def test_killed_at_random_moments_the_log_extends_what_was_seen_and_loses_nothing(tmp_path):
    run(tmp_path, PREPARE)
    chance, acknowledged, seen = random.Random(20261128), [], []
    for _ in range(ROUNDS):
        with start(tmp_path, PUBLISHING) as process:
            assert process.stdout
            acknowledged.append(process.stdout.readline().strip())  # it is at work
            end = time.monotonic() + chance.uniform(0, 1.5)
            while time.monotonic() < end:
                seen.append(claim(tmp_path))
                time.sleep(0.01)
            process.send_signal(signal.SIGKILL)
            acknowledged += process.stdout.read().split()
        seen.append(claim(tmp_path))
    problems, _, logged = run(tmp_path, LOGGED).partition("--\n")
    assert problems.strip() == ""
    assert {f"item:{number}" for number in acknowledged if number} <= set(logged.split())

    reader, last = LogReader(tmp_path / "public" / "log"), claim(tmp_path)
    assert last is not None
    assert last.size >= len(acknowledged)
    for one in {found for found in seen if found is not None}:
        proof = reader.consistency(one.size, last.size)
        check_consistency(one.size, last.size, proof, one.root, last.root)
    documents = [json.loads(entry) for entry in reader.entries(0, last.size)]
    published = [one["doc"] for one in documents if one["act"] == "publish"]
    assert len(published) == len(set(published)), "nothing is logged twice"
    assert gongkai(tmp_path, "work", "--once").returncode == 0  # the trail is written by a chore
    assert gongkai(tmp_path, "log", "check").returncode == 0
