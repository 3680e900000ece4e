"""A file's name and its content must agree, and the sentence says what it really is."""

from __future__ import annotations

import pytest

from gongkai.files.queries import reasons_not_to_accept
from gongkai.files.tests import samples
from gongkai.files.tests.samples import EXE, OLE

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("通知.docx", samples.word()),
        ("名单.xlsx", samples.saved(samples.workbook())),
        ("解读.pptx", samples.slides()),
        ("通告.ofd", samples.ofd()),
        ("公告.PDF", samples.pdf()),
        ("说明.txt", "中文说明\n".encode("gb18030")),
        ("表.csv", "姓名,金额\n王五,300\n".encode("utf-8-sig")),
        ("网页.htm", "<!DOCTYPE html><html><body>通知</body></html>".encode()),
        ("图.png", samples.png()),
        ("照片.JPEG", samples.jpeg()),
        ("动图.gif", samples.gif()),
        ("图.webp", samples.webp()),
    ],
)
def test_every_kind_that_offices_use_is_taken(name: str, data: bytes) -> None:
    assert reasons_not_to_accept(name, data) == []


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("公告.pdf", EXE, "内容其实是Windows 程序，不能上传"),
        ("通知.docx", samples.pdf(), "内容其实是PDF 文件。请把扩展名改为 .pdf"),
        ("公告.pdf", samples.word(), "请把扩展名改为 .docx"),
        ("名单.xlsx", samples.word(), "内容其实是Word 文档"),
        ("通知.docx", samples.in_zip({"a.txt": "一"}), "内容其实是ZIP 压缩包"),
        ("通知.docx", samples.macro_word(), "内容其实是含宏的 Word 文档"),
        ("通知.docx", OLE + "WordDocument".encode("utf-16-le"), "旧版 Word 文档（.doc）"),
        ("名单.xlsx", OLE + "Workbook".encode("utf-16-le"), "另存为 .xlsx"),
        ("名单.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "取消打开密码"),
        ("图.png", samples.jpeg(), "请把扩展名改为 .jpg"),
        (
            "图.png",
            SVG,
            "SVG 图片中可以含有脚本",
        ),
        ("表.csv", b"<html><table><tr><td>1</td></tr></table></html>", "内容其实是网页"),
        ("说明.txt", b"<script>alert(1)</script>", "内容其实是网页"),
        ("说明.txt", b"#!/bin/sh\nrm -rf /\n", "脚本程序"),
        ("说明.txt", EXE, "内容其实是Windows 程序"),
        ("公告.pdf", "其实是文字".encode(), "内容其实是纯文本。请把扩展名改为 .txt"),
        ("公告.pdf", b"junk" + samples.pdf(), "可能已经损坏"),
        ("图.png", bytes(range(256)) * 4, "可能已经损坏"),
    ],
)
def test_a_disguised_file_is_named_for_what_it_is(name: str, data: bytes, said: str) -> None:
    reasons = reasons_not_to_accept(name, data)
    assert len(reasons) == 1
    assert said in reasons[0]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("通知.doc", "另存为 .docx"),
        ("名单.xls", "另存为 .xlsx"),
        ("汇报.ppt", "另存为 .pptx"),
        ("通知.wps", "另存为 .docx"),
        ("通知.docm", "含有宏"),
        ("名单.xlsm", "含有宏"),
        ("材料.zip", "请解压后逐个上传"),
        ("材料.RAR", "请解压后逐个上传"),
        ("标志.svg", "SVG 图片中可以含有脚本"),
        ("扫描.tif", ".jpg 或 .png"),
        ("安装.exe", "程序文件"),
        ("录音.mp3", "可以上传：pdf、docx"),
        ("没有扩展名", "没有扩展名"),
    ],
)
def test_what_is_not_taken_is_refused_by_its_name_with_a_way_out(name: str, said: str) -> None:
    reasons = reasons_not_to_accept(name, b"whatever")
    assert len(reasons) == 1
    assert said in reasons[0]


def test_an_empty_file_says_so() -> None:
    assert reasons_not_to_accept("公告.pdf", b"") == [
        "文件是空的（0 字节）。请确认文件已保存，再重新上传。"
    ]


def test_a_long_text_is_recognised_though_its_head_is_cut_inside_a_character() -> None:
    for encoding in ("utf-8", "gb18030", "utf-16"):
        text = "政府信息公开工作" * 20_000
        for offset in range(3):
            assert reasons_not_to_accept("全文.txt", ("a" * offset + text).encode(encoding)) == []
