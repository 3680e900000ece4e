"""Word files: what the author sees in Word is what is taken in."""

from __future__ import annotations

import base64
import io
from datetime import date

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from gongkai.intake.reading import Reading, read

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def paper() -> Document:
    """An official paper as offices type it."""
    made = docx.Document()
    for line in ("名川县人民政府办公室文件", "名政办发〔2026〕12号", "名川县人民政府办公室"):
        add(made, line, ALIGN.CENTER)
    add(made, "关于印发名川县便民服务提升方案的通知", ALIGN.CENTER, bold=True)
    add(made, "各乡镇人民政府，县政府各部门：")
    add(made, "《名川县便民服务提升方案》已经县政府同意，现印发给你们，请认真贯彻执行。")
    add(made, "名川县人民政府办公室", ALIGN.RIGHT)
    add(made, "2026年4月20日", ALIGN.RIGHT)
    add(made, "名川县便民服务提升方案", ALIGN.CENTER, bold=True)
    return made


def add(
    document: Document,
    words: str,
    align: ALIGN | None = None,
    *,
    bold: bool = False,
    style: str = "",
) -> Paragraph:
    paragraph = document.add_paragraph(style=style or None)
    paragraph.add_run(words).bold = bold
    paragraph.alignment = align
    return paragraph


def read_back(document: Document) -> Reading:
    out = io.BytesIO()
    document.save(out)
    return read(out.getvalue(), "通知.docx")


def test_fields_of_an_official_paper_are_found(paper: Document) -> None:
    reading = read_back(paper)
    assert reading.title == "名川县人民政府办公室关于印发名川县便民服务提升方案的通知"
    assert reading.document_number == "名政办发〔2026〕12号"
    assert reading.issued_by == "名川县人民政府办公室"
    assert reading.adopted_on == date(2026, 4, 20)
    assert reading.warnings == ()


def test_alignment_and_headings_are_kept(paper: Document) -> None:
    paper.add_heading("总体要求", 1)
    add(paper, "坚持以人民为中心，推动政务服务更加便捷高效，让企业和群众办事更省心。")
    html = read_back(paper).body_html
    assert '<p style="text-align: right">2026年4月20日</p>' in html
    assert "<h2>名川县便民服务提升方案</h2>" in html
    assert "<h3>总体要求</h3>" in html


def test_merged_cells_of_tables_are_kept(paper: Document) -> None:
    table = paper.add_table(2, 3)
    table.cell(0, 0).text = "事项"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "时限"
    for column, words in enumerate(("开办企业", "1", "工作日")):
        table.cell(1, column).text = words
    reading = read_back(paper)
    assert '<td>事项</td><td colspan="2">时限</td>' in reading.body_html
    assert "开办企业 | 1 | 工作日" in reading.body_text


def test_pictures_come_along(paper: Document) -> None:
    paper.add_picture(io.BytesIO(PNG))
    reading = read_back(paper)
    (picture,) = reading.images
    assert (picture.media_type, picture.data) == ("image/png", PNG)
    assert 'src="intake-image/1"' in reading.body_html


def test_bullets_stay_a_list(paper: Document) -> None:
    add(paper, "身份证", style="List Bullet")
    add(paper, "申请表", style="List Bullet")
    assert "<ul><li>身份证</li><li>申请表</li></ul>" in read_back(paper).body_html


def test_numbers_of_a_list_style_are_written_out(paper: Document) -> None:
    add(paper, "优化办事流程", style="List Number")
    add(paper, "压减申请材料", style="List Number")
    assert "1.优化办事流程\n2.压减申请材料" in read_back(paper).body_text


def test_automatic_chinese_numbers_are_written_out(paper: Document) -> None:
    numbering = paper.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, text in enumerate(("%1、", "（%2）"))
    )
    space = nsdecls("w")
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {space} w:abstractNumId="90">{levels}</w:abstractNum>')
    )
    numbering.append(
        parse_xml(f'<w:num {space} w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
    )
    for level, words in (
        (0, "总体要求"),
        (1, "指导思想"),
        (1, "基本原则"),
        (0, "保障措施"),
        (1, "组织领导"),
    ):
        properties = add(paper, words)._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {space}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>')
        )
        add(paper, "坚持以人民为中心，推动政务服务更加便捷高效，让企业和群众办事更省心。")
    lines = read_back(paper).body_text.split("\n")
    numbered = [line for line in lines if line.endswith(("要求", "思想", "原则", "措施", "领导"))]
    assert numbered == [
        "一、总体要求",
        "（一）指导思想",
        "（二）基本原则",
        "二、保障措施",
        "（一）组织领导",
    ]


def test_revisions_left_in_a_file_are_pointed_out(paper: Document) -> None:
    paragraph = add(paper, "各乡镇要高度重视，")
    space = nsdecls("w")
    paragraph._p.append(
        parse_xml(f'<w:ins {space} w:id="1" w:author="甲"><w:r><w:t>抓好落实。</w:t></w:r></w:ins>')
    )
    reading = read_back(paper)
    assert "各乡镇要高度重视，抓好落实。" in reading.body_text
    assert any("修订痕迹" in one for one in reading.warnings)


def test_the_name_of_a_file_does_not_decide_what_it_is(paper: Document) -> None:
    out = io.BytesIO()
    paper.save(out)
    assert read(out.getvalue(), "通知.txt").document_number == "名政办发〔2026〕12号"
