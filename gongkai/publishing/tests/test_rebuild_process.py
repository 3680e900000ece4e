"""A rebuild as a process: killed in the middle, gone on with by two processes, and right after."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.testing.scripts import output_of, start

pytestmark = pytest.mark.slow

PREPARE = """
from django.core.management import call_command
from gongkai.journal.actors import SYSTEM
from gongkai.portal.models import Column
from gongkai.portal.operations import open_site
call_command("migrate", interactive=False, verbosity=0)
open_site({"name": "清江县人民政府", "domain": "x", "host_body": "办公室"}, actor=SYSTEM)
Column.objects.bulk_create(
    Column(code=f"prose-{n}", name=f"文字{n}", description="x", keywords="x", column_type="x",
           kind="prose", prose_html="<p>公开</p>" * 200, in_navigation=False)
    for n in range(400)
)
"""
REBUILD = """
from gongkai.publishing.rebuilding import rebuild
rebuild(progress=lambda done, total: print(done, flush=True), workers={workers})
"""
CHECK = """
from gongkai.publishing.checking import check
from gongkai.publishing.models import BakedPage, Rebuild
print(len(check()), BakedPage.objects.count() > 400, Rebuild.objects.count())
"""


def test_a_killed_rebuild_is_finished_by_the_next(tmp_path: Path) -> None:
    output_of(tmp_path, PREPARE, "prepare.py", on_server=True)
    with start(tmp_path, REBUILD.format(workers=1), "rebuild.py", on_server=True) as process:
        assert process.stdout
        assert process.stdout.readline().strip() == "100"
        process.kill()
    again = output_of(tmp_path, REBUILD.format(workers=2), "again.py", on_server=True)
    assert again
    assert output_of(tmp_path, CHECK, "check.py", on_server=True).strip() == "0 True 1"
