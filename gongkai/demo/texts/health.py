"""Health: monthly disease figures, inspections, vaccines, services."""

from __future__ import annotations

from gongkai.demo.genres import Case, each, genre, monthly, quarterly, yearly
from gongkai.demo.places import CLINICS, TOWNS
from gongkai.demo.writing import Table, Text, sections

ADVICE = {
    1: "冬季呼吸道疾病高发，请注意通风、勤洗手，出现发热及时就医。", 2: "节后返岗返校人员流动增加，请加强水痘、流感等疾病防护。",
    3: "春季花粉增多，过敏人群外出佩戴口罩。", 4: "手足口病进入上升期，托幼机构应做好晨午检。",
    5: "气温升高，谨防细菌性食物中毒，不吃隔夜凉拌菜。", 6: "雨后积水及时清理，防蚊灭蚊，预防虫媒传染病。",
    7: "高温天气注意防暑，户外作业人员合理安排作息。", 8: "野生菌生长旺季，不采、不买、不吃不认识的蘑菇。",
    9: "开学季请按免疫程序核对并补种疫苗。", 10: "诺如病毒进入活跃期，呕吐物要规范消毒。",
    11: "降温降雪天气注意防范心脑血管疾病和一氧化碳中毒。", 12: "流感进入流行季，老年人和慢性病患者请尽早接种疫苗。",
}  # fmt: skip


@genre("health", duty="core:20.13-2", when=monthly(10), column="livelihood", subject="13.01",
       kind="other", unit=1, wait=(1, 4))  # fmt: skip
def diseases(c: Case) -> Text:
    year, month = c.last_month
    names = ("流行性感冒", "手足口病", "其他感染性腹泻病", "肺结核", "病毒性肝炎", "水痘")
    rows = [(name, c.n(3, 220)) for name in c.some(names, 5)]
    rows.sort(key=lambda row: row[1], reverse=True)
    return Text(
        title=f"名川县{year}年{month}月法定传染病疫情概况",
        parts=[
            f"{year}年{month}月，全县报告法定传染病{sum(r[1] for r in rows)}例，无死亡病例，无甲类传染病报告，未发生突发公共卫生事件。",
            Table("主要病种报告数", ("病种", "报告病例数"), rows),
            f"健康提示：{ADVICE[c.month]}",
        ],
        keywords=("传染病", "疫情概况"),
    )  # fmt: skip


PLACES = (
    "住宿场所",
    "理发美容场所",
    "游泳场所",
    "学校饮用水",
    "集中式供水单位",
    "医疗机构消毒",
    "餐饮具集中消毒单位",
)


@genre("health", duty="core:20.13-2", when=quarterly(21), column="inspections", subject="13.01",
       kind="other", unit=0)  # fmt: skip
def supervision(c: Case) -> Text:
    year, quarter = c.last_quarter
    rows = []
    for place in c.some(PLACES, 4):
        seen = c.n(8, 46)
        passed = seen - c.n(0, 3)
        rows.append((place, seen, passed, f"{passed / seen:.1%}"))
    return Text(
        title=f"{year}年第{'一二三四'[quarter - 1]}季度公共卫生监督抽检结果",
        parts=[
            f"{year}年第{'一二三四'[quarter - 1]}季度，县卫生健康局按照“双随机、一公开”要求开展监督抽检，结果如下。",
            Table("监督抽检结果", ("类别", "抽检数", "合格数", "合格率"), rows),
            "对不合格单位已下达监督意见书，并将复检结果一并公开。公众可以通过场所内的公示牌查看卫生信誉度等级。",
        ],
        keywords=("卫生监督", "抽检"),
    )  # fmt: skip


@genre("health", duty="grassroots:卫生健康-001", when=yearly((2, 26)), column="livelihood",
       subject="14.01", kind="other", unit=0)  # fmt: skip
def families(c: Case) -> Text:
    return Text(
        title=f"{c.year}年计划生育家庭奖励扶助和特别扶助申报指南",
        parts=sections(
            ("扶助对象", "符合条件的农村计划生育家庭，以及独生子女伤残、死亡的家庭，年龄计算截至上年12月31日。"),
            ("扶助标准", "奖励扶助每人每年1080元；特别扶助按国家和省规定的标准执行，按月计算、按年发放。"),
            ("办理流程", f"本人于{c.day(24)}前向村（社区）提出申请，村级评议公示、乡镇初审、县级确认。"),
            ("所需材料", "身份证件、户口簿、婚姻状况材料；能够通过数据共享核验的，不再提交。"),
            ("咨询和投诉", "各乡镇便民服务中心卫生健康窗口和县卫生健康局办公室。"),
        ),
        keywords=("奖励扶助", "申报指南"),
        signed=False,
    )  # fmt: skip


@genre("health", duty="core:20.11-3", when=yearly((1, 15), (7, 15)), column="livelihood",
       subject="13.02", kind="other", unit=2)  # fmt: skip
def clinics(c: Case) -> Text:
    rows = CLINICS
    return Text(
        title=f"名川县医疗机构基本信息（{c.year}年{'上' if c.month < 7 else '下'}半年）",
        parts=[
            f"全县乡镇级以上公立医疗机构{len(rows)}家，编制床位{sum(r[2] for r in rows)}张。急诊24小时接诊，乡镇卫生院夜间有人值班。",
            Table("医疗机构名录", ("机构名称", "类别", "编制床位"), rows),
            "医疗服务价格、药品价格在机构门诊大厅和网上公示。",
        ],
        keywords=("医疗机构", "名录"),
    )  # fmt: skip


HEALTH_NEWS = (
    (
        "关于{year}年老年人流感和肺炎疫苗接种安排的公告",
        "60周岁以上老年人、托幼机构儿童和医务人员优先接种，老年人可以在户籍地或者居住地接种单位免费接种三价疫苗一剂，接种时携带身份证件。",
    ),
    (
        "基本公共卫生服务项目考核结果",
        "对10家基层医疗卫生机构进行年度考核，平均得分91.6分。居民健康档案建档率、高血压和糖尿病患者规范管理率均达到目标，个别机构随访记录不够及时。",
    ),
    (
        "关于设置家庭病床和上门护理服务的通告",
        "县人民医院、中医医院和各乡镇卫生院面向行动不便的老年人、残疾人提供上门换药、压疮护理等12项服务，项目和收费标准已公示，费用可以按规定报销。",
    ),
    (
        "医疗机构校验结果公告",
        "应校验医疗机构54家，校验合格52家，暂缓校验2家。暂缓校验期为1至6个月，期间不得发布医疗服务信息和广告。",
    ),
    (
        "关于开展适龄妇女“两癌”免费筛查的公告",
        "35至64周岁农村妇女和城镇低保妇女可以免费筛查，各乡镇按月安排，筛查结果一人一档、注意保护隐私，阳性人员由县妇幼保健院通知复查。",
    ),
    (
        "乡村医生招聘公告",
        "面向社会招聘乡村医生15名，要求具有中专以上医学学历并取得相应执业资格。录用人员由乡镇卫生院统一管理，薪酬由基本公共卫生服务经费、基本药物补助和服务收入构成。",
    ),
    (
        "关于公布职业健康检查机构的公告",
        "经备案，县人民医院、县疾病预防控制中心可以开展接触粉尘、噪声等职业健康检查。用人单位不得安排未经上岗前检查的劳动者从事接触职业病危害的作业。",
    ),
    (
        "义诊活动安排",
        "本月组织县级医院医师到云岫乡、白茅乡、石渡乡开展义诊，内容包括慢性病诊疗、中医推拿、口腔检查和用药咨询，老年人免费测量血压血糖。",
    ),
)


@genre("health", duty="core:20.11-3", when=each(27, 74, HEALTH_NEWS), column="notices",
       subject="13.01", kind="announcement", unit=0)  # fmt: skip
def health_news(c: Case) -> Text:
    title, words = c.about
    extra = Table(
        "各乡镇咨询点",
        ("乡镇", "地点"),
        [
            (town, f"{town}卫生院" if town != "名城镇" else "县疾病预防控制中心")
            for town in c.some(TOWNS, 5)
        ],
    )
    return Text(
        title=title.format(year=c.year),
        parts=[words, *([extra] if c.n(0, 2) else []), "未尽事宜可以向县卫生健康局办公室咨询。"],
        keywords=("卫生健康",),
    )  # fmt: skip
