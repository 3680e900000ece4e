"""For tests of whole stories: let the worker catch up, in this process."""

from __future__ import annotations

from gongkai.journal.followers import follow_all
from gongkai.journal.models import Bookmark
from gongkai.journal.sequencing import sequence


def catch_up() -> None:
    """Sequence and follow until nothing is left; a failing follower fails the test."""
    while sequence() + follow_all():
        pass
    failing = Bookmark.objects.exclude(problem="").values_list("follower", "problem").first()
    assert failing is None, failing
