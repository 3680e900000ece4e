"""Schools: enrolment, districts, lists, plans, aid, inspections."""

from __future__ import annotations

from datetime import date

from gongkai.demo.genres import Case, each, genre, quarterly, yearly
from gongkai.demo.places import MIDDLE_SCHOOLS, PRIMARY_SCHOOLS, PUPILS, STUDENTS
from gongkai.demo.writing import Table, Text, sections


@genre(
    "education", duty="grassroots:义务教育-006", when=yearly((4, 28)), column="livelihood",
    subject="11.02", kind="circular", numbered=True, unit=1,
)  # fmt: skip
def enrolment(c: Case) -> Text:
    return Text(
        title=f"名川县教育局关于做好{c.year}年义务教育阶段学校招生入学工作的通知",
        parts=[
            "各中小学校：",
            f"为保障适龄儿童少年依法接受义务教育，现就{c.year}年义务教育阶段学校招生入学工作通知如下。",
            *sections(
                ("招生对象", f"小学招收{c.year - 7}年9月1日至{c.year - 6}年8月31日出生的儿童；初中招收小学毕业生。"),
                ("招生原则", "坚持免试、就近入学，公办、民办学校同步招生。任何学校不得以考试、测评、面谈等方式选拔学生，不得提前招生。"),
                ("报名办法", f"城区学校实行网上报名，时间为{c.day(48)}至{c.day(53)}；乡镇学校现场登记。报名时核验户口簿和合法固定住所证明，能够通过数据共享核验的不再提交。"),
                ("随迁子女入学", "凭居住证即可申请，由居住地所在学区学校安排；学位不足的，由县教育局统筹安排到相对就近的公办学校。"),
                ("特殊群体入学", "残疾儿童少年安置方案由残疾人教育专家委员会评估后确定，采取随班就读、特教学校就读、送教上门等方式，确保“一个都不少”。"),
                ("工作要求", f"各校要在{c.day(20)}前公布招生范围、招生计划、报名条件和咨询电话，严禁收取任何与入学挂钩的费用。"),
            ),
        ],
        keywords=("义务教育", "招生入学"),
        effective_on=c.on,
        validity="in_force",
        expires_on=date(c.year, 12, 31),
    )  # fmt: skip


@genre("education", duty="grassroots:义务教育-008", when=yearly((5, 16)), column="livelihood",
       subject="11.02", kind="announcement", unit=1)  # fmt: skip
def districts(c: Case) -> Text:
    return Text(
        title=f"{c.year}年名川县小学招生范围",
        parts=[
            f"根据学校布局、学校规模和适龄儿童分布情况，经征求社区、家长代表意见，确定{c.year}年小学招生范围，现予公布。",
            Table("小学招生范围", ("学校", "地址", "招生范围"), PRIMARY_SCHOOLS),
            c.pick(
                "新建住宅小区的学区归属，以交付时公布的方案为准。",
                "与上年相比，名城镇三里坪村调整到名川县实验小学招生范围，其他学校不变。",
            ),
            "对招生范围有疑问的，可以向所在学校或者县教育局基础教育股咨询。",
        ],
        keywords=("学区划分", "招生范围"),
    )  # fmt: skip


@genre("education", duty="grassroots:义务教育-007", when=yearly((5, 22)), column="livelihood",
       subject="11.02", kind="announcement", unit=1)  # fmt: skip
def plans(c: Case) -> Text:
    rows = []
    for (name, _), size in zip(MIDDLE_SCHOOLS, STUDENTS, strict=True):
        classes = size // 150 + c.n(0, 1)
        rows.append((name, classes, classes * 50))
    total = sum(row[2] for row in rows)
    return Text(
        title=f"{c.year}年名川县初中招生计划",
        parts=[
            f"{c.year}年全县初中计划招生{sum(row[1] for row in rows)}个班、{total}人，起始年级班额不超过50人。",
            Table("各校招生计划", ("学校", "班数", "人数"), [*rows, ("合计", sum(r[1] for r in rows), total)]),
            "各校应当严格执行招生计划，均衡编班，编班过程邀请家长代表监督。",
        ],
        keywords=("招生计划", "初中"),
    )  # fmt: skip


@genre("education", duty="grassroots:义务教育-004", when=yearly((9, 18)), column="livelihood",
       subject="11.02", kind="other", unit=1)  # fmt: skip
def schools(c: Case) -> Text:
    rows = [
        (name, "九年一贯制" if "九年" in name else "小学", "公办", place, c.n(size - 30, size + 30))
        for (name, place, _), size in zip(PRIMARY_SCHOOLS, PUPILS, strict=True)
    ]
    rows += [
        (name, "初级中学", "公办", place, c.n(size - 30, size + 30))
        for (name, place), size in zip(MIDDLE_SCHOOLS, STUDENTS, strict=True)
        if "九年" not in name
    ]
    return Text(
        title=f"名川县义务教育学校名录（{c.year}年秋季学期）",
        parts=[
            f"截至{c.year}年9月，全县有义务教育学校{len(rows)}所，在校学生{sum(row[4] for row in rows)}人。学校名称、类型、地址如下。",
            Table("义务教育学校名录", ("学校名称", "类型", "性质", "地址", "在校学生数"), rows),
        ],
        keywords=("学校名录",),
    )  # fmt: skip


@genre("education", duty="grassroots:义务教育-003", when=yearly((3, 25)), column="livelihood",
       subject="11.02", kind="report", unit=2)  # fmt: skip
def overview(c: Case) -> Text:
    year = c.year - 1
    return Text(
        title=f"名川县{year}年教育事业发展概况",
        parts=[
            f"{year}年，全县共有各级各类学校{c.n(78, 86)}所，在校（园）学生{c.n(41000, 43500)}人，专任教师{c.n(2900, 3100)}人。",
            *sections(
                ("学前教育", f"幼儿园{c.n(38, 44)}所，在园幼儿{c.n(7600, 8400)}人，学前三年毛入园率{c.x(91, 94, 1)}%，普惠性幼儿园覆盖率{c.x(89, 93, 1)}%。"),
                ("义务教育", f"小学在校生{c.n(17700, 17900)}人，初中在校生{c.n(9150, 9250)}人，九年义务教育巩固率{c.x(97.6, 98.9, 1)}%，大班额全部消除。"),
                ("高中阶段教育", f"普通高中在校生{c.n(4900, 5300)}人，中等职业学校在校生{c.n(2100, 2500)}人，毛入学率{c.x(93, 95, 1)}%。"),
                ("办学条件", f"生均教学及辅助用房面积、教学仪器设备值均达到省定标准，全年投入{c.x(0.6, 1.1)}亿元改善办学条件，新建改扩建校舍{c.x(1.1, 2.4)}万平方米。"),
                ("学生资助", f"全年资助家庭经济困难学生{c.n(6200, 7100)}人次，发放资助资金{c.n(720, 860)}万元。"),
            ),
        ],
        keywords=("教育统计", f"{year}年"),
    )  # fmt: skip


@genre("education", duty="grassroots:义务教育-009", when=yearly((3, 14), (9, 26)), column="livelihood",
       subject="11.02", kind="notice", unit=2)  # fmt: skip
def aid(c: Case) -> Text:
    term = "春季" if c.month < 7 else "秋季"
    return Text(
        title=f"{c.year}年{term}学期义务教育家庭经济困难学生生活补助申请须知",
        parts=[
            f"{c.year}年{term}学期家庭经济困难学生生活补助即日起受理申请，现将有关事项告知如下。",
            *sections(
                ("补助对象", "义务教育阶段建档立卡脱贫家庭、低保家庭、特困供养、孤儿、残疾学生，以及因突发事件导致家庭经济困难的学生。"),
                ("补助标准", "寄宿生：小学每生每学期500元，初中每生每学期625元；非寄宿生按寄宿生标准的50%补助。"),
                ("申请程序", f"学生或者监护人于{c.day(12)}前向就读学校提出申请，填写申请表，不需要开具证明；学校通过数据比对、走访等方式认定后公示5个工作日，公示不得包含学生敏感信息。"),
                ("资金发放", "由县级财政直接发放到监护人社会保障卡，学校不得代领、抵扣。"),
            ),
        ],
        keywords=("学生资助", "生活补助"),
        form="家庭经济困难学生生活补助申请表",
    )  # fmt: skip


SUBJECTS = (
    "校车和接送学生车辆", "学校食堂和校园周边食品", "校园欺凌防治", "学生宿舍和实验室消防",
    "暑期防溺水", "校外培训机构办学行为",
)  # fmt: skip


@genre("education", duty="grassroots:义务教育-010", when=quarterly(16, 2), column="inspections",
       subject="11.02", kind="bulletin", numbered=True, unit=0)  # fmt: skip
def safety(c: Case) -> Text:
    topic = SUBJECTS[(c.year * 4 + c.month // 3) % len(SUBJECTS)]
    found, mended = c.n(38, 97), c.n(28, 36)
    return Text(
        title=f"名川县教育局关于{c.year}年{topic}安全专项检查情况的通报",
        parts=[
            "各中小学校、幼儿园：",
            f"{c.day(-20)}至{c.day(-6)}，县教育局会同公安、市场监管、消防等部门开展{topic}安全专项检查，共检查学校（机构）{c.n(46, 78)}所次，发现问题{found}个。现将有关情况通报如下。",
            *sections(
                ("总体情况", c.pick("多数学校责任明确、制度健全、台账规范，安全形势总体平稳。", "各校重视程度较以往有所提高，能够做到边查边改，但工作仍不平衡。")),
                ("存在的主要问题", [f"{n}.{one}" for n, one in enumerate(c.some((
                    "个别学校值班值守和巡查记录不完整。", "应急演练针对性不强，部分教职工不会使用灭火器材。",
                    "进货查验记录缺项，留样数量不足。", "个别接送车辆安全带损坏未及时更换。", "危险化学品存放未落实双人双锁。",
                    "家校沟通不够，安全提示没有覆盖到全部家长。"), 3), 1)]),
                ("整改要求", f"对能够立即整改的{mended}个问题已当场整改，其余问题须于{c.day(18)}前整改到位并书面报告。县教育局将组织复查，对逾期不改的予以约谈。"),
            ),
        ],
        keywords=("校园安全", topic[:10]),
    )  # fmt: skip


SCHOOL_NEWS = (
    (
        "关于公布中小学生劳动和社会实践基地名单的公告",
        "经学校推荐、实地查看和公示，确定青禾镇农耕园、县气象科普馆、松涧乡茶叶合作社等9处为中小学生劳动和社会实践基地，学校组织活动不得向学生收取门票，活动方案提前报县教育局备案。",
    ),
    (
        "关于公布普惠性民办幼儿园认定结果的公告",
        "经幼儿园申请、实地核查、集体审议和公示，认定7所民办幼儿园为普惠性民办幼儿园，认定有效期3年，保教费不得超过备案标准。",
    ),
    (
        "关于民办学校年度检查结果的公告",
        "对全县11所民办学校进行年度检查，合格9所、基本合格2所。基本合格的学校限期3个月整改，整改期间不得扩大招生规模。",
    ),
    (
        "关于中小学教师资格认定工作的公告",
        "本次认定范围为初级中学及以下教师资格。申请人网上报名后，到县政务服务大厅教育窗口现场确认，体检在指定医院进行，不收取认定费用。",
    ),
    (
        "关于课后服务收费标准的公示",
        "义务教育学校课后服务坚持自愿参加、公益普惠，每生每学期不超过300元，低保、特困等家庭学生免费。收支情况每学期末在校内公示。",
    ),
    (
        "关于规范中小学校服选用采购工作的通知",
        "校服选用须经三分之二以上家长同意，通过公开方式确定供应企业，不得强制购买；允许学生按照款式自行制作或者继续穿旧校服。",
    ),
)


@genre("education", duty="core:20.11-2", when=each(24, 97, SCHOOL_NEWS),
       column="livelihood", subject="11.02", kind="announcement", unit=0)  # fmt: skip
def school_news(c: Case) -> Text:
    title, words = c.about
    return Text(
        title=title,
        parts=[
            words,
            c.pick("请社会各界监督。如有意见建议，可以向县教育局办公室反映。", "特此公告，请各学校、家长和有关单位知悉。"),
        ],
        keywords=("教育", c.organ.short),
    )  # fmt: skip
