"""Every letter that the platform ships can be written, and says what the law wants said."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta

import pytest

from gongkai.cases.letters import (
    Template,
    answer_kinds,
    cautions,
    compose,
    fields,
    grounds,
    missing,
    template_for_answer,
    templates,
)
from gongkai.cases.letters.marks import MARKS, LetterError
from gongkai.cases.letters.remedies import remedies, remedy_for
from gongkai.cases.letters.templates import FOLDER, read_template
from gongkai.cases.tests.samples import ON, facts_for
from gongkai.kernel import document_numbers

ALL = [pytest.param(one, id=f"{one.code}-{one.version}") for one in templates()]
KINDS = [f"R{number}" for number in range(1, 18)]
LEAF_ROWS = {
    "3.1", "3.2", *(f"3.3.{n}" for n in range(1, 9)), *(f"3.4.{n}" for n in range(1, 4)),
    *(f"3.5.{n}" for n in range(1, 6)), *(f"3.6.{n}" for n in range(1, 4)),
}  # fmt: skip
REFUSALS = [code for code, one in answer_kinds().items() if one.review_first]
OTHERS = [code for code, one in answer_kinds().items() if not one.review_first]


def text_of(template: Template, on: date = ON, **changed: object) -> str:
    return "\n".join(one.text for one in compose(template, facts_for(template, on, **changed)))


@pytest.mark.parametrize("template", ALL)
def test_every_template_writes_a_letter_in_which_every_fact_is_told(template: Template) -> None:
    facts = facts_for(template)
    assert missing(template, facts) == []
    text = text_of(template)
    assert "{" not in text and "}" not in text and "[?" not in text
    assert all(one.mark in MARKS for one in template.articles)
    for field in template.fields.values():
        told = [text_of(template, **{field.name: code}) for code in field.choices] or [text]
        if field.choices:
            assert len(set(told)) == len(field.choices), field.label
        elif field.needed_when is None and not field.optional:
            assert all(one in text for one in field.paragraphs(facts[field.name])) or (
                field.written(facts[field.name]) in text
            ), field.label


@pytest.mark.parametrize("template", ALL)
def test_a_letter_needs_each_of_its_facts_and_says_which_one_lacks(template: Template) -> None:
    facts = facts_for(template)
    for field in fields(template, facts):
        without = {name: value for name, value in facts.items() if name != field.name}
        reasons = missing(template, without)
        if field.is_needed(without):
            assert reasons == [f"“{template.title}”缺少“{field.label}”，请补充。"]
        else:
            assert reasons == []
            compose(template, without)


@pytest.mark.parametrize("template", ALL)
def test_the_number_of_a_letter_is_a_strict_document_number(template: Template) -> None:
    number = template.number.format(prefix="名财", year=2026, serial=17)
    assert document_numbers.reasons_against(number) == []


def test_every_file_is_read_and_every_code_is_one_letter_at_a_time() -> None:
    assert len(templates()) == len(list(FOLDER.rglob("*.md"))) == 26
    for one in templates():
        others = [two for two in templates() if two.code == one.code and two is not one]
        assert not any(two.term.covers(one.term.begins) for two in others)


def test_article_36_every_kind_of_answer_has_one_template_and_a_row_of_the_report() -> None:
    assert list(answer_kinds()) == KINDS
    assert sorted(one.answer for one in templates() if one.answer) == sorted(KINDS)
    rows = {one.row_of(ground) for one in answer_kinds().values() for ground in grounds()}
    assert rows == LEAF_ROWS


@pytest.mark.parametrize("code", KINDS)
def test_an_answer_cannot_do_without_what_the_regulation_wants_in_it(code: str) -> None:
    kind, template = answer_kinds()[code], template_for_answer(code, ON)
    assert set(kind.must_contain) <= template.fields.keys()
    for name in kind.must_contain:
        reasons = missing(template, facts_for(template, **{name: None}))
        assert reasons == [f"“{template.title}”缺少“{template.fields[name].label}”，请补充。"]
    assert kind.needs_ground == ("ground" in template.fields)


def test_a_refusal_without_its_ground_has_no_row() -> None:
    assert answer_kinds()["R4"].row_of("E16c") == "3.3.7"
    with pytest.raises(LetterError, match="应当注明法定事由"):
        answer_kinds()["R4"].row_of()


def test_article_14_a_ban_names_the_law_or_administrative_regulation() -> None:
    template = template_for_answer("R4", ON)
    banned = facts_for(template, ground="E14b", ground_text=None)
    assert missing(template, banned) == [
        "“政府信息公开申请答复书”缺少“禁止公开的法律、行政法规及条款”，请补充。"
    ]
    assert "《档案法》第三条" in text_of(template, ground="E14b", ground_text="《档案法》第三条")
    assert "第十五条、第三十六条第（三）项" in text_of(template, ground="E15")


@pytest.mark.parametrize("code", REFUSALS)
@pytest.mark.parametrize("on", [date(2024, 1, 1), ON])
def test_reconsideration_law_23_a_refusal_names_reconsideration_first(code: str, on: date) -> None:
    template = template_for_answer(code, on)
    text = text_of(template, on, review_body="清江县人民政府", court="某县人民法院")
    assert "应当先自收到本答复之日起60日内向清江县人民政府申请行政复议" in text
    assert "收到行政复议决定书之日起15日内向某县人民法院提起行政诉讼" in text
    assert "6个月" not in text and "或者" not in text.partition("不服")[2]


def test_reconsideration_law_23_holds_for_what_is_withheld_wholly_or_in_part() -> None:
    assert REFUSALS == ["R3", "R4", "R5"]
    assert answer_kinds()["R4"].review_mark == "T"


@pytest.mark.parametrize("code", OTHERS)
def test_litigation_law_46_other_answers_leave_the_choice(code: str) -> None:
    text = text_of(template_for_answer(code, ON))
    assert "60日内向某行政复议机关申请行政复议，或者" in text
    assert "6个月内向某有管辖权的人民法院提起行政诉讼" in text


def test_before_2024_a_refusal_left_the_choice_and_the_signer_is_warned() -> None:
    last_day = date(2023, 12, 31)
    template = template_for_answer("R4", last_day)
    assert "6个月" in text_of(template, last_day)
    assert remedy_for("R4", last_day).mark == "U"
    warned = cautions(template, facts_for(template, last_day))
    assert warned == ["救济途径一段的写法是推定的，发出前请法制机构核对。"]
    assert cautions(template, facts_for(template)) == []


def test_on_every_day_since_2019_there_is_exactly_one_paragraph_on_remedies() -> None:
    day = date(2019, 5, 15)
    while day < date(2027, 1, 1):
        for withheld in (True, False):
            fitting = [x for x in remedies() if x.withheld is withheld and x.term.covers(day)]
            assert len(fitting) == 1, day
        day += timedelta(days=1)


def test_article_15_and_32_third_parties_are_not_told_who_asks() -> None:
    for one in templates():
        if one.code in ("foi.third_party", "foi.third_party_disclosed", "foi.other_body"):
            assert not {"requester", "request_number", "received_on"} & one.fields.keys()


def test_article_34_only_a_joint_maker_is_told_that_silence_is_consent() -> None:
    other = next(one for one in templates() if one.code == "foi.other_body")
    assert "视为同意公开" in text_of(other, relation="joint")
    assert "视为同意" not in text_of(other, relation="concerned")
    third = next(one for one in templates() if one.code == "foi.third_party")
    assert "由本机关依照条例的规定决定是否公开" in text_of(third)


HEAD = """+++
code = "x"
version = "1"
title = "某某书"
number = "{prefix}公开告〔{year}〕{serial}号"
effective_from = 2019-05-15
articles = [{ text = "某法", mark = "T", effective_from = 2019-05-15 }]
[facts]
reason = { label = "理由", optional = true }
kind = { label = "种类", choices = { a = "甲", b = "乙" } }
+++
"""
GOOD = "种类是{{ kind }}。\n\n[?reason] 因为{{ reason }}。"
BAD = {
    "undeclared": (f"{GOOD}\n\n{{{{ nobody }}}}", "“nobody”没有声明"),
    "unused": ("[?reason] 因为{{ reason }}。", "要素“kind”没有在正文中使用"),
    "unguarded": ("{{ kind }}{{ reason }}", "“[?reason]”"),
    "misspelt": (f"{GOOD}\n\n{{ reason }}", "占位符写法不对"),
    "no such choice": (f"{GOOD}\n\n[?kind=c] 丙", "没有“c”这个选项"),
    "not a choice": (f"{GOOD}\n\n[?reason] {{{{ reason.article }}}}", "不是选项"),
    "bad condition": (f"{GOOD}\n\n[?reason or kind] 丙", "写法不对"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_template_that_contradicts_itself_is_refused(name: str) -> None:
    assert read_template(HEAD + GOOD).title == "某某书"
    body, said = BAD[name]
    with pytest.raises(LetterError, match=said.replace("[", r"\[").replace("?", r"\?")):
        read_template(HEAD + body)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('mark = "T"', 'mark = "X"', "mark 应当是"),
        ("articles = [{", "articles = [] # [{", "缺少依据的条文"),
        ("2019-05-15\narticles", '"2019-05-15"\narticles', "不加引号的日期"),
        ('title = "某某书"\n', "", "缺少栏目“title”"),
        ("[facts]", "words = 1\n[facts]", "不认识的栏目“words”"),
        ("reason = {", "body = { label = '机关' }\nreason = {", "不要重复声明"),
        ("+++\ncode", "code", "“[+][+][+]”一行开头"),
        ("version =", "version", "格式有误"),
    ],
)
def test_a_head_that_lacks_something_is_refused(old: str, new: str, said: str) -> None:
    assert old in HEAD
    with pytest.raises(LetterError, match=said):
        read_template(HEAD.replace(old, new, 1) + GOOD)


def test_the_paragraphs_on_remedies_name_their_articles() -> None:
    data = tomllib.loads((FOLDER / "remedies.toml").read_text(encoding="utf-8"))
    assert set(data["facts"]) == {"review_body", "court"}
    assert all(one.articles and set(one.paragraph.names()) == {"review_body", "court"}
               for one in remedies())  # fmt: skip
