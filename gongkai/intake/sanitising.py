"""The one sanitiser: what HTML may stand in the text of a published document.

Everything that comes in from outside (web captures, Word files, the editor) passes here before it
is kept. The list of what may stay is short on purpose: what official texts need and nothing that
can run, load from elsewhere, or imitate the page around it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import nh3

TAGS = frozenset(
    (
        *("h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "ul", "ol", "li"),
        *("strong", "em", "u", "s", "sub", "sup", "a", "img"),
        *("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"),
    )
)
_ALIGNED = ("p", "h2", "h3", "h4", "h5", "h6", "td", "th", "li")
ATTRIBUTES: Mapping[str, set[str]] = {
    "*": set(),  # otherwise the library lets lang and title through
    **{tag: {"style"} for tag in _ALIGNED},
    "td": {"style", "colspan", "rowspan"},
    "th": {"style", "colspan", "rowspan", "scope"},
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start"},
}
# Whose words go together with them.
_SILENT = {"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title"}
# Words of these stay, the tags become the ones we know.
_SYNONYMS = {"b": "strong", "i": "em", "h1": "h2", "strike": "s", "del": "s", "ins": "u"}
_SYNONYM = re.compile(rf"<(/?)({'|'.join(_SYNONYMS)})(?=[\s>/])", re.IGNORECASE)

# Pictures come from our own site only: a picture being taken in (intake-image/1), a file beside the
# page (files/图1.png), or one by its address on this site. Elsewhere they could count readers,
# change, or vanish.
_OWN_PICTURE = re.compile(r"(?:intake-image/\d+|files/[^\s\\/?#]+|/(?![/\\])[^\s\\]*)", re.ASCII)
_ALIGN = re.compile(r"text-align\s*:\s*(center|right|justify|left)\s*(?:;|$)", re.IGNORECASE)
_SPAN = re.compile(r"[1-9]\d{0,2}", re.ASCII)
# Characters that no XML holds, so that feeds and parsers behind us never meet them.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NO_PICTURE = re.compile(r'<img(?: alt="[^"]*")?>')
_MOST_PASSES = 5
_SCOPES = ("row", "col", "rowgroup", "colgroup")


def sanitise(html: str) -> str:
    """Return the HTML with only what a published text may hold; sanitising twice changes nothing.

    Headings h2–h6, paragraphs, emphasis, lists, tables with spans, links to http(s) or within the
    site, own pictures, and alignment stay. Scripts, styles, frames, forms and handlers go; the
    words of other tags stay.
    """
    html = _SYNONYM.sub(_known_tag, _FORBIDDEN.sub("", html))
    for _ in range(_MOST_PASSES):
        # The parser moves misplaced parts about (a table in a paragraph): until nothing moves.
        cleaned = _NO_PICTURE.sub("", _clean(html))
        if cleaned == html:
            break
        html = cleaned
    return html


def _known_tag(match: re.Match[str]) -> str:
    return f"<{match[1]}{_SYNONYMS[match[2].lower()]}"


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags=_SILENT,
        attributes=dict(ATTRIBUTES),
        attribute_filter=_filtered,
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


def _filtered(tag: str, attribute: str, value: str) -> str | None:
    """Return what may stay of an attribute's value, None if nothing may."""
    if attribute == "style":
        align = _ALIGN.search(value)
        return f"text-align: {align[1].lower()}" if align else None
    if attribute in ("colspan", "rowspan", "start"):
        return value if _SPAN.fullmatch(value) else None
    if attribute == "scope":
        return value if value in _SCOPES else None
    if tag == "img" and attribute == "src":
        return value if _OWN_PICTURE.fullmatch(value) else None
    return value


_PICTURE = re.compile(r'<img\b[^>]*?\bsrc="intake-image/(\d+)"[^>]*>')
_SOURCE = re.compile(r"intake-image/\d+")


def with_images(html: str, addresses: Mapping[int, str]) -> str:
    """Give the pictures of a taken-in text their addresses; `addresses` goes by picture number.

    Takes sanitised HTML; a picture without an address is left out.
    """

    def placed(match: re.Match[str]) -> str:
        address = addresses.get(int(match[1]))
        return _SOURCE.sub(lambda _: address, match[0], count=1) if address else ""

    return sanitise(_PICTURE.sub(placed, html))
