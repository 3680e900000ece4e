"""Pictures that are too large to show, damaged, or something else besides."""

from __future__ import annotations

import pytest

from gongkai.files.queries import reasons_not_to_accept
from gongkai.files.tests import samples
from gongkai.files.tests.samples import EXE

PICTURES = {
    "图.png": samples.png(),
    "图.jpg": samples.jpeg(),
    "图.gif": samples.gif(),
    "图.webp": samples.webp(),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_cut_off_is_broken(name: str) -> None:
    data = PICTURES[name]
    for length in range(16, len(data) - 1, 5):
        assert reasons_not_to_accept(name, data[:length]), length


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("图.png", samples.png(claim=1_000_000)),
        ("图.jpg", samples.jpeg(width=60_000, height=60_000)),
    ],
)
def test_an_absurd_number_of_pixels_is_refused(name: str, data: bytes) -> None:
    reasons = reasons_not_to_accept(name, data)
    assert len(reasons) == 1
    assert "像素" in reasons[0] or "损坏" in reasons[0]


def test_the_sentence_names_the_pixels() -> None:
    assert "60000×60000 像素" in reasons_not_to_accept(
        "图.jpg", samples.jpeg(width=60_000, height=60_000)
    )[0]  # fmt: skip


def test_a_png_that_unpacks_to_more_rows_than_it_has_is_refused() -> None:
    small, large = samples.png(2, 2), samples.png(2000, 2000)
    header = small[: 8 + 25]
    assert reasons_not_to_accept("图.png", header + large[8 + 25 :])


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_that_is_an_archive_as_well_is_refused(name: str) -> None:
    reasons = reasons_not_to_accept(name, PICTURES[name] + samples.in_zip({"a.exe": "x"}))
    assert any("压缩包" in reason for reason in reasons)


@pytest.mark.parametrize("tail", [EXE, b"<script>alert(1)</script>", b"<?php x ?>", b"%PDF-1.4"])
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_with_something_behind_it_is_refused(name: str, tail: bytes) -> None:
    assert "附带了另一个文件" in reasons_not_to_accept(name, PICTURES[name] + tail)[0]


def test_the_film_that_a_telephone_appends_to_a_photograph_is_tolerated() -> None:
    film = b"\x00\x00\x00\x18ftypmp42" + bytes(500)
    assert reasons_not_to_accept("照片.jpg", samples.jpeg() + film) == []
