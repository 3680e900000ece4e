"""Legal services, law popularisation, administrative enforcement."""

from __future__ import annotations

from gongkai.demo.genres import Case, each, genre, quarterly, yearly
from gongkai.demo.writing import Table, Text, sections


@genre("justice", duty="grassroots:公共法律服务-005", when=quarterly(13), column="livelihood",
       subject="16.03", kind="other", unit=1)  # fmt: skip
def legal_aid(c: Case) -> Text:
    year, quarter = c.last_quarter
    civil, criminal = c.n(28, 66), c.n(12, 34)
    return Text(
        title=f"{year}年第{'一二三四'[quarter - 1]}季度法律援助工作情况",
        parts=[
            f"本季度受理法律援助案件{civil + criminal}件，其中民事{civil}件、刑事{criminal}件；接待咨询{c.n(380, 760)}人次，为受援人挽回损失{c.x(60, 240)}万元。",
            Table("受援人类别", ("类别", "人次"), [("农民工", c.n(14, 40)), ("老年人", c.n(4, 16)), ("妇女", c.n(6, 20)), ("未成年人", c.n(2, 12)), ("残疾人", c.n(2, 10))]),
            "申请法律援助不收取费用，经济困难状况可以书面承诺。申请地点：县法律援助中心和各乡镇公共法律服务工作站。",
        ],
        keywords=("法律援助",),
    )  # fmt: skip


@genre("justice", duty="grassroots:公共法律服务-001", when=yearly((2, 24)), column="policies",
       subject="16.03", kind="circular", numbered=True, unit=0)  # fmt: skip
def lawfulness(c: Case) -> Text:
    return Text(
        title=f"名川县{c.year}年普法依法治理工作要点",
        parts=sections(
            ("突出学习宣传重点", "深入宣传宪法、民法典以及与群众生产生活密切相关的法律法规，组织“宪法宣传周”“民法典宣传月”活动。"),
            ("抓住重点对象", f"国家机关工作人员集中学法不少于4次；中小学配备法治副校长{c.n(58, 66)}名，每学期授课不少于2课时；每村培养“法律明白人”3名以上。"),
            ("推进依法治理", "开展民主法治示范村（社区）创建，推行村规民约合法性审查。"),
            ("落实普法责任", "实行“谁执法谁普法”责任清单，履职情况在年底公开。"),
        ),
        keywords=("普法", f"{c.year}年"),
    )  # fmt: skip


@genre("justice", duty="grassroots:公共法律服务-006", when=quarterly(19, 1), column="livelihood",
       subject="16.03", kind="other", unit=1)  # fmt: skip
def mediation(c: Case) -> Text:
    year, quarter = c.last_quarter
    rows = [
        (kind, c.n(12, 160))
        for kind in ("婚姻家庭", "邻里", "山林土地", "损害赔偿", "劳动报酬", "物业")
    ]
    return Text(
        title=f"{year}年第{'一二三四'[quarter - 1]}季度人民调解工作情况",
        parts=[
            f"全县人民调解组织排查矛盾纠纷{c.n(420, 760)}次，调解{sum(r[1] for r in rows)}件，成功率{c.x(97, 99.4, 1)}%，司法确认{c.n(6, 24)}件。",
            Table("纠纷类别", ("类别", "件数"), rows),
            "人民调解不收取任何费用。当事人可以就近到村（社区）人民调解委员会申请，也可以口头申请。",
        ],
        keywords=("人民调解",),
    )  # fmt: skip


LEGAL_NEWS = (
    (
        "名川县行政规范性文件清理结果公告",
        "对截至上年年底的行政规范性文件进行清理，继续有效62件、修改7件、废止11件、宣布失效9件。未列入继续有效目录的，不再作为行政管理的依据。",
    ),
    (
        "公证服务项目和收费标准公示",
        "继承、委托、声明、保全等公证按省定标准收费，办理法律援助案件的公证减半或者免收。公证机构实行一次性告知，材料齐全的一般10个工作日内出证。",
    ),
    (
        "关于公布行政执法主体和执法人员名录的公告",
        "经审核，确认县级行政执法主体26个，持证执法人员612名，名录可以在县政府网站查询。执法时未出示证件的，当事人有权拒绝。",
    ),
    (
        "社区矫正和安置帮教工作情况",
        "全年接收社区矫正对象96人，解除矫正88人，无重新犯罪；落实职业技能培训、临时救助等帮扶措施73人次。",
    ),
    (
        "行政执法案卷评查通报",
        "随机抽取行政处罚、行政许可案卷120本，优秀78本、合格39本、不合格3本。主要问题是裁量说明不充分、文书送达不规范。",
    ),
    (
        "律师、基层法律服务工作者年度考核结果",
        "考核律师事务所3家、律师21名，基层法律服务所4家、工作者16名，全部合格。名录同步公布，便于群众选择。",
    ),
)


@genre("justice", duty="core:21.2", when=each(36, 99, LEGAL_NEWS), column="notices",
       subject="16.03", kind="announcement", unit=0)  # fmt: skip
def legal_news(c: Case) -> Text:
    title, words = c.about
    return Text(
        title=title,
        parts=[words, c.pick("特此公告。", "如有意见，可以向县司法局办公室反映。")],
        keywords=("司法行政",),
    )  # fmt: skip
