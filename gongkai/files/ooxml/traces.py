"""The traces of people and machines inside the markup of office documents, and how they go."""

from __future__ import annotations

import re

from lxml import etree

from gongkai.files.safe_xml import attribute, drop, local, unwrap

# Attributes without a namespace may carry content under the same names.
# Elements that go with all that is in them.
_GONE = frozenset(
    {
        *(
            "rsids",
            "rsid",
            "docVars",
            "attachedTemplate",
            "mailMerge",
            "dataBinding",
            "printerSettings",
        ),
        *("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef"),
        *("commentRel", "proofErr", "docId", "fileSharing", "absPath", "revisionPtr"),
        *("custDataLst", "custData", "customWorkbookViews", "customSheetViews"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
        *("customXmlInsRangeStart", "customXmlInsRangeEnd"),
        *("customXmlDelRangeStart", "customXmlDelRangeEnd"),
        *("customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd"),
        *("customXmlMoveToRangeStart", "customXmlMoveToRangeEnd"),
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange"),
        *("tcPrChange", "trPrChange", "tblGridChange", "numberingChange"),
        *("cellIns", "cellMerge"),
    }
)
_GONE_ATTRIBUTES = re.compile(r"\{.*\}(rsid\w*|uid|documentId|coauthVersion\w*)$")
_DESCRIBING = {"descr", "title", "name", "alt", "href"}
_MACHINE_PATH = re.compile(r"^\s*(file:|[a-z]:[\\/]|\\\\)", re.I)
_MARKERS_IN = {"rPr", "trPr", "numPr"}
_SHEET_PRINTER = re.compile(rb"(<(?:\w+:)?pageSetup\b[^>]*?)\s+\w+:id=(?:\"[^\"]*\"|'[^']*')")
_SHEET_UID = re.compile(rb"(<(?:\w+:)?worksheet\b[^>]*?)\s+\w+:uid=(?:\"[^\"]*\"|'[^']*')")
_SHEET_VIEWS = re.compile(rb"<((?:\w+:)?customSheetViews)\b(?:[^>]*/>|.*?</\1>)", re.DOTALL)


def clean_markup(root: etree._Element) -> None:
    """Take the traces out of one part: names, paths, revision marks, what was deleted."""
    for element in list(root.iter("*")):
        name = local(element)
        if name in _GONE or _is_note_of_comment(element):
            drop(element)
        elif name in {"del", "moveFrom", "cellDel"}:
            _accept_deletion(element)
        elif name in {"ins", "moveTo"}:
            _accept_insertion(element)
        else:
            _clean_attributes(element)


def _is_note_of_comment(element: etree._Element) -> bool:
    """The yellow box of a spreadsheet comment, drawn in VML."""
    return local(element) == "shape" and any(
        attribute(one, "ObjectType") == "Note" for one in element.iter("{*}ClientData")
    )


def _accept_deletion(element: etree._Element) -> None:
    parent = element.getparent()
    above = "" if parent is None else local(parent)
    if parent is not None and above in {"trPr", "tcPr"}:  # a whole row or cell was deleted
        gone = parent.getparent()
        drop(parent if gone is None else gone)
    else:
        drop(element)


def _accept_insertion(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None and local(parent) in _MARKERS_IN:
        drop(element)
    else:
        unwrap(element)


def _clean_attributes(element: etree._Element) -> None:
    for key, value in list(element.attrib.items()):
        name = str(key).rpartition("}")[2]
        if _GONE_ATTRIBUTES.match(str(key)):
            del element.attrib[key]
        elif name in _DESCRIBING and _MACHINE_PATH.match(str(value)):
            element.attrib[key] = ""


def clean_sheet(data: bytes) -> bytes:
    """A worksheet without the printer and the views of single users.

    On bytes, because a sheet may be too large for a tree; it is well-formed, that was checked.
    """
    data = _SHEET_PRINTER.sub(rb"\1", data)
    data = _SHEET_UID.sub(rb"\1", data)
    return _SHEET_VIEWS.sub(b"", data)
