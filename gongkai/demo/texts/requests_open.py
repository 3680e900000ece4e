"""Requests that are still open on the anchor day: at every stage, due at different times."""

from __future__ import annotations

from gongkai.demo.asking import Asked, Fee, Paper, Party, Reply, Unclear

OPEN = (
    Asked(
        "flood-supplies", "emergency", 24, "signed_mail", "institute",
        "今年汛期救灾物资的储备品种、数量和调拨去向。",
        title="汛期救灾物资储备和调拨情况", small=True, pace=15, until="drafting",
        reply=Reply("R2", papers=(Paper("救灾物资储备情况.pdf", (
            "县级储备库现有帐篷120顶、棉被800床、救生衣300件，今年汛期共调拨两批。",
        )),)),
    ),  # overdue
    Asked(
        "road-widening", "government", 20, "counter", "shopkeeper",
        "名川大道拓宽工程第二期的立项批复和用地范围。",
        title="名川大道拓宽工程第二期立项批复", way="collect", small=True, pace=10,
        until="sign_off",
        reply=Reply("R2", papers=(Paper("立项批复摘要.pdf", (
            "工程起于文枢路口，止于滨水路口，全长1.2公里，红线宽度30米，批复总投资2860万元。",
        )),)),
    ),  # due today
    Asked(
        "boarding-subsidy", "education", 18, "online", "graduate",
        "去年寄宿生生活补助的发放标准和分学校受助人数。",
        title="寄宿生生活补助发放情况", way="email", carrier="electronic", small=True, pace=9,
        until="review",
        reply=Reply("R2", papers=(Paper("寄宿生生活补助情况.pdf", (
            "补助标准为小学每生每年1000元、初中每生每年1250元，全县受助1126人。",
        )),)),
    ),  # due in three days
    Asked(
        "audit-report", "finance", 15, "counter", "law-firm",
        "县财政局对某养老机构补贴资金检查形成的检查结论。",
        title="补贴资金检查结论", way="collect", small=True, pace=6, until="secrecy_review",
        reply=Reply("R2", papers=(Paper("补贴资金检查结论.pdf", (
            "经检查，补贴资金专户管理、专款专用，未发现截留挪用；个别票据不规范，已要求整改。",
        )),)),
    ),
    Asked(
        "lamp-posts", "government", 13, "online", "reporter",
        "县城区太阳能路灯更换项目的采购结果和更换数量。",
        title="太阳能路灯更换项目采购结果", way="email", carrier="electronic", small=True, pace=4,
        until="signed",
        reply=Reply("R1", {
            "how": "登录名川县人民政府网站，在“政府采购”栏目中查阅项目的中标公告，列有数量和成交金额",
        }),
    ),
    Asked(
        "bid-file", "civil-affairs", 11, "signed_mail", "caterer",
        "县社会福利中心食材配送项目中标单位的投标文件。",
        title="食材配送项目投标文件", small=True, until="consulting",
        parties=(Party("名川县麦岗农产品配送有限公司", "商业秘密", "食材配送项目投标文件中的报价明细和供货渠道",
                       address="某省名川县青禾镇麦岗村"),),
    ),  # paused
    Asked(
        "subsidy-lists", "government", 8, "online", "neighbour",
        "补贴的名单。",
        way="email", carrier="electronic", small=True, until="clarifying",
        unclear=Unclear(
            ("请写明是哪一项补贴、哪一年度、由哪个单位发放",
             "请写明需要名单，还是只需要人数和金额"),
        ),
    ),
    Asked(
        "parking", "government", 1, "online", "driver",
        "县城区新增公共停车位的位置、数量和收费标准。",
        title="新增公共停车位情况", way="collect", small=True, until="submitted",
    ),
    Asked(
        "land-fees", "luming", 26, "counter", "farmer",
        "苇湾村近五年村集体土地租赁合同和租金收支明细。",
        title="村集体土地租赁情况", way="collect", pace=30, until="handling",
        extend="涉及五个年度的合同和账目，需要与村民委员会逐笔核对",
    ),  # extended
    Asked(
        "teacher-posts", "education", 9, "email", "graduate",
        "招聘教师的情况。",
        way="email", carrier="electronic", until="clarifying",
        unclear=Unclear(
            ("请写明是哪一年度、哪一批次的招聘",),
            answer="需要今年上半年公开招聘教师的岗位表和入围分数。", online=True,
        ),
    ),  # answered over the site, to be confirmed
    Asked(
        "copies", "finance", 12, "signed_mail", "builder",
        "2022年以来政府采购合同公告的复印件。",
        title="政府采购合同公告", fee=Fee(86, None), until="paying",
    ),
    Asked(
        "grain-relief", "civil-affairs", 16, "signed_mail", "retired",
        "今年上半年各乡镇救助口粮的发放数量。",
        title="救助口粮发放数量", pace=3, until="serving",
        reply=Reply("R2", text="各乡镇发放数量附后：名城镇2.1吨，鹭鸣镇1.6吨，其余乡镇合计5.4吨。"),
    ),
    Asked(
        "mountain-road", "emergency", 6, "plain_mail", "driver",
        "松涧乡石桥街山体滑坡隐患点的排查结论和治理安排。",
        title="山体滑坡隐患点排查结论", pace=2, until="drafting",
        reply=Reply("R2"),
    ),
    Asked(
        "playground", "education", 2, "counter", "mother",
        "名川县第二小学运动场改造工程的检测报告。",
        title="运动场改造工程检测报告", way="collect", until="unassigned",
    ),
    Asked(
        "charity-fund", "civil-affairs", 1, "fax", "charity",
        "慈善超市物资的接收和发放台账。",
        title="慈善超市物资台账", way="collect", until="submitted",
    ),
)  # fmt: skip
