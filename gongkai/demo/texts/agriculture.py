"""Fields and animals: subsidies, pests, machines, homesteads."""

from __future__ import annotations

from gongkai.demo.genres import Case, each, genre, monthly, quarterly, yearly
from gongkai.demo.places import TOWNS
from gongkai.demo.writing import Table, Text, sections

MACHINES = (  # and the subsidy for one, in 万元
    ("轮式拖拉机", 1.6), ("谷物联合收割机", 3.2), ("水稻插秧机", 1.1), ("旋耕机", 0.18),
    ("植保无人驾驶航空器", 0.9), ("谷物烘干机", 2.4),
)  # fmt: skip


@genre("agriculture", duty="grassroots:涉农补贴-001", when=quarterly(12), column="livelihood",
       subject="06.01", kind="other", unit=2)  # fmt: skip
def machines(c: Case) -> Text:
    year, quarter = c.last_quarter
    rows = []
    for name, subsidy in c.some(MACHINES, 5):
        count = c.n(2, 18)
        rows.append((name, count, f"{count * subsidy:.2f}"))
    return Text(
        title=f"{year}年第{'一二三四'[quarter - 1]}季度农机购置与应用补贴公示",
        parts=[
            f"{year}年第{'一二三四'[quarter - 1]}季度受理补贴机具{sum(r[1] for r in rows)}台（套），经核验予以公示，公示期15日。",
            Table("补贴机具汇总", ("机具品目", "数量", "补贴金额（万元）"), rows),
            "购机者自主购机、定额补贴、先购后补、县级结算、直补到卡。发现虚假购机、重复补贴的，请向县农业农村局举报。",
        ],
        keywords=("农机购置补贴", "公示"),
    )  # fmt: skip


@genre("agriculture", duty="grassroots:涉农补贴-002", when=yearly((5, 8)), column="livelihood",
       subject="06.01", kind="circular", numbered=True, unit=1)  # fmt: skip
def field_subsidy(c: Case) -> Text:
    rows = [(town, f"{c.n(16000, 62000):,}") for town in TOWNS]
    per = c.x(98, 106)
    return Text(
        title=f"名川县{c.year}年耕地地力保护补贴实施方案",
        parts=[
            f"为做好{c.year}年耕地地力保护补贴发放工作，制定本方案。",
            Table("补贴面积核定表", ("乡镇", "补贴面积（亩）"), rows, f"补贴标准为每亩{per}元。"),
            *sections(
                ("补贴对象", "拥有耕地承包权的种地农户和农场职工；土地流转的，按合同约定确定。"),
                ("不予补贴的情形", "已作为畜牧养殖场使用的耕地、林地、成片粮田转为设施农业用地、非农征用、抛荒一年以上的耕地。"),
                ("时间安排", f"{c.day(10)}前完成面积核实和村级公示，{c.day(40)}前发放到户。"),
                ("监督渠道", "补贴面积、标准、金额在村公示栏公示7日，接受群众监督。"),
            ),
        ],
        keywords=("耕地地力保护补贴",),
    )  # fmt: skip


SEASON = {
    3: ("小麦条锈病、油菜菌核病", "气温回升、雨水增多，病害扩展较快"), 4: ("小麦赤霉病", "抽穗扬花期遇阴雨，流行风险高"),
    5: ("水稻二化螟", "越冬虫量高于常年，第一代螟虫进入孵化盛期"), 6: ("稻飞虱、稻纵卷叶螟", "外地虫源陆续迁入"),
    7: ("水稻纹枯病、玉米草地贪夜蛾", "高温高湿利于发生"), 8: ("稻飞虱、稻瘟病", "晚稻分蘖期，应加强田间调查"),
    9: ("稻曲病、玉米锈病", "破口抽穗期是防治关键"), 10: ("油菜苗期蚜虫", "秋旱少雨，虫量上升"),
}  # fmt: skip


@genre("agriculture", duty="core:21.2", when=monthly(18, SEASON), column="notices",
       subject="06.01", kind="other", unit=1, wait=(0, 1))  # fmt: skip
def pests(c: Case) -> Text:
    what, why = SEASON[c.month]
    return Text(
        title=f"病虫情报{c.year}年第{c.month - 2}期：{what}发生趋势与防治意见",
        parts=[
            f"据县植保站田间调查，{what}发生程度为{c.pick('中等', '中等偏重', '偏轻')}，预计发生面积{c.n(3, 16)}万亩次。主要原因是{why}。",
            *sections(
                ("防治指标", f"百丛虫量达到{c.n(5, 15) * 100}头或者病丛率达到{c.pick(10, 15, 20)}%时用药，不达标不用药。"),
                ("防治时间", f"{c.day(3)}至{c.day(12)}。"),
                ("注意事项", "优先选用高效低风险农药，轮换用药，注意安全间隔期；无人机作业避开蜂场、鱼塘和学校。"),
            ),
        ],
        keywords=("病虫情报", what),
    )  # fmt: skip


@genre("agriculture", duty="core:20.13-5", when=quarterly(25, 1), column="inspections",
       subject="06.01", kind="bulletin", unit=0)  # fmt: skip
def inputs(c: Case) -> Text:
    year, quarter = c.last_quarter
    seen, bad = c.n(22, 54), c.n(0, 3)
    return Text(
        title=f"{year}年第{'一二三四'[quarter - 1]}季度农业投入品和农产品质量安全检查结果",
        parts=[
            f"检查农药、种子、兽药、饲料经营单位{seen}家，抽检蔬菜、水果、畜禽、水产品样品{c.n(80, 180)}批次，合格率{c.x(98.1, 99.8, 1)}%。",
            f"立案查处{bad}起。" + ("主要是经营假劣农药和未按规定建立台账，处罚结果另行公布。" if bad else "未发现经营假劣农药、禁用农药行为。"),
            c.pick("请农户购买农资时查看登记证号、索要票据，发现问题保留证据及时投诉。", "农产品生产主体应当按规定开具承诺达标合格证。"),
        ],
        keywords=("农产品质量安全", "抽检"),
    )  # fmt: skip


FARM_NEWS = (
    (
        "高标准农田建设项目竣工验收公示",
        "鹭鸣镇、青禾镇高标准农田建设项目已经完工，建成面积1.2万亩，新建灌排渠道38公里、机耕路21公里，验收组认为质量合格。公示期7日，工程移交村集体管护。",
    ),
    (
        "动物防疫强制免疫疫苗采购和使用情况",
        "全年采购口蹄疫、高致病性禽流感、小反刍兽疫疫苗共计46万毫升，免疫密度达到95%以上，抗体合格率均高于70%。疫苗免费供应，不得向养殖户收取费用。",
    ),
    (
        "农村宅基地审批管理工作提示",
        "村民建房应当先申请、后建设，乡镇在收到申请后组织实地审查，批准情况在村内公开。一户只能拥有一处宅基地，面积不得超过省规定的标准。",
    ),
    (
        "关于公布家庭农场和农民合作社示范名单的公告",
        "认定县级示范家庭农场18家、示范合作社12家，有效期两年。示范主体在项目申报、贷款贴息方面同等条件下优先。",
    ),
    (
        "农村土地承包经营权流转情况",
        "截至本季度末，全县流转承包地11.6万亩，其中流转给合作社和家庭农场的占六成。流转合同应当使用示范文本，流转期限不得超过承包期剩余期限。",
    ),
    (
        "农作物种子质量抽查结果",
        "抽查种子门店31家、样品64个，发芽率、纯度、净度全部合格，标签不规范的2家已责令改正。请农户购种时索要票据，留存包装和少量种子。",
    ),
    (
        "屠宰环节病害猪无害化处理补助公示",
        "本季度无害化处理病害猪186头，补助资金已核定，由县财政直接拨付到定点屠宰企业，公示期5个工作日。",
    ),
    (
        "关于开展农民教育培训的通知",
        "面向种粮大户、返乡青年开设水稻机械化、果树修剪、农产品电商3个班，每班50人，培训、食宿免费，可以在所在乡镇报名。",
    ),
)


@genre("agriculture", duty="core:20.11", when=each(33, 79, FARM_NEWS), column="notices",
       subject="06.01", kind="announcement", unit=0)  # fmt: skip
def farm_news(c: Case) -> Text:
    title, words = c.about
    return Text(
        title=title,
        parts=[words, c.pick("特此公告。", "详情可以到所在乡镇农业农村办公室咨询。", "欢迎广大农户监督。")],
        keywords=("农业农村",),
    )  # fmt: skip
