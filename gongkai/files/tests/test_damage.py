"""Whatever is wrong with a file, the answer is a sentence and never a crash."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from gongkai.files import formats
from gongkai.files.contents import Broken
from gongkai.files.queries import reasons_not_to_accept
from gongkai.files.tests import samples

WHOLE = {
    "a.docx": samples.tracked_word(),
    "a.xlsx": samples.hiding_workbook(),
    "a.pptx": samples.slides(notes="x", hidden=True),
    "a.pdf": samples.annotated_pdf(),
    "a.ofd": samples.ofd(),
    "a.png": samples.png(),
    "a.jpg": samples.jpeg(orientation=6),
    "a.gif": samples.gif(),
    "a.webp": samples.webp(orientation=6),
    "a.txt": "说明文字".encode("gb18030"),
    "a.csv": "姓名,金额\n".encode(),
    "a.html": "<html><p>通知</p></html>".encode(),
}
ROUNDS = 40


def damaged(data: bytes, luck: random.Random) -> bytes:
    """The same bytes with a few changed, missing or doubled."""
    spoiled = bytearray(data)
    for _ in range(luck.randint(1, 6)):
        at = luck.randrange(len(spoiled))
        length = luck.randint(1, 12)
        if luck.random() < 0.6:
            spoiled[at] = luck.randrange(256)
        elif luck.random() < 0.5:
            del spoiled[at : at + length]
        else:
            spoiled[at:at] = spoiled[at : at + length]
        if not spoiled:
            return data[:1]
    return bytes(spoiled)


@pytest.mark.parametrize("name", WHOLE)
def test_damage_is_answered_in_sentences(name: str, tmp_path: Path) -> None:
    luck = random.Random(name)
    extension = name.rpartition(".")[2]
    for _ in range(ROUNDS):
        data = damaged(WHOLE[name], luck)
        reasons = reasons_not_to_accept(name, data)
        assert all(reason.endswith("。") for reason in reasons)
        if not reasons:
            path = samples.on_disk(tmp_path, name, data)
            try:
                formats.read(extension, path)
                formats.clean(extension, path, tmp_path / "copy")
            except Broken as broken:
                assert str(broken).endswith("。")
