"""How a thing is filed with tantivy: fields, and the tokens in them.

Texts come in ready-made tokens parted by blanks, so that the engine and the kernel never disagree
on what a token is. What a page of hits shows is stored in one lump; the long text is not stored
beyond what a snippet may be taken from.
"""

from __future__ import annotations

import json
import zlib
from datetime import date
from functools import lru_cache
from typing import Any

import tantivy

from gongkai.kernel import pinyin, search_text
from gongkai.kernel.number_search import number_keys
from gongkai.search.engine import Ready
from gongkai.search.registry import ENDED, Searchable, mark

BOOKMARK = "_bookmark"  # the document that holds the state; it matches no question
LONGEST_INDEXED = 400_000  # characters of one thing; a longer text is found by its beginning
LONGEST_STORED = 6_000  # characters from which a snippet is taken
PAIRED = ("title", "meta", "text")  # fields in pairs of characters, with places
SAMPLES = 16  # one thing of so many is in the sample
BLANKS = "blanks"  # our tokenizer: parts at blanks and does nothing else


def schema() -> tantivy.Schema:
    """All fields. Change one, and `places.VERSION` must change with it."""
    build = tantivy.SchemaBuilder()
    build.add_text_field("about", stored=True, tokenizer_name="raw", index_option="basic")
    for name in PAIRED:
        build.add_text_field(name, tokenizer_name=BLANKS, index_option="position")
        build.add_text_field(sampled(name), tokenizer_name=BLANKS, index_option="position")
    for name in ("title_words", "title_signs"):
        build.add_text_field(name, tokenizer_name=BLANKS, index_option="freq")
    for name in ("number", "sound", "mark"):
        build.add_text_field(name, tokenizer_name=BLANKS, index_option="basic")
    for name in ("kind", "body", "subject", "validity"):
        build.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    build.add_integer_field("year", indexed=True, fast=True)
    build.add_integer_field("day", indexed=True, fast=True)
    build.add_integer_field("month", indexed=True, fast=True)  # 202603
    build.add_integer_field("sample", indexed=True)  # 0 for what is in the sample
    build.add_float_field("weight", fast=True)
    build.add_bytes_field("shown", stored=True)
    return build.build()


def sampled(name: str) -> str:
    """The field in which the same stands once more for the things of the sample alone. So a
    question to the sample costs a sixteenth; a mark on them would be met at the end of the work."""
    return f"sample_{name}"


def analyzer() -> tantivy.TextAnalyzer:
    """The tokenizer to register under `BLANKS`."""
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()


def fields(thing: Searchable) -> Ready:
    """The thing as the fields of a document."""
    kind = thing.about.partition(":")[0]
    title = search_text.fold(thing.title)
    text = "\n".join([thing.text, *thing.files])[:LONGEST_INDEXED]
    meta = filter(None, map(_pairs_of, [*thing.names, thing.issued_by, *thing.words]))
    sounds = dict.fromkeys(key for name in thing.sounds for key in pinyin.keys(name))
    values: Ready = {
        "about": [thing.about],
        "title": [" ".join(search_text.pairs(title))],
        "title_words": [" ".join(search_text.words(title))],
        "title_signs": [" ".join(search_text.characters(title))],
        "meta": [" ".join(meta)],
        "text": [" ".join(search_text.pairs(search_text.fold(f"{thing.number}\n{text}")))],
        "number": [" ".join(number_keys(thing.number))],
        "sound": [" ".join(sounds)],
        "mark": [" ".join(mark(kind, unit) for unit in thing.units)],
        "kind": [kind],
        "weight": [_as_the_engine_reads_it(_weight(thing))],
        "day": [thing.on.toordinal() if thing.on else 0],
        "shown": [_shown(thing, text)],
    }
    if zlib.crc32(thing.about.encode()) % SAMPLES == 0:
        values |= {sampled(name): values[name] for name in PAIRED} | {"sample": [0]}
    for name in ("body", "subject", "validity"):
        if getattr(thing, name):
            values[name] = [getattr(thing, name)]
    if thing.on:
        values["year"] = [thing.on.year]
        values["month"] = [thing.on.year * 100 + thing.on.month]
    return values


@lru_cache(maxsize=4_096)
def _pairs_of(text: str) -> str:
    """Kept, because names of bodies and columns come again with every other thing."""
    return " ".join(search_text.pairs(search_text.fold(text)))


def _weight(thing: Searchable) -> float:
    """What holds goes before what does not hold any more, and new before old, all else equal."""
    age = min(max((thing.on or date.min).toordinal() - _OLD, 0) / _LONG, 1.0)
    return thing.weight * (0.6 if thing.validity in ENDED else 1.0) * (0.9 + 0.1 * age)


def _as_the_engine_reads_it(weight: float) -> float:
    """The engine multiplies a score by log2(2 + value); this is the value that makes it `weight`,
    times six, so that small weights have one as well."""
    return max(float(2.0 ** (6.0 * weight)) - 2.0, 0.0)


_OLD = date(2000, 1, 1).toordinal()
_LONG = date(2040, 1, 1).toordinal() - _OLD


def _shown(thing: Searchable, text: str) -> bytes:
    shown = [
        thing.title, thing.url, thing.number, thing.issued_by,
        thing.on.isoformat() if thing.on else "", thing.validity, thing.state,
        text[:LONGEST_STORED],
    ]  # fmt: skip
    return json.dumps(shown, ensure_ascii=False).encode()


def bookmark(state: dict[str, Any], known: tantivy.Schema) -> tantivy.Document:
    """The state as a document, so that it is committed together with what it speaks of."""
    values = {"about": [BOOKMARK], "shown": [json.dumps(state).encode()]}
    return tantivy.Document.from_dict(values, known)
