"""The desk's pages of catalogues, as staff use them over HTTP."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from gongkai.registers import operations, queries
from gongkai.registers.elements import Element
from gongkai.registers.exporting import write_catalogue
from gongkai.registers.models import CatalogueEntry, CatalogueImport
from gongkai.registers.site_columns import _providers, columns_provider
from gongkai.registers.tests.cast import duty, make_cast, withheld_catalogue
from gongkai.registers.tests.sheets import official, row
from gongkai.registers.views import catalogues as catalogue_views
from gongkai.registers.xlsx_reading import read_catalogue

pytestmark = pytest.mark.django_db
TREE = "/desk/catalogues/grassroots/"


@pytest.fixture
def cast(client):
    cast = make_cast()
    cast.add(limit_text="制定或获取信息之日起10个工作日内，公示7个工作日")
    cast.add(level1="临时救助", level2="办事指南", limit_text="限时公开")
    client.force_login(cast.keeper.person)
    return cast


def page(client, address, **data):
    response = client.get(address, data)
    assert response.status_code == 200, address
    return response.content.decode()


def filled(entry=None, **changes):
    """What a browser sends from the form of a duty."""
    said = {
        "field": "social-assistance", "level1": "最低生活保障", "level2": "审批信息",
        "elements": "低保对象名单", "legal_basis": "《政府信息公开条例》",
        "limit_text": "制定或获取信息之日起10个工作日内，公示7个工作日", "responsible": "县民政局",
        "everyone": "on", "route": "proactive", "effective_on": timezone.localdate().isoformat(),
        "explanation": "依2026年第3次领导小组会议",
    }  # fmt: skip
    if entry:
        said["against"] = str(entry.versions.count())
    return said | changes


def test_strangers_are_sent_to_sign_in(client):
    assert client.get("/desk/catalogues/").status_code == 302


def test_the_list_shows_numbers_of_every_catalogue(client, cast):
    shown = page(client, "/desk/catalogues/")
    assert "清江县标准目录" in shown
    assert "基层政务公开标准目录" in shown


def test_a_catalogue_is_set_up_on_the_desk(client, cast):
    data = {"name": "清江县基本目录", "code": "core", "kind": "core", "body": cast.office.pk}
    assert client.post("/desk/catalogues/new/", data).status_code == 302
    assert "目录里还没有事项" in page(client, "/desk/catalogues/core/")


def test_the_tree_is_filtered_and_says_so(client, cast):
    assert "共 2 项" in page(client, TREE)
    shown = page(client, TREE, q="临时")
    assert "筛选出 1 项，目录共 2 项" in shown
    assert "审批信息" not in shown
    assert "没有符合条件的事项" in page(client, TREE, q="养老")
    assert "没有符合条件的事项" in page(client, TREE, body=cast.towns[0].code)


def test_a_large_catalogue_opens_with_its_fields(client, cast, monkeypatch):
    monkeypatch.setattr(catalogue_views, "SHOWN_AT_ONCE", 1)
    shown = page(client, TREE)
    assert "?field=social-assistance" in shown
    assert "办事指南" not in shown
    assert "办事指南" in page(client, TREE, field="social-assistance")


def test_a_duty_shows_its_limit_in_words_and_as_understood(client, cast):
    entry = cast.catalogue.entries.get(code="社会救助-001")
    shown = page(client, reverse("registers:duty", args=["grassroots", entry.code]))
    assert "制定或获取信息之日起10个工作日内，公示7个工作日" in shown
    assert "公示时长7个工作日" in shown
    other = page(client, reverse("registers:duty", args=["grassroots", "社会救助-002"]))
    assert "“限时公开”没有读懂，请人工确认" in other


def test_a_duty_is_added_on_the_desk(client, cast):
    data = filled(
        level2="审核信息",
        elements="初审名单\n〇公示照片\n评议记录（依申请公开）",
        channels=["政府网站", "其他"],
        other_channel="法律服务网",
        more_channels="信用中国网站",
        group="申请人",
        levels=["county", "township"],
        stages=["result"],
        local_columns="责任处室：救助股",
    )
    response = client.post(TREE + "new-duty/", data)
    entry = CatalogueEntry.objects.get(code="社会救助-003")
    assert response.url == reverse("registers:duty", args=["grassroots", entry.code])
    version = entry.current
    assert version.parts == (
        Element("初审名单"),
        Element("公示照片", optional=True),
        Element("评议记录", ("on_request",)),
    )
    assert version.selected_channels == ["政府网站", "其他：法律服务网", "信用中国网站"]
    assert version.audience == "全社会；申请人"
    assert version.local_columns == {"责任处室": "救助股"}
    shown = page(client, response.url)
    assert "列入目录" in shown
    assert "林晓" in shown


def test_an_untouched_form_adjusts_nothing(client, cast):
    """Whatever a duty says, its form gives the same columns back."""
    entry = operations.add_duty(
        cast.catalogue,
        duty(
            level3="三级",
            elements=(
                Element("名单"),
                Element("笔录", ("on_request",), optional=True),
                Element("记录", ("proactive", "on_request")),
            ),
            legal_basis="《条例》\n《预算法》",
            keep_for="长期",
            audience="全社会；申请人",
            levels=("county", "village"),
            stages=("decision", "result"),
            local_columns={"责任处室": "救助股\n二楼", "链接": "http://x：1"},
        ),
        actor=cast.keeper,
        effective_on=date(2026, 1, 5),
    )
    address = reverse("registers:adjust_duty", args=["grassroots", entry.code])
    form = client.get(address).context["form"]
    sent = {}
    for field in form:
        value = field.value()
        if isinstance(value, date):
            value = value.isoformat()
        if value not in (None, False, "", []):
            sent[field.name] = value
    response = client.post(address, {**sent, "against": "1", "explanation": "试"})
    assert response.status_code == 422
    assert "没有改动任何一栏" in response.content.decode()


def test_a_duty_is_adjusted_and_its_history_shows_the_difference(client, cast):
    entry = cast.catalogue.entries.get(code="社会救助-001")
    address = reverse("registers:adjust_duty", args=["grassroots", entry.code])
    response = client.post(address, filled(entry, responsible="县民政局、乡镇人民政府"))
    shown = page(client, response.url)
    assert "第1次调整" in shown
    assert "<ins>" in shown
    assert "清江县东河镇人民政府" in shown


def test_a_refused_adjustment_keeps_what_was_typed(client, cast):
    entry = cast.catalogue.entries.get(code="社会救助-001")
    address = reverse("registers:adjust_duty", args=["grassroots", entry.code])
    cast.adjust(entry, timezone.localdate(), legal_basis="《预算法》")
    response = client.post(address, filled(responsible="县财政局", against="1"))
    shown = response.content.decode()
    assert response.status_code == 422
    assert "已被他人调整" in shown
    assert 'value="县财政局"' in shown
    assert 'name="against" value="2"' in shown


def test_a_missing_field_is_named_and_nothing_is_lost(client, cast):
    response = client.post(TREE + "new-duty/", filled(level1="", level2="救助标准"))
    shown = response.content.decode()
    assert response.status_code == 422
    assert 'href="#id_level1"' in shown
    assert "救助标准" in shown


def test_the_form_tells_how_a_limit_is_understood_while_it_is_typed(client, cast):
    data = {"limit_text": "半年至少更新1次", "route": "proactive"}
    shown = client.post("/desk/catalogues/limit/", data).content.decode()
    assert "每半年至少公开1次" in shown
    silent = client.post("/desk/catalogues/limit/", {"limit_text": "", "route": "on_request"})
    assert "第三十三条" in silent.content.decode()


def test_a_duty_is_ended_on_the_desk(client, cast):
    entry = cast.catalogue.entries.get(code="社会救助-002")
    address = reverse("registers:end_duty", args=["grassroots", entry.code])
    today = timezone.localdate().isoformat()
    response = client.post(address, {"on": today, "note": "并入其他事项"})
    assert "已取消" in page(client, response.url)
    again = client.get(reverse("registers:adjust_duty", args=["grassroots", entry.code]))
    assert 'aria-disabled="true"' in again.content.decode()


def test_a_column_of_the_site_is_chosen_by_name(client, cast):
    address = reverse("registers:set_column", args=["grassroots", "社会救助-001"])
    kept = list(_providers)
    columns_provider(lambda: [("livelihood", "民生保障")])
    try:
        assert "民生保障" in page(client, address)
        response = client.post(address, {"column_code": "livelihood"})
        shown = page(client, response.url)
        assert "民生保障" in shown
        assert "livelihood" not in shown
        columns_provider(list)
        assert "livelihood（栏目已不存在）" in page(client, response.url)
    finally:
        _providers[:] = kept


def test_who_may_only_look_sees_no_buttons_that_work(client, cast):
    client.force_login(cast.outsider.person)
    shown = page(client, TREE)
    assert "添加事项" not in shown
    assert "没有维护清江县人民政府办公室公开目录的权限" in shown
    duty_page = page(client, reverse("registers:duty", args=["grassroots", "社会救助-001"]))
    assert duty_page.count('aria-disabled="true"') == 3
    response = client.post(TREE + "new-duty/", filled(level2="救助标准"))
    assert response.status_code == 422
    assert CatalogueEntry.objects.count() == 2


def test_what_is_withheld_asks_for_its_ground_and_shows_overdue_reviews(client, cast):
    withheld_catalogue(cast)
    address = "/desk/catalogues/withheld/new-duty/"
    shown = page(client, address)
    assert "公开时限" not in shown
    yesterday = timezone.localdate() - timedelta(days=1)
    data = {
        "level1": "过程性信息", "elements": "讨论记录", "ground": "E16b",
        "review_on": yesterday.isoformat(), "effective_on": "2026-01-05",
    }  # fmt: skip
    assert client.post(address, data | {"ground": ""}).status_code == 422
    response = client.post(address, data)
    assert "已超期" in page(client, response.url)
    assert "1 项已过复审日期" in page(client, "/desk/catalogues/withheld/")
    assert "1 项逾期未复审" in page(client, "/desk/catalogues/")


def upload(client, data, name="修订.xlsx"):
    response = client.post(TREE + "import/", {"file": SimpleUploadedFile(name, data)})
    assert response.status_code == 302
    return response.url


def test_a_table_is_compared_before_it_changes_anything(client, cast):
    data = official(
        [
            row(1, "最低生活保障", "审批信息", "低保对象名单；救助金额", limit="限时公开"),
            row(2, "临时救助", "救助标准"),
        ]
    )
    address = upload(client, data)
    shown = page(client, address)
    assert "将要新增的 1 项" in shown
    assert "将要调整的 1 项" in shown
    assert "文件里没有的 1 项" in shown
    assert "F4" in shown
    assert "没有读懂" in shown
    assert CatalogueEntry.objects.count() == 2
    assert "修订.xlsx" in page(client, TREE + "import/")  # it waits, nobody uploads twice


def confirm(client, address, **more):
    seen = client.get(address).context["form"]["seen"].value()
    data = {
        "seen": seen, "effective_on": timezone.localdate().isoformat(), "explanation": "修订",
        "warnings_read": "on",
    }  # fmt: skip
    return client.post(address, data | more)


def test_a_compared_table_is_confirmed_and_done(client, cast):
    address = upload(client, official([row(1, "临时救助", "救助标准", limit="限时公开")]))
    refused = confirm(client, address, warnings_read="")
    assert refused.status_code == 422
    assert "请看过上面的提示后勾选确认" in refused.content.decode()
    response = confirm(client, address, end_missing="on")
    shown = client.get(response.url).content.decode()
    assert "已导入：新增1项，调整0项，取消2项，0项没有变化" in shown
    assert client.get(address).status_code == 302  # done is done


def test_a_table_with_errors_offers_no_confirmation(client, cast):
    shown = page(client, upload(client, official([row(1, level1="")])))
    assert "1 处错误" in shown
    assert "请改好后重新上传" in shown
    assert 'name="explanation"' not in shown


def test_a_catalogue_that_moved_is_compared_anew(client, cast):
    address = upload(client, official([row(1, "临时救助", "救助标准")]))
    seen = client.get(address).context["form"]["seen"].value()
    cast.add(level2="审核信息")
    response = confirm(client, address, seen=seen)
    assert response.status_code == 422
    assert "预览之后目录又有调整" in response.content.decode()
    assert confirm(client, address).status_code == 302


def test_a_file_that_is_no_table_is_refused_with_a_sentence(client, cast):
    shown = page(client, upload(client, b"hello", "说明.xlsx"))
    assert "另存为 .xlsx" in shown


def test_a_file_that_is_too_large_is_refused(client, cast, settings):
    settings.UPLOAD_MAX_BYTES = 10
    data = {"file": SimpleUploadedFile("x.xlsx", b"x" * 11)}
    response = client.post(TREE + "import/", data)
    assert response.status_code == 422
    assert CatalogueImport.objects.count() == 0


def test_the_export_is_a_table_that_reads_the_same(client, cast):
    response = client.get(TREE + "export/")
    assert "filename*=UTF-8''" in response["Content-Disposition"]
    reading = read_catalogue(response.content)
    assert [one.columns.code for one in reading.rows] == ["社会救助-001", "社会救助-002"]
    assert queries.compare(cast.catalogue, io.BytesIO(response.content).read()).is_idle


def test_a_catalogue_can_be_exported_as_it_was(cast):
    before = read_catalogue(write_catalogue(cast.catalogue, date(2026, 1, 4)))
    assert before.rows == ()
