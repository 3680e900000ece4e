"""Pages as pictures to draw on, and proposals of what to cover."""

from __future__ import annotations

import pytest

from gongkai.demo.pdf import pdf as chinese_pdf
from gongkai.files.redacting import Area, find_personal_data, find_text, page_image, page_images
from gongkai.files.tests import redaction_samples as made
from gongkai.files.tests import samples
from gongkai.journal.recording import Refused

CITIZEN = "110101199003078857"  # of the samples of the kernel; nobody has it


def test_pages_are_pictures_of_the_width_that_was_asked_for() -> None:
    pictures = list(page_images(made.two_pages(), 600))
    assert [made.size_of_png(one) for one in pictures] == [(600, 400), (600, 400)]
    assert pictures[0] != pictures[1] == page_image(made.two_pages(), 2, 600)


def test_a_picture_of_a_huge_page_is_kept_within_bounds() -> None:
    writer = samples.pdf_writer("x")
    writer.pages[0].mediabox = made.rectangle(0, 0, 14000, 14000)
    width, height = made.size_of_png(page_image(made.written(writer), 1, 9000))
    assert width == height and width * height <= 16_100_000


def test_there_is_no_picture_of_a_page_that_is_not_there() -> None:
    with pytest.raises(Refused, match="没有第3页，这份文件共2页"):
        page_image(made.two_pages(), 3, 600)


def test_a_word_is_found_where_it_stands() -> None:
    data = made.two_pages()
    (area,) = find_text(data, [made.SECRET.upper()])
    assert area.page == 1
    assert 0.3 < area.left < area.right < 0.7 and 0.4 < area.top < 0.5 < area.bottom < 0.55
    assert find_text(data, ["nowhere", " "]) == []
    assert [one.page for one in find_text(data, ["page", "today"])] == [1, 2]


def test_a_word_broken_at_the_end_of_a_line_is_found_on_both_lines() -> None:
    data = made.written(made.drawn(made.text("contract Alpha", y=120), made.text("Beta", y=90)))
    upper, lower = find_text(data, ["Alpha Beta"])
    assert upper.bottom <= lower.top and lower.left < upper.left


def test_a_character_written_as_its_radical_is_found() -> None:
    data = chinese_pdf("第十⼀条", ["正文。"])
    assert [one.page for one in find_text(data, ["第十一条"])] == [1]


def test_personal_data_is_proposed_with_a_reason() -> None:
    data = chinese_pdf(
        "答复", [f"申请人身份证号{CITIZEN}，手机13800138000。", "文号名财发〔2026〕1号。"]
    )
    found = find_personal_data(data)
    assert [one.label for one in found] == ["公民身份号码", "手机号码"]
    assert all(one.why for one in found)
    assert found[0].area.page == found[1].area.page == 1


def test_a_number_broken_at_the_end_of_a_line_is_proposed_in_two_areas() -> None:
    data = chinese_pdf("答复", ["字" * 12 + CITIZEN + "字"])
    proposals = find_personal_data(data)
    assert {one.label for one in proposals} == {"公民身份号码"}
    assert len(proposals) == 2 and proposals[0].area.top < proposals[1].area.top


def test_an_area_is_kept_as_five_numbers() -> None:
    area = Area(2, 0.1, 0.2, 0.3, 0.4)
    assert Area.from_json(area.as_json()) == area == Area.from_json([2.0, 0.1, 0.2, 0.3, 0.4])
    with pytest.raises(ValueError, match="unpack"):
        Area.from_json([1, 2, 3])
