"""What a leaf may hold, and what it may never hold."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gongkai.kernel.tlog.canonical import canonical
from gongkai.kernel.tlog.commitments import commitment, new_salt
from gongkai.kernel.tlog.entries import ACTS, entry_bytes, read_entry
from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.tests.samples import KEY, VECTORS

PUBLISH: dict[str, Any] = json.loads(VECTORS["record"]["entry"])
HASH = PUBLISH["parts"]["body"]
ABOUT = {name: PUBLISH[name] for name in ("doc", "org", "rev", "t", "v")}
OF_LOG = {"t": PUBLISH["t"], "v": 1}
ERASE = {"act": "erase", **ABOUT, "prev": 4, "of": 3, "gone": ["body"], "ground": "privacy"}
GOOD: list[dict[str, Any]] = [
    PUBLISH,
    {**PUBLISH, "sm3": PUBLISH["parts"]},
    {**PUBLISH, "act": "revise", "rev": 2, "prev": 7},
    {"act": "withdraw", **ABOUT, "prev": 7, "ground": "clerical"},
    {"act": "withdraw", **ABOUT, "prev": 7, "ground": "court", "auth": "兰政办公开〔2026〕12号"},
    {"act": "restore", **ABOUT, "prev": 8},
    ERASE,
    {**ERASE, "gone": ["a1", "a10", "body", "meta"]},
    {"act": "anchor", **OF_LOG, "log": "log.example.gov/cases", "size": 0, "root": HASH},
    {"act": "key", **OF_LOG, "vkey": str(KEY)},
]


@pytest.mark.parametrize("fields", GOOD)
def test_entries_come_back(fields: dict[str, Any]) -> None:
    assert read_entry(entry_bytes(fields)) == fields


def test_every_act_is_shown_above() -> None:
    assert {fields["act"] for fields in GOOD} == set(ACTS)


@pytest.mark.parametrize(
    "changed",
    [
        {"act": "delete"},
        {"act": "draw-commit"},
        {"act": None},
        {"act": ["publish"]},
        {"title": "关于张三的处罚决定"},
        {"url": "https://example.gov/1"},
        {"ground": "privacy"},  # not in a publication
        {"v": 2},
        {"v": True},
        {"v": 1.0},
        {"v": "1"},
        {"rev": 0},
        {"rev": True},
        {"rev": 2**53},
        {"prev": 0},  # nothing came before what is published first
        {"doc": "6F1C2B1E-6b0e-4a53-9a1c-2f8e9f1f1a11"},
        {"doc": "zhang-san"},
        {"doc": PUBLISH["doc"] + "\n"},
        {"org": "兰州市"},
        {"org": PUBLISH["org"][:-1]},
        {"t": "2026-11-22T04:00:00+08:00"},
        {"t": "2026-11-22T04:00:00.000Z"},
        {"t": "2026-11-31T04:00:00Z"},
        {"t": "２０２６-11-22T04:00:00Z"},
        {"t": 1_790_000_000},
        {"parts": {}},
        {"parts": [HASH]},
        {"parts": {"body": HASH[:-1]}},
        {"parts": {"body": "AAAA"}},
        {"parts": {"body": None}},
        {"parts": {"zhangsan": HASH}},
        {"parts": {"a0": HASH}},
        {"parts": {"a01": HASH}},
        {"sm3": {"body": HASH}},  # not of the same parts
        {1: 2},
    ],
)
def test_other_publications_are_refused(changed: dict[Any, Any]) -> None:
    with pytest.raises(LogError):
        entry_bytes({**PUBLISH, **changed})


@pytest.mark.parametrize("missing", PUBLISH)
def test_incomplete_publications_are_refused(missing: str) -> None:
    with pytest.raises(LogError):
        entry_bytes({name: value for name, value in PUBLISH.items() if name != missing})


@pytest.mark.parametrize(
    "changed",
    [
        {"ground": "应张三要求"},
        {"ground": ["privacy"]},
        {"auth": "根据张三的申请"},
        {"auth": "兰政办〔2026〕12号 张三"},
        {"gone": []},
        {"gone": "body"},
        {"gone": ["body", "a1"]},  # not in order
        {"gone": ["body", "body"]},
        {"gone": ["张三"]},
        {"of": None},
        {"prev": -1},
        {"prev": "7"},
        {"parts": PUBLISH["parts"]},
    ],
)
def test_other_erasures_are_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(LogError):
        entry_bytes({**ERASE, **changed})


@pytest.mark.parametrize(
    "entry",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b"\xff",
        b"[" * 100_000,
        entry_bytes(PUBLISH) + b"\n",
        b" " + entry_bytes(PUBLISH),
        entry_bytes(PUBLISH).replace(b":1,", b":1.0,", 1),
        entry_bytes(PUBLISH).replace(b'"act"', b'"\\u0061ct"'),
        entry_bytes(PUBLISH).replace(b'"rev":1', b'"rev":1,"rev":1'),
        json.dumps(PUBLISH, sort_keys=True).encode(),
    ],
)
def test_other_spellings_are_refused(entry: bytes) -> None:
    with pytest.raises(LogError):
        read_entry(entry)


@pytest.mark.parametrize(
    ("fields", "written"),
    [
        ({"b": 1, "a": "关于"}, '{"a":"关于","b":1}'),
        ({"a_1": [{"z": None, "y": True}]}, '{"a_1":[{"y":true,"z":null}]}'),
        ({"a": '"\\/'}, '{"a":"\\"\\\\/"}'),
        ({"a": -(2**53) + 1}, '{"a":-9007199254740991}'),
    ],
)
def test_canonical_forms(fields: dict[str, Any], written: str) -> None:
    assert canonical(fields).decode() == written


@pytest.mark.parametrize(
    "fields",
    [
        {"amount": 1.5},
        {"amount": 2.0},
        {"amount": float("nan")},
        {"amount": [[1.5]]},
        {"amount": 2**53},
        {"Title": "x"},
        {"1a": "x"},
        {"标题": "x"},
        {"": "x"},
        {"a": {"B": 1}},
        {"title": "e\u0301"},  # not NFC
        {"title": "a\nb"},
        {"title": "a\x7f"},
        {"title": "\u0378"},  # unassigned
        {"title": "\ue000"},  # private use
        {"title": "\ud800"},
        {"title": b"x"},
        {"title": {1, 2}},
    ],
)
def test_what_could_be_spelled_twice_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(LogError):
        canonical(fields)


def test_equal_contents_have_unequal_commitments() -> None:
    one, other = new_salt(), new_salt()
    assert len(one) == 32
    assert commitment("body", one, b"13912345678") != commitment("body", other, b"13912345678")
    assert commitment("body", one, b"x") != commitment("a1", one, b"x")


@pytest.mark.parametrize(
    ("name", "salt"), [("title", bytes(32)), ("body\n", bytes(32)), ("body", bytes(31))]
)
def test_broken_commitments_are_refused(name: str, salt: bytes) -> None:
    with pytest.raises(LogError):
        commitment(name, salt, b"x")
