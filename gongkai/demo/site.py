"""The county's site: identity, columns, a topic, and the guides of every body."""

from __future__ import annotations

from datetime import date

from gongkai.demo.bodies import BY_CODE, COUNTY_CODE, HOURS, ORGANS, Organ
from gongkai.demo.setting_up import County
from gongkai.journal.actors import SYSTEM
from gongkai.portal.operations import add_column, add_topic, change_guide, open_site

IDENTITY = {
    "name": "名川县人民政府",
    "domain": "www.mingchuan.example",  # .example is reserved: it will never lead anywhere
    # 网站标识码: the division code and a running number. The record numbers of ICP, police and
    # CONAC stay empty: they are given to real sites only, and empty ones are not shown.
    "site_id_code": f"{COUNTY_CODE}0001",
    "host_body": "名川县人民政府办公室",
    "contact": f"电话：{BY_CODE['office'].phone}　地址：{BY_CODE['office'].address}",
    "mistake_report": False,
    "introduction": (
        "这里公布县政府、各部门和乡镇的政府信息：文件和解读、财政收支、民生政策、工程项目和监督检查。"
        "每一项该公开什么、由谁公开、什么时候公开，都可以在公开目录中查到。"
        "本站为演示网站，名川县及其人物、机构、数据均为虚构。"
    ),
    "about_html": (
        "<h2>网站宗旨</h2><p>本站由名川县人民政府办公室主办，集中公开县政府、县政府部门和乡镇人民政府制作、"
        "保存的政府信息，方便公众查阅、下载和监督。</p>"
        "<h2>内容维护</h2><p>信息由产生信息的单位起草，经单位审核、保密审查和负责人签发后发布；"
        "发现错误的，及时更正并说明更正了什么；撤回的信息在原网址保留撤回时间和理由。</p>"
        "<h2>声明</h2><p>名川县是虚构的演示县，本站出现的机构、人物、地名、电话和数据均不真实，"
        "不代表任何地方的实际情况。</p>"
    ),
}

MORE_COLUMNS = (
    {
        "code": "inspections",
        "name": "监督检查",
        "description": "安全生产、食品药品、产品质量、公共卫生等方面的监督检查情况和行政处罚信息。",
        "keywords": "监督检查 抽检 双随机 行政处罚",
        "column_type": "数据发布",
        "on_home": True,
    },
    {
        "code": "land-housing",
        "name": "征地和房屋征收",
        "description": "集体土地征收、国有土地上房屋征收与补偿以及土地出让信息。",
        "keywords": "土地征收 房屋征收 补偿安置 土地出让",
        "column_type": "工作动态",
        "on_home": False,
    },
    {
        "code": "warnings",
        "name": "预警和应急",
        "description": "气象灾害预警提示、应急预案、避险安置和救灾款物分配信息。",
        "keywords": "预警 应急预案 防汛 救灾",
        "column_type": "工作动态",
        "on_home": False,
    },
)


def open_the_site(made: County, on: date) -> None:
    """The site with its columns, topics and guides, as it stood on opening day."""
    open_site(IDENTITY, actor=SYSTEM)
    for values in MORE_COLUMNS:
        add_column(values, actor=SYSTEM)
    for topic in _topics(on):
        add_topic(topic, actor=SYSTEM)
    for organ in ORGANS:
        change_guide(made.bodies[organ.code], _guide(organ), actor=SYSTEM)


def _topics(on: date) -> list[dict[str, object]]:
    return [
        {
            "code": "enrolment",
            "name": "义务教育阳光招生",
            "introduction": "招生政策、学区划分、招生计划和学校名录集中公开，入学办事一看就懂。",
            "opened_on": on,
            "order": 1,
            "sections": [
                {
                    "title": "入学怎么办",
                    "kind": "prose",
                    "prose": "<p>先看“招生范围”确定学区，再按“招生政策”准备户口簿和合法固定住所"
                    "证明，城区网上报名、乡镇到校登记。入学不考试、不收取任何与入学挂钩的费用。</p>",
                },
                {
                    "title": "政策、学区和计划",
                    "kind": "shelf",
                    "shelf": "field:compulsory-education",
                },
            ],
        },
        {
            "code": "clear-accounts",
            "name": "晒晒政府的账本",
            "introduction": "政府和部门的预算、决算，每个月的收支，惠民补贴发给了谁，都在这里。",
            "opened_on": on,
            "order": 2,
            "sections": [
                {"title": "预算和决算", "kind": "shelf", "shelf": "field:budgets"},
                {"title": "最新财政信息", "kind": "shelf", "shelf": "column:finance"},
            ],
        },
    ]


def _guide(organ: Organ) -> dict[str, str]:
    """What 条例 第十二条第二款 asks of a guide."""
    return {
        "classification": (
            f"{organ.name}的政府信息按公开目录编排，分为机构职能、政策文件、政策解读、"
            "财政信息、业务工作和监督检查等类。每条信息有索引号、名称、内容概述和生成日期，"
            "可以按机关、主题、领域和目录事项查阅。"
        ),
        "ways": (
            "主动公开的信息可以在县政府网站、政府公报、政务服务大厅政务公开专区、"
            "县档案馆和县图书馆查阅。需要其他政府信息的，可以向本机关提出申请：写明姓名、身份证明、联系方式，"
            "所需信息的名称、文号或者便于查询的特征，以及获取信息的方式，当面提交、邮寄或者传真均可。"
        ),
        "office_name": organ.name + organ.units[1 if organ.code == "office" else 0],
        "address": organ.address,
        "hours": HOURS,
        "phone": organ.phone,
        "fax": organ.fax,
        "email": f"{organ.code}@mingchuan.example",
    }
