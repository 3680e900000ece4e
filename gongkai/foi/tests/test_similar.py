"""What was asked or published before and looks alike."""

from __future__ import annotations

import pytest

from gongkai.disclosure.tests.cast import make_cast as make_disclosure
from gongkai.foi import verbs
from gongkai.foi.codes import fingerprint
from gongkai.foi.queries.similar import (
    about_the_same,
    earlier_of_same_person,
    published_like,
    similar_requests,
)
from gongkai.foi.testing import IDENTITY_NUMBER, make_request
from gongkai.people.testing import make_body, make_person, make_unit

TITLES = {
    1: "清江县人民政府关于印发《清江县农村公路养护管理办法》的通知",
    2: "清江县2026年1至8月财政收支情况",
    3: "清江县养老机构基本信息",
    4: "清江县人民政府关于印发《清江县防汛预案》的通知",
}


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("农村公路养护", 1),
        ("我想了解2026年全县农村公路养护资金的安排和使用情况", 1),
        ("财政收支", 2),
        ("养老机构名单", 3),
        ("县长的工资是多少", None),
        ("", None),
        ("路", None),
        ("<script>alert(1)</script>", None),
    ],
)
def test_a_sentence_finds_the_title_that_is_about_the_same(text, first):
    found = about_the_same(text, TITLES, 5)
    assert (found[0] if found else None) == first


@pytest.mark.django_db
def test_only_what_is_public_is_offered_and_the_number_comes_first():
    cast = make_disclosure()
    cast.draft(title="农村公路养护资金安排表")
    item = cast.publish(title="农村公路养护管理办法")
    number = cast.publish(title="关于印发防汛预案的通知", document_number="清府发〔2026〕3号")
    found = published_like("农村公路养护", number="清府发〔2026〕3号")
    assert [one.item for one in found] == [number, item]


@pytest.mark.django_db
def test_repeated_and_similar_requests_are_seen_within_what_one_may_see():
    office = make_unit(make_body("transport", "清江县交通运输局"), "办公室")
    elsewhere = make_unit(make_body("finance", "清江县财政局"), "办公室")
    clerk = make_person("lin", "林晓", unit=office, verbs=[verbs.HANDLE])
    before = make_request(office, wanted="2025年农村公路养护资金的安排")
    unlike = make_request(office, wanted="全县客运线路的票价文件", identity_number="E1")
    make_request(elsewhere, wanted="2025年农村公路养护资金的安排")
    now = make_request(office, wanted="2025年 农村公路养护资金的使用、安排")
    repeated = earlier_of_same_person(fingerprint(IDENTITY_NUMBER), clerk, but=now)
    assert list(repeated) == [before]
    assert [one.foi_request for one in similar_requests(now, clerk)] == [before]
    assert unlike not in [one.foi_request for one in similar_requests(before, clerk)]
    assert similar_requests(before, clerk)[0].score >= 70


@pytest.mark.django_db
def test_the_same_document_number_counts_as_the_same():
    office = make_unit(make_body("transport", "清江县交通运输局"), "办公室")
    clerk = make_person("lin", "林晓", unit=office, verbs=[verbs.HANDLE])
    first = make_request(office, wanted="这份文件", wanted_number="清交〔2025〕3号")
    second = make_request(office, wanted="另一种写法的申请", wanted_number="清交〔2025〕3号")
    assert [(one.foi_request, one.score) for one in similar_requests(second, clerk)] == [
        (first, 100)
    ]
