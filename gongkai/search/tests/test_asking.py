"""From what is typed to what is shown: synonyms, questions, slips, snippets, best bets."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from gongkai.journal.actors import SYSTEM
from gongkai.kernel.search_query import parse_question
from gongkai.kernel.search_text import fold, runs
from gongkai.search import operations
from gongkai.search.asking import Asked, is_missed, search, suggest
from gongkai.search.engine import Order
from gongkai.search.missed import may_be_kept, missed_often, note_missed
from gongkai.search.models import BestBet, Missed
from gongkai.search.snippets import highlighted, snippet
from gongkai.search.spelling import make_vocabulary
from gongkai.search.testing import Shelf, build, only
from gongkai.search.understanding import understand

SAME = {"低保": ("最低生活保障",), "最低生活保障": ("低保",), "公租房": ("公共租赁住房",)}


def groups(typed: str) -> list[list[str]]:
    understood = understand(parse_question(typed), SAME)
    return [[term.text for term in group.terms] for group in understood.groups]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("低保标准", [["低保", "最低生活保障"], ["标准"]]),
        ("怎么申请低保", [["申请"], ["低保", "最低生活保障"]]),
        ("请问公租房怎么申请？", [["公租房", "公共租赁住房"], ["申请"]]),
        ("最低生活保障", [["最低生活保障", "低保"]]),
        ("“低保标准”", [["低保标准"]]),
        ("怎么办", [["怎么办"]]),
        ("水", [["水"]]),
    ],
)
def test_words_and_what_means_the_same(typed, wanted):
    assert groups(typed) == wanted


def test_a_shorter_word_inside_a_longer_one_is_said_otherwise_too():
    understood = understand(parse_question("城乡低保"), SAME | {"城乡低保": ("城乡救助",)})
    assert [term.text for term in understood.groups[0].terms] == [
        "城乡低保", "城乡救助", "城乡最低生活保障",
    ]  # fmt: skip


def test_this_year_and_short_words_count_for_the_order_only():
    understood = understand(parse_question("今年9月招教师"), SAME, 2026)
    told = {group.terms[0].text: group.optional for group in understood.groups}
    assert told == {"教师": False, "9": True, "招": True, "2026": True}
    assert "今年" in {
        group.terms[0].text for group in understand(parse_question("今年"), {}).groups
    }


def test_what_stands_nowhere_as_a_whole_is_asked_for_in_parts_at_last():
    understood = understand(parse_question("流感疫苗 预约 门诊"), {})
    (halves, half), (any_of_them, one) = understood.looser
    assert (half, one) == (2, 1)
    assert halves == any_of_them
    assert {"流感", "疫苗"} <= {term.text for term in halves[0].terms}


@pytest.mark.django_db
def test_nothing_has_all_the_words_but_the_best_of_the_rest_is_shown():
    shelf = Shelf("thing")
    about = shelf.put(1, "关于婚姻登记服务时间的公告", text="结婚、离婚都在这里。")
    shelf.put(2, "关于招聘教师的公告", text="请带材料。")
    with only(shelf.kind):
        build()
        answer = search(Asked("结婚证 需要带什么照片"))
    assert answer.relaxed
    assert answer.hits[0].reference == about


@pytest.mark.django_db
def test_a_page_that_is_half_empty_is_filled_with_what_has_some_of_the_words():
    shelf = Shelf("thing")
    about = shelf.put(1, "婚姻登记办事指南", text="照片：两寸近期合影。")
    other = shelf.put(2, "关于婚姻登记服务时间的公告", text="周末也办。")
    with only(shelf.kind):
        build()
        answer = search(Asked("婚姻登记 照片"))
        exact = search(Asked("“两寸近期合影”"))
        titled = search(Asked("婚姻登记 办事指南"))
        by_date = search(Asked("婚姻登记 照片", order=Order.NEWEST))
    assert ([hit.reference for hit in answer.hits], answer.total) == ([about], 1)
    assert [hit.reference for hit in answer.partial] == [other]
    assert not answer.relaxed
    assert not is_missed(answer)
    assert exact.partial == titled.partial == by_date.partial == []
    assert titled.total == exact.total == by_date.total == 1


@given(st.text(max_size=120))
def test_every_question_that_asks_for_something_is_understood(typed):
    question = parse_question(typed)
    assert bool(understand(question, SAME).groups) == (not question.is_empty)


def test_quotation_marks_that_nobody_types_are_no_hindrance():
    assert runs(fold("“三公”经费")) == runs(fold("三公经费")) == ["三公经费"]
    assert highlighted("“三公”经费决算", ["三公经费"]) == "“<mark>三公”经费</mark>决算"


def test_marks_are_safe_html():
    text = "<b>财政</b> & 预算"
    assert highlighted(text, ["财政", "预算"]) == (
        "&lt;b&gt;<mark>财政</mark>&lt;/b&gt; &amp; <mark>预算</mark>"
    )
    assert "<script" not in snippet("<script>alert('财政')</script>" * 9, ["财政", "script"])


@given(
    st.text(alphabet="财政预算<>&\"'。a ", max_size=300),
    st.sampled_from(["财政", "a", "<", "算。"]),
)
def test_a_snippet_is_part_of_the_text_and_marks_what_was_asked(text, term):
    made = snippet(text, [term])
    plain = made.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in plain.replace("&lt;", "").replace("&gt;", "")
    assert len(made) < 3000
    if term in " ".join(text.split())[:100]:
        assert "<mark>" in made


def test_a_snippet_shows_where_the_words_stand():
    text = "无关的话。" * 60 + "本县最低生活保障标准提高到每月七百元。" + "无关的话。" * 60
    made = snippet(text, ["最低生活保障", "标准"])
    assert "<mark>最低生活保障</mark><mark>标准</mark>" in made
    assert made.startswith("…")
    assert made.endswith("…")


@pytest.fixture
def shelf(db):
    shelf = Shelf("book")
    with only(shelf.kind):
        shelf.put(1, "城乡居民最低生活保障标准", text="每月七百元", on=date(2026, 3, 1))
        shelf.put(2, "公共租赁住房申请指南", text="符合条件的家庭可以申请")
        shelf.put(3, "社会保险缴费基数公告", text="缴费基数上限")
        shelf.put(4, "名川县财政局", sounds=("财政局",))
        same = {"word": "低保", "means": "最低生活保障", "both_ways": True, "origin": "测试"}
        operations.add_synonym(same, actor=SYSTEM)
        build()
        yield shelf


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("低保", "城乡居民最低生活保障标准"),
        ("最低生活保障", "城乡居民最低生活保障标准"),
        ("最低生活保障 標準", "城乡居民最低生活保障标准"),
        ("标准 最低生活保障", "城乡居民最低生活保障标准"),
        ("怎么申请公共租赁住房", "公共租赁住房申请指南"),
        ("czj", "名川县财政局"),
    ],
)
def test_found(shelf, typed, title):
    answer = search(Asked(typed))
    assert (answer.hits[0].title, answer.relaxed) == (title, False)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("最低生活保樟", "最低生活保障"),
        ("最低生活包障标准", "最低生活保障标准"),
        ("社会保脸", "社会保险"),
        ("公共租任住房", "公共租赁住房"),
        ("财正局", "财政局"),
    ],
)
def test_slips_are_mended(shelf, typed, meant):
    assert search(Asked(typed)).suggestion == meant


@pytest.mark.parametrize(
    "typed",
    [
        "最低生活保障",
        "公共租赁住房怎么申请",
        "zzz",
        "145号",
        "龘龘",
        "公路",
        "公路养护",
        "社会公德",
    ],
)
def test_what_is_right_or_unknown_is_left_alone(shelf, typed):
    assert search(Asked(typed)).suggestion == ""


def test_the_vocabulary_tells_one_slip_from_two():
    from gongkai.search.spelling import _candidates

    words = make_vocabulary([("住房公积金", 3), ("财政", 5)], {})
    assert list(_candidates("住房公机金", words)) == ["住房公积金"]  # the same sound
    assert list(_candidates("住房公集体", words)) == []
    assert list(_candidates("住公房积金", words)) == ["住房公积金"]
    assert list(_candidates("才正", words)) == ["财政"]


def test_with_some_of_the_words_only_it_says_so(shelf):
    answer = search(Asked("最低生活保障 公告"))
    assert answer.relaxed
    assert answer.total == 2


def test_what_is_in_quotation_marks_is_never_left_out(shelf):
    assert search(Asked("“保障最低生活”")).total == 0
    assert search(Asked("“保障最低生活” 公告")).total == 0
    answer = search(Asked("“缴费基数” 最低生活保障"))
    assert [hit.title for hit in answer.hits] == ["社会保险缴费基数公告"]
    assert answer.relaxed


def test_suggestions_are_titles_that_the_public_may_see(shelf):
    assert suggest("社会") == ["社会保险缴费基数公告"]
    assert suggest("cai") == ["名川县财政局"]
    shelf.hidden.add("book:000004")
    assert suggest("cai") == []
    assert suggest("") == suggest("，") == suggest("*") == []


def test_best_bets_answer_the_same_question_in_any_writing(shelf):
    today = timezone.localdate()
    bet = BestBet.objects.create(questions=["低保 标准"], title="低保专题", url="/topics/a/")
    old = BestBet.objects.create(
        questions=["低保 标准"], title="旧", url="/b/", until=today - timedelta(days=1)
    )
    assert search(Asked("低保　標准")).best_bets == [bet]
    assert old not in search(Asked("低保 标准")).best_bets
    assert search(Asked("低保")).best_bets == []


def test_only_whole_questions_that_found_nothing_are_missed(shelf):
    assert is_missed(search(Asked("龘龘")))
    assert not is_missed(search(Asked("龘龘", filters={"year": ("2026",)})))
    assert not is_missed(search(Asked("低保")))
    assert not is_missed(search(Asked("")))


@pytest.mark.parametrize(
    "words",
    [
        "张三丰的低保",
        "13800138000",
        "低保 13800138000",
        "52099919900101001x",
        "王建国",
        "字" * 41,
        "",
    ],
)
def test_what_may_be_about_a_person_is_not_kept(words):
    assert not may_be_kept(words)


@pytest.mark.django_db
def test_what_is_missed_often_is_reported_by_count_without_whom():
    today = timezone.localdate()
    for _ in range(3):
        note_missed("龘龘")
    note_missed("只有一次")
    note_missed("13800138000")
    (row,) = missed_often(today)
    assert (row.words, row.times, row.days) == ("龘龘", 3, 1)
    assert {field.name for field in Missed._meta.fields} == {"id", "day", "words", "times"}
