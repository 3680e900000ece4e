"""A plain PDF with Chinese text, written by hand: some pages of lines, nothing else.

The text stands in UCS-2 with the character collection that every reader knows (Adobe-GB1), without
an embedded font: the file is two kilobytes, and its text can be searched and copied.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

WIDTH, HEIGHT = 595, 842  # A4 in points
LEFT, TOP, LEADING = 72, 770, 26
PER_LINE, PER_PAGE = 28, 25  # characters, lines: GB/T 9704-2012 prints 28 to a line
TITLE_SIZE, TEXT_SIZE = 20, 16

FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
    "/DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 "
    "/FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 "
    "/FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 "
    "/StemV 93 >> >>] >>"
)


def pdf(title: str, paragraphs: Sequence[str]) -> bytes:
    """The title, then the paragraphs, each indented by two characters."""
    heading = [(TITLE_SIZE, line) for line in _cut(title, 22)]
    body = [(TEXT_SIZE, line) for text in paragraphs for line in _cut(f"　　{text}", PER_LINE)]
    lines = [*heading, *body]
    pages = [lines[at : at + PER_PAGE] for at in range(0, len(lines), PER_PAGE)]
    return _file([_page(page) for page in pages])


def _cut(text: str, width: int) -> Iterator[str]:
    return (text[at : at + width] for at in range(0, len(text), width))


def _page(lines: Sequence[tuple[int, str]]) -> bytes:
    words = []
    for place, (size, text) in enumerate(lines):
        signs = text.encode("utf-16-be").hex().upper()
        words.append(f"BT /F1 {size} Tf {LEFT} {TOP - place * LEADING} Td <{signs}> Tj ET")
    return "\n".join(words).encode()


def _file(pages: Sequence[bytes]) -> bytes:
    """Objects: 1 catalogue, 2 the tree of pages, 3 the font, then each page and its content."""
    numbers = [4 + 2 * place for place in range(len(pages))]
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        FONT.encode(),
    ]
    for number, content in zip(numbers, pages, strict=True):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {number + 1} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _numbered(objects)


def _numbered(objects: Sequence[bytes]) -> bytes:
    whole, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        whole
        + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        + table
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, len(whole))
    )
