"""Made-up values for the page that shows every component, and for the tests of the templates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongkai.kernel.differences import differences
from gongkai.screens import components as c
from gongkai.screens.icons import ICONS

WHY = [
    "2026-04-20 收到，次日起算",
    "4月25日、26日为周末，不计",
    "5月1日至5日放假，5月9日补班计入",
    "共 20 个工作日，至 2026-05-20",
]

DUES = [
    c.Due(date(2026, 5, 20), 8, why=WHY),
    c.Due(date(2026, 5, 11), 2),
    c.Due(date(2026, 5, 8), 0),
    c.Due(date(2026, 4, 30), -3, why=WHY),
    c.Due(date(2026, 5, 20), 8, paused_since=date(2026, 5, 6)),
    c.Due(date(2026, 5, 20), 8, done_on=date(2026, 5, 7)),
    c.Due(date(2027, 1, 8), 150, provisional=True),
]

NAV = [
    ("首页", False),
    ("政府信息公开", True),
    ("政策文件", False),
    ("办事服务", False),
    ("互动交流", False),
]

BODY = """<p class="addressee">各乡镇人民政府，县政府各部门：</p>
<p>为进一步方便群众查阅政府信息，现就有关事项通知如下。</p>
<h2>一、总体要求</h2>
<p>坚持以公开为常态、不公开为例外，做到及时、准确、便于查找。</p>
<h3>（一）及时公开</h3>
<p>文件印发后，由起草单位提出公开意见，经审查后公开。</p>
<h4>1.责任单位</h4>
<p>起草单位对内容的准确性负责。</p>
<h5>（1）联系人</h5>
<p>各单位确定一名联系人。</p>
<h2>二、任务分工</h2>
<table><thead><tr><th>序号</th><th>事项</th><th>责任单位</th><th>完成时间</th><th>备注</th></tr></thead>
<tbody><tr><td>1</td><td>梳理主动公开事项</td><td>县政府办公室</td><td>2026年6月底前</td><td>逐项核对</td></tr>
<tr><td>2</td><td>更新办事指南</td><td>县行政审批局</td><td>2026年9月底前</td><td>每季度复核一次</td></tr></tbody></table>
<p class="signature">示例县人民政府办公室</p>
<p class="adopted">2026年5月8日</p>"""


class ExampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="姓名", help_text="请填写证件上的姓名。")
    way = forms.ChoiceField(
        label="答复方式",
        choices=[("mail", "邮寄"), ("email", "电子邮件"), ("self", "自行领取")],
        widget=forms.RadioSelect,
        help_text="我们按您选择的方式送达。",
    )
    topics = forms.MultipleChoiceField(
        label="涉及内容",
        choices=[("land", "土地"), ("money", "财政"), ("school", "教育")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    unit = forms.ChoiceField(
        label="受理单位",
        choices=[("", "请选择"), ("office", "县政府办公室")],
    )
    wanted = forms.CharField(
        label="需要的信息",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="名称、文号或特征描述。",
    )
    email = forms.EmailField(label="电子邮箱", required=False)
    on = forms.DateField(
        label="日期", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    agreed = forms.BooleanField(label="以上内容属实")


def filled_wrongly() -> ExampleForm:
    """The form as it comes back after a mistake, with what was typed."""
    return ExampleForm(
        {"wrong-name": "张三", "wrong-wanted": "土地征收公告", "wrong-email": "zhangsan"},
        prefix="wrong",
    )


def frame() -> c.Frame:
    """A site with every mark of the foot; all of them made up."""
    return c.Frame(
        site_name="示例县人民政府",
        site_domain="www.example.gov.cn",
        site_id_code="0000000000",
        host_body="示例县人民政府办公室",
        contact="0000-0000000",
        icp="示例ICP备00000000号",
        icp_url="#content",
        police_record="示例公网安备00000000000000号",
        police_record_url="#content",
        conac_url="#content",
        mistake_report_url="#content",
        nav=[c.Link(title, "#content", current) for title, current in NAV],
        root_url="#content",
        search_url="/search/",
        site_map_url="#content",
        accessibility_url="#content",
    )


def document() -> c.OfficialDocument:
    """A document in force, with everything its head can show."""
    return c.OfficialDocument(
        title="示例县人民政府办公室关于做好政府信息公开工作的通知",
        metadata=[
            c.Fact("索引号", "000000000/2026-00017"),
            c.Fact("发文字号", "示政办发〔2026〕12号"),
            c.Fact("发文机关", "示例县人民政府办公室"),
            c.Fact("成文日期", "2026年5月8日"),
            c.Fact("发布日期", "2026年5月11日"),
        ],
        validity="现行有效",
        in_force=True,
        source="县政府办公室",
        published=datetime(2026, 5, 11, 9, 30),
    )


def table() -> dict[str, Any]:
    """A queue of the desk: two cases, one of them overdue."""
    return {
        "caption": "待办申请",
        "columns": [
            c.Column("编号", "head"),
            c.Column("申请内容"),
            c.Column("期限", "date"),
            c.Column("页数", "number"),
            c.Column("操作", "actions"),
        ],
        "rows": [
            c.Row([case("2026-0017"), "征地补偿标准", "2026-04-30", 12, act()], overdue=True),
            c.Row([case("2026-0018"), "学区划分方案", "2026-05-20", 3, act()]),
        ],
    }


def case(number: str) -> SafeString:
    return format_html('<a href="#content">{}</a>', number)


def act() -> SafeString:
    return format_html('<a href="{}">办理</a>', "#content")


def styleguide_context() -> dict[str, Any]:
    """Everything that `screens/styleguide_components.html` reads, and both frames around it."""
    return {
        "page_title": "界面样式",
        "frame": frame(),
        "meta": [("SiteName", "示例县人民政府"), ("SiteDomain", "www.example.gov.cn")],
        "breadcrumbs": [c.Link("首页", "#content"), c.Link("界面样式", "")],
        "page_url": "https://www.example.gov.cn/styleguide/",
        "desk_nav": [
            c.Link("我的待办", "#content", count=12),
            c.Link("审核发布", "#content", current=True, count=3),
            c.Link("依申请公开", "#content"),
        ],
        "desk_person": c.DeskPerson(
            "李敏", "信息公开岗", "县政府办公室", "example", [c.Link("切换岗位", "#content")]
        ),
        "icons": list(ICONS),
        "example_form": ExampleForm(prefix="fresh"),
        "wrong_form": filled_wrongly(),
        "dues": DUES,
        "table": table(),
        "pagination": c.paginate(7, 20, lambda number: f"?page={number}", total=394),
        "reasons": ["已延期一次，不能再次延期。", "答复期限已过。"],
        "happenings": [
            c.Happening(
                datetime(2026, 5, 6, 15, 20), "征求第三方意见", "李敏", "已发函，限期回复。"
            ),
            c.Happening(date(2026, 4, 20), "收到申请", "王芳"),
        ],
        "steps": [
            {"title": "提交", "state": "done", "text": "4月20日"},
            {"title": "受理", "state": "done", "text": "4月21日"},
            {"title": "办理", "state": "current", "text": "预计5月20日前"},
            {"title": "答复"},
        ],
        "sections": [
            {
                "label": "标题",
                "changes": differences(
                    "关于做好公开工作的通知", "关于进一步做好信息公开工作的通知"
                ),
            },
            {
                "label": "正文",
                "changes": differences(
                    "每月公开一次。\n请遵照执行。\n原办法废止。",
                    "每季度公开一次。\n请遵照执行。\n各单位于月底前报送。",
                ),
            },
            {"label": "成文日期", "changes": []},
        ],
        "facts": [
            c.Fact("申请人", "张三", "#content"),
            c.Fact("答复方式", "邮寄", "#content"),
            c.Fact("附件", ""),
        ],
        "figures": [
            {"label": "待办", "value": 12},
            {"label": "今天到期", "value": 1},
            {"label": "已超期", "value": 2, "overdue": True},
            {"label": "平均用时", "value": "6.5", "note": "个工作日"},
        ],
        "items": [
            {"title": "示例县2026年重点工作", "url": "#content", "on": date(2026, 5, 8)},
            {
                "title": "关于做好汛期有关工作的通知",
                "url": "#content",
                "on": date(2026, 4, 30),
                "number": "示政发〔2026〕8号",
                "badge": "现行有效",
            },
        ],
        "attachments": [
            c.Attachment("任务分工表", "#content", "XLSX", 35_000),
            c.Attachment("政策解读", "#content", "PDF", 2_500_000),
        ],
        "document": document(),
        "body": BODY,
    }
