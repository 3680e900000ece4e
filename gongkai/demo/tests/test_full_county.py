"""The whole county: as `gongkai run` loads it."""

from __future__ import annotations

import pytest

from gongkai.demo.testing import load_with_lists
from gongkai.disclosure.models import Item, Opinion, Version
from gongkai.disclosure.queries.personal_data import findings
from gongkai.disclosure.queries.visibility import visible_to
from gongkai.disclosure.standing import wrong_counters
from gongkai.journal.statistics import refresh_statistics
from gongkai.journal.testing import catch_up
from gongkai.publishing.checking import check
from gongkai.publishing.models import FailedPage
from gongkai.publishing.rebuilding import rebuild

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_whole_county_is_public_complete_and_clean():
    load_with_lists(small=False)
    assert Item.objects.filter(visibility=Item.Visibility.PUBLIC).count() >= 500
    released_here = Version.objects.filter(opinions__step=Opinion.Step.SIGN_OFF).distinct()
    assert released_here.filter(outcome=Version.Outcome.RELEASED).count() >= 50
    assert wrong_counters() == []
    assert [version.title for version in visible_to(None) if findings(version)] == []
    catch_up()
    refresh_statistics()  # as the database does by itself, once this transaction were over
    rebuild()
    assert not FailedPage.objects.exists()
    assert check() == []
