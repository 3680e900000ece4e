"""Official papers, made up: sentences put together by chance, the same for the same number.

They say nothing about anybody; they have the length (200 to 800 characters), the paragraphs and the
repetitions of what counties publish, because that is what costs time.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

MATTERS = (
    "城乡居民基本医疗保险参保", "农村饮水安全巩固提升", "义务教育阶段招生", "保障性住房配租",
    "老旧小区改造", "高标准农田建设", "地质灾害隐患排查", "食品安全监督抽检", "森林草原防灭火",
    "政府采购预算执行", "城市生活垃圾分类", "创业担保贷款贴息", "农机购置补贴申报",
    "特困人员供养标准调整", "学前教育普惠发展", "公共文化场馆免费开放", "河湖长制落实",
    "安全生产专项整治", "粮食收购资格核查", "村级卫生室标准化建设", "公益性岗位安置",
    "耕地地力保护补贴发放", "小型水库安全运行", "危险化学品企业复查", "农贸市场规范管理",
)  # fmt: skip
KINDS = ("通知", "实施方案", "公告", "工作要点", "情况通报", "若干措施", "公示", "年度计划")
PLACES = ("各乡镇人民政府", "县直各有关单位", "各村（社区）", "各责任单位", "各项目建设单位")
OFFICES = ("县政府办公室", "牵头单位", "县行业主管部门", "工作专班办公室")
AIMS = ("切实保障群众合法权益", "提高服务质量和办事效率", "防范和化解各类风险", "推动任务按期完成")

OPENING = (
    "为做好{year}年{matter}工作，{aim}，根据有关法律法规和上级部署，结合我县实际，现将有关事项明确如下。",
    "{year}年，全县{matter}工作坚持目标导向和问题导向相结合，{aim}，经研究，现将有关情况予以公布。",
    "按照年度工作安排，现就{matter}有关工作作出部署，请{place}对照职责认真组织实施，{aim}。",
)
MIDDLE = (
    "{place}要建立{matter}工作台账，逐项明确责任人和完成时限，每月{day}日前将进展情况报送{office}。",
    "截至{month}月底，全县{matter}共办理{count}件，比上年同期增长{share}%，资金支出{money}万元。",
    "对检查中发现的问题，由{office}下发整改通知，{place}应当在{day}个工作日内反馈整改结果并附佐证材料。",
    "符合条件的申请人可于{month}月{day}日前向户籍所在地提出申请，经初审、复核和公示无异议后予以办理。",
    "{matter}所需资金列入年度预算，实行专账核算，任何单位和个人不得截留、挤占或者挪作他用。",
    "{office}负责统筹协调，会同{place}定期会商，研究解决{matter}推进过程中的困难和问题。",
    "要通过政府网站、公示栏和便民服务窗口公开办理条件、标准和结果，自觉接受社会监督。",
    "抽查采取随机方式进行，共抽取对象{count}个，合格{share}%，结果作为年度评价的重要参考。",
    "第{part}阶段自{month}月{day}日起，重点完成摸底登记、资料审核和数据录入，做到不重不漏。",
    "{place}应当加强业务培训，全年集中培训不少于{part}次，确保经办人员熟悉政策、准确执行。",
)
CLOSING = (
    "本文件自印发之日起施行，执行中遇到的问题请及时向{office}反映。",
    "联系方式和办公时间以{office}公布的信息为准。",
    "以上事项，请{place}遵照执行，重要情况随时报告。",
)


@dataclass(frozen=True)
class Paper:
    """A title and a text."""

    title: str
    html: str
    summary: str


def paper(number: int) -> Paper:
    """The paper of this number."""
    chance = random.Random(number)
    matter, year = chance.choice(MATTERS), chance.randint(2015, 2026)
    texts = paragraphs(chance, matter, year)
    title = f"关于{year}年{matter}的{chance.choice(KINDS)}（第{number}号）"
    return Paper(title, "".join(f"<p>{one}</p>" for one in texts), texts[0][:120])


def paragraphs(
    chance: random.Random, matter: str, year: int, middle: tuple[str, ...] = MIDDLE
) -> list[str]:
    """What a paper about a matter says."""
    length = chance.randint(200, 800)
    opening = _said(chance, OPENING, matter, year)
    texts, written = [opening], len(opening)
    while written < length - 60:
        texts.append(_said(chance, middle, matter, year))
        if chance.random() < 0.5:
            texts[-1] += _said(chance, middle, matter, year)
        written += len(texts[-1])
    texts.append(_said(chance, CLOSING, matter, year))
    return texts


def _said(chance: random.Random, sentences: tuple[str, ...], matter: str, year: int) -> str:
    return chance.choice(sentences).format(
        matter=matter,
        year=year,
        aim=chance.choice(AIMS),
        place=chance.choice(PLACES),
        office=chance.choice(OFFICES),
        month=chance.randint(1, 12),
        day=chance.randint(1, 28),
        count=f"{chance.randint(12, 9800):,}",
        share=chance.randint(3, 99),
        money=f"{chance.randint(20, 48000):,}.{chance.randint(10, 99)}",
        part=chance.choice("一二三四"),
    )
