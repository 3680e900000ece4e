"""The mixed set: what a site is asked all day, eight to ten questions of each kind."""

from __future__ import annotations

from datetime import date

from bench.search.corpus import thing
from gongkai.search.asking import Asked
from gongkai.search.engine import Order

EACH = 8
COMMON = ("工作", "通知", "资金", "申请", "整改", "公示", "各乡镇人民政府", "监督")
RARE = ("苇湾村", "冷链物流", "校服", "二化螟", "助餐", "路灯", "秸秆", "“村村通”")
TWO = (
    "土壤普查 桥头镇", "文物 巡查", "蜂业 补助 龙潭镇", "充电桩 高新区", "县志 编纂",
    "污水 排查 园区", "客运 经营权", "鹭鸣镇 低保",
)  # fmt: skip
PHRASES = (
    "“通信基站电磁环境检测”", "“任何单位和个人不得截留”", "“公共停车场”",
    "“水文监测站网建设”", "“城乡最低生活保障标准”", "“自觉接受社会监督”",
    "“逐项明确责任人和完成时限”", "“退耕还林后续管护”",
)  # fmt: skip
QUESTIONS = (
    "怎么申请蜂业良种补助需要什么材料", "低保一个月能领多少钱", "快递服务点什么时候进村",
    "工业园区污水归谁管", "充电桩在哪里", "古树能不能砍", "孩子上哪个小学", "文化站几点开门",
)  # fmt: skip
SLIPS = (
    "体育建身器材", "土嚷普查", "充电庄布局", "文物寻查", "水产养值", "古树名木挂排",
    "污水管网排茶", "渔业增直",
)  # fmt: skip

IN_THE_MIX = (
    "common word", "rare word", "two words", "phrase", "number", "filters", "by date",
    "second page",
)  # fmt: skip
FOR_ALL_ENGINES = IN_THE_MIX[:5]


def mixed(papers: int) -> list[tuple[str, Asked]]:
    """Every question with its kind; kinds in turn, as people come."""
    found: dict[str, list[Asked]] = {
        "common word": [Asked(one) for one in COMMON],
        "rare word": [Asked(one) for one in RARE],
        "two words": [Asked(one) for one in TWO],
        "phrase": [Asked(one) for one in PHRASES],
        "number": [Asked(one) for one in _numbers(papers)],
        "filters": _narrowed(),
        "by date": [Asked(one, order=Order.NEWEST) for one in (*COMMON[:6], *TWO[:2])],
        "second page": [Asked(one, page=2) for one in (*COMMON[:4], *TWO[:4])],
        "question": [Asked(one) for one in QUESTIONS],
        "slip": [Asked(one) for one in SLIPS],
    }
    return [(kind, found[kind][at]) for at in range(EACH) for kind in found]


def _numbers(papers: int) -> list[str]:
    """Of papers here and there; half of them as people type them."""
    odd = [max(papers * at // EACH // 2 * 2 + 1, 1) for at in range(EACH)]
    numbers = [thing(min(one, (papers - 1) // 2 * 2 - 1)).number for one in odd]
    return [
        one.replace("〔", "[").replace("〕", "] ") if at % 2 else one
        for at, one in enumerate(numbers)
    ]


def _narrowed() -> list[Asked]:
    """By body, year, validity, subject and time: one and two at once."""
    word = iter(COMMON)
    return [
        Asked(next(word), {"body": ("body-00",)}),
        Asked(next(word), {"year": ("2024",)}),
        Asked(next(word), {"validity": ("in_force",)}),
        Asked(next(word), {"subject": ("17",)}),
        Asked(next(word), {"body": ("body-03",), "year": ("2025", "2026")}),
        Asked(next(word), {"validity": ("repealed", "expired"), "year": ("2020",)}),
        Asked(next(word), since=date(2025, 1, 1)),
        Asked(next(word), {"body": ("body-07",)}, since=date(2018, 1, 1), until=date(2019, 6, 30)),
    ]
