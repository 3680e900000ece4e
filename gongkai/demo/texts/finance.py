"""Money: budgets, final accounts, execution month by month, purchases, fees, transfers."""

from __future__ import annotations

from random import Random

from gongkai.demo.bodies import ACCOUNTABLE
from gongkai.demo.genres import Case, genre, in_turn, monthly, quarterly, yearly
from gongkai.demo.writing import Table, Text, sections

INCOME = (
    ("增值税", 0.24), ("企业所得税", 0.09), ("个人所得税", 0.03), ("城市维护建设税", 0.05),
    ("契税", 0.08), ("其他税收收入", 0.13), ("专项收入", 0.09), ("国有资源（资产）有偿使用收入", 0.21),
    ("其他非税收入", 0.08),
)  # fmt: skip
SPENDING = (
    ("一般公共服务支出", 0.10), ("公共安全支出", 0.05), ("教育支出", 0.22), ("科学技术支出", 0.01),
    ("文化旅游体育与传媒支出", 0.02), ("社会保障和就业支出", 0.18), ("卫生健康支出", 0.11),
    ("节能环保支出", 0.03), ("城乡社区支出", 0.06), ("农林水支出", 0.16), ("住房保障支出", 0.04),
    ("灾害防治及应急管理支出", 0.02),
)  # fmt: skip
UNIT = "单位：万元"


def income_of(year: int) -> int:
    """General public budget income of a year in 万元: grows steadily, so that years agree."""
    return round(81200 * 1.046 ** (year - 2023))


def spending_of(year: int) -> int:
    """General public budget spending of a year in 万元."""
    return round(312600 * 1.031 ** (year - 2023))


def income_until(year: int, month: int) -> int:
    """Income from January to the end of a month in 万元; every paper that tells it tells the same."""
    late = Random(f"income/{year}/{month}").uniform(-0.02, 0.02)
    return round(income_of(year) * (month / 12 + late))


def spending_until(year: int, month: int) -> int:
    """Spending from January to the end of a month in 万元."""
    late = Random(f"spending/{year}/{month}").uniform(-0.03, 0.01)
    return round(spending_of(year) * (month / 12 + late))


def _split(total: int, shares: tuple[tuple[str, float], ...]) -> list[tuple[str, int]]:
    rows = [(name, round(total * share)) for name, share in shares[:-1]]
    return [*rows, (shares[-1][0], total - sum(amount for _, amount in rows))]


def _f(amount: float) -> str:
    return f"{amount:,.0f}"


@genre(
    "finance", duty="grassroots:财政预决算-001", when=yearly((1, 26)), column="finance", subject="04.01",
    kind="report", unit=1, wait=(8, 12),
)  # fmt: skip
def government_budget(c: Case) -> Text:
    income, spending = income_of(c.year), spending_of(c.year)
    guests, cars = c.n(260, 310), c.n(640, 720)
    return Text(
        title=f"名川县{c.year}年政府预算公开",
        parts=[
            f"名川县{c.year}年政府预算已经县人民代表大会批准。根据《中华人民共和国预算法》，现予公开。",
            *sections(
                ("一般公共预算收入", [
                    f"{c.year}年全县一般公共预算收入预期{_f(income)}万元，比上年预计执行数增长{c.x(3.8, 4.9, 1)}%。",
                    Table(f"{c.year}年一般公共预算收入表", ("项目", "预算数"),
                          [*((name, _f(v)) for name, v in _split(income, INCOME)), ("收入合计", _f(income))], UNIT),
                ]),
                ("一般公共预算支出", [
                    f"支出安排{_f(spending)}万元，其中教育、社会保障和就业、卫生健康等民生支出占{c.x(78, 82, 1)}%。",
                    Table(f"{c.year}年一般公共预算支出表", ("功能分类科目", "预算数"),
                          [*((name, _f(v)) for name, v in _split(spending, SPENDING)), ("支出合计", _f(spending))], UNIT),
                ]),
                ("政府性基金预算和国有资本经营预算",
                 f"政府性基金预算收入{_f(c.n(38000, 52000))}万元，国有资本经营预算收入{_f(c.n(300, 900))}万元，已按规定编列支出。"),
                ("“三公”经费", f"县级“三公”经费预算{_f(guests + cars)}万元，比上年下降{c.x(1, 3, 1)}%。其中因公出国（境）费0万元，公务接待费{guests}万元，公务用车购置及运行费{cars}万元。"),
                ("政府债务", f"上级核定我县政府债务限额{c.x(21, 26)}亿元，年末余额预计控制在限额以内。没有发生额的表格以空表列示。"),
            ),
        ],
        keywords=("政府预算", f"{c.year}年", "三公经费"),
    )  # fmt: skip


@genre(
    "finance", duty="grassroots:财政预决算-002", when=yearly((8, 22)), column="finance", subject="04.01",
    kind="report", unit=1, wait=(6, 10),
)  # fmt: skip
def government_accounts(c: Case) -> Text:
    year = c.year - 1
    income, spending = round(income_of(year) * 1.004), round(spending_of(year) * 0.987)
    return Text(
        title=f"名川县{year}年政府决算公开",
        parts=[
            f"{year}年政府决算已经县人民代表大会常务委员会批准，现将有关情况公开如下。",
            Table(f"{year}年一般公共预算支出决算表", ("功能分类科目", "决算数"),
                  [*((name, _f(v)) for name, v in _split(spending, SPENDING)), ("支出合计", _f(spending))], UNIT),
            *sections(
                ("收支总体情况", f"一般公共预算收入完成{_f(income)}万元，为预算的100.4%；支出完成{_f(spending)}万元，为调整预算的98.7%。收支相抵，年终结转{_f(c.n(3600, 5200))}万元。"),
                ("转移支付情况", f"收到上级转移支付{_f(c.n(198000, 216000))}万元，重点用于教育、医疗、社会保障和乡村振兴。"),
                ("预算绩效情况", f"对{c.n(42, 66)}个项目开展绩效评价，涉及资金{c.x(3, 6)}亿元，评价为优和良的占{c.n(83, 91)}%，结果与次年预算安排挂钩。"),
            ),
        ],
        keywords=("政府决算", f"{year}年"),
    )  # fmt: skip


@genre(
    "finance", duty="grassroots:财政预决算-005", when=monthly(11), column="finance", subject="04.01",
    kind="report", unit=1, wait=(1, 4),
)  # fmt: skip
def execution(c: Case) -> Text:
    year, month = c.last_month
    income, spending = income_until(year, month), spending_until(year, month)
    period = f"{year}年1—{month}月" if month > 1 else f"{year}年1月"
    views = (
        "重点支出得到较好保障，教育、社会保障和就业支出进度快于平均水平。",
        "受减税降费政策影响，税收收入增幅有所回落，非税收入按进度入库。",
        "基层“三保”支出足额拨付，惠民惠农补贴资金按时发放到户。",
        "资源勘探、城乡社区等支出进度偏慢，主要是部分项目按合同约定付款。",
    )
    return Text(
        title=f"{period}全县财政收支情况",
        parts=[
            f"{period}，全县一般公共预算收入完成{_f(income)}万元，为年初预算的{income / income_of(year):.1%}，比上年同期增长{c.x(2.4, 6.2, 1)}%；一般公共预算支出完成{_f(spending)}万元，为年初预算的{spending / spending_of(year):.1%}。",
            Table(f"{period}主要支出科目完成情况", ("科目", "累计完成", "占合计"),
                  [(name, _f(v), f"{v / spending:.1%}") for name, v in _split(spending, SPENDING)], UNIT),
            "收支运行的主要特点：" + "".join(c.some(views, 2)),
            c.pick("以上为快报数，最终以决算数为准。", "数据未经审计，供公众参考。"),
        ],
        keywords=("预算执行", "财政收支"),
    )  # fmt: skip


@genre(
    *ACCOUNTABLE, duty="grassroots:财政预决算-003", when=yearly((2, 18)), column="finance", subject="04.01",
    kind="report", wait=(3, 8),
)  # fmt: skip
def department_budget(c: Case) -> Text:
    people, whole = c.n(18, 64), c.n(620, 5400)
    basic = round(whole * c.random.uniform(0.42, 0.68))
    travel, cars, guests = 0, c.n(4, 22), c.n(1, 9)
    return Text(
        title=f"{c.name}{c.year}年部门预算公开",
        parts=sections(
            ("部门主要职责", f"{c.name}{c.organ.duty}，办理县委、县政府交办的其他事项。内设机构{len(c.organ.units) + c.n(1, 4)}个，年末在职人员{people}人。"),
            ("收支总体情况", [
                f"{c.year}年收入预算{_f(whole)}万元，全部为一般公共预算拨款；支出预算{_f(whole)}万元，其中基本支出{_f(basic)}万元，项目支出{_f(whole - basic)}万元。",
                Table("部门收支预算总表", ("项目", "预算数"), [("一般公共预算拨款收入", _f(whole)), ("基本支出", _f(basic)), ("项目支出", _f(whole - basic))], UNIT),
            ]),
            ("“三公”经费", [
                f"“三公”经费预算{cars + guests}万元，与上年{c.pick('持平', '相比下降' + c.x(1, 6, 1) + '%')}。",
                Table("“三公”经费预算表", ("项目", "预算数"), [("因公出国（境）费", travel), ("公务接待费", guests), ("公务用车运行维护费", cars), ("合计", cars + guests)], UNIT),
            ]),
            ("其他重要事项", f"政府采购预算{_f(c.n(20, 460))}万元；年初共有公务用车{c.n(1, 5)}辆；{c.n(2, 9)}个项目编报绩效目标。政府性基金预算、国有资本经营预算无安排，表格以空表列示。"),
            ("名词解释", "基本支出是指保障机构正常运转、完成日常工作任务发生的人员经费和公用经费；项目支出是指在基本支出之外为完成特定任务发生的支出。"),
        ),
        keywords=("部门预算", c.organ.short),
        summary=f"{c.name}{c.year}年部门预算，收支总额{_f(whole)}万元，含“三公”经费预算和绩效目标。",
    )  # fmt: skip


@genre(
    *ACCOUNTABLE, duty="grassroots:财政预决算-004", when=yearly((9, 12)), column="finance", subject="04.01",
    kind="report", wait=(3, 8),
)  # fmt: skip
def department_accounts(c: Case) -> Text:
    year, whole = c.year - 1, c.n(640, 5600)
    guests, cars = c.x(0.6, 7.8), c.x(3.2, 19.6)
    return Text(
        title=f"{c.name}{year}年度部门决算公开",
        parts=sections(
            ("部门概况", f"{c.name}{c.organ.duty}。纳入{year}年度部门决算编制范围的预算单位{c.n(1, 6)}个。"),
            ("收入支出决算", f"{year}年度收入总计{_f(whole)}万元，支出总计{_f(whole)}万元，与上年相比{c.pick('增加', '减少')}{_f(c.n(12, 280))}万元，主要原因是{c.pick('人员经费调整', '部分项目跨年度实施', '上级专项资金增加', '落实过紧日子要求压减一般性支出')}。"),
            ("“三公”经费决算", f"公务接待费{guests}万元，接待{c.n(6, 74)}批次、{c.n(60, 610)}人次；公务用车运行维护费{cars}万元；因公出国（境）费0万元。"),
            ("预算绩效", f"对{c.n(2, 8)}个项目开展绩效自评，平均得分{c.x(88, 96, 1)}分。发现的主要问题是{c.pick('个别项目支付进度偏慢', '绩效指标设置不够细化', '部分材料归档不及时')}，下一步将{c.pick('加强项目前期准备', '完善指标体系', '按月调度支出进度')}。"),
        ),
        keywords=("部门决算", c.organ.short),
        summary=f"{c.name}{year}年度部门决算，支出总计{_f(whole)}万元，含“三公”经费决算和绩效自评结果。",
    )  # fmt: skip


GOODS = (
    "县直机关办公设备（台式计算机）", "中小学课桌椅", "农村公路日常养护服务", "县应急物资储备（救灾帐篷、棉被）",
    "县人民医院彩色超声诊断仪", "城区环卫车辆", "全县义务教育学校学生体检服务", "档案数字化加工服务",
    "乡镇卫生院药品冷藏设备", "县政务服务大厅物业服务",
)  # fmt: skip


@genre(
    "finance", duty="grassroots:公共资源交易-003", when=in_turn(monthly(19, range(1, 13, 2)), GOODS), column="projects",
    subject="04.01", kind="announcement", unit=3, wait=(0, 2),
)  # fmt: skip
def purchase(c: Case) -> Text:
    serial = f"MCZC-{c.year}-{c.n(100, 199):03d}"
    ceiling = c.n(18, 296)
    if c.month % 4 == 1:
        return Text(
            title=f"{c.about}采购项目（{serial}）竞争性磋商公告",
            parts=[
                f"项目编号：{serial}。采购人通过县公共资源交易中心以竞争性磋商方式采购，欢迎符合条件的供应商参加。",
                *sections(
                    ("项目概况", f"采购内容为{c.about}，预算金额{ceiling}.00万元，最高限价与预算一致。本项目{c.pick('专门面向中小企业采购', '不专门面向中小企业采购，执行价格评审优惠')}。"),
                    ("供应商资格", "符合《中华人民共和国政府采购法》规定的条件；未被列入失信被执行人、重大税收违法失信主体和政府采购严重违法失信行为记录名单；不接受联合体。"),
                    ("获取文件", f"时间：自公告发布之日起5个工作日。方式：在公共资源交易平台免费下载。提交响应文件截止时间：{c.day(14)}9时30分。"),
                    ("质疑和投诉", "供应商认为采购文件、采购过程使自己的权益受到损害的，可以在知道之日起7个工作日内以书面形式提出质疑；对答复不满意的，可以向县财政局投诉。"),
                ),
            ],
            keywords=("政府采购", serial),
        )  # fmt: skip
    return Text(
        title=f"{c.about}采购项目（{serial}）成交结果公告",
        parts=[
            f"项目编号：{serial}。{c.about}采购项目已完成评审，现将结果公告如下。",
            Table("成交信息", ("包号", "成交供应商", "成交金额（万元）", "评审得分"),
                  [("01", f"名川县{c.pick('嘉泰', '恒诚', '启帆', '众禾', '博远')}{c.pick('商贸', '科技', '服务')}有限公司", c.x(ceiling * 0.86, ceiling * 0.98), c.x(86, 95, 1))]),
            f"公告期限为1个工作日。供应商对结果有异议的，可以在公告期满之日起7个工作日内向采购人提出质疑。参加磋商的供应商共{c.n(3, 6)}家，均已通过资格审查。",
        ],
        keywords=("政府采购", "成交结果"),
    )  # fmt: skip


@genre(
    "finance", duty="core:20.8", when=yearly((3, 20)), column="finance", subject="03.04",
    kind="announcement", unit=0,
)  # fmt: skip
def fees(c: Case) -> Text:
    rows = (
        ("不动产登记费", "自然资源部门", "住宅每件80元，非住宅每件550元"),
        ("城镇垃圾处理费", "住房城乡建设部门", "居民每户每月5元"),
        ("污水处理费", "住房城乡建设部门", "居民每立方米0.85元"),
        ("普通高中学费", "教育部门", "每生每学期按学校等级核定"),
        ("公办幼儿园保教费", "教育部门", "每生每月按园所等级核定"),
        ("防空地下室易地建设费", "人民防空部门", "按省定标准执行"),
        ("特种设备检验检测费", "市场监管部门", "按省定标准执行"),
    )
    return Text(
        title=f"名川县行政事业性收费目录清单（{c.year}年）",
        parts=[
            f"根据省、市公布的目录清单，现将我县{c.year}年执行的行政事业性收费项目公布如下。清单之外的收费，企业和个人有权拒绝缴纳。",
            Table("行政事业性收费目录清单", ("项目名称", "执收单位", "收费标准"), rows),
            "对低保对象、残疾人、小微企业的减免政策按有关规定执行。举报电话见县财政局公开指南。",
        ],
        keywords=("收费清单", "目录"),
    )  # fmt: skip


TRANSFERS = (  # about how many get it, and how many yuan each in a quarter
    ("耕地地力保护补贴", 41200, 706), ("农机购置与应用补贴", 130, 9200),
    ("城乡居民最低生活保障金", 5860, 1260), ("特困人员供养金", 1090, 2310),
    ("农村计划生育家庭奖励", 1830, 1080), ("公益林生态补偿", 6240, 264),
)  # fmt: skip


@genre(
    "finance", duty="core:20.7", when=quarterly(22), column="finance",
    subject="04.01", kind="announcement", unit=0,
)  # fmt: skip
def transfers(c: Case) -> Text:
    year, quarter = c.last_quarter
    rows = []
    for name, people, each_gets in c.some(TRANSFERS, 5):
        got = c.n(people, round(people * 1.04))
        rows.append((name, got, round(got * each_gets / 10000)))
    return Text(
        title=f"{year}年第{'一二三四'[quarter - 1]}季度惠民惠农财政补贴“一卡通”发放情况",
        parts=[
            f"{year}年第{'一二三四'[quarter - 1]}季度，全县通过“一卡通”平台发放补贴{len(rows)}项，合计{_f(sum(row[2] for row in rows))}万元。",
            Table("补贴发放情况", ("补贴项目", "受益户（人）数", "发放金额"), rows, UNIT),
            "补贴对象可以在发卡银行网点或者乡镇便民服务中心查询明细；对发放金额有疑问的，请先向所在村反映，也可以直接向乡镇财政机构或者项目主管部门反映。",
        ],
        keywords=("一卡通", "惠民惠农补贴"),
    )  # fmt: skip
