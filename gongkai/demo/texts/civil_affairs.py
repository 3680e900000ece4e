"""Social assistance, care of the old, children, associations."""

from __future__ import annotations

from gongkai.demo.genres import Case, each, genre, monthly, quarterly, yearly
from gongkai.demo.places import CARE_HOMES, POOR_FAMILIES, TOWNS
from gongkai.demo.writing import Table, Text, sections


def urban(year: int) -> int:
    """The urban standard of a year, in yuan a month."""
    return 660 + 30 * (year - 2023)


def rural(year: int) -> int:
    """The rural standard of a year, in yuan a month."""
    return 480 + 30 * (year - 2023)


@genre("civil-affairs", duty="grassroots:社会救助-003", when=yearly((4, 8)), column="livelihood",
       subject="17.03", kind="circular", numbered=True, unit=1)  # fmt: skip
def standards(c: Case) -> Text:
    u, r = urban(c.year), rural(c.year)
    return Text(
        title=f"名川县民政局 名川县财政局关于调整{c.year}年城乡最低生活保障标准的通知",
        parts=[
            "各乡镇人民政府：",
            f"经县政府同意，决定从{c.year}年1月1日起调整城乡最低生活保障和特困人员供养标准，现通知如下。",
            Table(f"{c.year}年社会救助保障标准", ("类别", "调整前（元/月）", "调整后（元/月）"), [
                ("城市最低生活保障", u - 30, u), ("农村最低生活保障", r - 30, r),
                ("城市特困人员基本生活", round((u - 30) * 1.3), round(u * 1.3)),
                ("农村特困人员基本生活", round((r - 30) * 1.3), round(r * 1.3)),
            ]),
            *sections(
                ("及时做好提标核算", "各乡镇要按新标准逐户核算补助金额，对家庭收入有变化的同步开展动态管理，不得简单同额增加。"),
                ("确保资金发放到位", f"1月至{c.month}月差额部分与{c.month}月救助金一并补发，通过“一卡通”直接支付。"),
                ("加强政策宣传", "在村（社区）公示栏张贴新标准和投诉电话，方便群众监督。"),
            ),
        ],
        keywords=("最低生活保障", "标准"),
        effective_on=c.on,
        validity="in_force",
    )  # fmt: skip


@genre("civil-affairs", duty="grassroots:社会救助-006", when=monthly(13), column="livelihood",
       subject="17.03", kind="other", unit=1, wait=(1, 5))  # fmt: skip
def monthly_payments(c: Case) -> Text:
    year, month = c.last_month
    rows = []
    for town, families in zip(TOWNS, POOR_FAMILIES, strict=True):
        families += c.n(-9, 9)
        persons = round(families * c.random.uniform(1.68, 1.74))
        rows.append((town, families, persons, f"{persons * (rural(year) * 0.72) / 10000:.2f}"))
    money = sum(float(row[3]) for row in rows)
    remark = c.pick(
        f"本月新增{c.n(12, 46)}户，因收入提高、死亡等原因退出{c.n(9, 40)}户。",
        f"本月开展动态核查{c.n(210, 480)}户，调整补助金额{c.n(16, 58)}户。",
        f"本月为{c.n(20, 70)}户高龄、重残、重病家庭提高了补助水平。",
    )
    return Text(
        title=f"名川县{year}年{month}月城乡最低生活保障金发放情况",
        parts=[
            f"{year}年{month}月，全县共保障城乡低保对象{sum(r[1] for r in rows)}户、{sum(r[2] for r in rows)}人，发放保障金{money:.2f}万元，已于当月{c.n(8, 15)}日前通过“一卡通”支付到户。",
            Table("分乡镇发放情况", ("乡镇", "户数", "人数", "金额（万元）"), rows),
            remark,
            "低保对象名单在其居住的村（社区）公示栏长期公示，公示内容不含身份证件号码、联系方式等个人信息。",
        ],
        keywords=("低保", "资金发放"),
    )  # fmt: skip


@genre("civil-affairs", duty="grassroots:社会救助-010", when=quarterly(17), column="livelihood",
       subject="17.03", kind="other", unit=1)  # fmt: skip
def emergency_aid(c: Case) -> Text:
    year, quarter = c.last_quarter
    illness, disaster, other = c.n(60, 140), c.n(4, 28), c.n(8, 30)
    money = (illness * 2650 + disaster * 1800 + other * 1500) / 10000
    return Text(
        title=f"{year}年第{'一二三四'[quarter - 1]}季度临时救助实施情况",
        parts=[
            f"{year}年第{'一二三四'[quarter - 1]}季度，全县实施临时救助{illness + disaster + other}人次，支出{money:.2f}万元。",
            Table("按事由统计", ("救助事由", "人次", "人均救助（元）"), [("重大疾病", illness, 2650), ("意外事故和灾害", disaster, 1800), ("其他生活困难", other, 1500)]),
            f"其中通过“先行救助”当日办结{c.n(5, 24)}人次。遭遇突发困难的家庭或者个人，可以直接向急难发生地乡镇提出申请，乡镇应当在24小时内先行核实救助。",
        ],
        keywords=("临时救助",),
    )  # fmt: skip


@genre("civil-affairs", duty="core:21.7", when=yearly((7, 9)), column="livelihood",
       subject="17.03", kind="other", unit=1)  # fmt: skip
def destitute(c: Case) -> Text:
    central, spread = c.n(190, 240), c.n(820, 960)
    return Text(
        title=f"名川县特困人员救助供养办事指南（{c.year}年版）",
        parts=sections(
            ("哪些人可以申请", "无劳动能力、无生活来源、无法定赡养抚养扶养义务人或者其义务人无履行义务能力的老年人、残疾人和未满16周岁的未成年人。"),
            ("供养内容和标准", f"基本生活标准为每人每月城市{round(urban(c.year) * 1.3)}元、农村{round(rural(c.year) * 1.3)}元；照料护理标准按全自理、半护理、全护理三档确定。"),
            ("需要什么材料", "申请书、身份证件和授权核对书。行动不便的，可以委托村（社区）或者他人代为申请。"),
            ("办理流程", "乡镇受理后15个工作日内完成调查核实和公示，县民政局在10个工作日内作出确认决定，从决定之日下月起给予供养。"),
            ("办理地点", "户籍地或者居住地乡镇便民服务中心社会救助窗口。"),
            ("现有供养情况", f"截至{c.year}年6月底，全县特困人员{central + spread}人，其中集中供养{central}人、分散供养{spread}人。"),
        ),
        keywords=("特困人员", "办事指南"),
        signed=False,
    )  # fmt: skip


@genre("civil-affairs", duty="grassroots:养老服务-001", when=yearly((5, 12), (11, 12)),
       column="livelihood", subject="17.03", kind="other", unit=2)  # fmt: skip
def care_homes(c: Case) -> Text:
    rows = [
        (name, sort, beds, c.n(beds // 3, beds - 6), c.pick("二级", "一级", "三级"))
        for name, sort, beds in CARE_HOMES
    ]
    return Text(
        title=f"名川县养老机构基本信息（{c.year}年{c.month}月）",
        parts=[
            f"全县备案养老机构{len(rows)}家，核定床位{sum(r[2] for r in rows)}张，入住老年人{sum(r[3] for r in rows)}人。",
            Table("养老机构名录", ("机构名称", "性质", "核定床位", "在住老年人", "服务等级"), rows),
            "收费项目和标准由机构在入住大厅公示。发现欺老虐老、非法集资等问题的，请向县民政局举报。",
        ],
        keywords=("养老机构", "名录"),
    )  # fmt: skip


@genre("civil-affairs", duty="grassroots:养老服务-002", when=quarterly(20, 1), column="livelihood",
       subject="17.03", kind="other", unit=2)  # fmt: skip
def old_age(c: Case) -> Text:
    year, quarter = c.last_quarter
    rows = [
        ("80至89周岁", c.n(8200, 8600), 50),
        ("90至99周岁", c.n(1060, 1180), 100),
        ("100周岁以上", c.n(14, 23), 500),
    ]
    return Text(
        title=f"{year}年第{'一二三四'[quarter - 1]}季度高龄津贴发放公示",
        parts=[
            f"根据规定，现将{year}年第{'一二三四'[quarter - 1]}季度高龄津贴发放情况公示如下。",
            Table("发放情况", ("年龄段", "人数", "标准（元/月）"), rows),
            f"合计{sum(r[1] for r in rows)}人、{sum(r[1] * r[2] * 3 for r in rows) / 10000:.2f}万元。年满80周岁的老年人由乡镇通过信息比对主动确认，实行“免申即享”。",
        ],
        keywords=("高龄津贴",),
    )  # fmt: skip


AFFAIRS = (
    (
        "关于{year}年度社会组织年检结果的公告",
        "全县应参加年检的社会组织146家，合格131家、基本合格9家、不合格2家、未参加4家。对连续两年未参加年检的，将依法立案调查。",
    ),
    (
        "关于规范殡葬服务收费的公告",
        "遗体接运、暂存、火化、骨灰寄存4项基本服务实行政府定价，对本县户籍居民免费。选择性服务由丧属自愿选择，殡仪馆应当明码标价，不得捆绑收费。",
    ),
    (
        "孤儿和事实无人抚养儿童基本生活保障工作情况",
        "集中供养孤儿每人每月1850元，社会散居孤儿和事实无人抚养儿童每人每月1350元，从认定次月起发放。保护儿童隐私，发放名单不对外公布。",
    ),
    (
        "关于开展“福彩助学”活动的公告",
        "对当年考入全日制普通高校的低保、特困、孤儿家庭学生，给予一次性资助3000元。由乡镇摸底、县民政局复核，资金直接发放到监护人社会保障卡。",
    ),
    (
        "关于部分道路街巷命名和更名的公告",
        "经征求意见和专家论证，命名道路4条、更名2条。命名后，有关部门应当在30日内更换标志，群众办理相关证照变更不收取费用。",
    ),
    (
        "残疾人两项补贴申领指南",
        "困难残疾人生活补贴每人每月90元，重度残疾人护理补贴一级每人每月110元、二级90元。持残疾人证到任一乡镇均可申请，全程网办、跨省通办。",
    ),
    (
        "关于婚姻登记机关服务时间的公告",
        "周一至周六上午8时30分至12时、下午14时30分至17时30分办理结婚、离婚登记，法定节假日除外。结婚、离婚登记不收取费用。",
    ),
)


@genre("civil-affairs", duty="core:21.3", when=each(31, 88, AFFAIRS),
       column="notices", subject="17.99", kind="announcement", unit=0)  # fmt: skip
def affairs(c: Case) -> Text:
    title, words = c.about
    return Text(
        title=title.format(year=c.year - 1),
        parts=[
            words,
            c.pick("对以上内容有疑问的，可以到县民政局办公室或者所在乡镇便民服务中心咨询。", "特此公告，欢迎监督。"),
        ],
        keywords=("民政", c.organ.short),
    )  # fmt: skip
