"""Major projects: approved, tendered, how far they are."""

from __future__ import annotations

from gongkai.demo.genres import Case, each, genre, quarterly, yearly
from gongkai.demo.places import PROJECTS
from gongkai.demo.writing import Table, Text, sections


@genre("office", duty="core:20.10", when=each(48, 72, PROJECTS), column="projects",
       subject="03.06", kind="reply", unit=0)  # fmt: skip
def approval(c: Case) -> Text:
    name, _, owner = c.about
    code = f"{c.year}-899901-{c.n(47, 89)}-01-{c.n(100000, 999999)}"
    money = c.n(860, 14800)
    return Text(
        title=f"{name}可行性研究报告批复公开",
        parts=[
            f"{owner}报送的{name}可行性研究报告已经批复，现将主要内容公开如下。",
            Table("批复主要内容", ("项目", "内容"), [
                ("项目代码", code), ("建设单位", owner), ("总投资", f"{money:,}万元"),
                ("资金来源", c.pick("上级专项资金和县级财政配套", "地方政府专项债券和自筹", "县级财政预算内资金")),
                ("建设工期", f"{c.pick(10, 12, 18, 24)}个月"),
            ]),
            f"项目单位应当依法办理规划、用地、环评、节能等手续后开工，招标方案一并核准：勘察、设计、施工、监理均{c.pick('公开招标', '依法公开招标，委托招标代理机构')}。",
        ],
        keywords=("重大项目", "批复"),
        signed=False,
    )  # fmt: skip


@genre("office", duty="grassroots:重大建设项目-003", when=each(30, 72, PROJECTS), column="projects",
       subject="03.06", kind="announcement", unit=0, wait=(0, 2))  # fmt: skip
def tender(c: Case) -> Text:
    name, _, owner = c.about
    if c.on.day % 2:
        return Text(
            title=f"{name}施工招标公告",
            parts=[
                f"{name}已经批准建设，招标人为{owner}，现对施工进行公开招标。",
                *sections(
                    ("招标范围", f"施工图纸和工程量清单范围内的全部内容，最高投标限价{c.x(720, 9800)}万元，计划工期{c.n(180, 420)}日历天。"),
                    ("投标人资格", "具有相应施工总承包资质，项目负责人具有注册建造师资格且无在建工程；不接受联合体投标。"),
                    ("投标文件递交", f"截止时间{c.day(22)}9时30分，通过公共资源交易平台上传，逾期不予受理。"),
                    ("监督", "行政监督由行业主管部门负责，投诉应当有明确的请求和必要的证明材料。"),
                ),
            ],
            keywords=("招标公告",),
        )  # fmt: skip
    bidders = [
        f"某省{c.pick('川禾', '岭南风', '江天', '启明', '鼎立')}建设工程有限公司",
        f"名川县{c.pick('安厦', '恒基业', '众诚')}建筑有限公司",
        f"某市{c.pick('中阳', '大成', '远图')}建设集团有限公司",
    ]
    return Text(
        title=f"{name}中标候选人公示",
        parts=[
            f"{name}施工招标已完成评标，现将中标候选人公示如下，公示期3日。",
            Table("中标候选人", ("排序", "单位名称", "投标报价（万元）", "工期（日历天）"), [(f"第{'一二三'[n]}名", bidder, c.x(690, 9600), c.n(170, 400)) for n, bidder in enumerate(bidders)]),
            "投标人或者其他利害关系人对评标结果有异议的，应当在公示期间提出。",
        ],
        keywords=("中标候选人", "公示"),
    )  # fmt: skip


@genre("office", duty="core:20.10", when=quarterly(28), column="projects", subject="03.06",
       kind="report", unit=2)  # fmt: skip
def progress(c: Case) -> Text:
    year, quarter = c.last_quarter
    rows = []
    for name, _, _ in c.some(PROJECTS, 7):
        share = min(99, quarter * c.n(16, 25))
        rows.append((name, f"{share}%", _stage(share)))
    return Text(
        title=f"{year}年第{'一二三四'[quarter - 1]}季度县级重点建设项目进展情况",
        parts=[
            f"{year}年第{'一二三四'[quarter - 1]}季度，县级重点建设项目完成投资{c.x(1.2, 5.8)}亿元，开工率{c.x(82, 98, 1)}%。",
            Table("部分项目进展", ("项目", "累计完成投资占比", "形象进度"), rows),
            c.pick("存在的主要困难是部分项目用地组卷、管线迁改较慢，已明确责任单位和完成时限。", "受降雨影响部分项目进度偏慢，建设单位已调整工期计划并增加作业面。"),
        ],
        keywords=("重点项目", "进展"),
        signed=False,
    )  # fmt: skip


def _stage(share: int) -> str:
    """How a building looks when so much of the money is spent."""
    stages = ((25, "前期手续和基础施工"), (60, "主体施工"), (85, "附属工程和设备安装"))
    return next((stage for most, stage in stages if share < most), "收尾和验收准备")


@genre("government", duty="core:20.10", when=yearly((2, 9)), column="projects",
       subject="03.06", kind="circular", numbered=True)  # fmt: skip
def listed(c: Case) -> Text:
    rows = [(name, owner, c.n(600, 16000)) for name, _, owner in PROJECTS]
    return Text(
        title=f"名川县人民政府关于下达{c.year}年县级重点建设项目计划的通知",
        parts=[
            "各乡镇人民政府，县政府各部门：",
            f"经研究，确定{c.year}年县级重点建设项目{len(rows)}个，现将计划下达，请抓好实施。",
            Table(f"{c.year}年县级重点建设项目", ("项目名称", "建设单位", "年度计划投资（万元）"), rows),
            "各建设单位每月25日前报送进度，县政府督查室每季度通报并向社会公开。",
        ],
        keywords=("重点项目", f"{c.year}年"),
    )  # fmt: skip
