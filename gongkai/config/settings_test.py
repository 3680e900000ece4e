"""Settings for the test suite: fast hashing, a home of its own, the database of choice.

`GONGKAI_DATABASE_URL` chooses PostgreSQL; without it the suite runs on SQLite files.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("GONGKAI_HOME", tempfile.mkdtemp(prefix="gongkai-test-"))
os.environ.setdefault("GONGKAI_SECRET_KEY", "only-for-tests")

from gongkai.config.settings import *  # noqa: F403
from gongkai.config.settings import DATABASES, HOME, SQLITE_OPTIONS

SEARCH_WORDS_KEPT_FOR = 0  # what a test changes is seen at once
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: several connections must see it, as in production. Power cuts are not
    # tested, so nobody waits for the disk; killed processes lose nothing all the same.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(HOME) / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"] = {
        **SQLITE_OPTIONS,
        "init_command": str(SQLITE_OPTIONS["init_command"]).replace("=FULL", "=OFF"),
    }
