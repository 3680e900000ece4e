"""Openness itself: annual reports, lists, training, the guide's updates."""

from __future__ import annotations

from datetime import date

from gongkai.demo.bodies import ACCOUNTABLE
from gongkai.demo.genres import Case, genre, yearly
from gongkai.demo.writing import Table, Text, sections


@genre("government", duty="core:49.2", when=yearly((3, 16)), column="disclosure-reports",
       subject="02.01", kind="report", wait=(1, 6))  # fmt: skip
def of_the_county(c: Case) -> Text:
    return _annual(c)


@genre(*ACCOUNTABLE, duty="core:49.1", when=yearly((1, 18)), column="disclosure-reports",
       subject="02.01", kind="report", wait=(1, 6))  # fmt: skip
def of_a_body(c: Case) -> Text:
    return _annual(c)


def _annual(c: Case) -> Text:
    year = c.year - 1
    got = c.n(0, 26) if c.organ.code != "government" else c.n(120, 180)
    granted, part, refused = round(got * 0.55), round(got * 0.12), round(got * 0.08)
    unable = got - granted - part - refused
    issued = c.n(2, 18) if c.organ.code != "government" else c.n(24, 40)
    appeals = c.n(0, 2)
    rows = [
        ("予以公开", granted),
        ("部分公开", part),
        ("不予公开", refused),
        ("无法提供", unable),
        ("不予处理", 0),
        ("其他处理", 0),
        ("合计", got),
    ]
    return Text(
        title=f"{c.name}{year}年政府信息公开工作年度报告",
        parts=[
            f"本报告根据《中华人民共和国政府信息公开条例》编制，数据统计期限自{year}年1月1日至12月31日。",
            *sections(
                ("总体情况", f"全年主动公开政府信息{c.n(60, 260) if c.organ.code != 'government' else c.n(1800, 2400)}条，其中政策文件{issued}件、解读{issued * 2 // 3}件。{c.pick('设立政务公开专区1处。', '开展政府开放日活动1次。', '更新公开目录2次。', '')}"),
                ("主动公开政府信息情况", f"制发规范性文件{c.n(0, 3)}件，废止{c.n(0, 2)}件；行政许可处理决定{c.n(0, 640)}件，行政处罚处理决定{c.n(0, 120)}件；行政事业性收费{c.n(0, 90)}万元。"),
                ("收到和处理政府信息公开申请情况", [
                    f"本年新收政府信息公开申请{got}件，上年结转{c.n(0, 3)}件，均依法按期答复。",
                    Table("申请处理情况", ("处理结果", "件数"), rows),
                ]),
                ("政府信息公开行政复议、行政诉讼情况", f"行政复议{appeals}件，行政诉讼0件{'，均维持原行政行为' if appeals else ''}。"),
                ("存在的主要问题及改进情况", f"主要问题是{c.pick('政策解读形式不够丰富', '部分信息更新不够及时', '基层公开人员流动较快、业务不熟')}；下一步将{c.pick('增加图文、问答等解读方式', '按目录逐项核对时限并纳入考核', '组织业务培训和交叉检查')}。"),
                ("其他需要报告的事项", f"未收取信息处理费。{c.pick('无其他需要报告的事项。', '落实年度政务公开工作要点情况良好。')}"),
            ),
        ],
        keywords=("年度报告", "政府信息公开"),
        summary=f"{c.name}{year}年政府信息公开工作年度报告，统计期限为{year}年1月1日至12月31日。",
    )  # fmt: skip


@genre("office", duty="core:12.2", when=yearly((6, 6)), column="disclosure-rules",
       subject="02.01", kind="circular", numbered=True, unit=1)  # fmt: skip
def rules(c: Case) -> Text:
    even = c.year % 2 == 0
    name = "政府信息公开保密审查制度" if even else "政府信息公开申请办理规范"
    return Text(
        title=f"名川县人民政府办公室关于印发《名川县{name}》的通知",
        parts=[
            "各乡镇人民政府，县政府各部门：",
            f"《名川县{name}》已经县政府同意，现印发给你们，请遵照执行。",
            *sections(*(
                (("总则", "坚持先审查、后公开，一事一审，谁公开谁审查、谁审查谁负责。"),
                 ("审查程序", "起草部门自查、单位审核、保密审查、负责人签发，每一步注明姓名、时间和意见，不得以口头意见代替。"),
                 ("审查重点", "是否涉及国家秘密、商业秘密和个人隐私，附件、图片、表格中的隐藏内容一并审查。"),
                 ("责任追究", "未经审查擅自公开的，责令改正并追究责任；造成泄密的依法处理。"))
                if even else
                (("登记受理", "收到申请当日登记，能够当场答复的当场答复；内容不明确的，自收到之日起7个工作日内一次性告知补正。"),
                 ("答复期限", "一般自收到申请之日起20个工作日内答复，确需延长的，经负责人同意并告知申请人，延长不超过20个工作日。"),
                 ("征求意见", "涉及第三方合法权益的，书面征求意见，所需时间不计入答复期限。"),
                 ("归档", "申请、审核、答复、送达材料一事一档，保管期限按照档案管理规定执行。"))
            )),
        ],
        keywords=("公开制度",),
        effective_on=c.on,
        expires_on=date(c.year + 5, 12, 31),
        validity="in_force",
    )  # fmt: skip
