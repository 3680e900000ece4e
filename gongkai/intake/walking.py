"""The walk through a tree of HTML that turns it into lines."""

from __future__ import annotations

import re
from html import escape

from lxml import etree
from lxml import html as lxml_html

from gongkai.intake.blocks import Block, Kind
from gongkai.intake.tables import data_table
from gongkai.kernel.text import normalise

_BREAKS = frozenset(
    (
        *("address", "article", "blockquote", "body", "br", "center", "dd", "details", "div", "dl"),
        *("dt", "fieldset", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li"),
        *("main", "ol", "p", "pre", "section", "summary", "ul"),
        *("caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
    )
)
_INLINE = {
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "u": "u",
    "sub": "sub",
    "sup": "sup",
}
_ALIGN = re.compile(r"text-align\s*:\s*(center|right)", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|txt|csv)(?:[?#]|$)", re.IGNORECASE
)
_SCHEME = re.compile(r"^\s*(?:https?:|[^:]*$|[^:]*[/?#])", re.IGNORECASE)
# Spoiled pages leave hundreds of <b> open; so many mean nothing.
_DEEPEST_INLINE = 20
_BLANKS = re.compile(r"[ \t\r\n\f]+")


class Walk:
    """Collects lines, pictures and files; `main` is the element whose lines are the text."""

    def __init__(self, main: lxml_html.HtmlElement) -> None:
        self.main = main
        self._around_main = set(main.iterancestors())
        self.blocks: list[Block] = []
        self.pictures: list[tuple[str, str]] = []  # source and words
        self.files: list[str] = []  # names of linked files
        self._inside = False
        self._open: list[tuple[str, str]] = []  # inline tags: name, opening tag
        self._parts: list[str] = []  # of the line being collected, as HTML
        self._words: list[str] = []  # the same as plain text
        self._plain = 0  # characters outside bold
        self._linked = 0  # characters inside links
        self._pictured = False
        self._aligns: list[str] = []
        self._levels: list[int] = []
        self._lists: list[str] = []
        self._entry = False

    def through(self, root: lxml_html.HtmlElement) -> None:
        """Walk the whole tree, in order and without recursion: spoiled pages nest very deep."""
        skipped: lxml_html.HtmlElement | None = None
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if skipped is not None:
                if element is skipped and event == "end":
                    skipped = None
                    self._text(element.tail)
                continue
            if event == "start":
                if element.tag == "table" and self._table(element):
                    skipped = element
                    continue
                self._enter(element)
                self._text(element.text)
            else:
                self._leave(element)
                if element is not root:
                    self._text(element.tail)
        self._finish_line()

    def _enter(self, element: lxml_html.HtmlElement) -> None:
        tag = element.tag
        if element is self.main:
            self._finish_line()
            self._inside = True
        if tag in _BREAKS:
            self._finish_line()
            self._aligns.append(_align_of(element) or (self._aligns[-1] if self._aligns else ""))
            if re.fullmatch(r"h[1-6]", tag):
                self._levels.append(int(tag[1]))
            if tag in ("ul", "ol"):
                self._lists.append(tag)
            self._entry = tag == "li" or (self._entry and tag in ("p", "div"))
        elif tag == "img":
            self._picture(element)
        for name, opening in _inline_tags(element):
            self._open.append((name, opening))
            if len(self._open) <= _DEEPEST_INLINE:
                self._parts.append(opening)
        if tag == "a" and _FILE.search(element.get("href") or ""):
            self.files.append(
                " ".join("".join(element.itertext()).split()) or str(element.get("href"))
            )

    def _leave(self, element: lxml_html.HtmlElement) -> None:
        tag = element.tag
        for name, _ in reversed(_inline_tags(element)):
            if len(self._open) <= _DEEPEST_INLINE:
                self._parts.append(f"</{name}>")
            self._open.pop()
        if tag in _BREAKS:
            self._finish_line()
            self._aligns.pop()
            if re.fullmatch(r"h[1-6]", tag):
                self._levels.pop()
            if tag in ("ul", "ol"):
                self._lists.pop()
        if element is self.main:
            self._finish_line()
            self._inside = False

    def _text(self, text: str | None) -> None:
        if not text:
            return
        text = _BLANKS.sub(" ", text)
        self._words.append(text)
        self._parts.append(escape(text, quote=False))
        count = len(text.replace("\xa0", " ").strip())
        names = [name for name, _ in self._open[:_DEEPEST_INLINE]]
        self._plain += 0 if "strong" in names else count
        self._linked += count if "a" in names else 0

    def _picture(self, element: lxml_html.HtmlElement) -> None:
        source = (element.get("src") or element.get("data-src") or "").strip()
        if not source or not self._inside:
            return
        alt = " ".join((element.get("alt") or "").split())[:200]
        self.pictures.append((source, alt))
        self._parts.append(f'<img src="intake-image/{len(self.pictures)}" alt="{escape(alt)}">')
        self._pictured = True

    def _finish_line(self) -> None:
        text = normalise("".join(self._words)).replace("\n", " ")
        if text or self._pictured:
            closing = "".join(f"</{name}>" for name, _ in reversed(self._open[:_DEEPEST_INLINE]))
            self._add(text, "".join(self._parts) + closing)
        self._words, self._plain, self._linked, self._pictured = [], 0, 0, False
        self._parts = [opening for _, opening in self._open[:_DEEPEST_INLINE]]

    def _add(self, text: str, markup: str) -> None:
        strong = not self._plain and bool(text)
        kind = Kind.ENTRY if self._entry and self._lists else Kind.LINE
        kind = Kind.PICTURE if self._pictured and not text else kind
        if strong:
            markup = re.sub(r"</?strong>", "", markup)
        self.blocks.append(
            Block(
                text,
                len(self.blocks) + 1,
                _tidy(markup) if "<" in markup else "",
                kind,
                self._aligns[-1] if self._aligns else "",
                strong,
                self._levels[-1] if self._levels else 0,
                self._inside,
                links=self._linked >= 0.8 * len(text) and kind is not Kind.PICTURE,
                ordered=kind is Kind.ENTRY and self._lists[-1] == "ol",
            )
        )

    def _table(self, element: lxml_html.HtmlElement) -> bool:
        """Take a table of data as one block; False for a table that only places things."""
        found = None if element in self._around_main else data_table(element)
        if found is None:
            return False
        self._finish_line()
        markup, rows = found
        text = "\n".join(" | ".join(row) for row in rows)
        self.blocks.append(
            Block(text, len(self.blocks) + 1, markup, Kind.TABLE, main=self._inside, rows=rows)
        )
        return True


def _align_of(element: lxml_html.HtmlElement) -> str:
    """Alignment that the element itself sets; "left" ends an inherited one."""
    style = element.get("style") or ""
    found = _ALIGN.search(style)
    if found:
        return found[1].lower()
    attribute = (element.get("align") or "").lower()
    if attribute in ("center", "right"):
        return attribute
    return "center" if element.tag == "center" else ""


def _inline_tags(element: lxml_html.HtmlElement) -> list[tuple[str, str]]:
    """The inline tags that an element stands for, of those that a published text may hold."""
    tag = element.tag
    if tag == "a":
        href = (element.get("href") or "").strip()
        keep = href and not href.startswith("#") and _SCHEME.match(href)
        return [("a", f'<a href="{escape(href)}">')] if keep else []
    if tag in _INLINE:
        return [(_INLINE[tag], f"<{_INLINE[tag]}>")]
    if isinstance(tag, str) and _BOLD.search(element.get("style") or ""):
        return [("strong", "<strong>")]
    return []


_EMPTY = re.compile(r"<(strong|em|u|sub|sup|a)(?: [^>]*)?>\s*</\1>")
_EDGE = re.compile(r"^(?:\s|\xa0|\u3000)+|(?:\s|\xa0|\u3000)+$")


def _tidy(markup: str) -> str:
    """Drop empty inline tags and blanks at both ends; odd blanks inside become one space."""
    markup = normalise(markup).replace("\n", " ")
    before = None
    while before != markup:
        before, markup = markup, _EMPTY.sub("", markup)
    return _EDGE.sub("", markup)
