"""Signed notes, keys and checkpoints against hostile input."""

from __future__ import annotations

from base64 import b64encode

import pytest

from gongkai.kernel.tlog.checkpoint import Checkpoint
from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.keys import COSIGNATURE, ED25519, SM2, VerifierKey, check_name, cosigned
from gongkai.kernel.tlog.notes import Note, SignatureLine, open_note
from gongkai.kernel.tlog.tests.samples import KEY, ORIGIN, PRIVATE, VECTORS, WITNESS

NOTE: str = VECTORS["checkpoint_3"]
COSIGNED: str = VECTORS["checkpoint_3_cosigned"]
TEXT, LINE = NOTE.split("\n\n")[0] + "\n", NOTE.split("\n\n")[1]
STRANGER = f"— stranger.example/x {b64encode(b'1234' + bytes(64)).decode()}\n"
BAD = str(SignatureLine(ORIGIN, KEY.key_id, bytes(64)))


def test_unknown_signatures_are_passed_over() -> None:
    opened = open_note(f"{TEXT}\n{STRANGER}{LINE}{STRANGER}", [KEY])
    assert opened.text == TEXT
    assert set(opened.signed_at) == {KEY}
    # The same name with another id is another key, and so is the same id under another name.
    for name, key_id in ((ORIGIN, b"1234"), ("other.example/log", KEY.key_id)):
        other = SignatureLine(name, key_id, bytes(64))
        assert set(open_note(f"{TEXT}\n{other}{LINE}", [KEY]).signed_at) == {KEY}


@pytest.mark.parametrize("lines", [BAD, BAD + LINE, LINE + BAD, LINE + STRANGER + BAD])
def test_a_bad_signature_by_a_known_key_refuses_the_note(lines: str) -> None:
    with pytest.raises(LogError, match="bad signature"):
        open_note(f"{TEXT}\n{lines}", [KEY])


def test_a_bad_cosignature_refuses_the_note() -> None:
    earlier = COSIGNED.replace("AAAABqsTuA", "AAAABqsTuB")  # the signed time, moved
    assert earlier != COSIGNED
    assert set(open_note(earlier, [KEY]).signed_at) == {KEY}
    with pytest.raises(LogError, match="bad signature"):
        open_note(earlier, [KEY, WITNESS])


def test_a_note_that_no_known_key_has_signed_is_refused() -> None:
    for keys in ([], [WITNESS]):
        with pytest.raises(LogError, match="no known key"):
            open_note(NOTE, keys)


def test_another_text_under_the_signature_is_refused() -> None:
    for changed in (NOTE.replace("\n3\n", "\n4\n"), NOTE.replace("pub\n", "pub2\n", 1)):
        with pytest.raises(LogError, match="bad signature"):
            open_note(changed, [KEY])


def test_many_signatures_are_accepted() -> None:
    assert open_note(f"{TEXT}\n{STRANGER * 15}{LINE}", [KEY]).signed_at == {KEY: None}
    with pytest.raises(LogError):
        open_note(f"{TEXT}\n{STRANGER * 100}{LINE}", [KEY])


@pytest.mark.parametrize(
    "note",
    [
        "",
        "\n",
        TEXT,
        f"{TEXT}\n",
        NOTE[:-1],  # the last line is unfinished
        NOTE[:-2],
        NOTE + "\n",
        NOTE + "more\n",
        NOTE.replace("— ", "- "),
        NOTE.replace("— ", "—  "),
        NOTE.replace("\n", "\r\n"),
        NOTE.replace("pub\n", "pub\0\n"),
        NOTE.replace("pub\n", "pub\t\n"),
        NOTE.replace("pub\n", "pub\ud800\n"),
        f"{TEXT}\n— {ORIGIN}\n",
        f"{TEXT}\n— {ORIGIN} !!!!\n",
        f"{TEXT}\n— {ORIGIN} {b64encode(b'1234').decode()}\n",  # an id without a signature
        f"{TEXT}\n{LINE[:-2]}\n",  # base64 without its padding
        f"{TEXT}\n—  {LINE.split()[2]}\n",  # no name
        f"{TEXT}\n— a+b {LINE.split()[2]}\n",
        "x" * 1_000_000 + f"\n\n{LINE}",
    ],
)
def test_broken_notes_are_refused(note: str) -> None:
    with pytest.raises(LogError):
        open_note(note, [KEY])


def test_a_text_with_blank_lines_ends_at_the_last() -> None:
    text = "one\n\ntwo\n"
    line = SignatureLine(ORIGIN, KEY.key_id, PRIVATE.sign(text.encode()))
    assert open_note(f"{text}\n{line}", [KEY]).text == text


def test_a_note_is_written_as_it_was_read() -> None:
    assert str(Note.parse(COSIGNED)) == COSIGNED


def test_what_a_witness_signs() -> None:
    assert cosigned(TEXT, 1_679_315_147) == f"cosignature/v1\ntime 1679315147\n{TEXT}".encode()
    public = PRIVATE.public_key().public_bytes_raw()
    key = VerifierKey("witness.example/w", COSIGNATURE, public)
    signature = (7).to_bytes(8, "big") + PRIVATE.sign(cosigned(TEXT, 7))
    assert key.signed_at(TEXT, signature) == 7
    # What it signed as a log is not what it signs as a witness, nor the other way round.
    with pytest.raises(LogError):
        key.signed_at(TEXT, PRIVATE.sign(TEXT.encode()))
    with pytest.raises(LogError):
        VerifierKey("witness.example/w", ED25519, public).signed_at(TEXT, signature)


PUBLIC = KEY.public
VKEY = str(KEY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "+",
        "++",
        ORIGIN,
        VKEY[:-1],
        VKEY + "=",
        VKEY + "\n",
        VKEY.replace("323ea4b2", "323ea4b3"),
        VKEY.replace("323ea4b2", "323EA4B2"),
        VKEY.replace("log.", "lag."),
        VKEY.replace("pub+", "p ub+"),
        f"{ORIGIN}+323ea4b2+",
    ],
)
def test_broken_keys_are_refused(text: str) -> None:
    with pytest.raises(LogError):
        VerifierKey.parse(text)


@pytest.mark.parametrize(
    ("kind", "public"),
    [
        (b"", PUBLIC),
        (b"\x02", PUBLIC),
        (b"\x06", PUBLIC),
        (b"\xff", PUBLIC),
        (ED25519, PUBLIC[:-1]),
        (ED25519, PUBLIC + b"x"),
        (COSIGNATURE, b""),
        (SM2, b"\x04" + bytes(64)),  # not on the curve
        (SM2, bytes(65)),
        (SM2, PUBLIC),
    ],
)
def test_keys_of_no_known_form_are_refused(kind: bytes, public: bytes) -> None:
    with pytest.raises(LogError):
        VerifierKey(ORIGIN, kind, public)


@pytest.mark.parametrize("name", ["", " ", "a b", "a+b", "a\n", "a\u3000b", "a\u00a0b", "a\x7f"])
def test_names(name: str) -> None:
    with pytest.raises(LogError):
        check_name(name)


ROOT = VECTORS["roots"]["3"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"{ORIGIN}\n3\n{ROOT}",
        f"{ORIGIN}\n3\n{ROOT}\nextension\n",
        f"{ORIGIN}\n3\n{ROOT}\n\n",
        f"{ORIGIN}\n03\n{ROOT}\n",
        f"{ORIGIN}\n+3\n{ROOT}\n",
        f"{ORIGIN}\n-3\n{ROOT}\n",
        f"{ORIGIN}\n 3\n{ROOT}\n",
        f"{ORIGIN}\n٣\n{ROOT}\n",
        f"{ORIGIN}\n{'9' * 30}\n{ROOT}\n",
        f"{ORIGIN}\n\n{ROOT}\n",
        f"{ORIGIN}\n3\n{ROOT[:-1]}\n",
        f"{ORIGIN}\n3\n{ROOT[:-2]}F=\n",  # a second spelling of the same bytes
        f"{ORIGIN}\n3\n{ROOT[:40]}\n",
        f"\n3\n{ROOT}\n",
        f"a b\n3\n{ROOT}\n",
    ],
)
def test_broken_checkpoints_are_refused(text: str) -> None:
    with pytest.raises(LogError):
        Checkpoint.parse(text)
