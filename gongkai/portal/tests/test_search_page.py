"""The public search through its addresses: page, JSON, suggestions, OpenSearch; hostile input."""

from __future__ import annotations

import json
from datetime import date
from xml.etree import ElementTree

import pytest

from gongkai.disclosure.tests.cast import make_cast
from gongkai.journal.actors import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.recording import operation, record
from gongkai.search import keeping, limits
from gongkai.search.events import BestBetAdded
from gongkai.search.models import BestBet, Missed
from gongkai.search.testing import build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_limits(monkeypatch):
    monkeypatch.setattr(limits, "SEARCHES", limits.Limiter())
    monkeypatch.setattr(limits, "SUGGESTIONS", limits.Limiter())


@pytest.fixture
def county():
    cast = make_cast()
    for year in range(2015, 2027):
        cast.publish(
            title=f"名川县{year}年财政预算公开", document_number=f"名财发〔{year}〕3号",
            issued_by="名川县财政局", validity="in_force" if year > 2020 else "repealed",
            nature="other", adopted_on=date(year, 1, 5),
        )  # fmt: skip
    build()
    yield cast
    keeping.let_go()


@operation
def record_now(fact, about):
    record(fact, about=about, actor=SYSTEM)


def page(client, **asked):
    response = client.get("/search/", asked)
    return response, response.content.decode()


def test_without_a_question_it_says_how_to_ask(client, county):
    response, text = page(client)
    assert response.status_code == 200
    assert "怎样搜索" in text
    assert "没有找到" not in text


def test_hits_with_marks_facets_pages_and_metadata(client, county):
    response, text = page(client, q="财政预算")
    assert response.status_code == 200
    assert "<mark>财政</mark>" in text or "<mark>财政预算</mark>" in text
    assert "名财发〔2026〕3号" in text
    assert 'aria-label="搜索结果分页"' in text
    assert "废止" in text
    assert "缩小范围" in text
    assert "validity=in_force" in text
    assert "noindex" in text


def test_facets_links_narrow_and_can_be_taken_back(client, county):
    _, text = page(client, q="财政预算公开", validity="repealed")
    assert "找到 6 条" in text
    assert 'class="chosen"' in text
    assert "清除全部条件" in text
    _, both = page(client, q="财政预算公开", validity=["repealed", "in_force"])
    assert "找到 12 条" in both


def test_time_range_and_its_errors(client, county):
    response, text = page(client, q="财政预算", since="2099-01-01", until="2026-01-01")
    assert response.status_code == 422
    assert "结束日期早于起始日期" in text
    response, text = page(client, q="财政预算", since="明天")
    assert response.status_code == 422
    assert 'href="#since"' in text
    assert 'value="明天"' in text
    response, text = page(client, q="财政预算", since="2099年1月1日")
    assert response.status_code == 200
    assert "没有找到" in text


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "<script>alert(1)</script>"},
        {"q": "'\"><img src=x onerror=alert(1)>"},
        {"q": "财政" * 500},
        {"q": "\x00财政\ufffe"},
        {"q": "AND OR NOT ( ) [ TO ] * ? ~ ^ : \\ /"},
        {"q": "title:财政 _bookmark about:item"},
        {"q": "-财政"},
        {"q": "“”“"},
        {"q": "财政", "page": "99999999999999999999"},
        {"q": "财政", "page": "-1"},
        {"q": "财政", "sort": "DROP TABLE"},
        {"q": "财政", "year": ["20²6", "abcd", "2026"]},
        {"q": "财政", "body": ["x" * 5000] * 50},
        {"q": "财政", "kind": "_bookmark"},
        {"q": "财政", "since": "0000-00-00"},
        {"q": "👍🏽𠀀"},
        {"nonsense": "1"},
    ],
)
@pytest.mark.parametrize("path", ["/search/", "/search.json", "/search/suggest.json"])
def test_hostile_questions_are_answered_in_order(client, county, asked, path):
    response = client.get(path, asked)
    assert response.status_code in {200, 422}
    text = response.content.decode()
    if path == "/search/":
        assert "<script>alert" not in text
        assert "<img src=x" not in text
    else:
        json.loads(text)


def test_only_reading_is_allowed(client, county):
    for path in ("/search/", "/search.json", "/search/suggest.json"):
        assert client.post(path, {"q": "x"}).status_code == 405
        assert client.head(path).status_code in {200, 422}


def test_machines_get_the_same(client, county):
    response = client.get("/search.json", {"q": "名财发[2026]3", "sort": "newest"})
    answer = response.json()
    assert response["Access-Control-Allow-Origin"] == "*"
    assert answer["total"] == 1
    (hit,) = answer["hits"]
    assert set(hit) >= {
        "reference", "title", "document_number", "issued_by", "published_on", "url", "snippet",
    }  # fmt: skip
    assert hit["document_number"] == "名财发〔2026〕3号"
    assert hit["url"].startswith("http")
    assert isinstance(answer["took_ms"], float)
    refused = client.get("/search.json")
    assert (refused.status_code, "q" in refused.json()["error"]) == (422, True)


def test_suggestions_for_the_script_and_for_browsers(client, county):
    typed, titles = client.get("/search/suggest.json", {"q": "财政"}).json()
    assert typed == "财政"
    assert any("财政" in title for title in titles)
    assert len(titles) <= 8


def test_opensearch_is_well_formed_and_every_public_page_names_it(client, county):
    response = client.get("/search/opensearch.xml")
    root = ElementTree.fromstring(response.content)
    templates = [one.get("template") for one in root if one.tag.endswith("Url")]
    assert all("{searchTerms}" in template for template in templates)
    _, text = page(client)
    assert 'href="/search/opensearch.xml"' in text


def test_before_there_is_an_index_it_says_so(client):
    response, text = page(client, q="财政")
    assert response.status_code == 200
    assert "正在建立" in text
    assert client.get("/search.json", {"q": "财政"}).status_code == 503
    assert client.get("/search/suggest.json", {"q": "财政"}).json() == ["财政", []]


def test_a_machine_is_slowed_down(client, county, monkeypatch):
    monkeypatch.setattr(limits, "SEARCHES", limits.Limiter(per_minute=1, burst=2))
    assert [page(client, q="财政")[0].status_code for _ in range(3)] == [200, 200, 429]
    assert client.get("/search.json", {"q": "财政"}).status_code == 429


def test_best_bets_stand_first_and_missed_questions_are_counted_without_a_fact(client, county):
    BestBet.objects.create(questions=["龘龘"], title="龘龘专题", url="/topics/a/")
    record_now(BestBetAdded(), "best-bet:1")  # as the editor's operation does
    before = Entry.objects.count()
    assert "龘龘专题" in page(client, q="龘龘")[1]
    assert not Missed.objects.exists()
    page(client, q="龘龘龘")
    page(client, q="龘龘龘", year="2026")
    page(client, q="13800138000")
    assert list(Missed.objects.values_list("words", "times")) == [("龘龘龘", 1)]
    assert Entry.objects.count() == before


def test_a_page_of_hits_asks_few_questions(client, county, django_assert_max_num_queries):
    page(client, q="财政预算")
    with django_assert_max_num_queries(14):
        page(client, q="财政预算")


def test_a_half_empty_page_goes_on_with_what_has_half_of_the_words(client):
    cast = make_cast()
    cast.publish(title="婚姻登记办事指南", body_html="<p>照片：两寸近期合影。</p>")
    cast.publish(title="婚姻登记服务时间", body_html="<p>周末也办。</p>")
    build()
    text = page(client, q="婚姻登记 照片")[1]
    assert "找到 1 条" in text
    before, _, after = text.partition("以下信息只包含部分词语")
    assert "办事指南" in before
    assert "服务时间" in after
    told = client.get("/search.json", {"q": "婚姻登记 照片"}).json()
    assert (told["total"], len(told["hits"]), len(told["partial_hits"])) == (1, 1, 1)
    keeping.let_go()


def test_numbers_from_a_sample_say_so(client, county, monkeypatch):
    monkeypatch.setattr("gongkai.search.tantivy_counting.COUNTED", 5)
    for module in ("schema", "counting"):  # of so few things all are in the sample
        monkeypatch.setattr(f"gongkai.search.tantivy_{module}.SAMPLES", 1)
    build()
    text = page(client, q="财政预算")[1]
    assert "找到约 1" in text
    assert "以下数量是按抽样估算的" in text
    told = client.get("/search.json", {"q": "财政预算"}).json()
    assert (told["total_estimated"], told["facets_estimated"]) == (True, True)
