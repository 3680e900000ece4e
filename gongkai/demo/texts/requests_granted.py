"""Requests of the story that were granted, wholly or in part."""

from __future__ import annotations

from gongkai.demo.asking import Asked, Dispute, Fee, Maker, Paper, Part, Party, Reply, Unclear
from gongkai.demo.cast import SUPERVISOR

GRANTED = (
    Asked(
        "school-figures", "education", 470, "online", "teacher",
        "2023年秋季学期名川县各小学分年级在校学生人数和班级数。",
        title="2023年秋季学期小学学生人数和班级数", way="email", carrier="electronic",
        reply=Reply("R1", {
            "how": "登录名川县人民政府网站，在“公开目录”—“教育”栏目中查阅《名川县2023年教育事业统计》，"
                   "第二部分列有各小学分年级人数和班级数",
        }),
    ),
    Asked(
        "road-funds", "finance", 452, "counter", "driver",
        "2023年松涧乡石桥头村至云脚村农村公路养护资金的安排文件和拨付金额。",
        title="农村公路养护资金安排文件", way="collect",
        reply=Reply(
            "R2", papers=(Paper("农村公路养护资金安排情况.pdf", (
                "2023年松涧乡石桥头村至云脚村道路日常养护资金安排12万元，当年6月和11月分两次拨付至乡财政所。",
                "资金用于路面清扫、边沟清理和水毁修复，由松涧乡人民政府组织实施。",
            )),),
        ),
    ),
    Asked(
        "care-home-subsidies", "civil-affairs", 431, "signed_mail", "charity",
        "2023年度民办养老机构运营补贴的发放标准、各机构补贴床位数和金额。",
        title="民办养老机构运营补贴发放情况",
        reply=Reply(
            "R2", papers=(Paper("民办养老机构运营补贴情况.pdf", (
                "补贴标准为每张入住床位每月100元。松鹤颐养园全年平均入住96人，夕照养老服务中心全年平均入住41人。",
                "两家机构补贴金额分别为11.52万元和4.92万元，已于2023年12月拨付。",
            )),), returned="请把补贴的计算办法写清楚，再送。",
        ),
    ),
    Asked(
        "drill-plan", "emergency", 405, "email", "institute",
        "名川县2024年防汛应急演练方案和参演单位名单。",
        title="防汛应急演练方案", way="email", carrier="electronic",
        reply=Reply("R2", papers=(Paper("防汛应急演练方案摘要.pdf", (
            "演练于汛前举行，模拟柏台河水位上涨，县应急管理局、县水务站、鹭鸣镇等12个单位参加。",
            "演练科目为预警发布、人员转移、堤防巡查和物资调运。",
        )),)),
    ),
    Asked(
        "homestead-policy", "luming", 372, "counter", "farmer",
        "苇湾村2022年以来宅基地审批的户数和每户审批面积。",
        title="苇湾村宅基地审批情况", way="collect",
        parties=(
            Party("苇湾村村民委员会", "村民个人隐私", "苇湾村2022年以来宅基地审批结果（户主姓名、面积）",
                  "partial", "面积和户数可以公开，户主姓名涉及个人信息，请隐去。",
                  address="某省名川县鹭鸣镇苇湾村"),
        ),
        reply=Reply(
            "R3", {
                "open_part": "审批户数、每户审批面积和审批时间",
                "withheld_part": "户主姓名和住址",
                "reasons": "户主姓名和住址属于个人隐私，村民委员会代表村民提出不同意公开；"
                           "隐去以后不影响了解审批的户数和面积。",
            },
            ground="E15",
            papers=(Paper("苇湾村宅基地审批结果.pdf", (
                "2022年以来共审批9户，每户审批面积均不超过120平方米。",
                "其中二组：户主甲，住址苇湾村二组18号，审批面积118平方米，审批时间2022年9月。",
            ), hidden=("户主甲，住址苇湾村二组18号",)),),
        ),
    ),
    Asked(
        "procurement-contract", "finance", 340, "online", "builder",
        "县城区公共停车位标线施划项目的政府采购合同文本。",
        title="公共停车位标线施划项目采购合同", way="email", carrier="electronic",
        parties=(
            Party("名川县畅行交通设施有限公司", "商业秘密", "公共停车位标线施划项目采购合同（含单价分析表）",
                  "objection", "单价分析表反映本公司成本构成，公开后同行可以据此压价，不同意公开。",
                  address="某省名川县营造路51号"),
        ),
        extend="合同涉及第三方商业秘密，需要逐项区分，原期限内难以完成",
        reply=Reply(
            "R3", {
                "open_part": "合同主文、中标金额、工期和验收标准",
                "withheld_part": "单价分析表",
                "reasons": "单价分析表反映第三方的成本构成和报价策略，第三方已采取保密措施并书面不同意公开，"
                           "公开会损害其合法权益；该表不影响公众了解合同的总价和履行情况。",
            },
            ground="E15",
        ),
    ),
    Asked(
        "supervision-note", "government", 318, "signed_mail", "institute",
        "2024年度县重点项目督查情况通报。",
        title="2024年度县重点项目督查情况通报",
        part=Part("office", 2, SUPERVISOR, "请核对2024年度重点项目督查通报是否已定稿、能否提供。",
                  "通报已于年末印发，内容不涉密，可以提供正式印发的版本。"),
        reply=Reply("R2", papers=(Paper("重点项目督查情况通报.pdf", (
            "2024年全县列入督查的重点项目42个，其中按期推进38个，进度滞后4个。",
            "滞后项目的主要原因为用地手续未办结、配套资金未到位，责任单位已作出整改安排。",
        )),)),
    ),
    Asked(
        "school-district", "education", 296, "fax", "mother",
        "关于学区的文件。",
        way="collect",
        unclear=Unclear(
            ("请写明需要的是哪一年、哪一所学校的学区划分文件",
             "请写明需要文件全文，还是只需要学区范围"),
            answer="需要2024年名川县实验小学的学区划分文件全文。",
        ),
        reply=Reply("R2", papers=(Paper("实验小学学区范围.pdf", (
            "名川县实验小学2024年学区范围：名城镇东渡社区惠民路以北，三里坪村。",
            "学区内适龄儿童凭户口簿、不动产权证或者租赁备案证明报名。",
        )),)),
    ),
    Asked(
        "joint-notice", "finance", 262, "online", "charity",
        "县财政局和县民政局联合印发的困难群众救助资金管理办法及起草说明。",
        title="困难群众救助资金管理办法", way="email", carrier="electronic",
        makers=(Maker("civil-affairs", "困难群众救助资金管理办法的起草说明是否同意公开", "consent",
                      "办法已经主动公开，起草说明同意提供。"),),
        reply=Reply("R2", papers=(Paper("起草说明.pdf", (
            "办法由县财政局会同县民政局起草，征求了8个乡镇和6个部门的意见，采纳意见11条。",
            "办法对资金的分配因素、拨付时限和监督检查作出规定。",
        )),)),
    ),
    Asked(
        "archive-copies", "government", 228, "signed_mail", "law-firm",
        "2019年至2023年县政府常务会议审议通过的行政规范性文件文本复印件。",
        title="行政规范性文件文本", fee=Fee(64, True),
        reply=Reply("R2", text="共64页，其中30页以内不收费，信息处理费已缴清。"),
    ),
    Asked(
        "relief-totals", "civil-affairs", 204, "plain_mail", "reporter",
        "2024年各乡镇临时救助的人次和金额。",
        title="2024年临时救助人次和金额", way="email", carrier="electronic",
        reply=Reply("R1", {
            "how": "登录名川县人民政府网站，在“社会救助”栏目中查阅各月《临时救助情况公布》，"
                   "逐月列有各乡镇的人次和金额",
        }),
    ),
    Asked(
        "demolition-subsidy", "government", 176, "counter", "shopkeeper",
        "名川大道拓宽工程涉及商铺的补偿标准和评估机构选定结果。",
        title="名川大道拓宽工程补偿标准", way="collect",
        reply=Reply(
            "R4", {"reasons": "评估机构的选定尚在办理，补偿标准为内部讨论稿，属于过程性信息。"},
            ground="E16b", checked=True,
        ),
        dispute=Dispute(
            "reconsideration", "名江市人民政府", "名江复〔{year}〕23号", "corrected",
            "撤销原答复，责令在法定期限内重新作出答复。",
            reply=Reply("R2", papers=(Paper("名川大道拓宽工程补偿标准.pdf", (
                "商铺补偿按被征收房屋类似房地产的市场价格评估确定，停产停业损失按评估价值的百分之五计算。",
                "评估机构由被征收人协商选定，协商不成的以抽签方式确定，结果已在现场公布。",
            )),)),
        ),
    ),
    Asked(
        "meal-prices", "education", 148, "online", "mother",
        "名川县实验小学课后服务和学生用餐的收费标准及其依据。",
        title="课后服务和用餐收费标准", way="email", carrier="electronic", small=True,
        reply=Reply("R2", papers=(Paper("课后服务和用餐收费标准.pdf", (
            "课后服务每生每学期300元，学生用餐每餐8元，均按学期结算，多退少补。",
            "收费依据为县发展改革、教育、财政部门联合印发的收费文件。",
        )),)),
    ),
    Asked(
        "sewage-project", "luming", 122, "counter", "villager",
        "三榆村污水管网工程的中标单位、合同金额和竣工验收结论。",
        title="三榆村污水管网工程情况", way="collect",
        reply=Reply("R2", papers=(Paper("三榆村污水管网工程情况.pdf", (
            "工程由名川县云杉建筑工程有限公司中标，合同金额186.4万元，已按合同完成全部工程量。",
            "竣工验收结论为合格，质量保修期两年。",
        )),)),
    ),
    Asked(
        "inspection-results", "emergency", 96, "online", "reporter",
        "今年以来对加油站开展安全生产检查的家数、发现隐患数和整改完成数。",
        title="加油站安全生产检查情况", way="email", carrier="electronic",
        reply=Reply("R2", papers=(Paper("加油站安全生产检查情况.pdf", (
            "今年以来检查加油站14家，发现一般隐患23处，已整改23处，没有发现重大隐患。",
            "检查重点为油气回收、消防器材和从业人员持证情况。",
        )),)),
    ),
)  # fmt: skip
