"""Interpretations (政策解读): what a policy means for people, within three working days of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from gongkai.demo.genres import Case, Schedule, Slot, genre, to_workday
from gongkai.demo.texts.plans import Plan
from gongkai.demo.texts.policies import of
from gongkai.demo.texts.policy_plans import PLANS
from gongkai.demo.writing import Text, sections


def after_policies(start: date, end: date) -> Iterator[Slot]:
    """A working day after each policy, so that both are public together."""
    for organ in ("government", "office"):
        for slot in of(organ)(start, end):
            on = to_workday(slot.on + timedelta(days=1))
            if on <= end:
                yield Slot(on, slot.about)


WHEN: Schedule = after_policies


@genre(
    "office", duty="core:20.1-2", when=WHEN, column="interpretations", subject="plan",
    unit=1, wait=(1, 2),
)  # fmt: skip
def interpretation(c: Case) -> Text:
    plan: Plan = c.about
    number = c.numbers.get(plan.key, "")
    named = f"《{plan.name}》"
    cited = f"{named}（{number}，以下简称《文件》）" if number else f"{named}（以下简称《文件》）"
    turn = PLANS.index(plan) % 3
    if turn == 1:
        return _as_questions(plan, named, cited, views=c.n(9, 46), taken_up=c.n(3, 8))
    return (_as_points if turn else _as_sections)(plan, named, cited)


def _as_sections(plan: Plan, named: str, cited: str) -> Text:
    """In the official order: background, aims, content, measures."""
    return Text(
        title=f"{named}政策解读",
        parts=[
            f"近日，{cited}印发实施。现就有关内容解读如下。",
            *sections(
                ("背景依据", f"{plan.purpose}，{plan.lead}在调研和征求意见的基础上起草了《文件》，经合法性审核和集体讨论后印发。"),
                ("目标任务", f"{plan.goal}。"),
                ("主要内容", [f"{number}.{heading}。{words}" for number, (heading, words) in enumerate(plan.tasks, 1)]),
                ("群众关心的问题", [f"问：{plan.question[0]}", f"答：{plan.question[1]}"]),
            ),
            f"解读单位：{plan.lead}。咨询电话见县政府网站“政府信息公开指南”。",
        ],
        keywords=("政策解读", plan.lead),
        summary=f"{plan.lead}对{named}的背景、目标、主要内容和群众关心的问题作出说明。",
        signed=False,
    )  # fmt: skip


def _as_questions(plan: Plan, named: str, cited: str, *, views: int, taken_up: int) -> Text:
    """Questions and answers."""
    parts = [f"{cited}已经公布，{plan.lead}有关负责人就大家关心的问题作了解答。"]
    asked = [
        ("为什么要出台这个文件？", f"主要是{plan.purpose}。起草过程中，通过网站公开征求意见，收到意见建议{views}条，采纳{taken_up}条。"),
        ("要达到什么目标？", f"{plan.goal}。"),
        *[(f"在“{heading}”方面有什么规定？", words) for heading, words in plan.tasks],
        plan.question,
    ]  # fmt: skip
    for question, answer in asked:
        parts += [f"问：{question}", f"答：{answer}"]
    return Text(
        title=f"一问一答：{named.strip('《》')}",
        parts=parts,
        keywords=("政策问答", plan.lead),
        summary=f"{plan.lead}有关负责人就{named}答问。",
        signed=False,
    )


def _as_points(plan: Plan, named: str, cited: str) -> Text:
    """The few points that matter, with a comparison to before."""
    return Text(
        title=f"一图读懂文字版：{named.strip('《》')}",
        parts=[
            f"{cited}与群众生活关系密切，概括起来有以下几点。",
            *[f"要点{'一二三四五'[place]}：{heading}。{words}" for place, (heading, words) in enumerate(plan.tasks)],
            f"总的目标：{plan.goal}。",
            f"您可能想问：{plan.question[0]}{plan.question[1]}",
            f"文件由{plan.lead}负责解释，执行中的意见建议可以在县政府网站“政策解读”栏目查询联系方式后反映。",
        ],
        keywords=("政策解读", "要点"),
        summary=f"用几句话说明{named}的要点和群众最关心的问题。",
        signed=False,
    )  # fmt: skip
