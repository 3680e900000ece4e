"""Processes that are killed lose nothing: the bookmark is committed with what it speaks of."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from gongkai.search.engine import Group, Term, Wanted
from gongkai.search.tantivy_engine import ENGINE

pytestmark = pytest.mark.slow

# Files thing after thing, each with a commit that says so, until somebody kills it.
FILING = """
import sys
from pathlib import Path
import django
django.setup()
from gongkai.search.registry import Searchable
from gongkai.search.tantivy_engine import ENGINE
folder = Path(sys.argv[1])
seq = ENGINE.reader(folder).state().get("seq", 0) if ENGINE.exists(folder) else 0
writer = ENGINE.writer(folder)
while True:
    seq += 1
    writer.replace([Searchable(f"book:{seq}", f"县志卷{seq}", "/", text="正文" * 500)])
    writer.commit({"seq": seq})
    print(seq, flush=True)
"""


def test_after_every_kill_the_index_says_exactly_what_it_holds(tmp_path):
    folder = tmp_path / "index"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "gongkai.config.settings_test"}
    told = 0
    for wait in (0.02, 0.11, 0.23, 0.31, 0.05):
        process = subprocess.Popen(
            [sys.executable, "-c", FILING, str(folder)],
            env=environment, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdout
        first = int(process.stdout.readline())
        assert first == told + 1 or first == told + 2  # the last one may not have been told
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        told = int((process.stdout.read().split() or [str(first)])[-1])
        process.wait()
        reader = ENGINE.reader(folder)
        seq = reader.state()["seq"]
        assert told <= seq <= told + 1
        assert reader.size() == seq
        assert reader.query(Wanted((Group((Term("县志"),)),))).total == seq
        told = seq


BUILDING = """
import sys
import django
django.setup()
from gongkai.search import rebuilding
from gongkai.search.testing import Shelf, only
rebuilding.CHUNK, rebuilding.COMMIT_EVERY = 50, 50
shelf = Shelf("book")
with only(shelf.kind):
    for number in range(1, 2001):
        shelf.put(number, f"县志卷{number}", text="正文" * 200)
    rebuilding.rebuild(lambda done, total: print(done, flush=True))
"""


@pytest.mark.django_db(transaction=True)
def test_a_rebuild_that_is_killed_goes_on_and_comes_out_whole(tmp_path, settings):
    """The builder runs on the home and the database of this test."""
    from gongkai.search import places
    from gongkai.search.registry import Audience

    script = (
        "from django.conf import settings\n"
        f"from pathlib import Path\nimport django\ndjango.setup()\n"
        f"settings.HOME = Path({str(tmp_path)!r})\n"
        f"settings.DATABASES['default']['NAME'] = {str(settings.DATABASES['default']['NAME'])!r}\n"
        "from django.db import connection\n"
        "connection.settings_dict['NAME'] = settings.DATABASES['default']['NAME']\n" + BUILDING
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "gongkai.config.settings_test"}

    def run(kill_after: int | None) -> list[int]:
        process = subprocess.Popen(
            [sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout
        steps = []
        for line in process.stdout:
            steps.append(int(line))
            if kill_after and steps[-1] >= kill_after:
                process.send_signal(signal.SIGKILL)
                break
        process.wait()
        return steps

    run(kill_after=800)
    assert places.current(Audience.PUBLIC) is None
    steps = run(kill_after=None)
    assert min(step for step in steps if step) > 700  # it went on, and did not begin again
    folder = places.current(Audience.PUBLIC)
    assert folder
    reader = ENGINE.reader(folder)
    assert reader.size() == 2000
    assert reader.query(Wanted((Group((Term("县志"),)),))).total == 2000
