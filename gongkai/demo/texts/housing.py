"""Homes, expropriation of houses, works in the town, water and gas."""

from __future__ import annotations

from gongkai.demo.genres import Case, each, genre, in_turn, quarterly, yearly
from gongkai.demo.places import TOWNS
from gongkai.demo.writing import Table, Text, sections


@genre("housing", duty="grassroots:保障性住房-002", when=quarterly(15), column="livelihood",
       subject="10.02", kind="other", unit=1)  # fmt: skip
def rent(c: Case) -> Text:
    year, quarter = c.last_quarter
    rows = [
        ("低保、特困家庭", c.n(90, 120), "8"),
        ("低收入家庭", c.n(130, 180), "6"),
        ("新就业无房职工", c.n(40, 80), "5"),
    ]
    return Text(
        title=f"{year}年第{'一二三四'[quarter - 1]}季度公租房租赁补贴发放公示",
        parts=[
            f"经审核，{year}年第{'一二三四'[quarter - 1]}季度符合公租房租赁补贴发放条件的家庭共{sum(r[1] for r in rows)}户，现公示如下，公示期5个工作日。",
            Table("分类发放情况", ("保障对象", "户数", "标准（元/平方米·月）"), rows),
            "公示期间对保障资格有异议的，请以书面形式向县住房城乡建设局住房保障股反映，反映人信息将予以保密。",
        ],
        keywords=("公租房", "租赁补贴"),
    )  # fmt: skip


@genre("housing", duty="grassroots:保障性住房-002", when=yearly((6, 18), (12, 3)),
       column="livelihood", subject="10.02", kind="announcement", unit=1)  # fmt: skip
def allotment(c: Case) -> Text:
    flats = c.n(36, 88)
    return Text(
        title=f"关于{c.year}年第{1 if c.month < 9 else 2}批公租房摇号分配的公告",
        parts=[
            f"本批可分配公租房{flats}套，位于安居小区，户型建筑面积45至60平方米。符合条件的轮候家庭{flats + c.n(12, 40)}户，通过公开摇号确定选房顺序。",
            *sections(
                ("摇号时间和地点", f"{c.day(12)}9时，县政务服务大厅二楼会议室。邀请人大代表、政协委员和轮候家庭代表现场监督，公证机构全程公证。"),
                ("优先分配", "残疾人、70周岁以上老年人家庭优先安排低楼层或者有电梯房源。"),
                ("租金标准", "低保、特困家庭每平方米每月0.8元，其他家庭每平方米每月2.6元。"),
                ("退出管理", "将公租房转租、转借、闲置6个月以上的，取消资格并收回住房。"),
            ),
        ],
        keywords=("公租房", "摇号"),
    )  # fmt: skip


@genre("housing", duty="grassroots:农村危房改造-001", when=yearly((4, 20), (10, 22)),
       column="livelihood", subject="10.02", kind="other", unit=2)  # fmt: skip
def dangerous_houses(c: Case) -> Text:
    rows = [(town, c.n(0, 14), c.n(0, 9)) for town in TOWNS]
    done = "下达" if c.month < 7 else "完成"
    return Text(
        title=f"名川县{c.year}年农村危房改造任务{done}情况",
        parts=[
            f"{c.year}年全县{done}农村低收入群体危房改造{sum(r[1] + r[2] for r in rows)}户，其中重建{sum(r[1] for r in rows)}户、加固维修{sum(r[2] for r in rows)}户。",
            Table("分乡镇任务", ("乡镇", "重建（户）", "加固维修（户）"), rows),
            "补助标准：重建每户不超过3.5万元，加固维修每户不超过1.2万元，验收合格后30日内通过“一卡通”拨付。补助对象经农户申请、村级评议、乡镇审核、县级审批后在村内公示。",
        ],
        keywords=("农村危房改造",),
    )  # fmt: skip


AREAS = (
    ("东渡片区", 126, "城市更新和停车场建设"),
    ("西楼旧粮库片区", 84, "保障性住房建设"),
    ("文枢路北段", 57, "道路拓宽"),
)


@genre("housing", duty="grassroots:国有土地上房屋征收与补偿-005", when=each(96, 230, AREAS),
       column="land-housing", subject="10.02", kind="announcement", numbered=True, unit=0)  # fmt: skip
def expropriation(c: Case) -> Text:
    area, houses, use = c.about
    return Text(
        title=f"{area}国有土地上房屋征收决定公告",
        parts=[
            f"因{use}的公共利益需要，县政府决定对{area}国有土地上房屋实施征收，涉及{houses}户。根据《国有土地上房屋征收与补偿条例》，现予公告。",
            *sections(
                ("征收范围", f"{area}，具体以规划红线图为准，红线图在现场和县政府网站公布。"),
                ("征收部门和实施单位", "征收部门为县住房城乡建设局，实施单位为县房屋征收服务中心。"),
                ("补偿方式", "被征收人可以选择货币补偿，也可以选择房屋产权调换。补偿方案征求意见期限已满30日，根据意见修改的情况一并公布。"),
                ("签约期限", f"自{c.day(10)}起60日内。"),
                ("救济途径", "被征收人对本决定不服的，可以自公告之日起60日内申请行政复议，或者在6个月内提起行政诉讼。"),
            ),
        ],
        keywords=("房屋征收", area),
        form="房屋征收补偿意向登记表",
    )  # fmt: skip


OUTAGES = (
    ("明礼路供水管网改造", "明礼路、文枢路中段", "停水"), ("滨水路天然气管道碰口", "滨水路沿线小区", "停气"),
    ("惠民路雨污分流改造", "惠民路南段半幅", "交通管制"), ("名川大道路灯改造", "名川大道东段", "夜间占道施工"),
    ("水厂清水池清洗", "名城镇西楼社区", "降压供水"), ("营造路配电房迁改", "营造路两侧商铺", "停电"),
    ("康泰路人行道改造", "康泰路全段", "封闭施工"), ("东渡社区二次供水设施检修", "东渡社区高层住宅", "停水"),
    ("文枢路燃气调压柜更换", "文枢路两侧小区", "停气"),
)  # fmt: skip


@genre("housing", duty="core:21.1", when=in_turn(quarterly(7, 1), OUTAGES),
       column="notices", subject="10.02", kind="notice", unit=3, wait=(0, 1))  # fmt: skip
def works(c: Case) -> Text:
    work, place, what = c.about
    start = c.n(8, 22)
    return Text(
        title=f"关于{work}期间{what}的通告",
        parts=[
            f"因{work}，定于{c.day(4)}{start}时至次日{c.n(5, 7)}时对{place}实施{what}。",
            "请居民提前做好准备，关闭阀门和用电设备，防止恢复时发生意外。" if "水" in what or "气" in what or "电" in what else "施工期间请服从现场人员指挥，绕行相邻道路，由此带来的不便敬请谅解。",
            "如遇恶劣天气顺延。抢修热线见缴费单背面。",
        ],
        keywords=(what, "施工"),
    )  # fmt: skip


BUILDING = (
    (
        "建筑工地扬尘治理检查情况",
        "抽查在建工地{n}个，围挡、喷淋、冲洗设施基本到位，对裸土覆盖不严的3个工地责令整改。",
    ),
    (
        "商品房预售资金监管情况",
        "全县{n}个在售项目全部纳入监管，累计拨付工程款按节点审核，未发现违规支取。",
    ),
    (
        "老旧小区改造进展情况",
        "列入计划的{n}个小区已全部开工，惠及居民2100余户，加装电梯9部，新增停车位340个。",
    ),
    (
        "房屋市政工程质量安全标准化评价结果",
        "评价项目{n}个，优良8个、合格其余、不合格1个，不合格项目停工整改。",
    ),
    ("城区黑臭水体和排水口整治情况", "排查排水口{n}处，封堵混接12处，水质按月监测并公布。"),
    (
        "物业服务企业信用评价结果",
        "参加评价的物业服务企业{n}家，A级3家、B级7家、C级2家，结果作为招投标参考。",
    ),
    (
        "城镇燃气安全检查情况",
        "入户检查餐饮场所{n}家，更换不合格软管86根，对2家拒不整改的停止供气。",
    ),
)


@genre("housing", duty="core:21.1", when=each(38, 84, BUILDING), column="notices",
       subject="10.02", kind="bulletin", unit=0)  # fmt: skip
def building(c: Case) -> Text:
    title, words = c.about
    return Text(
        title=f"{c.year}年{title}",
        parts=[words.format(n=c.n(12, 48)), c.pick("下一步将加大抽查频次，结果及时公布。", "欢迎市民监督举报，举报线索核实后10日内答复。")],
        keywords=("城乡建设", title[:8]),
    )  # fmt: skip
