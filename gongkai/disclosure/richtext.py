"""Small works on sanitised rich text."""

from __future__ import annotations

from html import escape

from lxml import html as lxml_html


def replace_in_html(html: str, old: str, new: str) -> str:
    """Replace words in the text of rich text, also where tags stand between their letters.

    Markup and attributes are left as they are, except that a word that runs across tags moves into
    the first of them.
    """
    if not html or not old or old in new:
        return html
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    while True:
        slots = _text_slots(root)
        whole = "".join(text for _, _, text in slots)
        start = whole.find(old)
        if start < 0:
            break
        _replace_once(slots, start, start + len(old), new)
    return escape(root.text or "", quote=False) + "".join(
        lxml_html.tostring(child, encoding="unicode") for child in root
    )


Slot = tuple[lxml_html.HtmlElement, str, str]


def _text_slots(root: lxml_html.HtmlElement) -> list[Slot]:
    """Every piece of text in reading order: element, where it hangs (text, tail), and the text."""
    slots: list[Slot] = []

    def walk(element: lxml_html.HtmlElement) -> None:
        if element.text:
            slots.append((element, "text", element.text))
        for child in element:
            walk(child)
            if child.tail:
                slots.append((child, "tail", child.tail))

    walk(root)
    return slots


def _replace_once(slots: list[Slot], start: int, end: int, new: str) -> None:
    at = 0
    for element, where, text in slots:
        cut_from, cut_to = max(start - at, 0), min(end - at, len(text))
        if cut_from < cut_to:
            setattr(element, where, text[:cut_from] + new + text[cut_to:])
            new = ""
        at += len(text)
