"""The column 政府信息公开, whose name and parts are prescribed, and where each column is found.

国办公开办函〔2019〕61号: an existing column of the site, named so, no site of its own.
"""

from __future__ import annotations

PLATFORM = "disclosure"
GUIDE = "disclosure-guide"
RULES = "disclosure-rules"
CONTENT = "disclosure-content"
REPORTS = "disclosure-reports"

PRESCRIBED = {
    PLATFORM: "政府信息公开",
    GUIDE: "政府信息公开指南",
    RULES: "政府信息公开制度",
    CONTENT: "法定主动公开内容",
    REPORTS: "政府信息公开年报",
}

# These are composed by the program, not by editors.
ADDRESSES = {PLATFORM: "/disclosure/", GUIDE: "/disclosure/guide/", CONTENT: "/catalogue/"}


def column_url(code: str) -> str:
    """The address of a column."""
    return ADDRESSES.get(code, f"/columns/{code}/")


def body_url(code: str) -> str:
    """The address of what a body has made public."""
    return f"/catalogue/bodies/{code}/"


def guide_url(code: str) -> str:
    """The address of a body's disclosure guide."""
    return f"/disclosure/guide/{code}/"


def catalogue_url(code: str) -> str:
    """The address of a catalogue of duties."""
    return f"/catalogue/duties/{code}/"


def duty_url(catalogue: str, code: str) -> str:
    """The address of a duty."""
    return f"/catalogue/duties/{catalogue}/{code}/"


def topic_url(code: str) -> str:
    """The address of a topic."""
    return f"/topics/{code}/"
