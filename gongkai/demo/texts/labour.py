"""Work, training and insurance."""

from __future__ import annotations

from gongkai.demo.genres import Case, each, genre, in_turn, monthly, quarterly, yearly
from gongkai.demo.places import FACTORIES
from gongkai.demo.writing import Table, Text, sections

FAIRS = ("春风行动", "民营企业招聘", "返乡农民工", "高校毕业生", "退役军人和残疾人", "巾帼就业")
JOBS = (
    "操作工",
    "质检员",
    "会计",
    "电工",
    "仓库管理员",
    "销售代表",
    "缝纫工",
    "食品检验员",
    "客服专员",
)


@genre("labour", duty="core:20.11-5", when=in_turn(monthly(5, (2, 3, 5, 7, 9, 11)), FAIRS), column="livelihood",
       subject="15.01", kind="notice", unit=1, wait=(0, 2))  # fmt: skip
def fair(c: Case) -> Text:
    firms = c.some(FACTORIES, 6)
    rows = [(firm, c.pick(*JOBS), c.n(2, 30), f"{c.n(32, 52)}00—{c.n(54, 78)}00") for firm in firms]
    return Text(
        title=f"{c.year}年{c.month}月“{c.about}”专场招聘会公告",
        parts=[
            f"定于{c.day(8)}9时至12时在{c.pick('县人力资源市场', '东渡社区文化广场', '青禾镇集镇广场')}举办招聘会，参会企业{c.n(24, 46)}家，提供岗位{c.n(420, 980)}个，免费入场。",
            Table("部分招聘岗位", ("用人单位", "岗位", "人数", "月薪（元）"), rows),
            "现场设置政策咨询、职业指导、社保服务窗口。警惕收取押金、介绍费的虚假招聘。",
        ],
        keywords=("招聘会", c.about),
    )  # fmt: skip


@genre("labour", duty="core:20.11-5", when=quarterly(24), column="livelihood",
       subject="15.01", kind="other", unit=1)  # fmt: skip
def training(c: Case) -> Text:
    year, quarter = c.last_quarter
    rows = [
        (job, c.n(20, 50), c.n(6, 16) * 100)
        for job in c.some(("中式烹调师", "育婴员", "电工", "养老护理员", "互联网营销师", "焊工"), 4)
    ]
    return Text(
        title=f"{year}年第{'一二三四'[quarter - 1]}季度职业技能培训补贴公示",
        parts=[
            f"经审核，本季度拟发放培训补贴{sum(r[1] * r[2] for r in rows) / 10000:.2f}万元，公示期5个工作日。",
            Table("培训补贴情况", ("工种", "合格人数", "补贴标准（元/人）"), rows),
            "公示期内对培训人数、补贴金额有异议的，请向县人力资源社会保障局就业促进股反映。",
        ],
        keywords=("技能培训", "补贴"),
    )  # fmt: skip


@genre("labour", duty="core:20.11-4", when=yearly((7, 20)), column="livelihood",
       subject="15.02", kind="notice", unit=2)  # fmt: skip
def base(c: Case) -> Text:
    low = 3800 + 120 * (c.year - 2023)
    return Text(
        title=f"关于{c.year}年度社会保险缴费基数的通告",
        parts=[
            f"根据上级公布的数据，{c.year}年度职工社会保险月缴费基数下限为{low}元、上限为{low * 5}元，自{c.year}年1月起执行。",
            *sections(
                ("用人单位申报", f"请于{c.day(30)}前通过网上服务平台申报职工工资，逾期未申报的暂按下限的110%核定。"),
                ("灵活就业人员", "可以在基数上下限之间选择缴费档次，按月、按季或者按年缴纳，不得强制。"),
                ("多退少补", "1月至本通告发布之日已按旧基数缴费的，差额由经办机构统一结算，不加收滞纳金。"),
            ),
        ],
        keywords=("社会保险", "缴费基数"),
    )  # fmt: skip


@genre("labour", duty="core:20.11-4", when=quarterly(17, 2), column="livelihood",
       subject="15.02", kind="other", unit=2)  # fmt: skip
def pensions(c: Case) -> Text:
    rows = [
        ("企业职工基本养老保险", c.n(18600, 19400), c.x(4200, 4700)),
        ("城乡居民基本养老保险", c.n(58200, 59600), c.x(1100, 1300)),
        ("失业保险", c.n(180, 360), c.x(28, 66)),
        ("工伤保险", c.n(60, 140), c.x(40, 90)),
    ]
    return Text(
        title=f"{c.year}年{c.month}月社会保险待遇发放情况",
        parts=[
            "本月社会保险待遇已全部按时足额发放，领取资格认证实行“静默认证”，老年人不需要专程到窗口办理。",
            Table("待遇发放情况", ("险种", "领取人数", "发放金额（万元）"), rows),
            "对待遇有疑问的，可以凭社会保障卡到任一乡镇便民服务中心查询。",
        ],
        keywords=("社会保险", "待遇发放"),
    )  # fmt: skip


RECRUITMENT = (
    (
        "{year}年县属事业单位公开招聘工作人员公告",
        "招聘岗位54个、68人，报名、资格初审均在网上进行，不设置与岗位无关的条件。笔试、面试成绩各占50%，体检、考察合格后公示7个工作日。",
    ),
    (
        "{year}年县属事业单位公开招聘面试成绩和体检安排",
        "按照综合成绩从高到低、岗位招聘人数1:1的比例确定体检人选，成绩按准考证号公布，不公布姓名和身份证件号码。递补按规定执行。",
    ),
    (
        "{year}年公务员招录县级职位一览和咨询须知",
        "本次我县招录职位26个、31人，职位条件、报名时间以上级统一公告为准。招录不收取培训费用，任何机构和个人不得以招录名义举办辅导班。",
    ),
    (
        "{year}年公开招聘中小学教师公告",
        "面向社会公开招聘中小学教师42名，其中乡镇学校30名。报考须具有相应学段教师资格，笔试占60%，试讲占40%，结果在网站公示。",
    ),
)


@genre("labour", duty="core:20.14", when=each(14, 173, RECRUITMENT), column="people",
       subject="15.03", kind="announcement", unit=0)  # fmt: skip
def recruitment(c: Case) -> Text:
    return _news(c)


LABOUR_NEWS = (
    (
        "拖欠农民工工资“黑名单”管理工作情况",
        "受理欠薪线索86件，为412名劳动者追回工资326万元，列入失信联合惩戒名单1家，移送公安机关1件。",
    ),
    (
        "公益性岗位开发和安置情况",
        "现有公益性岗位312个，安置就业困难人员312人，岗位补贴按最低工资标准发放，社会保险单位缴费部分由财政补助。",
    ),
    (
        "创业担保贷款发放情况",
        "本季度发放创业担保贷款34笔、620万元，其中高校毕业生9笔、返乡创业农民工17笔，财政贴息按规定比例承担。",
    ),
    (
        "劳动保障守法诚信等级评价结果",
        "参评用人单位148家，A级61家、B级84家、C级3家。对C级单位增加检查频次，评价结果推送至信用平台。",
    ),
)


@genre("labour", duty="core:20.11-5", when=each(47, 144, LABOUR_NEWS), column="livelihood",
       subject="15.01", kind="other", unit=0)  # fmt: skip
def labour_news(c: Case) -> Text:
    return _news(c)


def _news(c: Case) -> Text:
    title, words = c.about
    return Text(
        title=title.format(year=c.year),
        parts=[words, c.pick("监督举报由县人力资源社会保障局办公室受理。", "公示、成绩查询均可在县政府网站进行，请注意查看后续公告。")],
        keywords=("人力资源社会保障",),
    )  # fmt: skip
