"""Whole tables are taken over: first compared, then all of it or nothing."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused
from gongkai.registers import operations, queries
from gongkai.registers.chores import UPLOADS_WAIT, forget_uploads
from gongkai.registers.elements import Element
from gongkai.registers.exporting import write_catalogue
from gongkai.registers.models import CatalogueImport
from gongkai.registers.tests.cast import make_cast, withheld_catalogue
from gongkai.registers.tests.sheets import official, row

pytestmark = pytest.mark.django_db
FROM = date(2026, 4, 1)


@pytest.fixture
def cast():
    cast = make_cast()
    cast.add()
    cast.add(level2="审核信息", elements=(Element("名单"), Element("笔录", ("on_request",))))
    cast.add(field="budgets", level1="财政预决算", level2="政府预算")
    return cast


def take_over(cast, data, **more):
    pending = operations.upload(cast.catalogue, data, "表.xlsx", actor=cast.keeper)
    seen = queries.compare(cast.catalogue, data).seen
    return operations.import_catalogue(
        pending,
        **{
            "seen": seen,
            "actor": cast.keeper,
            "effective_on": FROM,
            "explanation": "依省厅2026年修订",
            **more,
        },
    )


def edited(cast, change):
    """The exported table with something changed in the sheet of 社会救助."""
    workbook = load_workbook(io.BytesIO(write_catalogue(cast.catalogue, FROM)))
    change(workbook["社会救助"])
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def test_what_was_exported_comes_back_without_any_change(cast):
    data = write_catalogue(cast.catalogue, FROM)
    found = queries.compare(cast.catalogue, data)
    assert (found.added, found.changed, found.missing, found.unchanged) == ([], [], [], 3)
    assert found.is_idle
    with pytest.raises(Refused, match="没有变化"):
        take_over(cast, data)


def test_a_table_adds_adjusts_and_leaves_other_fields_alone(cast):
    data = official(
        [
            row(1, "最低生活保障", "审批信息", "低保对象名单；救助金额"),
            row(2, "临时救助", "办事指南", "救助标准"),
        ]
    )
    found = queries.compare(cast.catalogue, data)
    assert [one.columns.code for one in found.added] == ["社会救助-003"]
    assert [one.version.entry.code for one in found.changed] == ["社会救助-001"]
    assert [one.entry.code for one in found.missing] == ["社会救助-002"]
    assert found.fields == ["社会救助"]
    done = take_over(cast, data)
    assert (len(done.added), len(done.changed)) == (1, 1)
    entries = {one.code: one for one in cast.catalogue.entries.all()}
    changed = queries.duty_on(entries["社会救助-001"], FROM)
    assert changed.elements == ["低保对象名单", "救助金额"]
    assert changed.adjustment == "依省厅2026年修订"
    assert entries["社会救助-002"].ended_on is None
    assert entries["社会救助-003"].current.responsible_body == cast.civil
    fact = Entry.objects.filter(name="CatalogueImported").get()
    assert fact.data["added"] == 1
    assert fact.data["adjusted"] == 1
    assert "低保" not in str(fact.data)
    assert Entry.objects.filter(name="DutyAdded", about=entries["社会救助-003"].reference).exists()


def test_duties_that_a_table_lacks_end_only_when_asked(cast):
    data = official([row(1, "最低生活保障", "审批信息", "低保对象名单")])
    take_over(cast, data, end_missing=True)
    ended = cast.catalogue.entries.get(code="社会救助-002")
    assert ended.ended_on == date(2026, 3, 31)
    assert cast.catalogue.entries.get(code="财政预决算-001").ended_on is None
    assert Entry.objects.filter(name="DutyEnded", about=ended.reference).exists()


def test_codes_match_even_when_a_duty_was_renamed(cast):
    def rename(page):
        page["C4"] = "审批结果"

    found = queries.compare(cast.catalogue, edited(cast, rename))
    assert [one.version.entry.code for one in found.changed] == ["社会救助-001"]
    assert [one.label for one in found.changed[0].changes] == ["二级事项"]
    assert found.added == []


def test_one_error_stops_everything(cast):
    data = official([row(1, "", "办事指南"), row(2, "临时救助", "标准")])
    with pytest.raises(Refused, match="1处错误"):
        take_over(cast, data)
    assert cast.catalogue.entries.count() == 3


def test_an_import_is_refused_when_the_catalogue_moved_since_the_preview(cast):
    data = official([row(1, "临时救助", "办事指南")])
    pending = operations.upload(cast.catalogue, data, "表.xlsx", actor=cast.keeper)
    seen = queries.compare(cast.catalogue, data).seen
    cast.adjust(cast.catalogue.entries.get(code="社会救助-001"), FROM, limit_text="20工作日")
    with pytest.raises(Refused, match="预览之后目录又有调整"):
        operations.import_catalogue(
            pending, seen=seen, actor=cast.keeper, effective_on=FROM, explanation="修订"
        )
    assert cast.catalogue.entries.count() == 3


def test_the_same_upload_is_not_applied_twice(cast):
    data = official([row(1, "临时救助", "办事指南")])
    take_over(cast, data)
    pending = CatalogueImport.objects.get()
    assert bytes(pending.content) == b""
    with pytest.raises(Refused, match="已经导入过"):
        operations.import_catalogue(
            pending, seen="", actor=cast.keeper, effective_on=FROM, explanation="修订"
        )


def test_an_import_needs_a_reason_and_a_day_after_what_stands(cast):
    data = official([row(1, "最低生活保障", "审批信息", "名单")])
    with pytest.raises(Refused, match="请填写调整说明"):
        take_over(cast, data, explanation=" ")
    with pytest.raises(Refused, match="生效日期须晚于"):
        take_over(cast, data, effective_on=date(2026, 1, 1))


def test_a_body_that_nobody_knows_is_shown_in_its_cell(cast):
    data = official([row(1, "临时救助", "办事指南", body="县扶贫办")])
    found = queries.compare(cast.catalogue, data)
    assert [(one.cell, one.kind) for one in found.warnings] == [("G4", "warning")]
    assert "县扶贫办" in found.warnings[0].sentence


def test_the_code_of_an_ended_duty_cannot_come_back(cast):
    entry = cast.catalogue.entries.get(code="社会救助-001")
    operations.end_duty(entry, actor=cast.keeper, on=date(2026, 2, 1), note="取消")
    data = official([row("社会救助-001", "低保", "审批信息")])
    assert "已取消的事项" in queries.compare(cast.catalogue, data).errors[0].sentence


def test_a_withheld_catalogue_asks_for_ground_and_review(cast):
    catalogue = withheld_catalogue(cast)
    found = queries.compare(catalogue, official([row(1, "过程性信息", "讨论记录")], title="目录"))
    sentences = [one.sentence for one in found.errors]
    assert len(sentences) == 2
    assert "E14a 至 E16c" in sentences[0]
    assert "第十八条" in sentences[1]


def test_the_legend_of_the_marks_is_kept_with_the_catalogue(cast):
    data = official([row(1, "临时救助", "办事指南")], notes=["注：■为必选渠道，□为可选渠道。"])
    take_over(cast, data)
    cast.catalogue.refresh_from_db()
    assert cast.catalogue.channel_legend == "■为必选渠道，□为可选渠道"


def test_uploads_that_nobody_confirmed_are_forgotten(cast):
    for age in (UPLOADS_WAIT * 2, UPLOADS_WAIT / 2):
        pending = operations.upload(cast.catalogue, b"x", "表.xlsx", actor=cast.keeper)
        CatalogueImport.objects.filter(pk=pending.pk).update(uploaded_at=pending.uploaded_at - age)
    forget_uploads()
    assert CatalogueImport.objects.count() == 1
