"""Receipts that were tampered with."""

from __future__ import annotations

import pytest

from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.receipts import Receipt
from gongkai.kernel.tlog.tests.samples import KEY, VECTORS, WITNESS

RECEIPT: str = VECTORS["tlog_proof_1_of_3"]
LINES = RECEIPT.split("\n")


def put(line: int, *text: str) -> str:
    return "\n".join([*LINES[:line], *text, *LINES[line + 1 :]])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        put(0, "c2sp.org/tlog-proof@v2"),
        put(0),
        put(1),  # without the entry
        put(1, LINES[2], LINES[1]),
        put(2, "index 01"),
        put(2, "index -1"),
        put(2, "index"),
        put(2, "index 1 "),
        put(3, LINES[3][:-4]),
        put(3, ""),
        put(3, "AAAA"),
        put(3, *LINES[3:4] * 63),
        RECEIPT.replace("\n", "\r\n"),
    ],
)
def test_broken_receipts_are_refused(text: str) -> None:
    with pytest.raises(LogError):
        Receipt.parse(text).check([KEY])


@pytest.mark.parametrize(
    "text",
    [
        put(1, "extra Mg=="),  # another entry
        put(1, "extra "),
        put(2, "index 0"),
        put(2, "index 2"),
        put(2, "index 3"),
        put(3, LINES[4], LINES[4]),
        put(3, LINES[4], LINES[3]),
        put(3),
        put(4),
        put(4, LINES[4], LINES[3]),
        put(7, "4"),  # another size under the old signature
        put(8, VECTORS["roots"]["4"]),
        RECEIPT[: RECEIPT.index("—")],
        RECEIPT + "— x",
    ],
)
def test_receipts_that_prove_nothing_are_refused(text: str) -> None:
    with pytest.raises(LogError):
        Receipt.parse(text).check([KEY])


def test_a_receipt_under_a_strange_key_is_refused() -> None:
    for keys in ([], [WITNESS]):
        with pytest.raises(LogError, match="no known key"):
            Receipt.parse(RECEIPT).check(keys)


def test_an_entry_of_any_bytes_travels_in_it() -> None:
    receipt = Receipt(bytes(range(256)), 9, (bytes(32),), VECTORS["checkpoint_3"])
    assert Receipt.parse(str(receipt)) == receipt
