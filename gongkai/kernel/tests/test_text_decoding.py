"""Uploaded bytes become text, or a sentence says what to do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.kernel.tests.shared import real_policies
from gongkai.kernel.text import UndecodableText, decode, html_to_text
from gongkai.kernel.text_decoding import _JUDGED_WHOLE, _sample

SENTENCE = "各乡镇人民政府：现将《政务公开工作要点》印发给你们，请认真贯彻落实。2026年5月8日\r\n"
TRADITIONAL = "各鄉鎮人民政府：現將《政務公開工作要點》印發給你們，請認真貫徹落實。\r\n"


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "gb18030",
        "gbk",
        "gb2312",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
    ],
)
def test_simplified_text_is_read_in_every_encoding(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding)) == SENTENCE


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "utf-16-le", "gb18030"])
def test_traditional_text_is_read_in_every_encoding(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)) == TRADITIONAL


@pytest.mark.parametrize("text", ["", "plain ASCII", "公开", "年", "姓名,电话\r\n", "¥100"])
def test_short_texts_are_read(text: str) -> None:
    assert decode(text.encode("utf-8")) == text
    assert decode(text.encode("gb18030")) == text


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x00",
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00",
        bytes(range(256)),
        b"\xff\xfe\x00",
        b"\xef\xbb\xbf\xff\xff",
        b"\x00" * 64,
    ],
)
def test_what_is_no_text_is_refused_with_advice(data: bytes) -> None:
    with pytest.raises(UndecodableText, match="另存为“UTF-8”编码，再重新上传"):
        decode(data)


@given(st.binary(max_size=120))
def test_any_bytes_give_a_text_or_the_sentence(data: bytes) -> None:
    try:
        decode(data).encode("utf-8")
    except UndecodableText as error:
        assert str(error).endswith("。")


EVERYDAY = "".join(
    bytes((high, low)).decode("gb2312") for high in range(0xB0, 0xC0) for low in range(0xA1, 0xFF)
)
FIGURES = "2026,1234.50,0,0,77\r\n" * 4000


@settings(max_examples=25, deadline=None)
@given(
    words=st.lists(st.text(EVERYDAY, min_size=4, max_size=30), min_size=3, max_size=40),
    filling=st.sampled_from(["", FIGURES]),
    encoding=st.sampled_from(["gb18030", "utf-8", "utf-16-le", "utf-16-be"]),
    times=st.integers(1, 400),
)
def test_a_large_file_is_read_like_a_small_one(
    words: list[str], filling: str, encoding: str, times: int
) -> None:
    text = "，".join(words) + "。\r\n"
    large = filling + text * times + filling
    assert decode(large.encode(encoding)) == large


@given(st.binary(max_size=300).map(lambda piece: piece * 900))
@settings(max_examples=25, deadline=None)
def test_a_sample_is_a_part_and_short_data_is_judged_whole(data: bytes) -> None:
    judged = _sample(data)
    assert len(judged) <= _JUDGED_WHOLE
    assert set(judged) <= set(data)
    if len(data) <= _JUDGED_WHOLE:
        assert judged == data
    elif data:
        assert (judged[:100], judged[-100:]) == (data[:100], data[-100:])


def test_a_few_traditional_words_in_a_long_table_are_not_missed() -> None:
    table = FIGURES * 20 + TRADITIONAL + FIGURES * 20
    assert decode(table.encode("big5")) == table


# Letters, marks, numbers, signs and blanks of any script: no control characters.
PRINTABLE = st.characters(categories=("L", "M", "N", "P", "S", "Zs"))


@given(st.text(PRINTABLE, max_size=60))
def test_utf_8_is_always_read_as_it_is(text: str) -> None:
    assert decode(text.encode("utf-8")) == text


def test_real_documents_are_read_in_the_old_encodings() -> None:
    for policy in real_policies():
        text = html_to_text(policy["html"])
        for encoding in ("gb18030", "utf-16-le", "utf-16-be"):
            assert decode(text.encode(encoding)) == text
