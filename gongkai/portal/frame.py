"""The head and foot of every public page, and the columns that items can stand in."""

from __future__ import annotations

import re

from gongkai.disclosure.columns import columns_provider
from gongkai.portal.models import Column
from gongkai.portal.platform import ADDRESSES, column_url
from gongkai.portal.queries import shown_columns, the_site
from gongkai.publishing.registry import frame_provider
from gongkai.registers.site_columns import columns_provider as duty_columns_provider
from gongkai.screens.components import Frame, Link

SITE_MAP = "/site-map/"
SEARCH = "/search/"
ACCESSIBILITY = "/accessibility/"
CONAC = "https://bszs.conac.cn/sitename?method=show&id="
MISTAKES = "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code="
POLICE = "https://beian.mps.gov.cn/#/query/webSearch?code="


@frame_provider
def site_frame() -> Frame:
    """The identity of the site and its first-level columns. Marks that are not configured, as on a
    closed network, are not shown (国办发〔2017〕47号, foot of the page)."""
    site = the_site()
    police_number = "".join(re.findall(r"\d+", site.police_record))
    return Frame(
        site_name=site.name,
        site_domain=site.domain,
        site_id_code=site.site_id_code,
        host_body=site.host_body,
        contact=site.contact,
        icp=site.icp,
        police_record=site.police_record,
        police_record_url=f"{POLICE}{police_number}" if police_number else "",
        conac_url=f"{CONAC}{site.conac_id}" if site.conac_id else "",
        mistake_report_url=(
            f"{MISTAKES}{site.site_id_code}" if site.mistake_report and site.site_id_code else ""
        ),
        nav=(Link("首页", "/"), *map(_link, _in_navigation())),
        search_url=SEARCH,
        site_map_url=SITE_MAP,
        accessibility_url=ACCESSIBILITY,
    )


def _in_navigation() -> list[Column]:
    return [column for column in shown_columns() if column.in_navigation and not column.parent_id]


def _link(column: Column) -> Link:
    return Link(column.name, column_url(column.code))


@columns_provider
@duty_columns_provider
def columns_for_items() -> list[tuple[str, str]]:
    """The columns that an item can stand in: code and name, those below others with both names."""
    columns = Column.objects.filter(kind=Column.Kind.SHELF).exclude(code__in=ADDRESSES)
    return [
        (column.code, f"{column.parent.name}／{column.name}" if column.parent else column.name)
        for column in columns.select_related("parent")
    ]
