"""What a file hides is found and named by the place where its author can find it."""

from __future__ import annotations

from pathlib import Path

from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from gongkai.files import formats
from gongkai.files.contents import HiddenKind, Reading, sentences
from gongkai.files.tests import samples


def reading(tmp_path: Path, name: str, data: bytes) -> Reading:
    return formats.read(name.rpartition(".")[2], samples.on_disk(tmp_path, name, data))


def found(read: Reading, kind: HiddenKind) -> list[tuple[str, str]]:
    return [(one.place, one.text) for one in read.hidden if one.kind == kind]


def hidden_texts(read: Reading) -> dict[str, str]:
    return {part.place: part.text for part in read.parts if part.hidden}


def test_paragraphs_and_table_rows_are_named_as_word_counts_them(tmp_path: Path) -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = "".join(f"<w:tr>{cell.format(a)}{cell.format(b)}</w:tr>" for a, b in ("甲乙", "丙丁"))
    read = reading(tmp_path, "a.docx", samples.word_with(f"<w:tbl>{rows}</w:tbl><w:p/>"))
    places = [(part.place, part.text) for part in read.parts if not part.hidden]
    assert places == [
        ("第1段", "正文第一段"),
        ("表1第1行", "甲"), ("表1第1行", "乙"), ("表1第2行", "丙"), ("表1第2行", "丁"),
    ]  # fmt: skip


def test_tracked_changes_are_told_apart(tmp_path: Path) -> None:
    read = reading(tmp_path, "a.docx", samples.tracked_word())
    assert "经研究，同意报销。" in read.visible_text()
    assert "李四" not in read.visible_text()
    assert found(read, HiddenKind.DELETED) == [("第2段", "不同意李四")]
    assert found(read, HiddenKind.INSERTED) == [("第2段", "同意")]
    assert "文件中有修订中删去的文字（第2段）。请在“审阅”中接受全部修订，再重新上传。" in sentences(
        read.hidden
    )


def test_comments_in_word_are_found_with_their_author(tmp_path: Path) -> None:
    read = reading(tmp_path, "a.docx", samples.commented_word())
    assert found(read, HiddenKind.COMMENT) == [(f"批注（{samples.AUTHOR}）", "局长说先别公布")]


def test_hidden_text_in_word_is_found(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>看得见</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>也看得见</w:t></w:r></w:p>'
    )
    read = reading(tmp_path, "a.docx", samples.word_with(body))
    assert found(read, HiddenKind.HIDDEN_TEXT) == [("第2段", "看不见")]
    assert "看得见也看得见" in read.visible_text()


def test_headers_footnotes_and_text_boxes_are_read(tmp_path: Path) -> None:
    header = f"<w:hdr {samples.W}><w:p><w:r><w:t>清府办函</w:t></w:r></w:p></w:hdr>"
    box = "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>印章处</w:t></w:r></w:p>"
    data = samples.word_with(f"{box}</w:txbxContent></w:pict></w:r></w:p>")
    data = samples.with_parts(data, {"word/header9.xml": header})
    data = samples.with_relationship(data, "word/document.xml", "header", "header9.xml")
    places = {part.place: part.text for part in reading(tmp_path, "a.docx", data).parts}
    assert places["页眉"] == "清府办函"
    assert places["文本框"] == "印章处"


def test_cells_are_named_by_sheet_and_coordinate(tmp_path: Path) -> None:
    read = reading(tmp_path, "a.xlsx", samples.saved(samples.workbook()))
    assert {(part.place, part.text) for part in read.parts if not part.hidden} == {
        ("工作表‘名单’ A1", "姓名"), ("工作表‘名单’ B1", "金额"),
        ("工作表‘名单’ A2", "王五"), ("工作表‘名单’ B2", "300"),
        ("工作表‘名单’ A3", "赵六"), ("工作表‘名单’ B3", "500"),
    }  # fmt: skip


def test_hidden_sheets_rows_columns_and_comments_are_found(tmp_path: Path) -> None:
    read = reading(tmp_path, "a.xlsx", samples.hiding_workbook())
    assert found(read, HiddenKind.HIDDEN_SHEET) == [
        ("工作表‘底稿’", "内部测算"),
        ("工作表‘更深’", "绝不示人"),
    ]
    assert found(read, HiddenKind.HIDDEN_ROWS) == [("工作表‘名单’ 第3行", "赵六 500")]
    assert found(read, HiddenKind.HIDDEN_COLUMNS) == [
        ("工作表‘名单’ B列", "身份证号 110101199003078857")
    ]
    assert found(read, HiddenKind.COMMENT) == [("工作表‘名单’ A2 批注", "电话 13800138000")]
    assert hidden_texts(read)["工作表‘名单’ B2"] == "110101199003078857"
    assert hidden_texts(read)["工作表‘更深’ A1"] == "绝不示人"
    assert "110101199003078857" not in read.visible_text()


def test_a_number_is_given_as_a_person_writes_it(tmp_path: Path) -> None:
    data = samples.saved(samples.workbook([[13800138000]]))
    data = samples.changed(
        data, "xl/worksheets/sheet1.xml", "<v>13800138000</v>", "<v>1.3800138E10</v>"
    )
    assert reading(tmp_path, "a.xlsx", data).parts[0].text == "13800138000"


def test_cells_without_coordinates_are_counted(tmp_path: Path) -> None:
    data = samples.saved(samples.workbook())
    sheet = "xl/worksheets/sheet1.xml"
    for old in (' r="A2"', ' r="B2"', ' r="2"'):
        data = samples.changed(data, sheet, old, "")
    places = {part.place: part.text for part in reading(tmp_path, "a.xlsx", data).parts}
    assert places["工作表‘名单’ A2"] == "王五"
    assert places["工作表‘名单’ B2"] == "300"


def test_the_source_that_a_pivot_table_keeps_is_found(tmp_path: Path) -> None:
    cache = "xl/pivotCache/pivotCacheDefinition1.xml"
    data = samples.with_parts(
        samples.saved(samples.workbook()),
        {cache: "<c><sharedItems><s v='已删除的名单'/><n v='42'/></sharedItems></c>"},
    )
    data = samples.with_relationship(
        data, "xl/workbook.xml", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"
    )
    read = reading(tmp_path, "a.xlsx", data)
    assert found(read, HiddenKind.PIVOT_CACHE) == [("数据透视表", "已删除的名单 42")]


def test_hidden_slides_and_notes_are_found(tmp_path: Path) -> None:
    read = reading(tmp_path, "a.pptx", samples.slides(notes="这里不要讲", hidden=True))
    assert read.visible_text() == "政策解读"
    assert found(read, HiddenKind.NOTES) == [("第1张幻灯片备注", "这里不要讲")]
    assert found(read, HiddenKind.HIDDEN_SLIDE) == [("第2张幻灯片", "备用页")]


def test_a_pdf_is_read_by_page_with_its_remarks(tmp_path: Path) -> None:
    read = reading(tmp_path, "a.pdf", samples.annotated_pdf())
    assert [(part.place, part.text) for part in read.parts if not part.hidden] == [
        ("第1页", "Notice"), ("第2页", "Second"),
    ]  # fmt: skip
    assert found(read, HiddenKind.ANNOTATION) == [
        ("第1页批注", f"{samples.AUTHOR}：too high, cut it")
    ]


def test_a_redaction_that_was_marked_and_never_applied_is_found(tmp_path: Path) -> None:
    read = reading(tmp_path, "a.pdf", samples.annotated_pdf("/Redact"))
    assert found(read, HiddenKind.ANNOTATION) == [("第1页", "标记了密文但尚未应用，底下的文字仍在")]


def test_a_layer_that_is_not_shown_is_found(tmp_path: Path) -> None:
    writer = samples.pdf_writer()
    layer = writer._add_object(
        DictionaryObject(
            {NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("底图")}
        )
    )
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
        {
            NameObject("/OCGs"): ArrayObject([layer]),
            NameObject("/D"): DictionaryObject({NameObject("/OFF"): ArrayObject([layer])}),
        }
    )
    read = reading(tmp_path, "a.pdf", samples.written(writer))
    assert found(read, HiddenKind.HIDDEN_LAYER) == [("图层‘底图’", "")]


def test_an_ofd_is_read_by_page(tmp_path: Path) -> None:
    read = reading(tmp_path, "a.ofd", samples.ofd("第一页文字", "第二页文字"))
    assert [(part.place, part.text) for part in read.parts if not part.hidden] == [
        ("第1页", "第一页文字"), ("第2页", "第二页文字"),
    ]  # fmt: skip


def test_texts_and_tables_are_read_by_line_whatever_their_encoding(tmp_path: Path) -> None:
    text = reading(tmp_path, "a.txt", "第一行\r\n\r\n第三行".encode("gb18030"))
    assert [(part.place, part.text) for part in text.parts] == [
        ("第1行", "第一行"), ("第3行", "第三行"),
    ]  # fmt: skip
    table = reading(tmp_path, "a.csv", '姓名,备注\n王五,"一,二"\n'.encode("utf-8-sig"))
    assert table.parts[1].text == "王五 | 一,二"


def test_properties_are_told_but_nobody_has_to_act(tmp_path: Path) -> None:
    for name, data in {
        "a.docx": samples.word(),
        "a.xlsx": samples.saved(samples.workbook()),
        "a.pdf": samples.pdf(),
        "a.ofd": samples.ofd(),
        "a.jpg": samples.jpeg(),
    }.items():
        read = reading(tmp_path, name, data)
        assert any(samples.AUTHOR in one.text for one in read.hidden), name
        assert sentences(read.hidden) == [], name


def test_a_sealed_ofd_makes_its_author_decide(tmp_path: Path) -> None:
    read = reading(tmp_path, "a.ofd", samples.ofd(sealed=True))
    assert "为保持签章有效" in sentences(read.hidden)[0]


def test_where_a_photograph_was_taken_is_told(tmp_path: Path) -> None:
    read = reading(tmp_path, "a.jpg", samples.jpeg())
    assert ("图片信息", "拍摄地点的经纬度") in found(read, HiddenKind.LOCATION)


def test_many_places_are_summed_up() -> None:
    read = Reading()
    for number in range(1, 6):
        read.hide(HiddenKind.HIDDEN_TEXT, f"第{number}段", "x")
    assert "（第1段、第2段、第3段等 5 处）" in sentences(read.hidden)[0]
