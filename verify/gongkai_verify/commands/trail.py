"""`trail`: were the steps of a case rewritten?"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from gongkai_verify.commands.common import add_keys, as_data, read_place, told
from gongkai_verify.errors import Wrong
from gongkai_verify.findings import Findings
from gongkai_verify.growth import check_growth
from gongkai_verify.keys import Key, read_keys
from gongkai_verify.reporting import Report, stamp
from gongkai_verify.sources import open_source
from gongkai_verify.trailentries import HIDDEN
from gongkai_verify.trails import Step, Trail, check_earlier, check_first_anchors, open_trail
from gongkai_verify.wholelog import read_log, remark_on_sm2

HELP = "核对办理留痕凭证：一件申请的每一步有没有被改写、抽走"
EXAMPLES = """
例：
  gongkai-verify trail trail-2026-00017.json --vkey 公钥.txt
  gongkai-verify trail trail-2026-00017.json --earlier 上次下载的凭证.json --vkey 公钥.txt
  gongkai-verify trail trail-2026-00017.json --log https://www.example.cn/log --vkey 公钥.txt

公钥是公开登记册的公钥。加 --earlier，核对新凭证是不是旧凭证接着往下写的；加 --log，核对每一步用的
是不是公开登记册里最早的锚定：事后重写留痕的人过不了这两关。
"""
ROLES = {"staff": "工作人员", "deputy": "受委托的工作人员", "requester": "申请人", "system": "系统"}
ACTS = {
    HIDDEN: "内部环节",
    "RequestSubmitted": "提交申请",
    "RequestReceived": "收到申请",
    "ReceiptCorrected": "更正收到申请的日期",
    "RequestSplit": "拆分办理",
    "RequestTransferred": "移送其他机关",
    "LookUpCodeRenewed": "重新发放查询码",
    "ClarificationAsked": "告知补正",
    "ClarificationOffered": "申请人提交补正",
    "RequestClarified": "收到补正",
    "ThirdPartyAsked": "征求第三方意见",
    "ThirdPartyReplied": "征求第三方意见结束",
    "ThirdPartyDidNotReply": "征求第三方意见结束",
    "OtherBodyAsked": "征求其他机关意见",
    "OtherBodyReplied": "征求其他机关意见结束",
    "OtherBodyDidNotReply": "征求其他机关意见结束",
    "DeadlineExtended": "延期答复",
    "ReasonsAsked": "请申请人说明理由",
    "ReasonsGiven": "收到申请人说明的理由",
    "ReplyDelayed": "延迟答复",
    "FeeNoticeIssued": "通知缴费",
    "FeeNoticeReceived": "收到缴费通知",
    "FeeNoticeCancelled": "撤销缴费通知",
    "FeePaid": "缴费",
    "RequestAnswered": "答复",
    "AnswerServed": "答复送达",
    "RequestWithdrawn": "撤回申请",
    "RequestAbandoned": "不再处理",
    "RequestReopened": "重新办理",
}


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("receipt", metavar="凭证", help="办理留痕凭证，文件或者网址")
    parser.add_argument("--earlier", metavar="旧凭证", help="同一件申请以前下载的凭证")
    parser.add_argument("--log", metavar="日志", help="公开登记册的目录或者网址")
    add_keys(parser)


def run(arguments: argparse.Namespace) -> Report:
    """Do it."""
    keys = read_keys(arguments.vkey)
    content = read_place(arguments.receipt)
    earlier = read_place(arguments.earlier) if arguments.earlier else None
    report = Report("trail", Findings(), fine="核查通过：以上各步没有改写，也没有缺少。")
    with report.findings.collecting("凭证"):
        trail = open_trail(content, keys, arguments.quorum)
        last = trail.anchors[-1].public.checkpoint
        report.said = [*told(last), *_story(trail)]
        report.data = {"checkpoint": as_data(last), "case": _as_data(trail)}
        remark_on_sm2(last, keys, report.findings)
        if earlier is not None:
            with report.findings.collecting("旧凭证"):
                check_earlier(open_trail(earlier, keys, arguments.quorum), trail)
        if arguments.log:
            _compare_with_log(trail, arguments.log, keys, report.findings)
    return report


def _compare_with_log(trail: Trail, place: str, keys: Sequence[Key], findings: Findings) -> None:
    source = open_source(place)
    log = read_log(source, keys, findings)
    if log is None or not log.sound:
        return
    with findings.collecting("公开登记册"):
        for anchor in trail.anchors:
            if anchor.public.checkpoint.origin != log.checkpoint.origin:
                raise Wrong("anchor", "凭证所锚定的不是这份公开登记册。")
            check_growth(source, anchor.public.checkpoint, log.checkpoint)
        check_first_anchors(trail, log.chains.anchors.get(trail.anchors[0].trail.origin, []))


def _story(trail: Trail) -> list[str]:
    about = f"（{trail.about.removeprefix('foi:')}）" if trail.about else ""
    steps = [_sentence(number, one) for number, one in enumerate(trail.steps, start=1)]
    return [f"事项{about}共 {len(steps)} 步：", *steps]


def _sentence(number: int, step: Step) -> str:
    act = str(step.said["name"]) if step.said else step.entry.act
    day = f"，法定日期 {step.said['on']}" if step.said else ""
    return (
        f"  {number}. {ACTS.get(act, act)}（{ROLES[step.entry.role]}）"
        f"，记于 {stamp(step.entry.time)}{day}，"
        f"于 {stamp(step.anchor.entry.time)} 固定为公开登记册第 {step.anchor.public.index} 条。"
    )


def _as_data(trail: Trail) -> dict[str, object]:
    return {
        "case": trail.case,
        "about": trail.about,
        "trail": trail.anchors[0].trail.origin,
        "anchors": [{"size": one.trail.size, "index": one.public.index} for one in trail.anchors],
        "steps": len(trail.steps),
    }
