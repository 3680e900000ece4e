"""Duties are added, adjusted and ended; what they said on a day stays readable."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused
from gongkai.registers import operations, queries
from gongkai.registers.elements import Element
from gongkai.registers.models import EntryVersion
from gongkai.registers.queries.reasons import (
    latest_of,
    reasons_not_to_adjust_duty,
    reasons_not_to_create_catalogue,
)
from gongkai.registers.tests.cast import BEGINNING, duty, make_cast, withheld_catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


def recorded(entry):
    return [
        (one.name, one.data) for one in Entry.objects.filter(about=entry.reference).order_by("id")
    ]


def test_a_duty_is_added_with_a_code_of_its_field(cast):
    first, second = cast.add(), cast.add(level2="审核信息")
    assert [first.code, second.code] == ["社会救助-001", "社会救助-002"]
    assert first.current.responsible_body == cast.civil
    assert first.current.limit_parts[0]["n"] == 10
    assert recorded(first) == [("DutyAdded", {"effective_on": "2026-01-05"})]


def test_an_adjustment_is_a_new_version_from_its_day_on(cast):
    entry = cast.add()
    cast.adjust(entry, date(2026, 3, 1), limit_text="20工作日")
    assert queries.duty_on(entry, date(2026, 2, 28)).limit_text.startswith("制定或获取")
    assert queries.duty_on(entry, date(2026, 3, 1)).limit_text == "20工作日"
    assert queries.duty_on(entry, date(2026, 1, 4)) is None
    entry.refresh_from_db()
    assert entry.current.limit_text == "20工作日"
    name, data = recorded(entry)[-1]
    assert (name, data["columns"], data["version"]) == ("DutyAdjusted", ["limit_text"], 2)


def test_an_adjustment_for_a_later_day_waits_for_it(cast):
    entry = cast.add()
    later = date(2099, 1, 1)
    cast.adjust(entry, later, limit_text="20工作日")
    entry.refresh_from_db()
    assert entry.current.number == 1
    assert operations.bring_into_force(date(2098, 12, 31)) == 0
    assert operations.bring_into_force(later) == 1
    assert operations.bring_into_force(later) == 0
    entry.refresh_from_db()
    assert entry.current.number == 2
    assert recorded(entry)[-1] == ("DutyInForce", {"version": 2})


def test_the_history_shows_what_changed_column_by_column_and_who_did_it(cast):
    entry = cast.add()
    more = (Element("低保对象名单"), Element("公示反馈渠道"))
    cast.adjust(entry, date(2026, 3, 1), elements=more, responsible="县民政局、乡镇人民政府")
    newest, first = queries.history(entry)
    assert [one.label for one in newest.changes] == ["公开内容（要素）", "公开主体"]
    assert newest.version.adjustment == "依2026年第3次领导小组会议"
    assert (newest.title, newest.who) == ("第1次调整", "林晓")
    runs = [(run.op.value, run.text) for line in newest.changes[1].changes for run in line.runs]
    assert runs == [("same", "县民政局"), ("added", "、乡镇人民政府")]
    assert (first.title, first.changes) == ("列入目录", [])


def test_a_duty_of_all_townships_counts_for_each_of_them(cast):
    entry = cast.add(responsible="县民政局、乡镇人民政府")
    today = date(2026, 5, 8)
    for body in (cast.civil, *cast.towns):
        assert [one.entry for one in queries.duties_of(body, today)] == [entry]
    assert not queries.duties_of(cast.office, today).exists()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("清江县民政局", ["civil"]),
        ("民政局", ["civil"]),
        ("县民政局及县政府办公室", ["civil", "office"]),
        ("各乡镇人民政府、街道办事处", ["east", "west"]),
        ("县扶贫办", []),
        ("", []),
    ],
)
def test_bodies_are_found_by_the_names_that_tables_use(cast, text, expected):
    entry = cast.add(responsible=text)
    version = entry.current
    named = [version.responsible_body, *version.also_responsible.all()]
    assert sorted(one.code for one in named if one) == sorted(expected)


def test_two_editors_do_not_overwrite_each_other(cast):
    entry = cast.add()
    seen = latest_of(entry)
    cast.adjust(entry, date(2026, 3, 1), limit_text="20工作日")
    with pytest.raises(Refused, match="已被他人调整"):
        operations.adjust_duty(
            entry,
            replace(seen.columns, legal_basis="《预算法》"),
            actor=cast.keeper,
            effective_on=date(2026, 3, 2),
            explanation="更正依据",
            against=seen.number,
        )
    assert entry.versions.count() == 2


def test_an_adjustment_needs_a_change_a_reason_and_a_later_day(cast):
    entry = cast.add()
    same = entry.current.columns
    reasons = reasons_not_to_adjust_duty(
        entry, cast.keeper, same, effective_on=date(2026, 1, 4), explanation=" "
    )
    assert len(reasons) == 3
    assert any("不能早于" in one for one in reasons)
    assert any("调整说明" in one for one in reasons)
    assert any("没有改动" in one for one in reasons)


def test_settling_what_was_unconfirmed_is_an_adjustment_too(cast):
    entry = operations.add_duty(
        cast.catalogue, duty(), actor=cast.keeper, effective_on=BEGINNING, unconfirmed="主体待核对",
        source="标准目录参考行6",
    )  # fmt: skip
    version = operations.adjust_duty(
        entry, entry.current.columns, actor=cast.keeper, effective_on=date(2026, 3, 1),
        explanation="已与省厅核对", remarks={"unconfirmed": ""},
    )  # fmt: skip
    assert (version.unconfirmed, version.source) == ("", "标准目录参考行6")


def test_an_ended_duty_stays_in_history_and_out_of_the_tree(cast):
    entry = cast.add()
    operations.end_duty(entry, actor=cast.keeper, on=date(2026, 6, 30), note="事项并入低保审核")
    assert queries.duty_on(entry, date(2026, 6, 30)) is not None
    assert queries.duty_on(entry, date(2026, 7, 1)) is None
    assert queries.tree(cast.catalogue, date(2026, 7, 1)) == []
    assert recorded(entry)[-1] == ("DutyEnded", {"ended_on": "2026-06-30"})
    with pytest.raises(Refused, match="已经取消"):
        cast.adjust(entry, date(2026, 7, 2), limit_text="20工作日")


def test_a_duty_cannot_end_without_a_reason_or_before_it_began(cast):
    entry = cast.add()
    with pytest.raises(Refused) as refused:
        operations.end_duty(entry, actor=cast.keeper, on=date(2025, 12, 31), note="")
    assert len(refused.value.reasons) == 2


def test_who_does_not_keep_the_catalogue_is_refused_in_every_verb(cast):
    entry = cast.add()
    attempts = [
        lambda: operations.add_duty(
            cast.catalogue, duty(), actor=cast.outsider, effective_on=BEGINNING
        ),
        lambda: operations.adjust_duty(
            entry, duty(level2="x"), actor=cast.outsider, effective_on=BEGINNING, explanation="x"
        ),
        lambda: operations.end_duty(entry, actor=cast.outsider, on=BEGINNING, note="x"),
        lambda: operations.set_column(entry, "notices", actor=cast.outsider),
        lambda: operations.upload(cast.catalogue, b"", "x.xlsx", actor=cast.outsider),
        lambda: operations.create_catalogue(
            code="other", name="x", kind="core", body=cast.office, actor=cast.outsider
        ),
    ]
    for attempt in attempts:
        with pytest.raises(Refused, match="没有维护清江县人民政府办公室公开目录的权限"):
            attempt()


@pytest.mark.parametrize("code", ["3", "a b", "a/b", "社会救助-001"])
def test_a_code_must_be_a_code_and_new(cast, code):
    cast.add()
    with pytest.raises(Refused, match="编号"):
        cast.add(code=code)


def test_placing_a_duty_on_the_site_makes_no_version(cast):
    entry = cast.add()
    operations.set_column(entry, "livelihood", actor=cast.keeper)
    entry.refresh_from_db()
    assert entry.current.column_code == "livelihood"
    assert entry.versions.count() == 1
    assert recorded(entry)[-1] == ("DutyColumnSet", {"column": "livelihood"})
    cast.adjust(entry, date(2026, 3, 1), limit_text="20工作日")
    assert latest_of(entry).column_code == "livelihood"


def test_the_journal_keeps_no_text_of_a_duty(cast):
    entry = cast.add(level2="张某某的名单")
    cast.adjust(entry, date(2026, 3, 1), level2="李某某的名单")
    kept = "".join(str(one.data) for one in Entry.objects.all())
    assert "某" not in kept
    assert "领导小组" not in kept


def test_article_14_to_16_what_is_withheld_names_its_ground_and_review(cast):
    catalogue = withheld_catalogue(cast)
    columns = duty(
        field="",
        level1="过程性信息",
        route="withheld",
        elements=(Element("讨论记录", ("withheld",)),),
    )
    with pytest.raises(Refused) as refused:
        operations.add_duty(catalogue, columns, actor=cast.keeper, effective_on=BEGINNING)
    assert len(refused.value.reasons) == 2
    complete = replace(columns, ground="E16b", review_on=date(2026, 6, 30))
    entry = operations.add_duty(catalogue, complete, actor=cast.keeper, effective_on=BEGINNING)
    assert entry.current.limit_parts == []
    assert list(queries.overdue_reviews(date(2026, 6, 30))) == []
    assert [one.entry for one in queries.overdue_reviews(date(2026, 7, 1))] == [entry]


def test_what_is_public_and_what_is_withheld_do_not_share_a_catalogue(cast):
    catalogue = withheld_catalogue(cast)
    with pytest.raises(Refused, match="不予公开目录里的事项"):
        operations.add_duty(catalogue, duty(), actor=cast.keeper, effective_on=BEGINNING)
    withheld = duty(route="withheld", ground="E16b", review_on=BEGINNING)
    with pytest.raises(Refused, match="请列入不予公开目录"):
        operations.add_duty(cast.catalogue, withheld, actor=cast.keeper, effective_on=BEGINNING)


def test_the_database_keeps_withheld_duties_to_a_ground(cast):
    entry = cast.add()
    with pytest.raises(IntegrityError), transaction.atomic():
        EntryVersion.objects.create(
            entry=entry, number=9, effective_on=BEGINNING, level1="x", route="withheld"
        )


def test_a_catalogue_needs_a_new_code_that_fits_addresses(cast):
    def reasons(code):
        return reasons_not_to_create_catalogue(code, "目录", "core", cast.office, cast.keeper)

    assert reasons("core") == []
    assert "已经有目录在用" in reasons("grassroots")[0]
    assert "小写字母" in reasons("目录")[0]
    assert "小写字母" in reasons("new")[0]  # an address of this app
