"""Safety at work, relief, warnings."""

from __future__ import annotations

from gongkai.demo.genres import Case, each, genre, monthly, quarterly, yearly
from gongkai.demo.places import FACTORIES, TOWNS
from gongkai.demo.writing import Table, Text, sections

FAULTS = (
    "未如实记录安全生产教育和培训情况", "未在有较大危险因素的场所设置明显的安全警示标志",
    "有限空间作业审批手续不完整", "特种作业人员未持证上岗", "消防设施未定期检测",
    "安全设备的维护、保养记录缺失", "应急预案未按规定组织演练", "电气线路私拉乱接",
)  # fmt: skip


@genre("emergency", duty="core:20.13-3", when=monthly(24), column="inspections", subject="09.05",
       kind="bulletin", unit=1, wait=(1, 5))  # fmt: skip
def inspections(c: Case) -> Text:
    firms = c.some(FACTORIES, c.n(3, 5))
    rows = [
        (firm, c.pick(*FAULTS), c.pick("责令限期整改", "已当场整改", "责令限期整改并复查"))
        for firm in firms
    ]
    whole, found = c.n(26, 58), c.n(64, 150)
    themes = {
        1: "节前烟花爆竹",
        2: "春节后复工复产",
        3: "有限空间作业",
        4: "建筑施工和森林防火",
        5: "汛前水库和矿山",
        6: "“安全生产月”",
        7: "高温季节危险化学品",
        8: "工贸企业粉尘防爆",
        9: "国庆节前",
        10: "秋冬季消防",
        11: "煤气使用和取暖",
        12: "岁末年初",
    }
    return Text(
        title=f"{c.year}年{c.month}月{themes[c.month]}安全生产检查情况",
        parts=[
            f"{c.month}月，县应急管理局围绕{themes[c.month]}安全组织检查，共检查生产经营单位{whole}家次，发现隐患{found}项，已整改{round(found * c.random.uniform(0.78, 0.96))}项，其余正在按期整改。",
            Table("部分单位检查结果", ("检查对象", "发现的主要问题", "处理"), rows),
            c.pick(
                "对未按期整改的单位，将依法立案查处，结果另行公布。",
                "检查结果已录入监管系统，并推送至信用信息平台。",
                "请各生产经营单位对照上述问题举一反三，主要负责人要定期带队检查。",
            ),
        ],
        keywords=("安全生产", "监督检查"),
    )  # fmt: skip


@genre("emergency", duty="grassroots:安全生产-003", when=yearly((3, 6)), column="inspections",
       subject="09.05", kind="circular", numbered=True, unit=1)  # fmt: skip
def plan(c: Case) -> Text:
    key, common = c.n(28, 40), c.n(66, 90)
    return Text(
        title=f"名川县应急管理局{c.year}年度安全生产监督检查计划",
        parts=[
            f"为规范安全生产执法行为，根据《中华人民共和国安全生产法》，制定{c.year}年度监督检查计划。",
            *sections(
                ("工作日测算", f"现有行政执法人员{c.n(9, 13)}人，全年总法定工作日扣除非执法工作日后，监督检查工作日为{c.n(760, 980)}个。"),
                ("检查对象", f"重点检查企业{key}家，每半年至少检查1次；一般检查企业通过“双随机”方式抽取{common}家。"),
                ("检查内容", "安全生产责任制、教育培训、危险作业管理、重大危险源管控、应急救援等情况。"),
                ("有关要求", "实行分类分级执法，推行说理式执法，检查结果7个工作日内公开；计划外检查须经批准。"),
            ),
        ],
        keywords=("监督检查计划", f"{c.year}年"),
    )  # fmt: skip


@genre("emergency", duty="grassroots:安全生产-009", when=quarterly(14, 1), column="inspections",
       subject="09.05", kind="other", unit=1)  # fmt: skip
def penalties(c: Case) -> Text:
    year, quarter = c.last_quarter
    firms = c.some(FACTORIES, c.n(2, 4))
    faults = c.some(FAULTS, len(firms))
    rows = [
        (
            f"名应急罚决〔{year}〕{quarter * 10 + n}号",
            firm,
            fault,
            f"罚款{c.pick('0.5', '1', '1.5', '2', '3')}万元",
        )
        for n, (firm, fault) in enumerate(zip(firms, faults, strict=True))
    ]
    return Text(
        title=f"{year}年第{'一二三四'[quarter - 1]}季度安全生产行政处罚信息",
        parts=[
            f"{year}年第{'一二三四'[quarter - 1]}季度作出的具有一定社会影响的行政处罚决定共{len(rows)}件，公布如下。",
            Table("行政处罚信息", ("决定书文号", "被处罚单位", "违法事实", "处罚结果"), rows),
            "当事人对处罚决定不服的，可以依法申请行政复议或者提起行政诉讼。决定被依法撤销、变更的，将在3日内撤回并公开说明理由。",
        ],
        keywords=("行政处罚", "安全生产"),
    )  # fmt: skip


@genre("emergency", duty="core:20.12", when=yearly((6, 4)), column="warnings",
       subject="17.01", kind="circular", numbered=True, unit=2)  # fmt: skip
def flood_plan(c: Case) -> Text:
    return Text(
        title=f"名川县{c.year}年防汛抗旱应急预案（简本）",
        parts=sections(
            ("适用范围", "本县行政区域内江河洪水、山洪灾害、城镇内涝、干旱灾害的预防和应急处置。"),
            ("组织体系", "县防汛抗旱指挥部办公室设在县应急管理局，乡镇、村分级设立指挥机构，明确包保责任人。"),
            ("预警和响应", ["预警由低到高分为蓝、黄、橙、红四级，应急响应分为四级。", "达到三级以上响应时，危险区域人员应当按照预定路线提前转移，做到应转尽转、应转早转。"]),
            ("避险安置", f"全县设置应急避难场所{c.n(58, 66)}处，储备帐篷{c.n(220, 300)}顶、棉被{c.n(1800, 2400)}床、冲锋舟{c.n(6, 12)}艘。"),
            ("公众须知", "接到转移通知请立即行动，不要返回取物；不在河道、沟口、陡坡逗留；夜间降雨保持手机畅通。"),
        ),
        keywords=("防汛", "应急预案"),
        effective_on=c.on,
        validity="in_force",
    )  # fmt: skip


@genre("emergency", duty="core:20.12", when=quarterly(26), column="warnings",
       subject="17.01", kind="other", unit=2)  # fmt: skip
def relief(c: Case) -> Text:
    year, quarter = c.last_quarter
    rows = []
    for town in TOWNS:
        families = c.n(4, 46)
        rows.append(
            (town, families, families * c.n(1, 3), f"{families * c.random.uniform(0.05, 0.11):.2f}")
        )
    return Text(
        title=f"{year}年第{'一二三四'[quarter - 1]}季度救灾款物分配使用情况",
        parts=[
            f"按照“户报、村评、乡审、县定”的程序，{year}年第{'一二三四'[quarter - 1]}季度共救助受灾困难群众{sum(r[1] for r in rows)}户，现将分配情况公布如下。",
            Table("救灾款物分配表", ("乡镇", "救助户数", "发放棉被（床）", "发放资金（万元）"), rows),
            "救助对象名单在所在村公示，公示期不少于5日。",
        ],
        keywords=("救灾", "款物分配"),
    )  # fmt: skip


WARNINGS = {
    "冰": (
        "道路结冰黄色",
        "受降温影响，山区道路有结冰，请减少出行，车辆安装防滑链，注意取暖安全，严防一氧化碳中毒。",
    ),
    "风": (
        "大风蓝色",
        "受冷空气影响，未来24小时我县将出现6级以上大风，请加固广告牌和大棚，停止高空和水上作业。",
    ),
    "火": (
        "森林火险橙色",
        "近期持续晴好少雨，全县森林火险等级高，禁止一切野外用火，违者依法处理。",
    ),
    "雷": ("雷电黄色", "未来6小时有强对流天气，伴有雷电和短时强降水，请不要在树下、空旷处停留。"),
    "雨": (
        "暴雨蓝色",
        "预计今天夜间到明天，我县大部有中到大雨，局部暴雨，山区注意防范山洪、滑坡和泥石流。",
    ),
    "热": (
        "高温橙色",
        "未来三天最高气温可达37℃以上，请减少户外活动，建筑工地错峰作业，注意用电安全。",
    ),
}
OF_MONTHS = "冰冰风雷雨雨热热雷火风冰"  # January to December


@genre("emergency", duty="core:20.12", when=each(12, 49, range(15)), column="warnings",
       subject="02.03", kind="notice", unit=0, wait=(0, 0))  # fmt: skip
def warning(c: Case) -> Text:
    name, words = WARNINGS[OF_MONTHS[c.month - 1]]
    return Text(
        title=f"{name}预警提示（{c.year}年{c.month}月{c.on.day}日）",
        parts=[
            f"根据气象部门发布的{name}预警信号，县应急管理局提示：{words}",
            c.pick("各乡镇要加强值班值守，落实“叫应”机制，重点看护老人、儿童和病人。", "请各单位、各学校按照预案做好防范，险情灾情及时报告。"),
            "解除时间以气象部门通知为准。遇险请立即联系所在村（社区）和乡镇值班室。",
        ],
        keywords=("预警", name),
    )  # fmt: skip
