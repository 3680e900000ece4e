"""Requests of the story that were refused, could not be met, were not processed, or came to an end."""

from __future__ import annotations

from gongkai.demo.asking import Asked, Dispute, Fee, Party, Reply, Unclear

ENDED = (
    Asked(
        "minutes", "government", 462, "signed_mail", "builder",
        "县政府研究营造路地块出让事宜的会议讨论记录。",
        title="会议讨论记录",
        reply=Reply(
            "R4", {"reasons": "所申请的讨论记录是会议形成决定以前的内部讨论内容，属于过程性信息，"
                              "会议决定已经形成正式文件并另行公开。"},
            ground="E16b", checked=True,
        ),
        dispute=Dispute(
            "reconsideration", "名江市人民政府", "名江复〔{year}〕7号", "upheld", "维持原答复。",
        ),
    ),
    Asked(
        "duty-roster", "emergency", 440, "fax", "driver",
        "县应急管理局近三年的值班排班表和人员考勤记录。",
        title="值班排班表和考勤记录",
        way="collect",
        reply=Reply(
            "R4", {"reasons": "值班排班和考勤属于人事管理、后勤管理等内部事务信息，不对外产生影响。"},
            ground="E16a",
        ),
    ),
    Asked(
        "relief-neighbour", "civil-affairs", 418, "counter", "neighbour",
        "柳堤社区7栋某住户申请临时救助时提交的家庭收入材料。",
        title="救助申请材料", way="collect",
        parties=(Party("尹秋白", "个人隐私", "您申请临时救助时提交的家庭收入材料", "silent",
                       is_person=True, address="某省名川县名城镇柳堤社区"),),
        reply=Reply(
            "R4", {"reasons": "家庭收入材料涉及第三方个人隐私，征求意见后第三方逾期没有提出意见；"
                              "经本机关审查，公开会损害其合法权益，公众没有必须知悉的重大利益。"},
            ground="E15",
        ),
    ),
    Asked(
        "case-file", "emergency", 388, "online", "law-firm",
        "县应急管理局对某加油站作出处罚的案卷中现场检查照片和询问笔录。",
        title="行政处罚案卷材料", way="email", carrier="electronic",
        reply=Reply(
            "R4", {"reasons": "现场检查照片和询问笔录是行政处罚案卷的组成部分，属于行政执法案卷信息；"
                              "处罚决定已经依法公示。"},
            ground="E16c", checked=True,
        ),
    ),
    Asked(
        "registration-query", "government", 356, "email", "law-firm",
        "名川县名川大道95号房屋的不动产登记结果。",
        title="不动产登记结果", way="email", carrier="electronic",
        reply=Reply("R5", {
            "special_rules": "《不动产登记暂行条例》",
            "how": "请权利人或者利害关系人持身份证明和利害关系材料，到县政务服务大厅不动产登记窗口查询",
        }),
    ),
    Asked(
        "old-plan", "luming", 332, "signed_mail", "farmer",
        "鹭鸣镇1998年集镇建设规划图。",
        title="1998年集镇建设规划图", way="collect",
        reply=Reply("R6", {
            "search": "检索了镇档案室1995年至2002年的建设类案卷，并以“集镇规划”“规划图”为词检索了档案目录，"
                      "向原村镇建设管理人员作了查询",
        }),
        dispute=Dispute(
            "direct_litigation", "名川县人民法院", "（{year}）某1201行初18号", "upheld",
            "驳回原告的诉讼请求。",
        ),
    ),
    Asked(
        "bus-routes", "education", 310, "online", "teacher",
        "县城公共汽车4路的线路调整方案和客流数据。",
        title="公共汽车线路调整方案", way="email", carrier="electronic",
        reply=Reply("R7", {
            "reasons": "公共汽车线路的设置和调整不由教育行政部门制作或者保存。",
            "right_body": "名川县交通运输主管部门",
        }),
    ),
    Asked(
        "comparison", "finance", 284, "plain_mail", "graduate",
        "请对近五年各部门公用经费的增减原因作出分析并列表说明。",
        title="公用经费增减原因分析", way="email", carrier="electronic",
        reply=Reply("R8", {
            "reasons": "本机关没有制作各部门公用经费增减原因的分析材料，需要从五个年度的决算中逐项汇总、比较；"
                       "各年度部门决算已经在网站公开，可以自行查阅。",
        }),
    ),
    Asked(
        "everything", "civil-affairs", 252, "counter", "retired",
        "民政方面的所有材料。",
        way="collect",
        unclear=Unclear(
            ("请写明需要哪一类民政工作的信息，例如社会救助、养老服务",
             "请写明信息的年份，或者文件的名称、文号"),
            answer="就是所有跟老百姓有关的材料，都要。",
        ),
        reply=Reply("R9", {
            "reasons": "补正后仍没有写明信息的名称、文号或者其他特征，申请内容无法指向特定的政府信息。",
        }),
    ),
    Asked(
        "complaint", "government", 236, "signed_mail", "owners",
        "请公开你们为什么不处理柳堤社区楼下烧烤店油烟扰民的问题，要求限期取缔。",
        reply=Reply("R10", {
            "reasons": "申请的内容是反映油烟扰民、要求处理，不是要求提供已经制作或者保存的信息。",
            "channel": "拨打12345政务服务便民热线，或者到县信访接待大厅提出",
        }),
    ),
    Asked(
        "school-figures-again", "education", 214, "online", "teacher",
        "2023年秋季学期名川县各小学分年级在校学生人数和班级数。",
        title="2023年秋季学期小学学生人数和班级数", way="email", carrier="electronic",
        repeats="school-figures",
        reply=Reply("R11"),
    ),
    Asked(
        "yearbook", "finance", 190, "email", "institute",
        "请提供《名川年鉴（2024）》全书。",
        title="名川年鉴（2024）", way="email", carrier="electronic",
        reply=Reply("R12", {
            "publication": "《名川年鉴（2024）》",
            "how": "可以到县图书馆、县档案馆查阅，或者向出版单位购买",
        }),
    ),
    Asked(
        "no-details", "luming", 168, "plain_mail", "villager",
        "村里修路的事。",
        way="collect",
        unclear=Unclear(
            ("请写明是哪一条路、哪一年修建", "请写明需要的是立项、资金还是验收方面的信息"),
            abandoned=True,
        ),
    ),
    Asked(
        "all-contracts", "finance", 154, "signed_mail", "builder",
        "2020年至2023年政府采购监督管理方面的全部投诉处理决定书复印件。",
        title="政府采购投诉处理决定书", fee=Fee(118, False),
    ),
    Asked(
        "withdrawn", "civil-affairs", 110, "online", "caterer",
        "敬老院食堂承包的评审打分表。",
        title="评审打分表", way="email", carrier="electronic", withdrawn=True,
    ),
)  # fmt: skip
