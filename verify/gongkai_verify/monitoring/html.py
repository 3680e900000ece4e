"""The page as people read it, against the record: title and body.

The body is compared byte for byte, so that it needs no understanding of HTML. What surrounds it is
parsed, to be sure that people see the marked element: that it does not stand in a comment, a
script or something hidden. Comments around it are refused altogether, because programs disagree
on where they end.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from gongkai_verify.errors import Wrong

_MARKED = re.compile(r'<div(?:\s[^<>]*)?\sdata-part="body"[^<>]*>')
_MARK = 'data-part="body"'
_END = "</div>"
# Elements whose content is not shown, or not as HTML.
_UNSEEN = {"template", "textarea", "noscript", "iframe", "noembed", "noframes", "xmp", "plaintext"}
_UNSEEN |= {"select", "title", "svg", "math", "object", "audio", "video", "canvas", "dialog"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"}
_VOID |= {"track", "wbr", "param"}
_HIDING = {"hidden", "style", "aria-hidden", "inert"}


def check_page(html: str, title: str | None, body: str | None) -> None:
    """Raise `Wrong` unless the page shows this title and this body; None is not compared."""
    match = _MARKED.search(html)
    if match is None:
        raise Wrong("page-body", "网页上没有标明的正文（data-part）。")
    rest = html[match.end() :]
    if body is None:
        body = rest.partition(_END)[0]
    if not rest.startswith(body + _END):
        raise Wrong("page-body", "网页上的正文与登记的不一致，已被改动。")
    shell = html[: match.end()] + rest[len(body) :]
    if shell.count(_MARK) != 1:
        raise Wrong("page-body", "网页上标明的正文不止一处。")
    if "<!--" in shell or "<![" in shell:
        raise Wrong("page-hidden", "网页含有注释，无法确定人们看到的就是登记的正文。")
    frame = _Frame()
    frame.feed(shell)
    frame.close()
    if frame.bodies != 1:
        raise Wrong("page-hidden", "登记的正文在网页上是隐藏的。")
    if title is not None and [one.strip() for one in frame.titles] != [title.strip()]:
        raise Wrong("page-title", "网页上的标题与登记的不一致，已被改动。")


class _Frame(HTMLParser):
    """Counts the marked elements and gathers the headings that can be seen."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.bodies = 0
        self.titles: list[str] = []
        self._open: list[tuple[str, bool]] = []  # element, and whether it hides what is in it
        self._heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        hides = tag in _UNSEEN or any(name in _HIDING for name, _ in attrs)
        seen = not hides and not any(hidden for _, hidden in self._open)
        if tag == "div" and ("data-part", "body") in attrs:
            # Twice one attribute: the first counts in browsers.
            self.bodies += seen and [name for name, _ in attrs].count("data-part") == 1
        if tag == "h1":
            self.titles.append("")
            self._heading = seen
        if tag not in _VOID:
            self._open.append((tag, hides))

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and with it whatever was left open in it."""
        if tag == "h1":
            self._heading = False
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][0] == tag:
                del self._open[at:]
                return

    def handle_data(self, data: str) -> None:
        """Text."""
        if self._heading:
            self.titles[-1] += data
