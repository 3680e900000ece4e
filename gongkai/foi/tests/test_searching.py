"""Requests at the desk's search: found by those whose business they are; in public by nobody."""

from __future__ import annotations

import pytest

from gongkai.foi import verbs
from gongkai.foi.models import UnitTask
from gongkai.foi.testing import make_request
from gongkai.people.testing import make_body, make_person, make_unit
from gongkai.search import keeping, places
from gongkai.search.asking import Asked, search
from gongkai.search.testing import build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def let_go():
    yield
    keeping.let_go()


@pytest.fixture
def bureau():
    return make_body("transport", "名川县交通运输局")


def found(words, viewer=None) -> list[str]:
    return [hit.reference for hit in search(Asked(words), viewer).hits]


def test_who_handles_and_who_was_asked_find_it_and_nobody_else(bureau):
    unit, asked, other = (make_unit(bureau, name) for name in ("办公室", "公路科", "航运科"))
    handler = make_person("ding", "丁一", unit=unit, verbs=[verbs.HANDLE])
    helper = make_person("wu", "吴二", unit=asked, verbs=[verbs.GIVE_OPINION])
    stranger = make_person("sun", "孙三", unit=other, verbs=[verbs.HANDLE])
    foi_request = make_request(unit, wanted="龙潭隧道照明改造合同", name="赵明远")
    UnitTask.objects.create(
        foi_request=foi_request, serial=1, unit=asked, question="合同", asked_on="2026-11-03"
    )
    build()
    for words in ("龙潭隧道", "照明改造", foi_request.number):
        assert found(words, handler) == [foi_request.reference]
        assert found(words, helper) == [foi_request.reference]
        assert found(words, stranger) == []
        assert found(words) == []
    answer = search(Asked("龙潭隧道"), stranger)
    assert (answer.total, answer.facets) == (0, [])


def test_who_asked_is_in_no_index(bureau):
    unit = make_unit(bureau, "办公室")
    clerk = make_person("ding", "丁一", unit=unit, verbs=[verbs.HANDLE, verbs.REGISTER])
    make_request(unit, wanted="龙潭隧道照明改造合同", name="zqxname")
    build()
    assert found("zqxname", clerk) == []
    held = [file for file in places.root().rglob("*") if file.is_file()]
    assert not any(b"zqxname" in file.read_bytes() for file in held)
