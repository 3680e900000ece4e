"""The independent program looks at site and log: content with what we publish, and not with what
somebody has quietly changed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from django.conf import settings

from gongkai.disclosure.models import Version
from gongkai.disclosure.operations import ending, erasing, releasing
from gongkai.disclosure.tests.cast import make_cast
from gongkai.journal.testing import catch_up
from gongkai.publishing.rebuilding import rebuild
from gongkai.testing import REPOSITORY
from gongkai.transparency import keys
from gongkai.transparency.directory import write_directory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def site():
    """Published, corrected with the old words erased, withdrawn, restored, erased."""
    cast = make_cast()
    items = [cast.publish(title=f"第{number}条") for number in range(4)]
    version = ending.start_correction(items[0], staff=cast.clerk)
    cast.edit(version, body_html="<p>九亿元</p>", correction_note="数字有误")
    releasing.release(cast.approve_all(version), staff=cast.leader)
    erasing.erase_older(items[0], ground="privacy", staff=cast.leader)
    for item in items[1:3]:
        ending.withdraw(item, ground="mistake", note="核实中", staff=cast.leader)
    ending.restore(items[1], staff=cast.leader)
    erasing.erase(items[3], ground="privacy", note="涉及个人", staff=cast.leader)
    catch_up()
    rebuild()
    return items


def monitor() -> tuple[int, dict[str, Any]]:
    public = Path(settings.PUBLIC_ROOT)
    done = subprocess.run(
        [
            sys.executable, "-c",
            "import sys; from gongkai_verify.cli import main; sys.exit(main(sys.argv[1:]))",
            "monitor", str(public), "--log", str(public / "log"),
            "--vkey", keys.verifier_keys()[0], "--json", "--grace", "0",
        ],
        cwd=REPOSITORY / "verify", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


def test_the_monitor_is_content_with_every_turn(site):
    code, report = monitor()
    assert code == 0, report


def test_an_edit_in_the_database_is_found(site):
    Version.objects.filter(item=site[0]).exclude(body_html="").update(body_html="<p>一百亿</p>")
    rebuild()
    code, report = monitor()
    assert code == 1
    assert site[0].path in json.dumps(report, ensure_ascii=False)


def test_a_page_that_was_quietly_taken_away_is_found(site):
    rmtree(Path(settings.PUBLIC_ROOT) / site[1].path.strip("/"))
    code, report = monitor()
    assert code == 1, report


def test_a_withdrawn_page_that_is_still_there_is_found(site):
    write_directory()
    assert monitor()[0] == 0
    folder = Path(settings.PUBLIC_ROOT) / site[2].path.strip("/")
    (folder / "index.html").write_bytes((folder / "gone.html").read_bytes())
    assert monitor()[0] == 1
