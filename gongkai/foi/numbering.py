"""The running number of a request: the one that people say on the phone, 2026-00017."""

from __future__ import annotations

from datetime import date

from gongkai.cases.counting import take_numbers


def request_number(on: date) -> str:
    """Take the next number of the year; the year's row stays locked until the operation ends."""
    return f"{on.year}-{take_numbers('request', on.year):05d}"
