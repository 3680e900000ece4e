"""Entries, records and the story of a document: what is taken, and what is refused."""

from __future__ import annotations

import json
from base64 import b64decode as decode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from verifytesting import ORIGIN, VECTORS, Publisher, b64, canonical

from gongkai_verify.chains import Chains
from gongkai_verify.entries import parse_entry
from gongkai_verify.errors import Wrong
from gongkai_verify.proving import State, prove
from gongkai_verify.records import parse_record, safe_file

HASH = b64(bytes(32))
PUBLISH = json.loads(VECTORS["record"]["entry"])
REVISE = {**PUBLISH, "act": "revise", "rev": 2, "prev": 0}
WITHDRAW = {
    "v": 1, "act": "withdraw", "doc": PUBLISH["doc"], "org": PUBLISH["org"], "t": PUBLISH["t"],
    "prev": 0, "ground": "clerical",
}  # fmt: skip
ERASE = {**WITHDRAW, "act": "erase", "of": 0, "gone": ["body"], "ground": "privacy"}
ANCHOR = {"v": 1, "act": "anchor", "t": PUBLISH["t"], "log": "x/cases", "size": 3, "root": HASH}


def without(value, *keys):
    return {key: one for key, one in value.items() if key not in keys}


@pytest.mark.parametrize(
    "entry", [PUBLISH, REVISE, WITHDRAW, ERASE, {**ERASE, "auth": "名政公开〔2026〕3号"}, ANCHOR]
)
def test_an_entry_of_the_right_form_is_read(entry):
    assert parse_entry(canonical(entry)).act == entry["act"]


def test_the_vectors_entry_and_record():
    record = VECTORS["record"]
    parts = {
        name: {"salt": one["salt"], "file": "files/a.pdf"}
        if name == "a1"
        else {"salt": one["salt"], "content": decode(one["content"]).decode()}
        for name, one in record["parts"].items()
    }
    entry = canonical({**PUBLISH, "sm3": {n: p["sm3"] for n, p in record["parts"].items()}})
    read = parse_record(
        json.dumps(
            {"v": 1, "origin": ORIGIN, "index": 0, "entry": b64(entry), "parts": parts}
        ).encode()
    )
    attachment = decode(record["parts"]["a1"]["content"])
    verdicts = list(prove(read, lambda _: [attachment[:5], attachment[5:]], lambda _: None))
    assert {one.name: one.state for one in verdicts} == dict.fromkeys(parts, State.AS_LOGGED)
    assert read.title == "关于公布行政许可事项清单的通知"


REFUSED = {
    "a title": {**PUBLISH, "title": "某某"},
    "no parts": without(PUBLISH, "parts"),
    "empty parts": {**PUBLISH, "parts": {}},
    "no body": {**PUBLISH, "parts": {"meta": HASH}},
    "a gap": {**PUBLISH, "parts": {"meta": HASH, "body": HASH, "a2": HASH}},
    "a part of another name": {**PUBLISH, "parts": {**PUBLISH["parts"], "张三": HASH}},
    "a short hash": {**PUBLISH, "parts": {"meta": HASH, "body": "AAAA"}},
    "other sm3": {**PUBLISH, "sm3": {"meta": HASH}},
    "unknown act": {**PUBLISH, "act": "unpublish"},
    "no act": without(PUBLISH, "act"),
    "act is a list": {**PUBLISH, "act": ["publish"]},
    "version true": {**PUBLISH, "v": True},
    "version 2": {**PUBLISH, "v": 2},
    "time with zone": {**PUBLISH, "t": "2026-11-22T04:00:00+08:00"},
    "no such day": {**PUBLISH, "t": "2026-02-30T04:00:00Z"},
    "upper case doc": {**PUBLISH, "doc": PUBLISH["doc"].upper()},
    "org": {**PUBLISH, "org": "某县人民政府"},
    "rev 0": {**PUBLISH, "rev": 0},
    "rev text": {**PUBLISH, "rev": "1"},
    "prev in publish": {**PUBLISH, "prev": 0},
    "no prev": without(REVISE, "prev"),
    "negative prev": {**REVISE, "prev": -1},
    "prose as ground": {**WITHDRAW, "ground": "张三 要求"},
    "a ground of no list": {**WITHDRAW, "ground": "zhang-san"},
    "org of other letters": {**PUBLISH, "org": "11620000013895017I"},
    "a name as decision": {**ERASE, "auth": "张三"},
    "no ground": without(WITHDRAW, "ground"),
    "nothing gone": {**ERASE, "gone": []},
    "gone unsorted": {**ERASE, "gone": ["meta", "body"]},
    "gone twice": {**ERASE, "gone": ["body", "body"]},
    "gone is text": {**ERASE, "gone": "body"},
    "blank in auth": {**ERASE, "auth": "某 〔2026〕1号"},
    "anchor with doc": {**ANCHOR, "doc": PUBLISH["doc"]},
    "anchor root": {**ANCHOR, "root": 3},
    "not NFC": {**ERASE, "auth": "e\u0301"},
    "control": {**ERASE, "auth": "a\u0085"},
}


@pytest.mark.parametrize("entry", REFUSED.values(), ids=REFUSED.keys())
def test_an_entry_of_another_form_is_refused(entry):
    with pytest.raises(Wrong):
        parse_entry(canonical(entry))


SPELLINGS = {
    "blanks": json.dumps(PUBLISH, sort_keys=True).encode(),
    "order": json.dumps(dict(reversed(sorted(PUBLISH.items()))), separators=(",", ":")).encode(),
    "float": canonical(PUBLISH).replace(b'"v":1', b'"v":1.0'),
    "exponent": canonical(PUBLISH).replace(b'"v":1', b'"v":1e0'),
    "twice": canonical(PUBLISH).replace(b'"v":1', b'"v":1,"v":1'),
    "escape": canonical(PUBLISH).replace(b'"act"', b'"\\u0061ct"'),
    "newline": canonical(PUBLISH) + b"\n",
    "bom": b"\xef\xbb\xbf" + canonical(PUBLISH),
    "list": b"[]",
    "deep": b'{"v":' + b"[" * 5000 + b"]" * 5000 + b"}",
    "nan": b'{"v":NaN}',
    "too large": canonical({**REVISE, "prev": 2**53}),
    "not utf-8": b'{"v":"\xff"}',
    "surrogate": b'{"v":"\\ud800"}',
}


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_another_spelling_of_an_entry_is_refused(spelling):
    with pytest.raises(Wrong):
        parse_entry(spelling)


@given(st.binary(max_size=200))
def test_any_bytes_are_an_entry_or_refused(content):
    with pytest.raises(Wrong):
        parse_entry(content)


# --- the story of a document ---------------------------------------------------------------


def story(*entries):
    chains = Chains()
    for index, entry in enumerate(entries):
        chains.add(index, parse_entry(canonical(entry)))
    return chains.documents[PUBLISH["doc"]]


RESTORE = without({**WITHDRAW, "act": "restore"}, "ground")
ALL = ["a1", "body", "meta"]


def test_a_whole_life():
    document = story(
        PUBLISH,
        REVISE,
        {**ERASE, "prev": 1, "of": 0, "rev": 1},
        {**WITHDRAW, "prev": 2, "rev": 2},
        {**RESTORE, "prev": 3},
    )
    assert (document.newest, document.rev, document.is_public) == (1, 2, True)
    assert document.erased == {(0, "body"): 2}
    gone = story(PUBLISH, {**ERASE, "gone": ALL})
    assert gone.is_erased
    assert not gone.is_public


IMPOSSIBLE = {
    "twice published": [PUBLISH, PUBLISH],
    "revision before": [REVISE],
    "first is rev 2": [{**PUBLISH, "rev": 2}],
    "rev skipped": [PUBLISH, {**REVISE, "rev": 3}],
    "wrong prev": [PUBLISH, {**REVISE, "prev": 1}],
    "prev forgets one": [PUBLISH, REVISE, WITHDRAW],
    "withdrawn twice": [PUBLISH, WITHDRAW, {**WITHDRAW, "prev": 1}],
    "revised while withdrawn": [PUBLISH, WITHDRAW, {**REVISE, "prev": 1}],
    "restored while public": [PUBLISH, RESTORE],
    "restored though erased": [
        PUBLISH,
        WITHDRAW,
        {**ERASE, "prev": 1, "gone": ALL},
        {**RESTORE, "prev": 2},
    ],
    "erased twice": [PUBLISH, ERASE, {**ERASE, "prev": 1}],
    "erased what never was": [PUBLISH, {**ERASE, "gone": ["a2"]}],
    "erased of another": [PUBLISH, {**ERASE, "of": 5}],
    "rev of another": [PUBLISH, {**WITHDRAW, "rev": 2}],
    "erasure of another rev": [PUBLISH, {**ERASE, "rev": 2}],
}


@pytest.mark.parametrize("entries", IMPOSSIBLE.values(), ids=IMPOSSIBLE.keys())
def test_a_story_that_cannot_be(entries):
    with pytest.raises(Wrong):
        story(*entries)


def test_an_anchored_log_never_shrinks_or_changes():
    chains = Chains()
    for index, size in enumerate([0, 3, 3, 5]):
        chains.add(index, parse_entry(canonical({**ANCHOR, "size": size})))
    for more in ({"size": 4}, {"size": 5, "root": b64(b"x" * 32)}):
        with pytest.raises(Wrong):
            chains.add(4, parse_entry(canonical({**ANCHOR, **more})))


# --- records -------------------------------------------------------------------------------


@pytest.fixture
def record(tmp_path):
    publisher = Publisher(tmp_path)
    publisher.release(1, files=[("附件.pdf", b"%PDF")])
    return publisher.record(1)


def test_a_record_is_read(record):
    assert parse_record(json.dumps(record).encode()).index == 0


def spoil(record, *path, to):
    *way, last = path
    at = record
    for key in way:
        at = at[key]
    at[last] = to
    return record


@pytest.mark.parametrize(
    ("path", "to"),
    [
        (["v"], 2),
        (["v"], True),
        (["more"], 1),
        (["index"], -1),
        (["index"], "0"),
        (["origin"], "a b"),
        (["entry"], "AAAA"),
        (["entry"], 5),
        (["entry"], b64(canonical(WITHDRAW))),
        (["parts"], []),
        (["parts", "a2"], {"erased": 1}),
        (["parts", "meta"], {"erased": -1}),
        (["parts", "meta"], {}),
        (["parts", "meta", "salt"], "AAAA"),
        (["parts", "meta", "content"], '{"title": "x"}'),
        (["parts", "meta", "content"], '{"name":"x"}'),
        (["parts", "meta", "content"], 3),
        (["parts", "body", "content"], "\ud800"),
        (["parts", "body"], {"salt": HASH, "file": "files/a"}),
        (["parts", "a1"], {"salt": HASH, "content": "x"}),
        (["parts", "a1", "file"], "../record.json"),
    ],
)
def test_a_record_of_another_form_is_refused(record, path, to):
    with pytest.raises(Wrong):
        parse_record(json.dumps(spoil(record, *path, to=to)).encode())


@pytest.mark.parametrize(
    "name",
    [
        *["", "files", "files/", "files//a", "files/../a", "files/./a", "/files/a", "a"],
        *["files/a\\b", "files/a\n", "files/\x7f", "Files/a", "files/\ud800"],
    ],
)
def test_a_file_name_that_leads_elsewhere_is_refused(name):
    with pytest.raises(Wrong):
        safe_file(name)
    assert safe_file("files/附件 1..pdf") == "files/附件 1..pdf"


def test_each_part_has_its_verdict(record):
    read = parse_record(json.dumps(record).encode())
    changed = spoil(record, "parts", "body", "content", to="<p>别的</p>\n")
    del changed["parts"]["meta"]
    forged = parse_record(json.dumps(changed).encode())

    def verdicts(one, files, tombstones):
        return {found.name: found.state for found in prove(one, files, tombstones)}

    assert set(verdicts(read, lambda _: [b"%PDF"], lambda _: None).values()) == {State.AS_LOGGED}
    assert verdicts(forged, lambda _: None, lambda _: -1) == {
        "a1": State.MISSING,
        "body": State.CHANGED,
        "meta": State.MISSING,
    }
    erased = parse_record(json.dumps(spoil(record, "parts", "a1", to={"erased": 7})).encode())
    assert verdicts(erased, lambda _: None, lambda _: None)["a1"] == State.UNPROVED
    assert verdicts(erased, lambda _: None, lambda _: 7)["a1"] == State.ERASED
    assert verdicts(erased, lambda _: None, lambda _: 6)["a1"] == State.NO_TOMBSTONE
