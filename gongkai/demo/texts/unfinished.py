"""What lies on the desks today: drafts by hand, at every step, due at different times."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.demo.writing import Table
from gongkai.kernel.identifiers import citizen_check_digit

# The one place where personal data stands in the county, put there to be found: the number has a
# right check digit, but its division belongs to no place; so it is nobody's.
_FIRST17 = "89990119620315002"
PLANTED_NUMBER = _FIRST17 + citizen_check_digit(_FIRST17)


@dataclass(frozen=True)
class Unfinished:
    """A draft, where it stands, and in how many working days it is due (negative: overdue)."""

    key: str
    organ: str
    duty: str
    stage: str  # a Version.Status; or returned, planted, conflict, scheduled
    due_in: int
    title: str
    paragraphs: tuple[str, ...]
    column: str = "notices"
    subject: str = "02.01"
    kind: str = "other"
    unit: int = 0
    remark: str = ""  # why it was returned
    table: Table | None = None  # goes with it as a file


DRAFTS = (
    Unfinished(
        "spot-check", "office", "core:20.1", "draft", -3,
        "名川县人民政府办公室关于上季度政务公开抽查情况的通报",
        ("上季度对全县26个单位的公开栏目进行抽查，20个单位更新及时，6个单位存在链接失效、时限超期等问题。",
         "请相关单位于收到通报之日起10个工作日内整改，并将整改情况报县政府办公室。"),
        kind="bulletin", unit=1,
    ),
    Unfinished(
        "opening-hours", "office", "core:20.2-3", "draft", 0,
        "关于调整政务公开专区开放时间的公告",
        ("为方便群众查阅政府信息，县政务服务大厅政务公开专区开放时间调整为周一至周六8时30分至17时30分。",
         "专区提供自助查询、资料复印、申请受理和政策咨询服务，复印20页以内不收取费用。"),
        kind="announcement", unit=1,
    ),
    Unfinished(
        "credit-answers", "office", "core:20.1-2", "returned", 1,
        "一问一答：涉企收费监管新规",
        ("问：哪些收费可以拒绝？答：凡不在收费清单之内的行政事业性收费，企业有权拒绝缴纳。",
         "问：投诉后多久有结果？答：受理后15个工作日内办结并答复。"),
        column="interpretations", unit=1,
        remark="第二问请写明受理窗口的位置；另补充一条对小微企业减免政策的说明，再报。",
    ),
    Unfinished(
        "key-tasks", "office", "core:20.3", "unit_review", 1,
        "政府工作报告重点任务进展情况",
        ("年初确定的42项重点任务，已完成17项，按进度推进23项，进度偏慢2项。",
         "进度偏慢的是城区停车场建设和镇村公交运营补贴，主要受征地和资金拨付影响，责任单位已制定补救措施。"),
        column="policies", kind="report", unit=2,
    ),
    Unfinished(
        "reading-places", "office", "core:12.2", "secrecy_review", 4,
        "名川县政府信息查阅场所名录",
        ("全县设置政府信息查阅场所11处：县档案馆、县图书馆、县政务服务大厅和8个乡镇便民服务中心。",
         "各查阅点均可查阅政府公报、公开目录和公开指南，可以协助不会使用网络的群众提交申请。"),
        column="disclosure-rules", unit=1,
    ),
    Unfinished(
        "suggestions", "office", "core:21.2", "sign_off", -1,
        "关于网民留言集中反映公交等候时间过长问题的答复",
        ("近期收到关于2路、5路公交车等候时间过长的留言23条。经核实，高峰期间隔为14分钟，确有不便。",
         "县公交公司将在早晚高峰各增加4个班次，间隔缩短到9分钟以内，并在站牌公布时刻。"),
        unit=2,
    ),
    Unfinished(
        "annual-list", "office", "core:20.10", "approved", 6,
        "县级重点建设项目监督服务方式公告",
        ("为方便社会监督，现将县级重点建设项目的建设单位、监理单位和质量监督方式公布，群众可以向项目公示牌所列电话反映质量和安全问题。",),
        column="projects", subject="03.06", kind="announcement",
    ),
    Unfinished(
        "next-year-catalogue", "office", "core:12.2", "draft", 12,
        "名川县主动公开基本目录调整情况说明",
        ("拟新增事项2项、修改事项5项，取消依据已经废止的事项1项，正在征求各单位意见。",),
        column="disclosure-rules", unit=1,
    ),
    Unfinished(
        "budget-change", "finance", "grassroots:财政预决算-001", "draft", 1,
        "名川县本年度预算调整方案",
        ("因上级转移支付增加和新增政府债券资金，需要对本年度一般公共预算支出作出调整，调增12860万元。",
         "调增资金用于农村公路、义务教育学校建设和基层医疗机构设备购置，不新增一般性支出。"),
        column="finance", subject="04.01", kind="report", unit=1,
        table=Table(
            "预算调整表", ("科目", "年初预算", "调整后"),
            (("教育支出", 75365, 79120), ("卫生健康支出", 37683, 40240), ("交通运输支出", 9820, 16368)),
            "单位：万元",
        ),
    ),
    Unfinished(
        "bonds", "finance", "core:20.7", "unit_review", 0,
        "名川县地方政府债券资金使用情况",
        ("本年度新增地方政府债券资金1.86亿元，安排项目9个，已支出1.31亿元，支出进度70.4%。",),
        column="finance", subject="04.01", kind="report", unit=1,
    ),
    Unfinished(
        "purchase-intent", "finance", "grassroots:公共资源交易-003", "sign_off", 3,
        "县级预算单位政府采购意向公开（下季度）",
        ("为便于供应商提前了解采购信息，现将下季度采购意向公开，涉及项目14个、预算金额2360万元。采购意向以正式采购公告为准。",),
        column="projects", subject="04.01", kind="announcement", unit=3,
    ),
    Unfinished(
        "school-hours", "education", "core:20.11-2", "conflict", 5,
        "关于调整中小学作息时间的通知",
        ("各中小学校：为保证学生睡眠，自下周起调整作息时间，小学上午上课时间不早于8时20分，初中不早于8时。",
         "学校应当在上课前30分钟开放教室，为提前到校的学生提供看护。"),
        column="livelihood", subject="11.02", kind="circular", unit=1,
    ),
    Unfinished(
        "open-day", "education", "core:20.11-2", "scheduled", 6,
        "关于本学期学校开放日安排的公告",
        ("全县中小学校本学期设开放日两天，家长可以预约进校听课、查看食堂和宿舍，学校应当当面听取意见并在10个工作日内答复。各校具体日期由学校通知。",),
        column="livelihood", subject="11.02", kind="announcement", unit=1,
    ),
    Unfinished(
        "private-schools", "education", "grassroots:义务教育-005", "secrecy_review", 2,
        "民办学校办学基本信息",
        ("全县民办中小学校2所、幼儿园11所，办学许可证号、核定规模、收费标准和联系方式如下，收费标准自备案之日起执行。",),
        column="livelihood", subject="11.02", unit=1,
    ),
    Unfinished(
        "relief-list", "civil-affairs", "grassroots:社会救助-010", "planted", 2,
        "本季度临时救助对象情况公示",
        ("经乡镇审核、县民政局确认，本季度拟对8户家庭给予临时救助，现予公示，公示期7日。",
         f"其中一户因突发重病申请，申请人身份证号{PLANTED_NUMBER}，救助金额3000元，由村委会协助办理。",
         "公示期间如有异议，请向县民政局社会救助股反映。"),
        column="livelihood", subject="17.03", kind="announcement", unit=1,
    ),
    Unfinished(
        "urgent-relief", "civil-affairs", "core:21.7", "sign_off", 4,
        "关于做好困难群众急难救助工作的公告",
        ("遭遇急难的家庭和流浪乞讨人员可以向就近乡镇、派出所或者县救助管理站求助，县救助管理站24小时值班。",
         "情况紧急的先行救助、后补手续，乡镇在24小时内完成核实。"),
        column="livelihood", subject="17.03", kind="announcement", unit=1,
    ),
    Unfinished(
        "subsidy-table", "civil-affairs", "grassroots:养老服务-001", "returned", -2,
        "养老机构建设和运营补贴发放情况",
        ("本年度对6家养老机构发放建设和运营补贴合计118.6万元，补贴按床位和在住老年人数核定。",),
        column="livelihood", subject="17.03", unit=2,
        remark="附表合计与正文的118.6万元对不上，请核对后重新上传附表。",
        table=Table(
            "养老机构补贴发放表", ("机构名称", "核定床位", "补贴金额（万元）"),
            (("名川县社会福利中心", 260, "46.8"), ("鹭鸣镇敬老院", 96, "19.2"), ("青禾镇敬老院", 80, "16.0"),
             ("柏台镇敬老院", 60, "12.0"), ("名川县松鹤颐养园", 150, "15.4"), ("合计", 646, "109.4")),
        ),
    ),
    Unfinished(
        "drill", "emergency", "core:20.12", "unit_review", 3,
        "关于开展森林火灾应急演练的公告",
        ("定于下周三上午在云岫乡茶坪村开展森林火灾扑救演练，届时将施放烟雾、鸣放警报，请附近村民不要惊慌。",),
        column="warnings", subject="02.03", kind="announcement",
    ),
    Unfinished(
        "village-review", "luming", "grassroots:社会救助-005", "draft", -4,
        "鹭鸣镇低保动态管理评议结果公示",
        ("经各村民主评议，拟新增低保4户、提高补助水平3户、停发2户，具体情况在各村民小组公示。",),
        column="livelihood", subject="17.03", kind="announcement", unit=1,
    ),
    Unfinished(
        "farming-tips", "luming", "core:21.8", "unit_review", 8,
        "鹭鸣镇近期农业生产和防灾减灾提示",
        ("近期天气变化较大，请农户加固蔬菜大棚和畜禽圈舍，清理田间沟渠，及时采收成熟作物，检查沼气池和用电设备安全。",),
        subject="06.01", unit=2,
    ),
)  # fmt: skip
