"""PDF files with a layer of text: paragraphs are put together again, and that is said."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.intake import pdf
from gongkai.intake.reading import UnreadableDocument, read


def pdf_of(*pages: list[str]) -> bytes:
    """A PDF whose font is named but not embedded, as text extraction does not need it."""
    letters = sorted({letter for page in pages for line in page for letter in line})
    codes = {letter: number for number, letter in enumerate(letters, start=1)}
    mapping = "\n".join(f"<{code:04x}> <{ord(letter):04x}>" for letter, code in codes.items())
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{mapping}\nendbfchar\nendcmap end end"
    )
    kids = " ".join(f"{7 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H/DescendantFonts[4 0 R]"
        "/ToUnicode 6 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/F/DW 1000/FontDescriptor 5 0 R"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        "<</Type/FontDescriptor/FontName/F/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 900"
        "/Descent -100/CapHeight 900/StemV 80>>",
        stream(to_unicode),
    ]
    for number, page in enumerate(pages):
        shown = ""
        for row, line in enumerate(page):
            words = "".join(f"{codes[one]:04x}" for one in line)
            shown += f"BT /F 12 Tf 1 0 0 1 50 {780 - 20 * row} Tm <{words}> Tj ET\n"
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"
            f"/Contents {8 + 2 * number} 0 R>>"
        )
        objects.append(stream(shown))
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}{trailer}".encode()


def stream(words: str) -> str:
    return f"<</Length {len(words)}>>\nstream\n{words}\nendstream"


PAPER = pdf_of(
    [
        "名川县人民政府办公室关于加强消防安全工作的通知",
        "名政办发〔2026〕9号",
        "各乡镇人民政府，县政府各部门：",
        "为切实加强全县消防安全工作，防范化解重大安全风险，现将",
        "有关事项通知如下，请各单位结合实际认真抓好落实。",
        "一、压实工作责任",
        "各乡镇要建立健全消防安全责任制，定期组织开展隐患排查，",
        "— 1 —",
    ],
    ["发现问题立即整改。", "名川县人民政府办公室", "2026年3月30日"],
)


def test_fields_and_paragraphs_come_out_of_a_pdf() -> None:
    reading = read(PAPER, "通知.pdf")
    assert reading.title == "名川县人民政府办公室关于加强消防安全工作的通知"
    assert reading.document_number == "名政办发〔2026〕9号"
    assert reading.adopted_on == date(2026, 3, 30)
    lines = reading.body_text.split("\n")
    assert lines[1] == (
        "为切实加强全县消防安全工作，防范化解重大安全风险，现将有关事项通知如下，请各单位结合实际认真抓好落实。"
    )
    assert lines[2] == "一、压实工作责任"
    assert lines[3].endswith("定期组织开展隐患排查，发现问题立即整改。")
    assert any("段落是按行长推断的" in one for one in reading.warnings)


def test_a_scan_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="扫描图像"):
        read(pdf_of([]), "扫描件.pdf")


def test_a_pdf_of_very_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    with pytest.raises(UnreadableDocument, match="PDF 超过1页"):
        read(PAPER, "通知.pdf")
