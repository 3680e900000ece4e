"""An index built by several processes is the one that a single process builds."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.testing.scripts import output_of, start

pytestmark = pytest.mark.slow

PREPARE = """
from django.core.management import call_command
from gongkai.portal.models import Column
call_command("migrate", interactive=False, verbosity=0)
Column.objects.bulk_create(
    Column(code=f"prose-{n:05d}", name=f"栏目{n}号", description="说明", keywords="x",
           column_type="x", kind="prose", prose_html=f"<p>第{n}段公开文字</p>" * 20)
    for n in range(3000)
)
"""
BUILD = """
from gongkai.search import rebuilding
rebuilding.WORTH_SHARING, rebuilding.CHUNK, rebuilding.COMMIT_EVERY = 0, 50, 200
rebuilding.rebuild(lambda done, total: print(done, flush=True), workers={workers})
"""
LOOK = """
from gongkai.search import places
from gongkai.search.engine import Group, Term, Wanted
from gongkai.search.readers import reader_for
from gongkai.search.registry import Audience
reader = reader_for(Audience.PUBLIC)
def total(text):
    return reader.query(Wanted((Group((Term(text),)),))).total
print(reader.size(), reader.kinds(), [total(one) for one in ("栏目", "公开文字", "栏目77号")])
"""


def test_two_processes_build_what_one_builds_and_a_kill_loses_and_doubles_nothing(tmp_path: Path):
    output_of(tmp_path, PREPARE, "prepare.py")
    output_of(tmp_path, BUILD.format(workers=1), "alone.py")
    alone = output_of(tmp_path, LOOK, "look.py")
    assert "'column': 3000" in alone
    with start(tmp_path, BUILD.format(workers=2), "killed.py") as process:
        assert process.stdout
        for line in process.stdout:
            if int(line) >= 1000:
                process.kill()
                break
    steps = [int(one) for one in output_of(tmp_path, BUILD.format(workers=2), "again.py").split()]
    assert min(step for step in steps if step) > 700  # it went on, and did not begin again
    assert output_of(tmp_path, LOOK, "look.py") == alone
