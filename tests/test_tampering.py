"""Whoever changes what was released behind the back of the house is caught from outside.

The stranger has the public folder, the printed key and `gongkai-verify`, and nothing of ours.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from gongkai.disclosure.models import Item
from gongkai.disclosure.tests.cast import make_cast
from gongkai.journal.testing import catch_up
from gongkai.publishing.rebuilding import rebuild
from gongkai.transparency import keys
from gongkai_verify.cli import main as verify

pytestmark = pytest.mark.django_db

Monitor = Callable[[], tuple[int, dict[str, Any]]]


@pytest.fixture
def item() -> Item:
    """Released through the desk, logged and baked."""
    cast = make_cast()
    item = cast.publish()
    cast.publish()
    catch_up()
    rebuild()  # the pages that no fact makes: the list of all pages among them
    return item


@pytest.fixture
def monitor(item, tmp_path, capsys) -> Monitor:
    def run() -> tuple[int, dict[str, Any]]:
        root = str(settings.PUBLIC_ROOT)
        vkey = next(iter(keys.verifier_keys()))
        code = verify(
            ["monitor", root, "--log", f"{root}/log", "--vkey", vkey, "--grace", "0",
             "--state", str(tmp_path / "seen"), "--json"]
        )  # fmt: skip
        return code, json.loads(capsys.readouterr().out)

    return run


def in_the_database(column: str, old: str, new: str, item: Item) -> None:
    """As somebody with the password of the database would: no operation, no fact."""
    assert column in ("title", "body_html")
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE disclosure_version SET {column} = REPLACE({column}, %s, %s) WHERE id = %s",
            [old, new, item.released_id],
        )
        assert cursor.rowcount == 1


def page_of(item: Item) -> Path:
    return Path(settings.PUBLIC_ROOT) / item.path.strip("/") / "index.html"


def test_an_untouched_site_passes(monitor, item):
    assert monitor()[0] == 0
    rebuild()
    assert monitor()[0] == 0


@pytest.mark.parametrize("column", ["title", "body_html"])
def test_a_released_version_edited_in_the_database_is_caught(monitor, item, column):
    assert monitor()[0] == 0
    value = getattr(item.released, column)
    word = next(char for char in value if "\u4e00" <= char <= "\u9fff")
    in_the_database(column, word, "伪", item)
    rebuild()
    assert "伪" in page_of(item).read_text("utf-8"), "the forged text is what the public reads"
    code, told = monitor()
    assert code == 1
    assert item.path in json.dumps(told, ensure_ascii=False)


def test_an_item_hidden_in_the_database_is_missed(monitor, item):
    assert monitor()[0] == 0
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE disclosure_item SET visibility = 'hidden', released_id = NULL WHERE id = %s",
            [item.pk],
        )
    rebuild()
    assert not page_of(item).exists()
    code, told = monitor()
    assert code == 1
    assert item.path in json.dumps(told, ensure_ascii=False)
