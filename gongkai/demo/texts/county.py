"""The county as a whole: meetings, work plans, statistics, decisions, holidays, proposals."""

from __future__ import annotations

from gongkai.demo.genres import Case, each, genre, in_turn, monthly, yearly
from gongkai.demo.texts.finance import income_until
from gongkai.demo.writing import Table, Text, numeral, sections
from gongkai.kernel.dates import chinese_date

AGENDA = (
    (
        "听取全县安全生产工作情况汇报",
        "各级各部门要压实安全生产责任，对排查出的隐患逐项销号，坚决防止走过场",
    ),
    (
        "审议养老服务有关政策",
        "要从老年人最急需的吃饭、看病、照护入手，把好事办实，资金使用全程公开",
    ),
    ("研究义务教育学校布局和学位供给", "要按照人口变化提前规划学位，方案充分听取家长和学校意见"),
    (
        "听取重点建设项目推进情况汇报",
        "要逐个项目解决用地、资金和手续问题，按月调度、按季向社会公开进展",
    ),
    ("研究防汛抗旱和地质灾害防治工作", "要落实叫应机制，危险区域群众应转尽转、应转早转"),
    ("审议年度财政预算调整方案", "要坚持过紧日子，新增资金优先用于民生，不得新增一般性支出"),
    (
        "听取优化营商环境工作情况汇报",
        "要为企业和群众办实事，能减的材料坚决减下来，能共享的信息不再重复索要",
    ),
    ("研究农村人居环境整治工作", "要尊重农民意愿，不搞大拆大建，建立长效管护机制"),
    (
        "听取信访和政务服务便民热线办理情况汇报",
        "对群众反复反映的问题要提级办理，办理结果接受群众评价",
    ),
    ("研究保障农民工工资支付工作", "要盯住在建项目，工资专用账户、保证金等制度一项一项落实到位"),
    ("研究医疗卫生服务体系建设", "要把优质医疗资源送到乡镇，让群众常见病、慢性病就近看得好"),
    ("听取审计查出问题整改情况汇报", "要举一反三、完善制度，整改结果依法向社会公布"),
)


@genre("office", duty="core:20.3", when=monthly(17), column="notices", subject="02.05",
       kind="minutes", unit=0, wait=(0, 3))  # fmt: skip
def meeting(c: Case) -> Text:
    number = (c.year - 2023) * 12 + c.month
    topics = c.some(AGENDA, c.n(3, 4))
    return Text(
        title=f"县政府第{numeral(number)}次常务会议召开" if number < 100 else f"县政府第{number}次常务会议召开",
        parts=[
            f"{c.day(0)}，县政府召开第{numeral(number)}次常务会议，{'，'.join(agenda for agenda, _ in topics)}。{c.pick('部分县人大代表、政协委员和群众代表列席。', '议题涉及单位的负责人参加会议。', '邀请法律顾问列席并就相关议题发表意见。')}",
            *[f"会议{c.pick('指出', '强调', '要求')}，{words}。" for _, words in topics],
            c.pick("会议还研究了其他事项。", "会议议定事项将由县政府督查室跟踪督办，完成情况向社会公开。"),
        ],
        keywords=("常务会议",),
        signed=False,
    )  # fmt: skip


@genre("office", duty="core:20.4", when=monthly(21), column="finance", subject="03.03",
       kind="report", unit=0, wait=(1, 4))  # fmt: skip
def indicators(c: Case) -> Text:
    year, month = c.last_month
    period = f"1—{month}月" if month > 1 else "1月"
    rows = [
        ("规模以上工业增加值", "—", c.x(3.2, 7.9, 1)),
        ("固定资产投资", "—", c.x(-2.1, 8.4, 1)),
        (
            "社会消费品零售总额（亿元）",
            f"{52.4 * month / 12 * c.random.uniform(0.97, 1.03):.2f}",
            c.x(3.1, 6.8, 1),
        ),
        (
            "一般公共预算收入（亿元）",
            f"{income_until(year, month) / 10000:.2f}",
            c.x(0.4, 5.6, 1),
        ),
        ("金融机构存款余额（亿元）", f"{218 + month * 1.1:.2f}", c.x(5.1, 8.9, 1)),
        ("全社会用电量（亿千瓦时）", f"{9.8 * month / 12:.2f}", c.x(1.8, 7.2, 1)),
    ]
    return Text(
        title=f"名川县{year}年{period}主要经济指标",
        parts=[
            f"{year}年{period}，全县经济运行{c.pick('总体平稳', '稳中有进', '延续恢复态势')}，主要指标完成情况如下。",
            Table("主要经济指标", ("指标", "绝对数", "比上年同期增长（%）"), rows),
            "注：规模以上工业增加值增速按可比价格计算；固定资产投资不含农户投资；部分数据为快报数。",
        ],
        keywords=("统计数据", "经济指标"),
        signed=False,
    )  # fmt: skip


@genre("office", duty="core:20.1", when=yearly((3, 30)), column="policies", subject="02.01",
       kind="circular", numbered=True, unit=1)  # fmt: skip
def openness_points(c: Case) -> Text:
    return Text(
        title=f"名川县人民政府办公室关于印发{c.year}年政务公开工作要点的通知",
        parts=[
            "各乡镇人民政府，县政府各部门：",
            f"《{c.year}年政务公开工作要点》已经县政府同意，现印发给你们。各单位要对照任务分工，明确责任人和完成时限，并在15个工作日内向社会公开本单位实施计划。",
            *sections(
                ("聚焦企业和群众关切", "主动公开财政、社会救助、义务教育、医疗卫生、征地拆迁等信息，做到目录清单化、内容标准化、公开常态化。"),
                ("提升政策解读质量", "政策文件与解读材料同步起草、同步审批、同步发布，解读材料在文件公开后3个工作日内发布。"),
                ("规范依申请公开", "严格执行登记、审核、答复、归档制度，答复文书使用规范格式，充分告知救济渠道。"),
                ("夯实基层基础", "建好政务公开专区和村级公示栏，让不上网的群众也能看得到、问得着。"),
                ("强化监督保障", "每季度抽查一次，结果通报；对长期不公开、公开不准确的，责令改正。"),
            ),
        ],
        keywords=("政务公开", "工作要点"),
        effective_on=c.on,
        validity="in_force",
    )  # fmt: skip


@genre("government", duty="core:20.3", when=yearly((2, 27)), column="policies",
       subject="02.99", kind="circular", numbered=True)  # fmt: skip
def decisions(c: Case) -> Text:
    rows = [
        ("城区公共交通线网调整方案", "县交通运输部门"),
        ("城区居民供水价格调整方案", "县发展改革部门"),
        ("国土空间总体规划局部调整方案", "县自然资源局"),
        ("义务教育学校布局专项规划", "县教育局"),
    ]
    return Text(
        title=f"名川县人民政府{c.year}年度重大行政决策事项目录",
        parts=[
            "根据《重大行政决策程序暂行条例》，经研究，现将本年度重大行政决策事项目录公布，欢迎公众参与。",
            Table(f"{c.year}年度重大行政决策事项", ("事项", "承办单位", "公众参与方式"), [(*row, c.pick("公开征求意见、座谈会", "听证会、问卷调查", "公开征求意见、专家论证")) for row in c.some(rows, 3)]),
            "目录实行动态管理，需要调整的，按程序报批后及时公布。",
        ],
        keywords=("重大行政决策",),
    )  # fmt: skip


@genre("government", duty="core:20.3", when=yearly((2, 2)), column="policies",
       subject="02.99", kind="report")  # fmt: skip
def report(c: Case) -> Text:
    return Text(
        title=f"{c.year}年名川县政府工作报告（摘要）",
        parts=sections(
            ("上年工作回顾", f"上年地区生产总值增长{c.x(4.6, 6.2, 1)}%，城乡居民人均可支配收入分别增长{c.x(4.2, 5.6, 1)}%和{c.x(5.8, 7.2, 1)}%。为民办的十件实事全部完成，新增公办学位{c.n(800, 1400)}个，改造老旧小区{c.n(8, 16)}个，新建农村公路{c.n(48, 96)}公里。"),
            ("今年目标和重点工作", f"地区生产总值增长{c.x(5, 6, 1)}%左右，城镇新增就业{c.n(2600, 3200)}人，粮食产量稳定在{c.x(3.1, 3.4)}亿斤以上。重点抓好产业发展、乡村全面振兴、民生保障、生态保护、安全稳定五个方面。"),
            ("政府自身建设", "坚持依法行政，自觉接受人大、政协和社会监督，办理建议提案做到件件有答复，报告任务分解后逐月公布进展。"),
        ),
        keywords=("政府工作报告", f"{c.year}年"),
        signed=False,
    )  # fmt: skip


HOLIDAYS = (
    ("元旦", 12, 24),
    ("春节", 1, 20),
    ("清明节", 3, 26),
    ("劳动节", 4, 24),
    ("端午节", 6, 2),
    ("国庆节", 9, 22),
)


@genre("office", duty="core:20.2-3", when=yearly(*((month, day) for _, month, day in HOLIDAYS)),
       column="notices", subject="02.05", kind="circular", unit=0, wait=(0, 1))  # fmt: skip
def holiday(c: Case) -> Text:
    name = next(
        name for name, month, day in HOLIDAYS if month == c.month and abs(day - c.on.day) < 9
    )
    return Text(
        title=f"关于{c.year + (name == '元旦')}年{name}假期政务服务安排的通知",
        parts=[
            f"{name}假期将至，为方便群众办事，现将有关安排通知如下，具体放假日期以国务院办公厅通知为准。",
            *sections(
                ("政务服务大厅", "假期第一天至第三天暂停服务，其余时间在一楼综合窗口提供预约服务；网上服务平台不间断运行。"),
                ("应急值守", "各乡镇、各部门实行领导带班和24小时值班，重要情况及时报告。"),
                ("民生保障", "供水、供气、供电、公交、医疗单位安排足够力量，集贸市场不休市，确保供应和安全。"),
            ),
            c.pick("祝全县人民节日平安。", "请广大群众合理安排办事时间。"),
        ],
        keywords=("假期", "政务服务"),
        signed=False,
    )  # fmt: skip


PROPOSALS = (
    (
        "关于增加城区停车位的建议",
        "已在东渡、西楼片区新增停车位420个，推行机关单位停车场夜间和节假日错时开放，下一步结合老旧小区改造继续增加供给。",
    ),
    (
        "关于加强农村饮水安全的建议",
        "全年改造老旧管网46公里，6个集中供水点更换净化设备，水质每季度检测并公布；对山区分散供水户补助修建储水设施。",
    ),
    (
        "关于完善公交线网的提案",
        "新增2条、优化3条线路，在学校、医院增设站点，老年人、学生优惠乘车；继续研究镇村公交可持续运营办法。",
    ),
    (
        "关于规范校外培训的提案",
        "会同市场监管等部门检查机构38家，下达整改通知11份，公布白名单，预收费全部纳入监管。",
    ),
    (
        "关于支持发展社区养老服务的建议",
        "制定老年助餐实施方案，建成助餐点19个，对失能老年人家庭实施适老化改造120户。",
    ),
    (
        "关于治理农村“神秘垃圾山”的提案",
        "对全县非正规垃圾堆放点排查核实，整治完成9处，落实“谁产生、谁负责”，并建立群众监督举报机制。",
    ),
    (
        "关于推动家庭医生签约服务落到实处的建议",
        "推行签约服务积分管理，把随访、用药指导纳入考核；为行动不便居民提供上门服务。",
    ),
    (
        "关于加强河道采砂监管的提案",
        "划定禁采区和可采区，采用视频监控和不定期巡查，查处违法采砂4起，修复河岸1.6公里。",
    ),
)


@genre("office", duty="core:21.2", when=each(44, 83, PROPOSALS), column="notices",
       subject="02.06", kind="letter", unit=2)  # fmt: skip
def proposal(c: Case) -> Text:
    title, words = c.about
    kind = "政协提案" if "提案" in title else "人大代表建议"
    number = c.n(3, 96)
    return Text(
        title=f"对县{kind}第{number}号{title}的答复",
        parts=[
            f"您提出的{title}收悉，现答复如下。",
            words,
            c.pick("感谢您对政府工作的关心支持，欢迎继续提出宝贵意见。", "下一步，我们将持续跟踪办理，适时向您反馈进展。"),
            f"办理单位与提出人见面沟通{c.n(1, 3)}次，反馈意见为{c.pick('满意', '满意', '基本满意')}。答复全文公开，姓名和联系方式不予公布。",
        ],
        keywords=("建议提案", "答复"),
        signed=False,
    )  # fmt: skip


LEADERS = (
    (
        "名川县人民政府领导信息",
        "县长温景和：主持县政府全面工作。副县长黎若川：负责常务工作，分管财政、应急管理。副县长纪明岚：分管教育、卫生健康、民政。副县长白砚秋：分管农业农村、自然资源。副县长尹望舒：分管住房城乡建设、市场监管。联系方式见公开指南。",
    ),
    (
        "名川县人民政府机构设置",
        "县政府设工作部门11个，派出机构2个，乡镇8个。各部门职责、内设机构、办公地址和联系电话可以在本站“政府信息公开指南”查询。",
    ),
    (
        "名川县概况",
        "名川县位于某省东南部，面积1286平方公里，辖4个镇、4个乡，常住人口31.6万人。境内松涧河纵贯南北，耕地37万亩，主产水稻、茶叶和柑橘，是省级农业示范县。",
    ),
)


@genre("office", duty="core:20.2", when=each(58, 210, LEADERS), column="notices",
       subject="02.99", kind="other", unit=0)  # fmt: skip
def about(c: Case) -> Text:
    title, words = c.about
    return Text(
        title=title,
        parts=[words, f"更新日期：{chinese_date(c.on)}。"],
        keywords=("机构职能",),
        signed=False,
    )  # fmt: skip


SUBJECTS = ("统计数据质量", "门户网站“找错”办理", "政务服务事项清单", "公文办理时效")


@genre("office", duty="core:21.2", when=in_turn(yearly((5, 20), (11, 18)), SUBJECTS),
       column="notices", subject="02.02", kind="bulletin", numbered=True, unit=2)  # fmt: skip
def check(c: Case) -> Text:
    return Text(
        title=f"关于{c.year}年{c.about}专项督查情况的通报",
        parts=[
            f"根据年度督查计划，县政府办公室对各乡镇、各部门{c.about}情况进行专项督查，现通报如下。",
            *sections(
                ("总体情况", f"抽查{c.n(18, 30)}个单位，发现问题{c.n(11, 37)}个，整改期限内完成整改{c.n(9, 30)}个。"),
                ("突出问题", c.pick("个别单位更新不及时、口径不一致，对群众反映的问题答复简单。", "部分单位台账不规范，责任不清，存在多头报送、重复填报现象。")),
                ("工作要求", "未完成整改的单位须书面说明原因，县政府督查室将适时开展“回头看”，通报结果纳入年度考核。"),
            ),
        ],
        keywords=("督查", "通报"),
    )  # fmt: skip
