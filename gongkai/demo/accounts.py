"""The accounts of the demonstration county, for whoever tries it out."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import east_asian_width

from gongkai.demo.bodies import BY_CODE
from gongkai.demo.cast import MEMBERS, Member

# One password for all, printed for everyone to see: the county is a demonstration.
PASSWORD = "mingchuan-2026"  # noqa: S105
# Opens every request for information of the county on its progress page, for the same reason.
LOOK_UP_CODE = "MCXN-DEMA-2345"

HEADS = ("账号", "姓名", "岗位", "可以试什么")


@dataclass(frozen=True)
class Account:
    """One account: how to sign in, who it is, and what to try."""

    username: str
    name: str
    post: str  # with body and unit
    tries: str


def _account(member: Member) -> Account:
    return Account(
        member.username, member.name, f"{BY_CODE[member.organ].short}{member.post}", member.tries
    )


ACCOUNTS = tuple(_account(member) for member in MEMBERS)


def accounts_as_text() -> str:
    """A table of all accounts for a terminal, and the password once."""
    rows = [HEADS, *((one.username, one.name, one.post, one.tries) for one in ACCOUNTS)]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(HEADS) - 1)]
    lines = [_line(row, widths) for row in rows]
    rule = "─" * max(_width(line) for line in lines)
    return "\n".join(
        [
            "演示账号（名川县为虚构，人物、机构和数据均不真实）",
            rule, lines[0], rule, *lines[1:], rule,
            f"以上账号的口令都是：{PASSWORD}",
            f"公开申请的查询码都是：{LOOK_UP_CODE}（编号见工作台“依申请公开”）",
        ]
    )  # fmt: skip


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    cells = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=False)]
    return "  ".join([*cells, row[-1]]).rstrip()


def _width(text: str) -> int:
    """How many columns of a terminal the text takes: Chinese characters take two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
