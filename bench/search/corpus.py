"""A large corpus: papers of a county that never was, one for each number, the same every time.

Titles differ for every number: matter, place and year are read from it like the digits of a clock,
so that a title can be looked for and there is one right answer. Matters keep clear of what the
questions ask about (`questions.csv`); words such as 补贴, 申报 and 公示 they share with all papers.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from bench.county import BUREAUS, OTHERS
from bench.texts import KINDS, paragraphs
from gongkai.search.registry import Searchable

MATTERS = (
    "气象观测站点维护", "第三次全国土壤普查", "人口抽样调查", "体育健身器材更新",
    "古树名木挂牌保护", "水文监测站网建设", "退耕还林后续管护", "松材线虫病防控",
    "湿地保护修复", "文物保护单位巡查", "乡镇综合文化站评估", "广播电视直播卫星接收",
    "全民阅读推广", "科普示范基地命名", "科技特派员选派", "专利转化资助", "中小企业数字化改造",
    "工业园区污水管网排查", "新能源汽车充电桩布局", "快递进村服务点设置", "县级公路桥梁检测",
    "客运班线经营权核定", "船舶安全检验", "渔业增殖放流", "水产养殖尾水治理",
    "畜禽粪污资源化利用", "动物检疫申报点管理", "蔬菜大棚以旧换新", "中药材种植保险",
    "蜂业良种补助", "粮食储备轮换", "成品油市场整治", "外贸企业展位资助", "电子商务直播培训",
    "商贸流通统计入库", "政府投资项目审计", "国有资产出租招租", "公务用车拍卖",
    "档案馆开放鉴定", "地方志编纂", "保密宣传教育", "密码应用安全检查", "无线电台站清查",
    "通信基站电磁环境检测", "地名标志设置", "界线联合检查", "烈士纪念设施整修",
    "民兵训练基地用地", "人民防空工程维护", "地下管线普查", "城市树木修剪", "照明亮化节能改造",
    "公园广场座椅更换", "建筑垃圾消纳场选址", "餐厨废弃物收运", "噪声监测点位调整",
    "排污许可证质量核查", "入河排污口溯源", "扬尘在线监测联网", "固体废物转移联单",
)  # fmt: skip
PLACES = (
    "桥头镇", "沙河镇", "白鹭镇", "枫林镇", "石门镇", "梅岭镇", "双溪镇", "龙潭镇", "柳庄镇",
    "长坪乡", "竹园乡", "云峰乡", "大湾乡", "青岩乡", "红旗街道", "城关街道", "东关街道",
    "河西街道", "桥头镇李家湾村", "沙河镇五里铺村", "白鹭镇月亮湖村", "枫林镇赤岭村",
    "石门镇铁炉村", "梅岭镇杏花村", "双溪镇老鸦坡村", "龙潭镇黑水沟村", "柳庄镇大槐树村",
    "长坪乡瓦窑村", "竹园乡箭杆岭村", "云峰乡望月台村", "大湾乡渔子口村", "青岩乡红土垭村",
    "红旗街道幸福里社区", "城关街道钟鼓楼社区", "东关街道机床厂社区", "河西街道新港社区",
    "工业园区", "高新区", "老城片区", "县属国有林场",
)  # fmt: skip
FIRST_YEAR, YEARS = 2013, 14
DIFFERENT = len(MATTERS) * len(PLACES) * YEARS  # afterwards they come again, as another batch
STEP = 9_973  # prime to it: neighbours in number have little in common
CODES = "财教民卫农建应自水交市司审统文社"  # of the bodies, in the order of `county.py`
SUBJECTS = ("02.05", "04.01", "07.03", "09.01", "11.02", "14.04", "17.03", "18.01")
VALIDITIES = ("in_force", "in_force", "in_force", "amended", "repealed", "expired", "", "")


def parts_of(number: int) -> tuple[str, str, int, int]:
    """Matter, place, year and batch of the paper of this number."""
    batch, place_in_batch = divmod(number, DIFFERENT)
    rest = place_in_batch * STEP % DIFFERENT
    rest, matter = divmod(rest, len(MATTERS))
    year, place = divmod(rest, len(PLACES))
    return MATTERS[matter], PLACES[place], FIRST_YEAR + year, batch


def thing(number: int, kind: str = "paper") -> Searchable:
    """The paper of this number, as the search files it."""
    chance = random.Random(number)
    matter, place, year, batch = parts_of(number)
    body = chance.randrange(len(CODES))
    name = (*BUREAUS, *OTHERS)[body]
    more = f"（第{batch + 1}批）" if batch else ""
    return Searchable(
        about=f"{kind}:{number:08d}",
        title=f"关于{year}年{place}{matter}的{chance.choice(KINDS)}{more}",
        url=f"/paper/{number}/",
        number=f"清{CODES[body]}发〔{year}〕{number % 90_000 + 1}号" if number % 2 else "",
        issued_by=f"清江县{name}",
        names=(f"清江县{name}", name),
        text="\n".join(paragraphs(chance, f"{place}{matter}", year)),
        words=("政务公开", "工作安排"),
        body=f"body-{body:02d}",
        subject=chance.choice(SUBJECTS).partition(".")[0],
        on=date(year, 1, 4) + timedelta(days=chance.randrange(360)),
        validity=chance.choice(VALIDITIES),
    )
