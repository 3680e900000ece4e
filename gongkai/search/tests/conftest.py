"""Every test lets go of its indexes: their folder is gone afterwards."""

from __future__ import annotations

import pytest

from gongkai.search import keeping


@pytest.fixture(autouse=True)
def let_go():
    yield
    keeping.let_go()
