"""Who asks: invented people and organisations, with numbers that belong to nobody."""

from __future__ import annotations

from gongkai.demo.bodies import AREA_CODE, COUNTY_CODE
from gongkai.foi.content import Who
from gongkai.kernel.identifiers import citizen_check_digit, uscc_check_digit


def _person(name: str, born: str, serial: int, address: str, *, email: bool = False) -> Who:
    first17 = f"{COUNTY_CODE}{born}{serial:03d}"
    return Who(
        kind="natural",
        name=name,
        identity_kind="citizen_card",
        identity_number=first17 + citizen_check_digit(first17),
        phone=f"{AREA_CODE}-5570{serial:03d}",
        email=f"reader{serial}@mingchuan.example" if email else "",
        address=f"某省名川县{address}",
    )


def _organisation(
    kind: str, make: str, name: str, serial: int, head: str, contact: str, address: str
) -> Who:
    """`make` are the first two signs of its credit code: who registered it, and what it is."""
    first17 = f"{make}{COUNTY_CODE}{serial:08d}X"
    return Who(
        kind=kind,
        name=name,
        identity_kind="credit_code",
        identity_number=first17 + uscc_check_digit(first17),
        representative=head,
        contact=contact,
        phone=f"{AREA_CODE}-5580{serial:03d}",
        fax=f"{AREA_CODE}-5581{serial:03d}",
        email=f"office{serial}@mingchuan.example",
        address=f"某省名川县{address}",
    )


REQUESTERS = {
    "teacher": _person("乔书宁", "19860412", 11, "名城镇文枢社区3栋201室", email=True),
    "farmer": _person("汤有田", "19680927", 12, "鹭鸣镇苇湾村二组"),
    "mother": _person("凌小荷", "19910305", 13, "名城镇东渡社区惠民路61号", email=True),
    "retired": _person("骆长庚", "19551118", 14, "名城镇西楼社区滨水路20号"),
    "driver": _person("晁大勇", "19790620", 15, "松涧乡石桥头村五组"),
    "neighbour": _person("邬春生", "19730214", 16, "名城镇柳堤社区7栋102室", email=True),
    "villager": _person("荀桂兰", "19640831", 17, "鹭鸣镇三榆村一组"),
    "reporter": _person("简舒怀", "19950709", 18, "名城镇文枢社区12栋603室", email=True),
    "graduate": _person("宁一航", "20010115", 19, "青禾镇长垄村三组", email=True),
    "shopkeeper": _person("仇玉华", "19820523", 20, "名城镇名川大道95号"),
    "builder": _organisation(
        "business", "91", "名川县云杉建筑工程有限公司", 31, "路成林", "白芸", "营造路70号",
    ),
    "caterer": _organisation(
        "business", "91", "名川县青禾餐饮服务有限公司", 32, "姬秀英", "姬秀英", "田园路12号",
    ),
    "institute": _organisation(
        "research", "12", "名川乡村发展研究所", 33, "祁望川", "温若兰", "文枢路40号",
    ),
    "charity": _organisation(
        "welfare", "51", "名川县微光公益协会", 34, "蓝心悦", "蓝心悦", "滨水路8号",
    ),
    "law-firm": _organisation(
        "legal", "31", "某省明理（名川）律师事务所", 35, "费明理", "单文彬", "明礼路22号",
    ),
    "owners": _organisation(
        "other", "51", "名川县柳堤社区业主委员会联合会", 36, "邬春生", "邬春生", "柳堤社区1号楼",
    ),
}  # fmt: skip
