"""A large corpus: papers of a county that never was, one for each number, the same every time.

Titles differ for every number: matter, place and year are read from it like the digits of a clock,
so that a title can be looked for and there is one right answer. Matters keep clear of what the
questions ask about (`questions.csv`); words such as 补贴, 申报 and 公示 they share with all papers.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from bench.county import BUREAUS, OTHERS
from bench.texts import KINDS, MIDDLE, paragraphs
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
# With those of the other benches: no sentence stands in more than one paper of seven.
SENTENCES = (
    *MIDDLE,
    "{place}收到申请后应当场出具受理凭证，材料不齐的一次告知需要补正的全部内容。",
    "本次{matter}涉及{count}户，按照先易后难的顺序分{part}批实施，不搞一刀切。",
    "经第三方机构评估，{matter}的群众满意度为{share}%，主要意见集中在进度和后续养护两个方面。",
    "施工期间请过往车辆绕行，夜间作业须设置警示灯，噪声不得超过规定限值。",
    "{office}将于{month}月{day}日组织现场踏勘，有意参加的单位可自行前往，费用自理。",
    "截至目前已落实配套资金{money}万元，缺口部分通过争取上级专项和社会捐赠解决。",
    "对弄虚作假骗取资金的，依法追回并列入失信名单，三年内不再受理同类事项。",
    "{matter}纳入年度综合考核，权重为{part}分，考核结果与评先评优挂钩。",
    "聘请村民代表担任义务监督员，每季度开展一次走访，问题线索直接报{office}。",
    "现场会上，与会人员观摩了{matter}的做法，交流了经验，讨论了下一步打算。",
    "图纸、清单和技术说明可在{month}月{day}日前到窗口查阅，复印收取工本费。",
    "本批次共抽取样品{count}份，检出不符合项{day}个，已责令限期改正并复查。",
    "因天气原因，原定{month}月{day}日举行的活动顺延一周，地点不变。",
    "{place}要落实值守制度，遇有险情先处置后报告，确保人员及时转移到安全地带。",
    "补助标准按面积计算，每亩{day}元，通过财政一卡通账户直接兑付到农户。",
    "招标控制价为{money}万元，投标保证金应在截止时间前到账，逾期不予受理。",
    "公示期自{month}月{day}日起五个工作日，期间有异议的，请以书面形式署实名反映。",
    "机构设置、人员编制和领导职数按照批复执行，不得自行增加内设股室。",
    "今年以来，全县{matter}新增{count}处，完成投资{money}万元，同比下降{share}%。",
    "会议强调，要把{matter}摆在更加突出的位置，压实责任，补齐短板，守住底线。",
    "专家组由五人组成，采取查阅资料、听取汇报和实地查看相结合的方式进行验收。",
    "请各用户提前储水，恢复后先放水数分钟，如仍有浑浊请拨打服务热线。",
    "退役设备应登记造册，经批准后统一处置，收益及时足额上缴国库。",
    "对年满六十周岁、连续居住满一年的人员，凭身份证明可享受半价优惠。",
    "数据按月更新，口径与上年保持一致，个别指标因四舍五入存在细微差异。",
    "{office}与{place}签订责任书，明确管护范围、经费来源和交接手续。",
    "选址经环境评价和社会稳定风险评估，距最近的居民点不少于{count}米。",
    "培训结束后统一考试，合格者颁发证书，成绩在{month}月底前公布。",
    "行政相对人对处理决定不服的，可以在六十日内申请复议，或者在六个月内提起诉讼。",
    "树立典型{part}个，编印案例汇编{count}册，通过广播、简报和短视频广泛宣传。",
)
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
        text="\n".join(paragraphs(chance, f"{place}{matter}", year, SENTENCES)),
        words=("政务公开", "工作安排"),
        body=f"body-{body:02d}",
        subject=chance.choice(SUBJECTS).partition(".")[0],
        on=date(year, 1, 4) + timedelta(days=chance.randrange(360)),
        validity=chance.choice(VALIDITIES),
    )
