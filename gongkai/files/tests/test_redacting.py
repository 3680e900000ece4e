"""What was blackened is not in the file any more, wherever one looks; the rest is."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from gongkai.demo.pdf import pdf as chinese_pdf
from gongkai.files import formats, redacting
from gongkai.files.redacting import Area, reasons_not_to_redact, redact
from gongkai.files.tests import redaction_samples as made
from gongkai.files.tests import samples
from gongkai.files.tests.redaction_samples import OPEN, SECRET, areas_of, holds, text_of
from gongkai.journal.recording import Refused

WHOLE_FIRST = [Area(1, 0, 0, 1, 1)]


def test_words_below_an_area_are_gone_and_those_beside_it_can_be_searched() -> None:
    original = made.two_pages()
    areas = areas_of(original, SECRET)
    result = redact(original, areas)
    assert holds(original, SECRET) and not holds(result, SECRET)
    assert text_of(result).split() == [OPEN, "to", "today"]
    assert made.shades(result, 1, areas[0]) == {0}
    assert made.shades(original, 1, areas[0]) != {0}


def test_a_page_without_areas_is_carried_over_as_text() -> None:
    result = redact(made.two_pages(), areas_of(made.two_pages(), SECRET))
    first, second = PdfReader(io.BytesIO(result)).pages
    assert text_of(result, 2) == "Second page stays"
    assert "/XObject" in first["/Resources"] and "/XObject" not in second["/Resources"]
    assert b"Second page stays" in second["/Contents"].get_data()


def test_the_rest_of_the_page_looks_as_before() -> None:
    original = made.two_pages()
    result = redact(original, areas_of(original, SECRET))
    word = areas_of(original, OPEN)[0]
    assert min(made.shades(result, 1, word)) < 64 < 192 < max(made.shades(result, 1, word))
    below = Area(1, 0.05, 0.7, 0.95, 0.95)
    assert made.shades(result, 1, below) == made.shades(original, 1, below) == {255}
    sizes = [[float(x) for x in p.mediabox] for p in PdfReader(io.BytesIO(result)).pages]
    assert sizes == [[0, 0, 300, 200]] * 2


def test_chinese_text_is_found_and_taken_out() -> None:
    original = chinese_pdf("关于王小明的答复", ["申请人王小明，住清江县。", "其他内容照旧。"])
    areas = areas_of(original, "王小明")
    result = redact(original, areas)
    assert len(areas) == 2
    assert holds(original, "王小明") and not holds(result, "王小明")
    assert "王小明" not in text_of(result)
    assert all(made.shades(result, 1, area) == {0} for area in areas)


def test_a_picture_below_an_area_is_gone_too() -> None:
    original = made.written(made.with_shared_picture())
    assert made.PIXELS in made.raw(original)
    result = redact(original, [Area(1, 0.1, 0.6, 0.2, 0.7)])
    assert made.PIXELS not in made.raw(result)
    assert text_of(result, 2) == "Second page stays"


def test_a_page_does_not_bring_along_pictures_that_only_others_show() -> None:
    result = redact(made.written(made.with_shared_picture()), WHOLE_FIRST)
    second = PdfReader(io.BytesIO(result)).pages[1]
    assert list(second["/Resources"]) == ["/Font"]


def test_a_page_that_shows_a_picture_through_a_form_keeps_it() -> None:
    writer = made.with_shared_picture()
    form = DecodedStreamObject()
    form.set_data(b"q 50 0 0 50 0 0 cm /Sc#61n Do Q")
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): made.rectangle(0, 0, 60, 60),
        }
    )
    shared = writer.pages[1]["/Resources"]
    shared["/XObject"][NameObject("/Form")] = writer._add_object(form)
    made.set_content(writer, 1, "q 1 0 0 1 20 20 cm /Form Do Q")
    original = made.written(writer)
    result = redact(original, WHOLE_FIRST)
    assert made.PIXELS in made.raw(result)
    spot = Area(2, 0.1, 0.7, 0.2, 0.85)
    assert made.shades(result, 2, spot) == made.shades(original, 2, spot) != {255}


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_on_a_turned_and_cropped_page_the_right_place_is_black(turned: int) -> None:
    writer = made.drawn(made.text("Left", 60, 100), made.text(SECRET, 120, 100))
    page = writer.pages[0]
    page.cropbox = made.rectangle(50, 50, 290, 150)
    page[NameObject("/Rotate")] = NumberObject(turned)
    original = made.written(writer)
    areas = areas_of(original, SECRET)
    result = redact(original, areas)
    shown = (240.0, 100.0) if turned % 180 == 0 else (100.0, 240.0)
    after = PdfReader(io.BytesIO(result)).pages[0]
    assert (float(after.mediabox.width), float(after.mediabox.height)) == shown
    assert not holds(result, SECRET)
    assert all(made.shades(result, 1, area) == {0} for area in areas)
    left = areas_of(original, "Left")[0]
    assert made.shades(result, 1, left) != {0} and max(made.shades(result, 1, left)) > 192


def hidden_things() -> PdfWriter:
    """A file with everything that a page does not show, all of it saying the secret."""
    writer = samples.pdf_writer("First", "Second")
    writer.add_metadata({"/Author": SECRET, "/Subject": SECRET})
    writer.add_attachment(f"{SECRET}.txt", SECRET.encode())
    script = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject(f"app.alert('{SECRET}')")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject(key): value for key, value in script.items()}
    )
    writer.add_outline_item(title=SECRET, page_number=0)
    packet = DecodedStreamObject()
    packet.set_data(f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode())
    writer.root_object[NameObject("/Metadata")] = writer._add_object(packet)
    second = writer.pages[1]
    second[NameObject("/Metadata")] = second[NameObject("/Thumb")] = writer._add_object(packet)
    second[NameObject("/PieceInfo")] = DictionaryObject(
        {NameObject("/X"): TextStringObject(SECRET)}
    )
    remark = made.annotation("/Text", (10, 10, 30, 30), {"/Contents": TextStringObject(SECRET)})
    second[NameObject("/Annots")] = ArrayObject([writer._add_object(remark)])
    return writer


def test_nothing_hidden_is_carried_over_from_any_page() -> None:
    original = made.written(hidden_things())
    assert holds(original, SECRET)
    result = redact(original, WHOLE_FIRST)
    assert not holds(result, SECRET)
    reader = PdfReader(io.BytesIO(result))
    assert set(reader.root_object) <= {"/Type", "/Pages"}
    assert not {"/Annots", "/Metadata", "/Thumb", "/PieceInfo"} & set(reader.pages[1])
    assert text_of(result, 2) == "Second"


def test_a_link_to_a_page_with_areas_does_not_bring_the_old_page_back() -> None:
    writer = samples.pdf_writer(SECRET, "Second")
    first = writer.pages[0].indirect_reference
    there = ArrayObject([first, NameObject("/Fit")])
    link = made.annotation("/Link", (50, 10, 90, 30), {"/Dest": there})
    writer.pages[1][NameObject("/Annots")] = ArrayObject([writer._add_object(link)])
    result = redact(made.written(writer), WHOLE_FIRST)
    assert not holds(result, SECRET)


def test_earlier_states_of_the_file_are_gone() -> None:
    first = made.written(samples.pdf_writer(SECRET, "Second"))
    writer = PdfWriter(io.BytesIO(first), incremental=True)
    made.set_content(writer, 0, made.text("Changed"))
    original = made.written(writer)
    assert original.startswith(first) and holds(original, SECRET)
    for areas in (WHOLE_FIRST, [Area(2, 0, 0, 1, 1)]):
        assert not holds(redact(original, areas), SECRET)


def test_a_filled_field_stays_as_it_looks_and_is_no_field_any_more() -> None:
    original = made.written(made.with_field(made.pdf_writer("First", "Second"), 1, "Filled in"))
    result = redact(original, WHOLE_FIRST)
    reader = PdfReader(io.BytesIO(result))
    assert "Filled in" in text_of(result, 2)
    assert "/AcroForm" not in reader.root_object and "/Annots" not in reader.pages[1]


def test_a_filled_field_can_be_blackened() -> None:
    original = made.written(made.with_field(made.pdf_writer("First"), 0, SECRET))
    result = redact(original, [Area(1, 0.05, 0.65, 0.6, 0.85)])
    assert holds(original, SECRET) and not holds(result, SECRET)
    assert "First" in text_of(result)


def test_a_word_below_a_drawn_black_box_is_not_made_searchable() -> None:
    page = [made.text("Open"), made.text(SECRET, 100), "0 0 0 rg 95 90 150 30 re f"]
    original = made.written(made.drawn(*page))
    assert SECRET in text_of(original)
    result = redact(original, [Area(1, 0, 0.9, 1, 1)])
    assert text_of(result).split() == ["Open"] and not holds(result, SECRET)


@pytest.mark.parametrize(
    "hiding", ["1 1 1 rg", "3 Tr", "0 0 1 rg q 0 0 1 rg 95 90 150 30 re f Q"], ids=str
)
def test_a_word_that_cannot_be_seen_is_not_made_searchable(hiding: str) -> None:
    original = made.written(made.drawn(made.text("Open"), hiding, made.text(SECRET, 100)))
    result = redact(original, [Area(1, 0, 0.9, 1, 1)])
    assert text_of(result).split() == ["Open"] and not holds(result, SECRET)


def test_recognised_text_of_a_scan_is_not_made_searchable() -> None:
    writer = made.with_shared_picture()
    made.set_content(writer, 0, f"3 Tr {made.text(SECRET)} q 300 0 0 200 0 0 cm /Scan Do Q")
    result = redact(made.written(writer), [Area(1, 0, 0.9, 0.1, 1)])
    assert text_of(result).strip() == "" and not holds(result, SECRET)


def test_what_was_taken_out_is_not_searchable_elsewhere_on_the_page() -> None:
    original = made.written(made.drawn(made.text(f"{SECRET} a", y=150), made.text(SECRET, y=50)))
    result = redact(original, areas_of(original, SECRET)[:1])
    assert not holds(result, SECRET) and text_of(result).split() == ["a"]


def test_a_number_of_which_a_part_is_covered_is_not_searchable_at_all() -> None:
    original = made.written(made.drawn(made.text("No 13800138000 end")))
    (area,) = areas_of(original, "8000")
    result = redact(original, [area])
    assert text_of(result).split() == ["No", "end"]


def test_layers_that_are_not_shown_do_not_come_along() -> None:
    writer = samples.pdf_writer("First", "Second")
    layer = writer._add_object(
        DictionaryObject(
            {NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("L")}
        )
    )
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
        {
            NameObject("/OCGs"): ArrayObject([layer]),
            NameObject("/D"): DictionaryObject({NameObject("/OFF"): ArrayObject([layer])}),
        }
    )
    second = writer.pages[1]
    second["/Resources"][NameObject("/Properties")] = DictionaryObject({NameObject("/L"): layer})
    made.set_content(writer, 1, f"/OC /L BDC {made.text(SECRET)} EMC {made.text('Shown', y=50)}")
    original = made.written(writer)
    result = redact(original, WHOLE_FIRST)
    assert not holds(result, SECRET)
    below, above = Area(2, 0, 0.3, 1, 0.6), Area(2, 0, 0.6, 1, 0.9)
    assert made.shades(result, 2, below) == {255} and min(made.shades(result, 2, above)) < 64


def test_a_page_whose_content_cannot_be_told_apart_becomes_a_picture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(redacting, "page_by_itself", entangled)
    result = redact(made.two_pages(), WHOLE_FIRST)
    assert text_of(result, 2).split() == ["Second", "page", "stays"]
    assert "/XObject" in PdfReader(io.BytesIO(result)).pages[1]["/Resources"]


def entangled(*_: object) -> None:
    raise redacting.Entangled


def test_when_a_word_is_left_in_an_area_all_words_of_the_pages_are_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    original = made.two_pages()
    kept = redacting.visible_units
    monkeypatch.setattr(
        redacting, "visible_units", lambda signs, areas, *rest: kept(signs, [], *rest)
    )
    result = redact(original, areas_of(original, SECRET))
    assert text_of(result) == "" and not holds(result, SECRET)


def test_the_result_may_be_stored_and_hides_nothing(tmp_path: Path) -> None:
    result = redact(made.written(hidden_things()), WHOLE_FIRST)
    path = samples.on_disk(tmp_path, "a.pdf", result)
    assert formats.reasons_against("pdf", path) == []
    assert formats.read("pdf", path).hidden == []


def test_a_coloured_page_keeps_its_colours_and_a_grey_one_is_small() -> None:
    red = made.written(made.drawn("1 0 0 rg 20 20 100 50 re f", made.text("Word", y=150)))
    result = redact(red, [Area(1, 0.9, 0, 1, 0.1)])
    with pypdfium2.PdfDocument(result) as document:
        bitmap = document[0].render(scale=1, rev_byteorder=True)
        at = (200 - 40) * bitmap.stride + 60 * bitmap.n_channels
        assert tuple(bytes(bitmap.buffer)[at : at + 3]) == (255, 0, 0)
    grey = PdfReader(io.BytesIO(redact(made.two_pages(), WHOLE_FIRST)))
    assert grey.pages[0]["/Resources"]["/XObject"]["/Im0"]["/ColorSpace"] == "/DeviceGray"


@pytest.mark.parametrize(
    ("areas", "said"),
    [
        ([], "还没有选定要遮盖的位置，请先在页面上框选。"),
        ([Area(3, 0, 0, 1, 1)], "没有第3页，这份文件共2页。"),
        ([Area(0, 0, 0, 1, 1)], "没有第0页，这份文件共2页。"),
        ([Area(1, 0.5, 0.5, 1.2, 0.6)], "第1页有一处遮盖超出了页面，请重新框选。"),
        ([Area(2, -0.1, 0.5, 0.2, 0.6)], "第2页有一处遮盖超出了页面，请重新框选。"),
        ([Area(1, 0.5, 0.5, 0.5, 0.6)], "第1页有一处遮盖没有大小，请重新框选。"),
        ([Area(1, float("nan"), 0, 1, 1)], "第1页有一处遮盖没有大小，请重新框选。"),
    ],
)
def test_an_area_that_is_not_on_a_page_is_refused(areas: list[Area], said: str) -> None:
    original = made.two_pages()
    assert reasons_not_to_redact(original, areas) == [said]
    with pytest.raises(Refused) as refused:
        redact(original, areas)
    assert refused.value.reasons == [said]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (samples.encrypted_pdf(), "加了密码"),
        (b"%PDF-1.7 nothing else", "已损坏"),
        (b"", "已损坏"),
        (samples.word(), "已损坏"),
        (made.two_pages()[:300], "已损坏"),
    ],
)
def test_a_file_that_cannot_be_opened_is_refused_in_a_sentence(data: bytes, said: str) -> None:
    (reason,) = reasons_not_to_redact(data, WHOLE_FIRST)
    assert said in reason
    for work in (lambda: redact(data, WHOLE_FIRST), lambda: redacting.page_image(data, 1, 300)):
        with pytest.raises(Refused, match=said):
            work()


def test_a_file_too_long_or_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    original = made.two_pages()
    monkeypatch.setattr(redacting, "MOST_PAGES", 1)
    assert reasons_not_to_redact(original, WHOLE_FIRST) == [
        "PDF 有 2 页，超过 1 页，无法在线遮盖。请拆分后再处理。"
    ]
    monkeypatch.setattr(redacting, "MOST_BYTES", 100)
    assert "无法在线遮盖" in reasons_not_to_redact(original, WHOLE_FIRST)[0]


def test_three_hundred_pages_and_fifty_megabytes_are_the_limit() -> None:
    assert (redacting.MOST_PAGES, redacting.MOST_BYTES) == (300, 50 * 1024 * 1024)
