"""Markets: food sampling, random inspections, devices, advice to consumers."""

from __future__ import annotations

from gongkai.demo.genres import Case, each, genre, monthly, quarterly, yearly
from gongkai.demo.places import SHOPS
from gongkai.demo.writing import Table, Text, sections

FOODS = (
    "散装白酒",
    "豆腐",
    "菜籽油",
    "粉条",
    "韭菜",
    "鲜活鲫鱼",
    "糕点",
    "瓶装饮用水",
    "酱腌菜",
    "大米",
    "辣椒面",
    "熟肉制品",
)
FLAWS = (
    "菌落总数不符合标准",
    "噻虫嗪残留超标",
    "酒精度与标签不符",
    "防腐剂各自用量占其最大使用量比例之和超标",
    "过氧化值超标",
)


@genre("market", duty="grassroots:食品药品监管-003", when=monthly(15), column="inspections", subject="09.04",
       kind="announcement", unit=1, wait=(1, 4))  # fmt: skip
def samples(c: Case) -> Text:
    year, month = c.last_month
    whole, bad = c.n(46, 92), c.n(0, 3)
    rows = [
        (food, c.pick(*SHOPS), c.pick(*FLAWS), c.pick("立案调查", "责令召回", "罚款并下架"))
        for food in c.some(FOODS, bad)
    ]
    parts: list[str | Table] = [
        f"{year}年{month}月，县市场监管局抽检食品{whole}批次，合格{whole - bad}批次，不合格{bad}批次，合格率{(whole - bad) / whole:.1%}。"
    ]
    if rows:
        parts += [
            Table("不合格食品信息", ("食品名称", "被抽样单位", "不合格项目", "处理情况"), rows),
            "对不合格产品已责令停止销售，依法处理生产经营者，并追溯来源和流向。",
        ]
        parts.append("消费者发现已购食品在通告中的，可以要求经营者退货并赔偿。")
    parts.append(
        c.pick(
            "提示消费者：购买食品请查看标签、保质期，索要并保留票据。",
            "抽检计划和检验项目在县政府网站公布，欢迎提出抽检建议。",
        )
    )
    return Text(
        title=f"关于{year}年{month}月食品安全监督抽检情况的通告",
        parts=parts,
        keywords=("食品抽检",),
    )  # fmt: skip


@genre("market", duty="core:20.15", when=yearly((3, 12)), column="inspections",
       subject="09.01", kind="circular", numbered=True, unit=2)  # fmt: skip
def random_plan(c: Case) -> Text:
    tasks = (
        "企业登记事项检查",
        "价格行为检查",
        "食品生产企业检查",
        "药品零售企业检查",
        "特种设备使用单位检查",
        "产品质量抽查",
        "计量器具检查",
    )
    return Text(
        title=f"名川县{c.year}年度“双随机、一公开”抽查工作计划",
        parts=[
            f"{c.year}年安排抽查任务{len(tasks)}项，抽查对象和执法检查人员均通过系统随机抽取，结果自检查完成之日起20个工作日内公示。",
            Table("抽查任务", ("抽查事项", "抽查比例", "时间安排"), [(task, f"{c.pick(2, 3, 5, 10)}%", c.pick("4月至6月", "6月至8月", "7月至9月", "9月至11月")) for task in tasks]),
            "对信用等级高的企业降低抽查比例，对失信主体提高抽查比例。除投诉举报、转办交办外，不得随意检查企业。",
        ],
        keywords=("双随机", "抽查计划"),
    )  # fmt: skip


@genre("market", duty="core:20.13-5", when=quarterly(23, 2), column="inspections",
       subject="09.01", kind="other", unit=2)  # fmt: skip
def random_results(c: Case) -> Text:
    topics = ("企业公示信息", "预包装食品标签", "商品明码标价", "从业人员健康证明", "食品进货查验")
    topic = topics[(c.year + c.month) % len(topics)]
    whole, closed = c.n(24, 60), c.n(1, 5)
    rows = [
        (c.pick(*SHOPS), c.pick("未发现问题", "发现问题已责令改正", "通过登记的住所无法联系"))
        for _ in range(6)
    ]
    return Text(
        title=f"{topic}“双随机”抽查结果公示（{c.year}年第{(c.month + 2) // 3}批）",
        parts=[
            f"本批次随机抽取检查对象{whole}户，实际检查{whole}户，未发现问题{whole - closed - 3}户，责令改正3户，列入经营异常名录{closed}户。",
            Table("部分抽查结果", ("检查对象", "结果"), list(dict(rows).items())),
            "完整结果已归集到国家企业信用信息公示系统。抽取过程记录可以依申请查阅。",
        ],
        keywords=("双随机", "抽查结果"),
    )  # fmt: skip


@genre("market", duty="grassroots:食品药品监管-002", when=quarterly(10, 1), column="notices", subject="09.04",
       kind="other", unit=1)  # fmt: skip
def licences(c: Case) -> Text:
    year, quarter = c.last_quarter
    new, changed, gone = c.n(60, 130), c.n(20, 60), c.n(8, 30)
    return Text(
        title=f"{year}年第{'一二三四'[quarter - 1]}季度食品经营许可办理情况",
        parts=[
            f"本季度核发食品经营许可证{new}件、变更{changed}件、注销{gone}件，平均办理{c.x(2.1, 4.8, 1)}个工作日，全部在承诺时限内办结。",
            Table("按业态统计", ("业态", "新办"), [("食品销售经营者", new // 2), ("餐饮服务经营者", new // 3), ("单位食堂", new - new // 2 - new // 3)]),
            "许可条件、材料和流程见办事指南；仅销售预包装食品的办理备案，不再需要许可。",
        ],
        keywords=("食品经营许可",),
    )  # fmt: skip


TIPS = (
    (
        "网络购物消费提示",
        "选择证照齐全的商家，不脱离平台交易，不点击陌生人发来的退款链接，留存聊天和支付记录，收货时先验货再签收。",
    ),
    (
        "预付卡消费警示",
        "美容、健身、培训机构办卡前查看证照和口碑，签订书面合同，约定退款条件；单次充值不宜过多，发现经营者失联请保留凭证并尽快投诉。",
    ),
    (
        "特种设备安全检查情况",
        "检查电梯、锅炉、场内机动车辆等使用单位63家，发现隐患41项，当场查封未经检验的叉车2台，其余隐患限期整改。",
    ),
    (
        "药品零售企业监督检查结果",
        "检查药店37家，重点查看处方药销售、冷链储存、执业药师在岗情况，责令改正9家，警告2家。",
    ),
    (
        "电动自行车产品质量抽查结果",
        "抽查电动自行车12批次、充电器8批次、锂电池6批次，不合格2批次，均为尺寸限值和短路保护不达标，已下架并追溯。",
    ),
    (
        "关于开展民用“三表”计量检定的公告",
        "首次强制检定的水表、电能表、燃气表免费检定，居民认为计量不准的，可以向法定计量检定机构申请检定。",
    ),
    (
        "关于公布“3·15”投诉举报分析的公告",
        "全年受理投诉举报2310件，办结率99.4%，挽回损失86万元。投诉主要集中在食品、服装鞋帽、通信服务和物业服务。",
    ),
    (
        "养老领域“坑老”“骗老”消费提醒",
        "不轻信免费体检、免费旅游，不购买夸大功效的保健品，不参加承诺高额返利的预订床位、投资项目。",
    ),
)


@genre("market", duty="core:20.13-4", when=each(20, 81, TIPS), column="notices",
       subject="09.04", kind="other", unit=0)  # fmt: skip
def tips(c: Case) -> Text:
    title, words = c.about
    return Text(
        title=title,
        parts=[
            words,
            *sections(("维权途径", "消费者权益受到损害的，可以与经营者协商，向消费者协会或者市场监管部门投诉，也可以依法提起诉讼。")),
        ] if "检查" not in title and "公告" not in title else [words, "检查结果将纳入信用监管。"],
        keywords=("市场监管",),
    )  # fmt: skip
