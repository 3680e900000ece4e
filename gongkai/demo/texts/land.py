"""Land: expropriation step by step, sales, planning, registration."""

from __future__ import annotations

from gongkai.demo.genres import Case, each, genre, in_turn, monthly, quarterly, yearly
from gongkai.demo.places import VILLAGES
from gongkai.demo.writing import Table, Text, sections

PLOTS = (
    ("青禾镇", "谷仓村", 3.62, "冷链物流中心建设"), ("鹭鸣镇", "苇湾村", 5.18, "鹭鸣镇初级中学扩建"),
    ("名城镇", "三里坪村", 8.94, "名川大道东延道路"), ("松涧乡", "石桥头村", 1.27, "松涧河综合治理管理用房"),
    ("柏台镇", "驿亭村", 4.05, "工业集中区标准厂房"), ("青禾镇", "麦岗村", 2.33, "变电站建设"),
)  # fmt: skip


def _rights() -> str:
    return "公告期间，被征收土地所有权人、使用权人可以查询地类、面积等信息；认为与实际不符的，可以申请复核。"


@genre("natural-resources", duty="core:21.4", when=each(41, 118, PLOTS), column="land-housing",
       subject="05.01", kind="announcement", numbered=True, unit=1, wait=(0, 2))  # fmt: skip
def before(c: Case) -> Text:
    town, village, area, use = c.about
    return Text(
        title=f"拟征收土地预公告（{town}{village}）",
        parts=[
            f"因{use}需要，拟征收{town}{village}集体土地{area}公顷。根据《中华人民共和国土地管理法》及其实施条例，现予预公告。",
            *sections(
                ("征收范围", f"位于{town}{village}，四至范围以现场设置的界桩为准，示意图在村公示栏张贴。"),
                ("土地现状调查安排", f"{c.day(14)}起由县自然资源局会同{town}组织权属、地类、面积和地上附着物调查，请权利人到场确认。"),
                ("不予补偿的情形", "自本公告发布之日起，任何单位和个人不得在拟征收范围内抢栽抢建；违反规定抢栽抢建的，对抢栽抢建部分不予补偿。"),
                ("公告期限", "自发布之日起10个工作日。" + _rights()),
            ),
        ],
        keywords=("征地", "预公告", village),
    )  # fmt: skip


@genre("natural-resources", duty="core:21.4", when=each(66, 118, PLOTS), column="land-housing",
       subject="05.01", kind="announcement", unit=1, wait=(0, 2))  # fmt: skip
def compensation(c: Case) -> Text:
    town, village, area, use = c.about
    per = c.pick(52800, 50400, 48600)
    return Text(
        title=f"{town}{village}征地补偿安置方案公告",
        parts=[
            f"为{use}拟征收{town}{village}集体土地{area}公顷，经土地现状调查和社会稳定风险评估，拟定补偿安置方案，现征求意见，公告期30日。",
            Table("补偿标准", ("类别", "标准"), [("区片综合地价", f"每亩{per}元"), ("青苗", "每亩1200元"), ("零星果树", "按树龄每株15至260元"), ("搬迁", "按户一次性补助")]),
            *sections(
                ("安置方式", "农业生产安置、货币补偿和社会保障安置相结合，被征地农民养老保险费用单独列支，应保尽保。"),
                ("听证权利", "过半数被征地农村集体经济组织成员认为方案不符合法律法规规定的，县政府将组织听证。"),
                ("登记方式", f"请权利人在公告期内持权属证明到{town}便民服务中心办理补偿登记。"),
            ),
        ],
        keywords=("征地", "补偿安置", village),
    )  # fmt: skip


@genre("natural-resources", duty="grassroots:农村集体土地征收-005", when=each(8, 118, PLOTS[::-1]),
       column="land-housing", subject="05.01", kind="announcement", numbered=True, unit=1)  # fmt: skip
def approved(c: Case) -> Text:
    town, village, area, use = c.about
    return Text(
        title=f"征收土地公告（{town}{village}）",
        parts=[
            f"名川县{c.year}年第{c.n(1, 6)}批次建设用地已经依法批准，征收{town}{village}集体土地{area}公顷，用于{use}。现将有关事项公告如下。",
            Table("征收土地面积", ("地类", "面积（公顷）"), [("耕地", f"{area * 0.6:.3f}"), ("林地和园地", f"{area * 0.25:.3f}"), ("其他", f"{area * 0.15:.3f}")]),
            "补偿费用已足额到位，自补偿安置协议签订之日起3个月内支付完毕。拒不交出土地的，依法处理。",
            "对批准文件不服的，可以自知道之日起60日内申请行政复议。",
        ],
        keywords=("征收土地", village),
    )  # fmt: skip


USES = ("住宅用地", "工业用地", "商服用地", "公用设施用地")


@genre("natural-resources", duty="core:20.5", when=in_turn(monthly(26, range(2, 13, 2)), USES),
       column="land-housing", subject="05.01", kind="announcement", unit=0, wait=(0, 1))  # fmt: skip
def sale(c: Case) -> Text:
    town = c.pick("名城镇", "青禾镇", "柏台镇", "鹭鸣镇")
    plot = f"MC{c.year}-{c.month:02d}"
    area, price = c.n(6200, 38600), c.n(280, 5600)
    if c.month % 3 == 0:
        return Text(
            title=f"国有建设用地使用权出让结果公示（{plot}号地块）",
            parts=[
                f"{plot}号地块位于{town}，用途为{c.about}，面积{area}平方米，以挂牌方式出让，成交价{price}万元，受让单位已签订成交确认书。",
                "公示期10个工作日。对出让结果有异议的，请在公示期内以书面形式向县自然资源局提出。",
            ],
            keywords=("土地出让", plot),
        )
    return Text(
        title=f"国有建设用地使用权挂牌出让公告（{plot}号地块）",
        parts=[
            f"经县政府批准，以挂牌方式出让{plot}号地块国有建设用地使用权，现将有关事项公告如下。",
            Table("地块基本情况", ("宗地编号", "位置", "面积（平方米）", "用途", "出让年限", "起始价（万元）"),
                  [(plot, town, area, c.about, 70 if c.about == "住宅用地" else c.pick(40, 50), price)]),
            f"竞买申请人可以是境内外法人和其他组织，申请时间自公告之日起20日；挂牌时间为{c.day(22)}至{c.day(32)}。保证金为起始价的20%，不得来源于银行贷款。",
            "联合竞买、分割竞买、二次报价等违法行为将依法查处。",
        ],
        keywords=("土地出让", "挂牌", plot),
    )  # fmt: skip


@genre("natural-resources", duty="core:20.3", when=each(19, 91, tuple(VILLAGES)),
       column="notices", subject="10.01", kind="announcement", unit=2)  # fmt: skip
def village_planning(c: Case) -> Text:
    town = c.about
    village = VILLAGES[town][c.n(0, len(VILLAGES[town]) - 1)]
    return Text(
        title=f"{town}{village}村庄规划（草案）公示",
        parts=[
            f"{town}{village}村庄规划已编制完成草案，现征求意见，公示期30日。",
            *sections(
                ("规划期限", f"{c.year}年至2035年。"),
                ("主要内容", f"划定永久基本农田{c.n(680, 1900)}亩、村庄建设边界{c.n(120, 460)}亩，预留{c.x(3, 5, 1)}%的机动指标，安排停车、垃圾收集、文化活动等设施。"),
                ("公示方式", "县政府网站、村公示栏和村民小组会议。"),
                ("意见反馈", f"可以书面交到{town}便民服务中心，也可以在公示栏留言簿上填写。采纳情况将在批准前公布。"),
            ),
        ],
        keywords=("村庄规划", village),
    )  # fmt: skip


@genre("natural-resources", duty="core:20.12", when=yearly((4, 14)),
       column="warnings", subject="05.01", kind="circular", numbered=True, unit=0)  # fmt: skip
def geology(c: Case) -> Text:
    spots = c.n(58, 64)
    return Text(
        title=f"名川县{c.year}年地质灾害防治方案",
        parts=[
            f"全县在册地质灾害隐患点{spots}处，威胁{c.n(1180, 1420)}户。受地形和降雨影响，今年防治形势{c.pick('总体平稳，局部较重', '较为严峻')}，制定本方案。",
            *sections(
                ("防治重点", "5月至9月为重点防范期，云岫乡、松涧乡、白茅乡为重点防范区，切坡建房、矿山、公路高边坡为重点部位。"),
                ("群测群防", f"落实监测员{spots}名，汛期每日巡查，强降雨时加密巡查；每处隐患点至少开展1次避险演练。"),
                ("工程治理和搬迁避让", f"实施治理工程{c.n(3, 6)}处，搬迁避让{c.n(22, 48)}户。"),
            ),
        ],
        keywords=("地质灾害", "防治方案"),
    )  # fmt: skip


@genre("natural-resources", duty="core:20.5", when=quarterly(9, 2),
       column="notices", subject="05.01", kind="announcement", unit=0)  # fmt: skip
def registration(c: Case) -> Text:
    count = c.n(3, 9)
    return Text(
        title=f"不动产权证书（登记证明）遗失声明汇总（{c.year}年第{(c.month + 2) // 3}期）",
        parts=[
            f"下列{count}件不动产权证书因保管不善遗失，权利人已申请补发。自公告之日起15个工作日内无异议的，将依法补发，原证书作废。",
            Table("遗失证书", ("证书号", "坐落"), [(f"名不动产权第{c.year % 100}{c.n(10000, 99999)}号", f"名城镇{c.pick('明礼路', '文枢路', '惠民路', '滨水路')}") for _ in range(count)]),
            "为保护权利人信息，门牌号和姓名不予公布，利害关系人可以持有效证件到不动产登记窗口查询。",
        ],
        keywords=("不动产登记", "遗失"),
    )  # fmt: skip
