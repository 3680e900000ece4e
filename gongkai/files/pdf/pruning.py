"""A page by itself: what its content names, and nothing that it merely could have named.

Pages often share one list of fonts and pictures. A page that is carried over must not bring along
the pictures of a page whose content was taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from gongkai.files.pdf.objects import resolved

_KEPT = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group")
_NAME = re.compile(rb"/([^\x00-\x20()<>\[\]{}/%]+)")
_CODED = re.compile(rb"#([0-9A-Fa-f]{2})")


class Entangled(Exception):  # noqa: N818 - the page is then carried over as a picture
    """What a page needs cannot be told from what it does not need."""


def page_by_itself(page: PageObject, reader: PdfReader) -> PageObject:
    """A copy of a page with its content and what that names; raise `Entangled` if unclear.

    Annotations, actions, thumbnails and private data are left behind.
    """
    try:
        return _page_by_itself(page, reader)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise Entangled from problem


def _page_by_itself(page: PageObject, reader: PdfReader) -> PageObject:
    alone = PageObject(reader)
    alone[NameObject("/Type")] = NameObject("/Page")
    for key in _KEPT:
        if key in page:
            alone[NameObject(key)] = page.raw_get(key)
    if "/Contents" in page:
        alone[NameObject("/Contents")] = page.raw_get("/Contents")
    content = b"\n".join(one.get_data() for one in _streams(page.get("/Contents")))
    resources = resolved(page.get("/Resources"))
    if isinstance(resources, DictionaryObject):
        alone[NameObject("/Resources")] = _pruned(resources, _names(content), set())
    return alone


def _streams(value: object) -> Iterator[StreamObject]:
    found = resolved(value)
    for one in found if isinstance(found, ArrayObject) else [found]:
        stream = resolved(one)
        if isinstance(stream, StreamObject):
            yield stream


def _names(content: bytes) -> set[str]:
    """Every name in a content stream; a few too many do no harm, none too few."""
    return {
        "/" + _CODED.sub(lambda code: bytes([int(code[1], 16)]), name).decode("latin-1")
        for name in _NAME.findall(content)
    }


def _pruned(resources: DictionaryObject, names: set[str], seen: set[int]) -> DictionaryObject:
    """A copy of resources with what is named; forms without a list of their own use this one."""
    names = names | _borrowed(resources, names)
    kept = DictionaryObject()
    for sort, raw in resources.items():
        entries = resolved(raw)
        if not isinstance(entries, DictionaryObject):
            continue  # /ProcSet, which nobody needs any more
        named = DictionaryObject()
        for key in entries:
            if key in names:
                named[NameObject(key)] = entries.raw_get(key)
                _prune_inside(resolved(entries.raw_get(key)), seen)
        if named:
            kept[NameObject(sort)] = named
    return kept


def _borrowed(resources: DictionaryObject, names: set[str]) -> set[str]:
    """What is named by named forms that have no resources themselves."""
    found: set[str] = set()
    fresh = names
    forms = resolved(resources.get("/XObject"))
    while fresh and isinstance(forms, DictionaryObject):
        more: set[str] = set()
        for key in fresh & forms.keys():
            form = resolved(forms.raw_get(key))
            is_form = isinstance(form, StreamObject) and form.get("/Subtype") == "/Form"
            if is_form and isinstance(form, StreamObject) and "/Resources" not in form:
                more |= _names(form.get_data())
        fresh = more - found - names
        found |= more
    return found


def _prune_inside(found: object, seen: set[int]) -> None:
    """Prune forms, tiling patterns, soft masks and drawn fonts, each by its own content."""
    if not isinstance(found, DictionaryObject) or id(found) in seen:
        return
    seen.add(id(found))
    inner = resolved(found.get("/Resources"))
    if isinstance(inner, DictionaryObject):
        content = b"\n".join(_contents_of(found))
        found[NameObject("/Resources")] = _pruned(inner, _names(content), seen)
    mask = resolved(found.get("/SMask"))
    if isinstance(mask, DictionaryObject):
        _prune_inside(resolved(mask.get("/G")), seen)


def _contents_of(found: DictionaryObject) -> Iterator[bytes]:
    if isinstance(found, StreamObject):
        yield found.get_data()
    glyphs = resolved(found.get("/CharProcs"))
    for one in glyphs.values() if isinstance(glyphs, DictionaryObject) else ():
        glyph = resolved(one)
        if isinstance(glyph, StreamObject):
            yield glyph.get_data()
