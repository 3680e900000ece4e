"""What posts may do with catalogues."""

from __future__ import annotations

from gongkai.people.verbs import verb

MAINTAIN = verb("registers.maintain", "维护公开目录")
