"""The policies themselves: circulars and opinions of the government and its office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from gongkai.demo.genres import Case, Schedule, Slot, each, genre
from gongkai.demo.texts.plans import Plan
from gongkai.demo.texts.policy_plans import PLANS
from gongkai.demo.writing import Part, Text, sections

FIRST, EVERY = 16, 43  # days: the newest policy, and from one to the next

SUPPORT = (
    (
        "加强组织领导",
        "各乡镇、各部门要把此项工作列入重要议事日程，{lead}要发挥牵头作用，建立工作台账，及时协调解决困难和问题。",
    ),
    (
        "强化督促检查",
        "县政府督查室会同{lead}不定期开展检查，对进展缓慢的予以通报，结果作为年度考核的参考。",
    ),
    (
        "做好宣传解读",
        "充分利用政府网站、村（社区）公示栏、乡村广播等开展宣传，让群众知晓政策、参与监督。",
    ),
    (
        "确保政策落地",
        "{lead}要在本文件印发后15个工作日内制定操作细则，公布咨询电话和办理流程，不得自行增设条件。",
    ),
    ("严肃工作纪律", "坚决防止搞形式、走过场，对弄虚作假、截留挪用资金的，依规依纪严肃处理。"),
)


def of(organ: str) -> Schedule:
    """When the policies of one organ are made: all of them take turns."""

    def slots(start: date, end: date) -> Iterator[Slot]:
        return (slot for slot in each(FIRST, EVERY, PLANS)(start, end) if slot.about.organ == organ)

    return slots


def title_of(plan: Plan, organ_name: str) -> str:
    """The full title: …关于印发《…》的通知; opinions and notices about something carry their own."""
    if plan.name.startswith("关于"):
        return f"{organ_name}{plan.name}"
    return f"{organ_name}关于印发《{plan.name}》的通知"


@genre(
    "government", duty="core:20.1", when=of("government"), column="policies",
    subject="plan", kind="circular", numbered=True, wait=(1, 5),
)  # fmt: skip
def by_government(c: Case) -> Text:
    return _policy(c)


@genre(
    "office", duty="core:20.1", when=of("office"), column="policies", subject="plan",
    kind="circular", numbered=True, unit=0, wait=(1, 5),
)  # fmt: skip
def by_office(c: Case) -> Text:
    return _policy(c)


def _policy(c: Case) -> Text:
    plan: Plan = c.about
    begins = c.on + timedelta(days=c.pick(0, 15, 30))
    return Text(
        title=title_of(plan, c.name),
        parts=[
            "各乡镇人民政府，县政府各部门，各有关单位：",
            *_opening(c, plan),
            *sections(
                ("总体要求", f"{plan.purpose}，结合我县实际，制定本{_sort(plan)}。工作目标：{plan.goal}。"),
                ("主要任务", _tasks(plan)),
                ("保障措施", _support(c, plan)),
            ),
            _closing(c, plan, begins),
        ],
        keywords=(plan.name.removeprefix("关于")[:16], plan.lead),
        summary=f"{plan.purpose}，{plan.goal}。",
        effective_on=begins,
        validity="in_force",
    )  # fmt: skip


def _sort(plan: Plan) -> str:
    for word in (
        "实施方案",
        "工作方案",
        "行动方案",
        "方案",
        "实施细则",
        "办法",
        "措施",
        "实施意见",
    ):
        if plan.name.endswith(word):
            return word
    return "通知"


def _opening(c: Case, plan: Plan) -> list[str]:
    if plan.name.startswith("关于"):
        return []
    agreed = c.pick("已经县政府同意", "已经县政府常务会议审议通过", "经县政府研究同意")
    asked = c.pick("请认真组织实施", "请结合实际抓好贯彻落实", "请遵照执行")
    return [f"《{plan.name}》{agreed}，现印发给你们，{asked}。"]


def _tasks(plan: Plan) -> list[Part]:
    parts: list[Part] = []
    for number, (heading, words) in enumerate(plan.tasks):
        parts += [f"（{'一二三四五'[number]}）{heading}", words]
    return parts


def _support(c: Case, plan: Plan) -> list[Part]:
    chosen = c.some(SUPPORT, c.n(2, 3))
    return [f"{heading}。{words.format(lead=plan.lead)}" for heading, words in chosen]


def _closing(c: Case, plan: Plan, begins: date) -> str:
    since = "印发之日" if begins == c.on else f"{begins.year}年{begins.month}月{begins.day}日"
    if "办法" in plan.name or "细则" in plan.name:
        return f"本{_sort(plan)}自{since}起施行，有效期5年，由{plan.lead}负责解释。"
    return f"本{_sort(plan)}自{since}起施行，由{plan.lead}会同有关部门组织实施。"
