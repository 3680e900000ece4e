"""The page and the Word document say the same, and look like an official paper."""

from __future__ import annotations

import io
import re
from datetime import date
from html import unescape

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from gongkai.cases.letters import (
    Incomplete,
    LetterError,
    LineKind,
    Template,
    compose,
    render_docx,
    render_html,
    template,
    template_for_answer,
    templates,
)
from gongkai.cases.letters.setting import indent_of_signature
from gongkai.cases.tests.samples import ON, facts_for
from gongkai.files import formats
from gongkai.files.tests import samples as file_samples

ALL = [pytest.param(one, id=one.code) for one in templates()]


def receipt() -> Template:
    return template("foi.receipt", ON)


def paragraphs_of_page(html: str) -> list[str]:
    plain = re.sub(r"</?span[^>]*>", "", html)  # around numbers that stay on one line
    return [unescape(one) for one in re.findall(r"<(?:p|h1)[^>]*>(.*?)</(?:p|h1)>", plain)]


@pytest.mark.parametrize("one", ALL)
def test_page_and_word_document_have_the_same_paragraphs(one: Template) -> None:
    facts = facts_for(one, enclosures=["甲表", "乙表"], service="邮寄", contact="李四 0000-1")
    lines = [line.text for line in compose(one, facts)]
    document = docx.Document(io.BytesIO(render_docx(one, facts)))
    assert paragraphs_of_page(render_html(one, facts)) == lines
    assert [paragraph.text for paragraph in document.paragraphs] == lines
    assert lines[0] == one.title and lines[2] == "张三："
    assert lines[-6:-4] == ["附件：1.甲表", "2.乙表"]
    assert lines[-4:-2] == ["清江县财政局", "2026年5月8日"]
    assert lines[-2:] == ["联系人和联系电话：李四 0000-1", "送达方式：邮寄"]


def test_what_people_typed_is_text_on_the_page() -> None:
    html = render_html(receipt(), facts_for(receipt(), wanted="<script>alert(1)</script>&{{ on }}"))
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;{{ on }}" in html


def test_a_letter_that_lacks_a_fact_is_not_written_and_says_which() -> None:
    facts = facts_for(receipt(), wanted=" ", addressee=None)
    for render in (render_html, render_docx):
        with pytest.raises(Incomplete) as refused:
            render(receipt(), facts)
        assert refused.value.reasons == [
            "“政府信息公开申请登记回执”缺少“收件人”，请补充。",
            "“政府信息公开申请登记回执”缺少“所需信息内容”，请补充。",
        ]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("wantd", "x", "“政府信息公开申请登记回执”没有“wantd”这个要素。"),
        ("received_on", "2026-05-07", "“收到日期”应当是日期。"),
        ("wanted", ["x"], "“所需信息内容”应当是文字。"),
        ("enclosures", "x", "“附件”应当是逐条的文字。"),
        ("you", "thou", "“对收件人的称呼”应当从下列各项中选择：您、贵单位。"),
    ],
)
def test_a_fact_of_the_wrong_kind_or_name_is_refused(name: str, value: object, said: str) -> None:
    with pytest.raises(Incomplete) as refused:
        compose(receipt(), facts_for(receipt(), **{name: value}))
    assert refused.value.reasons == [said]


def test_before_its_number_is_given_a_letter_says_so() -> None:
    assert compose(receipt(), facts_for(receipt()))[1].text == "（编号在发出时生成）"
    numbered = facts_for(receipt(), number="清财公开登〔2026〕1号")
    assert compose(receipt(), numbered)[1].text == "清财公开登〔2026〕1号"


def test_an_organisation_is_spoken_to_as_one() -> None:
    assert "贵单位申请公开" in render_html(receipt(), facts_for(receipt(), you="organisation"))
    assert "您申请公开" in render_html(receipt(), facts_for(receipt(), you=None))


def test_points_are_numbered_and_a_full_stop_is_not_written_twice() -> None:
    one = template("foi.clarification", ON)
    lines = compose(one, facts_for(one, points=["年份不明。", "", "区域不明。"], how="书面补正。"))
    texts = [line.text for line in lines if line.kind is LineKind.TEXT]
    assert "1.年份不明。" in texts and "2.区域不明。" in texts
    assert not any("。。" in text for text in texts)


def test_one_enclosure_has_no_number() -> None:
    lines = compose(receipt(), facts_for(receipt(), enclosures=["收件清单"]))
    assert [x.text for x in lines if x.kind is LineKind.ENCLOSURE] == ["附件：收件清单"]


@pytest.mark.parametrize(
    ("body", "indent"), [("清江县财政局", 4.5), ("清江县住房和城乡建设局", 2), ("某某" * 15, 0)]
)
def test_the_body_stands_centred_above_the_date(body: str, indent: float) -> None:
    lines = compose(receipt(), facts_for(receipt(), body=body, on=date(2026, 11, 18)))
    by_kind = {line.kind: line for line in lines}
    assert indent_of_signature(by_kind[LineKind.DATE], lines) == 4
    assert indent_of_signature(by_kind[LineKind.BODY], lines) == indent


def test_the_word_document_is_a4_in_the_sizes_of_an_official_paper() -> None:
    document = docx.Document(io.BytesIO(render_docx(receipt(), facts_for(receipt()))))
    section = document.sections[0]
    lengths = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    assert [round(one.mm) for one in lengths] == [210, 297, 37, 35]
    assert [round(one.mm) for one in (section.left_margin, section.right_margin)] == [28, 26]
    title = document.paragraphs[0].runs[0]
    assert title.font.size == Pt(22)
    assert title._r.rPr.rFonts.get(qn("w:eastAsia")) == "方正小标宋简体"
    normal = document.styles["Normal"]
    assert normal.font.size == Pt(16)
    assert normal.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert not document.core_properties.author


def test_the_word_document_hides_nothing(tmp_path: object) -> None:
    data = render_docx(receipt(), facts_for(receipt()))
    path = file_samples.on_disk(tmp_path, "letter.docx", data)
    assert formats.reasons_against("docx", path) == []
    assert not [one for one in formats.read("docx", path).hidden if one.must_go]


def test_no_letter_exists_before_the_regulation_of_2019() -> None:
    with pytest.raises(LetterError, match="没有适用的模板"):
        template("foi.receipt", date(2019, 5, 14))
    with pytest.raises(LetterError, match=r"没有文书模板“foi\.nothing”"):
        template("foi.nothing", ON)
    with pytest.raises(LetterError, match="答复类型“R99”"):
        template_for_answer("R99", ON)
