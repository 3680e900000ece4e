"""What the two townships publish."""

from __future__ import annotations

from gongkai.demo.bodies import TOWNSHIPS
from gongkai.demo.genres import Case, each, genre, quarterly, yearly
from gongkai.demo.places import VILLAGES
from gongkai.demo.writing import Table, Text, sections


def _town(c: Case) -> str:
    return c.organ.name.removesuffix("人民政府")


@genre(*TOWNSHIPS, duty="core:21.8", when=quarterly(11), column="notices",
       subject="06.01", kind="other", unit=2)  # fmt: skip
def homesteads(c: Case) -> Text:
    year, quarter = c.last_quarter
    town = _town(c)
    rows = [(village, c.n(0, 6), c.n(0, 2)) for village in VILLAGES[town]]
    return Text(
        title=f"{town}{year}年第{'一二三四'[quarter - 1]}季度农村宅基地审批结果",
        parts=[
            f"本季度批准农村村民住宅用地{sum(r[1] for r in rows)}户，不予批准{sum(r[2] for r in rows)}户，均在受理后20个工作日内办结。",
            Table("分村审批情况", ("村（社区）", "批准（户）", "不予批准（户）"), rows),
            "不予批准的主要原因是占用永久基本农田、已有宅基地未腾退。审批结果同时在村公示栏公示，建房户应当按照批准的位置和面积施工。",
        ],
        keywords=("宅基地", town),
    )  # fmt: skip


@genre(*TOWNSHIPS, duty="grassroots:社会救助-005", when=quarterly(8, 1), column="livelihood",
       subject="17.03", kind="announcement", unit=1)  # fmt: skip
def first_check(c: Case) -> Text:
    town = _town(c)
    rows = [(village, c.n(0, 5), c.n(0, 3)) for village in VILLAGES[town]]
    return Text(
        title=f"{town}{c.year}年第{'一二三四'[(c.month - 1) // 3]}季度低保初审情况公示",
        parts=[
            f"经入户调查、民主评议，本季度拟新增低保{sum(r[1] for r in rows)}户，拟停发{sum(r[2] for r in rows)}户，现按村公布户数，公示期7日。",
            Table("初审情况", ("村（社区）", "拟新增（户）", "拟停发（户）"), rows),
            "具体家庭在其居住的村民小组公示，群众有异议的可以向乡镇社会事务办公室或者县民政局反映。",
        ],
        keywords=("低保", "公示", town),
    )  # fmt: skip


@genre(*TOWNSHIPS, duty="core:21.8", when=yearly((5, 26)), column="warnings",
       subject="17.01", kind="circular", numbered=True, unit=0)  # fmt: skip
def flood(c: Case) -> Text:
    town = _town(c)
    rows = [
        (village, f"{village}{c.pick('小学', '村委会', '文化广场')}", c.n(80, 420))
        for village in VILLAGES[town]
    ]
    return Text(
        title=f"{town}{c.year}年防汛值班和避险安置方案",
        parts=[
            f"为做好{c.year}年防汛工作，保障群众生命安全，制定本方案。",
            Table("避险安置点", ("村（社区）", "安置点", "可容纳（人）"), rows),
            *sections(
                ("值班安排", "5月1日至9月30日实行24小时值班，值班电话在各村公示栏公布。"),
                ("转移原则", "先人员后财产，先老弱病残后其他，夜间有强降雨预报时在天黑前完成转移。"),
                ("纪律要求", "接到预警不转移、擅离职守造成后果的，依规追究责任。"),
            ),
        ],
        keywords=("防汛", town),
    )  # fmt: skip


@genre(*TOWNSHIPS, duty="core:21.8", when=yearly((3, 28), (10, 16)),
       column="notices", subject="06.01", kind="other", unit=2)  # fmt: skip
def money(c: Case) -> Text:
    town = _town(c)
    village = c.pick(*VILLAGES[town])
    return Text(
        title=f"{town}{village}{c.year}年{'上' if c.month < 7 else '下'}半年“一事一议”筹资筹劳方案公示",
        parts=[
            f"{village}拟对{c.pick('村内主干道硬化', '灌溉渠道清淤', '文化活动广场建设', '安全饮水管网延伸')}实行一事一议，经村民代表会议讨论，{c.n(34, 58)}名代表到会，同意{c.n(30, 34)}名，现予公示，公示期7日。",
            Table("筹资筹劳方案", ("项目", "标准"), [("筹资", f"每人{c.n(10, 20)}元"), ("筹劳", f"每个劳动力{c.n(2, 5)}个工日"), ("财政奖补", f"{c.n(6, 28)}万元"), ("集体经济组织出资", f"{c.n(2, 12)}万元")]),
            "五保、低保家庭免于筹资，现役军人、学生不承担劳务。任何单位不得借一事一议加重农民负担。",
        ],
        keywords=("一事一议", village),
    )  # fmt: skip


TOWN_NEWS = (
    (
        "{town}农村人居环境整治季度检查结果",
        "对各村（社区）道路保洁、垃圾分类、污水排放、庭院整洁进行检查，得分前三名给予奖补，后两名下发整改通知，结果在村务公开栏公布。",
    ),
    (
        "{town}河湖管护和水库巡查公示",
        "本月巡河312次，清理漂浮物36吨，处理非法采砂线索1起，水库坝体、溢洪道巡查记录完整，发现的2处渗漏已处理。",
    ),
    (
        "{town}村级集体经济收支公示",
        "全镇（乡）集体经济组织上年总收入486万元，其中经营收入211万元、发包收入178万元；支出402万元，结余84万元。收支明细在各村公示，接受成员查询。",
    ),
    (
        "{town}土地流转价格参考信息",
        "水田每亩每年400至620元，旱地200至350元，鱼塘面议。流转双方应当签订书面合同，使用统一文本，约定租金调整和复垦责任。",
    ),
    (
        "{town}“村村通”道路养护情况",
        "本季度修补路面1460平方米，更换警示标志27块，整治安全隐患6处，养护资金使用情况经村民监督委员会核实。",
    ),
    (
        "{town}森林防火和野外用火管控公告",
        "全镇（乡）林区禁止焚烧秸秆、荒草，祭扫一律使用鲜花、黄纸等文明方式，违反规定的依法处理，造成损失的承担赔偿责任。",
    ),
    (
        "{town}赶集日和集贸市场管理公告",
        "逢农历三、六、九为集日，摊位统一划线，食品摊贩亮证经营，收摊后自行清扫，占道经营的予以规劝、教育直至处罚。",
    ),
    (
        "{town}便民服务中心进驻事项和办理时限公告",
        "社会救助、养老保险、医疗保险、残疾人服务、农村宅基地等73项事项集中办理，其中即办件41项，周六上午照常服务。",
    ),
    (
        "{town}农业保险投保和理赔情况",
        "水稻保险投保1.9万亩，保费自缴部分每亩6元；因灾理赔412户、86万元，赔款直接支付到农户账户，定损结果逐户公示。",
    ),
    (
        "{town}中小学生假期安全提示",
        "不私自下水游泳，不到水库、河塘、工地玩耍，骑车佩戴头盔；家长外出务工的，请落实委托照护并告知村委会。",
    ),
)


@genre(*TOWNSHIPS, duty="core:21.8", when=each(20, 58, TOWN_NEWS), column="notices",
       subject="06.99", kind="other", unit=2)  # fmt: skip
def town_news(c: Case) -> Text:
    title, words = c.about
    return Text(
        title=title.format(town=_town(c)),
        parts=[words, c.pick("特此公告。", "请相关农户相互转告。", "联系地点：便民服务中心。")],
        keywords=(_town(c),),
    )  # fmt: skip
