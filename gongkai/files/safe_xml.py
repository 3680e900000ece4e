"""XML from strangers: no entities, no network, no document types, bounded size.

Office formats never carry a document type declaration, so a file that has one was made by hand
to do harm (entity bombs, fetching from elsewhere) and is refused before it is parsed further.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from lxml import etree

from gongkai.files.contents import Broken

MAX_TREE_BYTES = 32 * 1024 * 1024  # a tree takes about ten times as much memory
_LOOK = 64 * 1024


class ForbiddenXml(Broken):
    """The XML declares a document type."""


def _parser(forgiving: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_pis=True,
        recover=forgiving,
    )


def parse(data: bytes, forgiving: bool = False) -> etree._Element:
    """The root element; raises `Broken` when it is not well-formed, too large or forbidden.

    Drawings of old Excel (VML) contain HTML and need forgiving.
    """
    if len(data) > MAX_TREE_BYTES:
        raise Broken("文件内部的内容过于庞大，无法检查。请拆分后重新上传。")
    try:
        root = etree.fromstring(data, _parser(forgiving))
    except etree.XMLSyntaxError as problem:
        raise Broken("文件内部有损坏，无法打开。请打开原件后另存，再重新上传。") from problem
    if root is None:
        raise Broken("文件内部有损坏，无法打开。请打开原件后另存，再重新上传。")
    if _declares_a_type(root):
        raise ForbiddenXml("文件内部含有外部实体声明，可能是恶意文件。")
    return root


def _declares_a_type(element: etree._Element) -> bool:
    return bool(getattr(element.getroottree().docinfo, "doctype", ""))


def has_doctype(stream: IO[bytes]) -> bool:
    """Whether an XML stream declares a document type; reads no further than the root's start."""
    parser = etree.XMLPullParser(
        events=("start",), resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        while chunk := stream.read(_LOOK):
            parser.feed(chunk)
            for _, element in parser.read_events():
                return isinstance(element, etree._Element) and _declares_a_type(element)
    except etree.XMLSyntaxError:
        return False  # broken is for others to say
    return False


def elements(stream: IO[bytes], *wanted: str) -> Iterator[etree._Element]:
    """The elements with these local names, complete and in order, each forgotten afterwards.

    For parts too large for a tree, such as a sheet of a hundred thousand rows.
    """
    names = [f"{{*}}{name}" for name in wanted]
    try:
        for _, element in etree.iterparse(
            stream,
            events=("end",),
            tag=names,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        ):
            yield element
            _forget(element)
    except etree.XMLSyntaxError as problem:
        raise Broken("文件内部有损坏，无法打开。请打开原件后另存，再重新上传。") from problem


def _forget(element: etree._Element) -> None:
    element.clear()
    while element.getprevious() is not None:
        parent = element.getparent()
        if parent is None:
            return
        del parent[0]


def local(element: etree._Element) -> str:
    """The name without its namespace; empty for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str, default: str = "") -> str:
    """An attribute by its local name, whatever its namespace (there are two dialects of OOXML)."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return default


def all_text(element: etree._Element) -> str:
    """All text in an element, in order."""
    return "".join(str(piece) for piece in element.itertext())


def is_on(value: str) -> bool:
    """How XML of office programs writes yes: an empty switch counts as on."""
    return value.strip().lower() not in {"0", "false", "off", "none"}


def to_bytes(root: etree._Element) -> bytes:
    """The element as a standalone UTF-8 document, as office programs write it."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def drop(element: etree._Element) -> None:
    """Take an element out with all that is in it; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def unwrap(element: etree._Element) -> None:
    """Put an element's children where it stood."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    for offset, child in enumerate(list(element)):
        parent.insert(place + offset, child)
    drop(element)
