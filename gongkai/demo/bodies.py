"""The organs of the county and their units (facts only; `setting_up` makes them)."""

from __future__ import annotations

from dataclasses import dataclass

# Division codes begin with 1 to 8, and no province was ever given one that begins with 89: a code
# from this range belongs to no place, and neither do the credit codes and citizen numbers made
# from it. (Codes that begin with 9 are refused by the platform: they are no divisions at all.)
COUNTY_CODE = "899901"
COUNTY_NAME = "名川县"

# No area code begins with 00 (that calls another country), so these telephones ring nowhere.
# Short of that, every area code is someone's: 0999, for instance, is a real town's.
AREA_CODE = "0000"

HOURS = "周一至周五 8:30—12:00，14:30—18:00（法定节假日除外）"


@dataclass(frozen=True)
class Organ:
    """One body: `code` stands in addresses, `prefix` is its 发文机关代字."""

    code: str
    name: str
    short: str
    kind: str
    prefix: str
    street: str
    line: str  # the last figures of its telephone
    units: tuple[str, ...]  # the first is its office; its own papers come from there
    duty: str = ""  # what it does, in a phrase
    parent: str = "government"
    division: str = COUNTY_CODE

    @property
    def phone(self) -> str:
        """The telephone of its office."""
        return f"{AREA_CODE}-555{self.line}"

    @property
    def fax(self) -> str:
        """The fax of its office."""
        return f"{AREA_CODE}-556{self.line}"

    @property
    def address(self) -> str:
        """Where it sits."""
        return f"某省{COUNTY_NAME}{self.street}"

    @property
    def is_township(self) -> bool:
        return self.kind == "township"


ORGANS = (
    Organ(
        "government", "名川县人民政府", "县政府", "government", "名政发", "明礼路1号", "0100",
        ("办公室",), "领导全县行政工作", parent="",
    ),
    Organ(
        "office", "名川县人民政府办公室", "县政府办公室", "office", "名政办发", "明礼路1号", "0101",
        ("综合股", "政务公开股", "督查室"),
        "协助县政府领导处理日常工作，主管全县政府信息公开",
    ),
    Organ(
        "finance", "名川县财政局", "县财政局", "department", "名财发", "惠民路18号", "0118",
        ("办公室", "预算股", "社会保障股", "政府采购监督管理股"),
        "管理县级财政收支、政府采购和财政监督",
    ),
    Organ(
        "civil-affairs", "名川县民政局", "县民政局", "department", "名民发", "惠民路26号", "0126",
        ("办公室", "社会救助股", "养老服务和儿童福利股"),
        "承担社会救助、养老服务、儿童福利和社会组织管理",
    ),
    Organ(
        "education", "名川县教育局", "县教育局", "department", "名教发", "文枢路9号", "0109",
        ("办公室", "基础教育股", "计划财务股"),
        "管理全县学前教育、义务教育和普通高中教育",
    ),
    Organ(
        "housing", "名川县住房和城乡建设局", "县住房城乡建设局", "department", "名建发",
        "营造路33号", "0133", ("办公室", "住房保障股", "村镇建设股", "城市建设股"),
        "管理住房保障、房屋征收、城乡建设和市政公用事业",
    ),
    Organ(
        "health", "名川县卫生健康局", "县卫生健康局", "department", "名卫健发", "康泰路7号", "0107",
        ("办公室", "疾病预防控制股", "医政股"),
        "管理医疗卫生服务、疾病预防控制和卫生监督",
    ),
    Organ(
        "emergency", "名川县应急管理局", "县应急管理局", "department", "名应急发", "平安路12号",
        "0112", ("办公室", "安全生产监督管理股", "救灾和物资保障股"),
        "承担安全生产监督管理、防灾减灾救灾和应急救援",
    ),
    Organ(
        "natural-resources", "名川县自然资源局", "县自然资源局", "department", "名自然资发",
        "丈量路5号", "0105", ("办公室", "耕地保护和用地审批股", "国土空间规划股"),
        "管理土地、矿产、国土空间规划和不动产登记",
    ),
    Organ(
        "agriculture", "名川县农业农村局", "县农业农村局", "department", "名农发", "青禾路21号",
        "0121", ("办公室", "种植业管理股", "农业机械化管理股"),
        "管理种植业、畜牧业、农业机械化和农村宅基地",
    ),
    Organ(
        "market", "名川县市场监督管理局", "县市场监管局", "department", "名市监发", "诚信路16号",
        "0116", ("办公室", "食品安全监督管理股", "信用监督管理股"),
        "管理市场主体登记、食品药品安全、特种设备和计量",
    ),
    Organ(
        "justice", "名川县司法局", "县司法局", "department", "名司发", "明礼路8号", "0108",
        ("办公室", "公共法律服务管理股", "行政执法协调监督股"),
        "承担规范性文件审核、行政复议、公共法律服务和普法",
    ),
    Organ(
        "labour", "名川县人力资源和社会保障局", "县人力资源社会保障局", "department", "名人社发",
        "惠民路40号", "0140", ("办公室", "就业促进股", "社会保险股"),
        "管理就业创业、社会保险和劳动关系",
    ),
    Organ(
        "luming", "鹭鸣镇人民政府", "鹭鸣镇政府", "township", "鹭政发", "鹭鸣镇芦荡街2号", "0202",
        ("党政办公室", "社会事务办公室", "农业农村办公室"),
        "承担本镇经济社会发展、民生保障和农业农村工作", division="899901101",
    ),
    Organ(
        "songjian", "松涧乡人民政府", "松涧乡政府", "township", "松政发", "松涧乡石桥街6号", "0206",
        ("党政办公室", "社会事务办公室", "农业农村办公室"),
        "承担本乡经济社会发展、民生保障和农业农村工作", division="899901201",
    ),
)  # fmt: skip

BY_CODE = {organ.code: organ for organ in ORGANS}

TOWNSHIP_DIVISIONS = {"899901101": "鹭鸣镇", "899901201": "松涧乡"}

DEPARTMENTS = tuple(one.code for one in ORGANS if one.kind == "department")
TOWNSHIPS = tuple(one.code for one in ORGANS if one.is_township)
# Those that write a budget and an annual report of their own.
ACCOUNTABLE = ("office", *DEPARTMENTS, *TOWNSHIPS)


def unit_code(organ: Organ, place: int) -> str:
    """The code of the unit at this place (from 0)."""
    return f"{organ.code}-{place + 1}"
