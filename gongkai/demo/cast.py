"""Who is who. Tests name people by these constants: `CLERK`, `LEADER` …"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.annualreports import verbs as annualreports
from gongkai.disclosure import verbs as disclosure
from gongkai.foi import verbs as foi
from gongkai.people import verbs as people
from gongkai.people.verbs import Verb
from gongkai.portal import verbs as portal
from gongkai.search import verbs as search

CLERK = "chenjing"
UNIT_REVIEWER = "hewenbo"
SECRECY_REVIEWER = "shenyaqin"
LEADER = "guchangming"
PUBLISHER = "fangxiaotong"
SUPERVISOR = "qinyue"
ADMINISTRATOR = "zhouhang"
FINANCE_CLERK = "linxiaoyan"
FINANCE_REVIEWER = "zhengshuo"
FINANCE_LEADER = "weijianping"
EDUCATION_CLERK = "xujia"
EDUCATION_REVIEWER = "tanghuimin"
EDUCATION_LEADER = "dushaofeng"
CIVIL_CLERK = "panli"
CIVIL_REVIEWER = "yuanlixin"
CIVIL_LEADER = "luoyiming"
EMERGENCY_CLERK = "shilei"
EMERGENCY_LEADER = "gaoyuan"
TOWNSHIP_CLERK = "maxiaolan"
TOWNSHIP_REVIEWER = "dengtao"
TOWNSHIP_LEADER = "jiangbowen"

UNIT, BODY, EVERYWHERE = "unit", "body", "everywhere"
Rights = Mapping[Verb, str]  # the reach of each

_HANDLING: Rights = {foi.REGISTER: BODY, foi.HANDLE: BODY, foi.SERVE: BODY}
_REPORTING: Rights = {disclosure.DRAFT: BODY, annualreports.WRITE: BODY, **_HANDLING}
# They head the office to which requests come (政府信息公开工作机构), and put replies off.
_HEADING: Rights = {foi.REGISTER: BODY, foi.EXTEND: BODY, foi.REVIEW: BODY}
_REVIEWING: Rights = {disclosure.UNIT_REVIEW: BODY, **_HEADING}
_REVIEWING_BOTH: Rights = {
    **_REVIEWING,
    disclosure.SECRECY_REVIEW: BODY,
    foi.SECRECY_REVIEW: BODY,
}
_LEADING: Rights = {
    disclosure.SIGN_OFF: BODY,
    disclosure.RELEASE: BODY,
    disclosure.URGENT: BODY,
    disclosure.WITHDRAW: BODY,
    annualreports.FREEZE: BODY,
    foi.SIGN_OFF: BODY,
}


@dataclass(frozen=True)
class Member:
    """One of the cast: account, name, where they sit, and what their post may do."""

    username: str
    name: str
    organ: str
    unit: int  # the place among the units of the organ
    post: str
    rights: Rights
    tries: str  # what can be tried with this account, for the table of accounts
    also: tuple[str, ...] = ()  # organs in whose office they hold a post of the same rights


MEMBERS = (
    Member(
        CLERK, "陈静", "office", 1, "政务公开经办",
        {**_REPORTING, annualreports.WRITE: EVERYWHERE},  # for bodies without a clerk here, too
        "起草、送审、更正；登记、办理公开申请；编写年度报告；收件箱里有到期、逾期和退回的稿件",
        also=("government",),
    ),
    Member(
        UNIT_REVIEWER, "何文博", "office", 1, "政务公开股股长", _REVIEWING,
        "单位审核：同意或退回；批准延期答复、审核公开申请的答复",
        also=("government",),
    ),
    Member(
        SECRECY_REVIEWER, "沈雅琴", "office", 0, "保密审查",
        {disclosure.SECRECY_REVIEW: EVERYWHERE, foi.SECRECY_REVIEW: EVERYWHERE},
        "保密审查（全县）：查看疑似个人信息和附件中的隐藏内容",
    ),
    Member(
        LEADER, "顾长明", "office", 0, "主任",
        {
            **_LEADING,
            annualreports.FREEZE: EVERYWHERE,
            disclosure.WITHDRAW: EVERYWHERE,
            disclosure.ERASE: EVERYWHERE,
        },
        "签发、定时发布、撤回、删除内容；签发公开申请的答复；委托他人代签",
        also=("government",),
    ),
    Member(
        PUBLISHER, "方晓彤", "office", 1, "信息发布",
        {
            disclosure.RELEASE: EVERYWHERE,
            portal.COMPOSE: EVERYWHERE,
            search.TEND: EVERYWHERE,
        },
        "发布审签完毕的信息；编排栏目和专题；维护搜索词",
    ),
    Member(
        SUPERVISOR, "秦岳", "office", 2, "督查专员",
        {
            people.SUPERVISE: EVERYWHERE,
            disclosure.SEE_ALL: EVERYWHERE,
            foi.SEE_ALL: EVERYWHERE,
            foi.GIVE_OPINION: UNIT,
        },
        "查看全县目录的覆盖情况、逾期事项和办件期限；为公开申请提协办意见",
    ),
    Member(
        ADMINISTRATOR, "周航", "office", 2, "系统管理员",
        {
            people.MANAGE_PEOPLE: EVERYWHERE,
            people.MAINTAIN_REFERENCE: EVERYWHERE,
            people.OPERATE: EVERYWHERE,
            disclosure.IMPORT: EVERYWHERE,
        },
        "管理机构、岗位、人员；维护代码表；批量导入",
    ),
    Member(
        FINANCE_CLERK, "林晓燕", "finance", 1, "预算股科员", _REPORTING,
        "起草预决算信息，上传表格附件",
    ),
    Member(
        FINANCE_REVIEWER, "郑硕", "finance", 0, "办公室主任", _REVIEWING_BOTH,
        "单位审核、本单位保密审查",
    ),
    Member(
        FINANCE_LEADER, "魏建萍", "finance", 0, "副局长", _LEADING,
        "签发、发布、撤回",
    ),
    Member(
        EDUCATION_CLERK, "许佳禾", "education", 1, "基础教育股科员", _REPORTING,
        "起草；有一份稿件与同事同时修改，等待合并",
    ),
    Member(
        EDUCATION_REVIEWER, "唐惠敏", "education", 0, "办公室主任",
        {**_REVIEWING_BOTH, disclosure.DRAFT: BODY},
        "单位审核、本单位保密审查；也可起草",
    ),
    Member(
        EDUCATION_LEADER, "杜少峰", "education", 0, "副局长", _LEADING,
        "签发；有一条等待到点的定时发布",
    ),
    Member(
        CIVIL_CLERK, "潘丽", "civil-affairs", 1, "社会救助股科员", _REPORTING,
        "起草；有一份稿件含未处理的个人信息",
    ),
    Member(
        CIVIL_REVIEWER, "袁立新", "civil-affairs", 0, "办公室主任", _REVIEWING_BOTH,
        "单位审核、本单位保密审查；受副局长委托代为签发",
    ),
    Member(
        CIVIL_LEADER, "罗一鸣", "civil-affairs", 0, "副局长", _LEADING,
        "外出培训，已委托袁立新代签",
    ),
    Member(
        EMERGENCY_CLERK, "石磊", "emergency", 0, "值班员",
        {**_REPORTING, disclosure.URGENT: BODY},
        "起草；可紧急发布预警，事后补审",
    ),
    Member(
        EMERGENCY_LEADER, "高远", "emergency", 0, "副局长",
        {**_LEADING, **_REVIEWING},
        "审核、签发；有一条紧急发布等待事后审签",
    ),
    Member(
        TOWNSHIP_CLERK, "马小兰", "luming", 0, "党政办科员", _REPORTING,
        "乡镇起草：宅基地、救助、村务监督等",
    ),
    Member(
        TOWNSHIP_REVIEWER, "邓涛", "luming", 0, "党政办主任", _REVIEWING_BOTH,
        "乡镇单位审核、保密审查",
    ),
    Member(
        TOWNSHIP_LEADER, "江博文", "luming", 0, "副镇长", _LEADING, "乡镇签发、发布",
    ),
)  # fmt: skip

BY_USERNAME = {member.username: member for member in MEMBERS}


@dataclass(frozen=True)
class Team:
    """Who takes an item of an organ from draft to public."""

    clerk: str
    reviewer: str
    secrecy: str
    leader: str
    publisher: str


TEAMS = {
    "government": Team(CLERK, UNIT_REVIEWER, SECRECY_REVIEWER, LEADER, PUBLISHER),
    "office": Team(CLERK, UNIT_REVIEWER, SECRECY_REVIEWER, LEADER, PUBLISHER),
    "finance": Team(
        FINANCE_CLERK, FINANCE_REVIEWER, SECRECY_REVIEWER, FINANCE_LEADER, FINANCE_LEADER
    ),
    "education": Team(
        EDUCATION_CLERK, EDUCATION_REVIEWER, SECRECY_REVIEWER, EDUCATION_LEADER, PUBLISHER
    ),
    "civil-affairs": Team(
        CIVIL_CLERK, CIVIL_REVIEWER, SECRECY_REVIEWER, CIVIL_LEADER, CIVIL_LEADER
    ),
    "emergency": Team(
        EMERGENCY_CLERK, EMERGENCY_LEADER, SECRECY_REVIEWER, EMERGENCY_LEADER, PUBLISHER
    ),
    "luming": Team(
        TOWNSHIP_CLERK, TOWNSHIP_REVIEWER, TOWNSHIP_REVIEWER, TOWNSHIP_LEADER, TOWNSHIP_LEADER
    ),
}
