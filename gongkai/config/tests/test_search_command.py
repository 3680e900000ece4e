"""`gongkai search`: the answer as JSON and as text, and the rebuild."""

from __future__ import annotations

import argparse
import json

import pytest

from gongkai.config.commands import search as command
from gongkai.disclosure.tests.cast import make_cast
from gongkai.search import keeping

pytestmark = pytest.mark.django_db


def run(capsys, *words: str) -> tuple[int, str]:
    parser = argparse.ArgumentParser()
    command.configure(parser)
    code = command.run(parser.parse_args(list(words)))
    return code, capsys.readouterr().out


@pytest.fixture
def county(capsys):
    cast = make_cast()
    item = cast.publish(title="名川县2026年财政预算", document_number="名财发〔2026〕3号")
    assert run(capsys, "rebuild", "--quiet")[0] == 0
    yield item
    keeping.let_go()


def test_json_has_what_machines_need(county, capsys):
    code, out = run(capsys, "名财发[2026]3号", "--json")
    answer = json.loads(out)
    assert (code, answer["total"]) == (0, 1)
    assert set(answer) >= {"total", "took_ms", "hits", "facets"}
    assert answer["hits"][0]["reference"] == county.reference


def test_text_for_people_and_exit_codes(county, capsys):
    code, out = run(capsys, "“财政预算”")
    assert (code, "名川县2026年财政预算" in out) == (0, True)
    code, out = run(capsys, "“龘龘”")
    assert (code, "找到 0 条" in out) == (1, True)


def test_without_an_index_it_says_what_to_do(db, capsys):
    assert run(capsys, "财政")[0] == 1
