"""Web pages taken apart: which element holds the text, and the lines in it.

The walk keeps what official texts need (alignment, bold, headings, lists, tables with spans,
pictures, links) and forgets the rest. How lxml and trafilatura were compared stands in
`bench/intake.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree
from lxml import html as lxml_html

from gongkai.intake.blocks import Block, Document, Image
from gongkai.intake.embedded import embedded_image
from gongkai.intake.refusals import UnreadableDocument
from gongkai.intake.walking import Walk

# lxml refuses these even in text that no browser minds.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_NEVER_TEXT = frozenset(
    (
        *("head", "script", "style", "template", "noscript", "iframe", "object", "embed", "svg"),
        *("math", "nav", "header", "footer", "aside", "form", "button", "select", "option"),
        *("input", "textarea", "audio", "video", "canvas", "dialog"),
    )
)
# The element that holds the text, as the publishing systems of government sites call it.
_HOLDS_TEXT = re.compile(
    r"^(?:ucap-content|trs_editor|trs_ueditor|trs_editor_view|view|zoom|zoomcon|pages_content|article"
    r"|article[-_]?(?:content|con|body|text|main)|arti_content|wp_articlecontent|news[-_]?(?:content|con|text)"
    r"|v_news_content|vsb_content|contxt|con_text|detail[-_]?(?:content|con)|content[-_]?(?:text|main|detail)"
    r"|xxgk[-_]?(?:content|con)|zwgk[-_]?(?:content|con)|main[-_]?(?:content|text)|bodycontent|mycontent|js_content)$",
    re.IGNORECASE,
)
_AROUND_TEXT = re.compile(
    r"^(?:nav|navbar|menu|submenu|sidebar|footer|foot|header|breadcrumbs?|crumbs?|position|location|dqwz"
    r"|share|bdshare\S*|bshare\S*|pager?|pagination|related|relate\S*|recommend\S*|qrcode|ewm|toolbar|login"
    r"|search|sitemap|copyright|friendlinks?|link-list|hot|hotnews|ranking|prev-next)$",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CONTAINERS = frozenset(
    ("body", "div", "section", "article", "main", "td", "tr", "tbody", "table", "center", "form")
)
_SHARE_OF_CHILD = 0.8
_LEAST_TEXT = 20


def read_page(markup: str, *, whole: bool = False) -> Document:
    """Take a page or a fragment apart into lines.

    `whole` says that everything in it is text (a converted Word file), so that nothing is left out.
    """
    root = _parsed(markup)
    if root is None:
        return Document([])
    meta = _declared(root)
    _drop(root, _never_text if not whole else _only_code)
    main = root if whole else _main(root)
    if not whole:
        _drop(root, lambda element: element is not main and _around_text(element, main))
    walk = Walk(main)
    walk.through(root)
    images = tuple(
        _image(number, source, alt) for number, (source, alt) in enumerate(walk.pictures, 1)
    )
    return Document(_within(walk), images, meta, tuple(walk.files), _warnings(images))


def _parsed(markup: str) -> lxml_html.HtmlElement | None:
    markup = _DECLARATION.sub("", _FORBIDDEN.sub("", markup))
    if not markup.strip():
        return None
    if "<body" not in markup[:200_000].lower():
        # Fragments of rows need their table, or their cells are lost.
        start = markup.lstrip()[:7].lower()
        rows = start.startswith(("<tbody", "<tr", "<td"))
        markup = f"<html><body>{f'<table>{markup}</table>' if rows else markup}</body></html>"
    # Without huge_tree everything below 255 nested elements would be lost without a word.
    parser = lxml_html.HTMLParser(huge_tree=True)
    try:
        root = lxml_html.document_fromstring(markup, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    if any("depth" in one.message for one in parser.error_log):
        raise UnreadableDocument(
            "网页的标签嵌套过深，读不完整。请在浏览器中打开，把正文复制到 Word 后另存为 .docx。"
        )
    return root


def _declared(root: lxml_html.HtmlElement) -> tuple[tuple[str, str], ...]:
    """What the page says about itself: ArticleTitle, PubDate … (annex of 国办发〔2017〕47号)."""
    found = [
        (str(one.get("name")), " ".join((one.get("content") or "").split()))
        for one in root.iter("meta")
        if one.get("name") and one.get("content")
    ]
    title = root.findtext(".//title")
    return (*found, *([("title", " ".join(title.split()))] if title else []))


def _drop(root: lxml_html.HtmlElement, unwanted: Callable[[lxml_html.HtmlElement], bool]) -> None:
    """Take elements out of the tree, keeping the words that follow them."""
    for element in [one for one in root.iter() if unwanted(one)]:
        parent = element.getparent()
        if parent is not None:
            element.drop_tree()


def _only_code(element: lxml_html.HtmlElement) -> bool:
    return element.tag in ("script", "style", "head") or not isinstance(element.tag, str)


def _never_text(element: lxml_html.HtmlElement) -> bool:
    if not isinstance(element.tag, str):
        return True
    if element.tag == "form" and len(element.text_content()) > 1000:
        # Some systems put the whole page into one form.
        return False
    hidden = _HIDDEN.search(element.get("style") or "")
    return element.tag in _NEVER_TEXT or hidden is not None


def _around_text(element: lxml_html.HtmlElement, main: lxml_html.HtmlElement) -> bool:
    """Navigation and the like, by their names, unless the text stands inside them."""
    if not any(_AROUND_TEXT.match(name) for name in _names(element)):
        return False
    return not any(one is element for one in main.iterancestors()) and not any(
        one is main for one in element.iterancestors()
    )


def _names(element: lxml_html.HtmlElement) -> list[str]:
    return [*(element.get("class") or "").split(), *(element.get("id") or "").split()]


def _main(root: lxml_html.HtmlElement) -> lxml_html.HtmlElement:
    """The element that holds the text: one known by its name, or the one with nearly all words."""
    body = root.find("body") if root.find("body") is not None else root
    weights = _weights(body)
    named = [one for one in body.iter(*_CONTAINERS) if any(map(_HOLDS_TEXT.match, _names(one)))]
    best = max(named, key=lambda one: weights[one], default=None)
    found = _fullest(body, weights)
    if best is not None and weights[best] >= max(_LEAST_TEXT, weights[found] // 3):
        return best
    return found


def _fullest(
    body: lxml_html.HtmlElement, weights: dict[lxml_html.HtmlElement, int]
) -> lxml_html.HtmlElement:
    """Go down into the part that holds most of the words that are no links, as far as one does."""
    element = body
    while True:
        children = [one for one in element if one.tag in _CONTAINERS]
        best = max(children, key=lambda one: weights[one], default=None)
        if best is None or weights[best] < _SHARE_OF_CHILD * max(1, weights[element]):
            return element
        element = best


def _weights(body: lxml_html.HtmlElement) -> dict[lxml_html.HtmlElement, int]:
    """Characters of plain text in each element: sentences count, links do not."""
    weights: dict[lxml_html.HtmlElement, int] = {}
    for element in reversed(list(body.iter())):
        own = _plain(element.text) if element.tag != "a" else 0
        tails = 0 if element.tag == "a" else sum(_plain(child.tail) for child in element)
        below = 0 if element.tag == "a" else sum(weights.get(child, 0) for child in element)
        weights[element] = own + tails + below
    return weights


def _plain(text: str | None) -> int:
    text = (text or "").strip()
    return len(text) if len(text) >= _LEAST_TEXT or re.search(r"[，。；]", text) else len(text) // 4


def _within(walk: Walk) -> list[Block]:
    """Lines up to the end of the main element; what follows it on the page is not the document."""
    last = max((index for index, one in enumerate(walk.blocks) if one.main), default=-1)
    return [one for one in walk.blocks[: last + 1] if one.main or not one.links]


def _image(number: int, source: str, alt: str) -> Image:
    found = embedded_image(source)
    if found:
        return Image(number, found[0], found[1], "", alt)
    return Image(number, "", None, source[:2000], alt)


def _warnings(images: tuple[Image, ...]) -> tuple[str, ...]:
    missing = sum(one.data is None for one in images)
    if not missing:
        return ()
    return (f"正文引用了{missing}张图片，但文件里没有图片本身，请另行上传后插入。",)
