"""The engine behind its interface: what is filed is found, by every field and in every order."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date

import pytest

from gongkai.search.engine import Group, Order, Term, Wanted
from gongkai.search.registry import Searchable
from gongkai.search.tantivy_engine import ENGINE

BUDGET = Searchable(
    "item:1", "名川县2026年财政预算公开", "/items/1/",
    number="名政办发〔2026〕3号", issued_by="名川县人民政府办公室",
    names=("名川县财政局", "县财政局"), text="现将收支总表公布。最低生活保障标准另行公布。",
    files=("附件一\n三公经费支出表",), words=("财政信息", "000014349/2026-00003"),
    sounds=("财政局",), body="finance", subject="04", on=date(2026, 3, 2), validity="in_force",
)  # fmt: skip
OLD = Searchable(
    "item:2", "名川县2019年财政预算公开", "/items/2/",
    text="收入与支出。财政预算公开的办法已经废止。", body="finance", on=date(2019, 3, 2),
    validity="repealed",
)  # fmt: skip
WATER = Searchable(
    "item:3", "关于调整自来水价格的通知", "/items/3/", text="每吨一元。",
    body="water", subject="09", on=date(2024, 5, 1), units=(7,),
)  # fmt: skip


@pytest.fixture
def reader(tmp_path):
    writer = ENGINE.writer(tmp_path / "index")
    writer.replace([BUDGET, OLD, WATER])
    writer.commit({"seq": 5})
    yield ENGINE.reader(tmp_path / "index")
    writer.close()


def found(reader, *texts: str, **more: object) -> list[str]:
    groups = tuple(Group((Term(text),)) for text in texts)
    return [hit.about for hit in reader.query(Wanted(groups, **more)).hits]


@pytest.mark.parametrize(
    ("text", "abouts"),
    [
        ("财政预算", {"item:1", "item:2"}),  # title
        ("收支总表", {"item:1"}),  # body
        ("支总", {"item:1"}),  # across words: no dictionary decides
        ("三公经费", {"item:1"}),  # an attachment
        ("县财政局", {"item:1"}),  # a short name
        ("财政信息", {"item:1"}),  # a column
        ("000014349", {"item:1"}),  # an index number
        ("czj", {"item:1"}),
        ("caizhengju", {"item:1"}),
        ("水", {"item:3"}),  # one character, in a title
        ("财政决算", set()),
        ("政预", {"item:1", "item:2"}),
        ("_bookmark", set()),
    ],
)
def test_every_field_is_searched(reader, text, abouts):
    assert set(found(reader, text)) == abouts


def test_all_words_must_stand_in_a_text_unless_fewer_are_enough(reader):
    assert found(reader, "财政", "三公经费") == ["item:1"]
    assert found(reader, "自来水", "三公经费") == []
    assert set(found(reader, "自来水", "三公经费", enough=1)) == {"item:1", "item:3"}


def test_a_number_goes_before_words(reader):
    term = Term("名政办发〔2026〕3号", keys=("名政办发|2026|3", "|2026|3"))
    result = reader.query(Wanted((Group((term,)),)))
    assert [hit.about for hit in result.hits] == ["item:1"]
    assert result.hits[0].score > 30


def test_exclusion_time_and_order(reader):
    assert found(reader, "财政", without=("最低生活保障",)) == ["item:2"]
    assert found(reader, "财政", since=date(2020, 1, 1)) == ["item:1"]
    assert found(reader, "财政", until=date(2019, 3, 2)) == ["item:2"]
    assert found(reader, "财政", order=Order.NEWEST) == ["item:1", "item:2"]
    assert found(reader, "财政", order=Order.OLDEST) == ["item:2", "item:1"]


def test_what_is_in_force_goes_before_what_is_not(reader):
    assert found(reader, "财政预算公开") == ["item:1", "item:2"]


def test_facets_count_and_narrow(reader):
    wanted = Wanted((Group((Term("财政"),)),), filters={"year": ("2026",)})
    result = reader.query(wanted)
    assert result.total == 1
    assert result.facets["body"] == {"finance": 1}
    assert result.facets["year"] == {"2026": 1, "2019": 1}  # what else could be chosen
    assert found(reader, "财政", filters={"year": ("2026", "2019")}) == ["item:1", "item:2"]
    assert found(reader, "财政", filters={"body": ("water",)}) == []


def test_pages_do_not_overlap(reader):
    first = found(reader, "财政", limit=1)
    second = found(reader, "财政", limit=1, offset=1)
    assert sorted(first + second) == ["item:1", "item:2"]
    assert found(reader, "财政", limit=1, offset=2) == []


def test_marks_narrow_before_anything_is_counted(reader):
    everything = Wanted((Group((Term("价格"),)),), marks=("item:7",))
    assert reader.query(everything).total == 1
    other = Wanted((Group((Term("价格"),)),), marks=("item:8", "draft:7"))
    assert reader.query(other).total == 0
    nobody = Wanted((Group((Term("价格"),)),), marks=())
    result = reader.query(nobody)
    assert (result.total, result.facets["body"]) == (0, {})


def test_what_is_replaced_or_deleted_is_gone_with_the_commit(tmp_path):
    writer = ENGINE.writer(tmp_path / "index")
    writer.replace([BUDGET, OLD])
    writer.commit({"seq": 1})
    reader = ENGINE.reader(tmp_path / "index")
    writer.replace([Searchable("item:1", "改了标题", "/items/1/")])
    writer.delete(["item:2"])
    assert len(found(reader, "财政")) == 2  # not committed yet
    writer.commit({"seq": 2})
    assert found(reader, "财政") == []
    assert found(reader, "改了标题") == ["item:1"]
    assert (reader.size(), reader.state()) == (1, {"seq": 2})
    writer.close()


def test_suggestions_by_beginning_and_by_sound(reader):
    assert reader.beginning("自来水", "", 5)[0].about == "item:3"
    assert [hit.about for hit in reader.beginning("", "caiz", 5)] == ["item:1"]
    assert reader.beginning("", "x", 5) == []


def test_a_folder_that_a_rebuild_has_removed_is_read_to_its_end(tmp_path):
    writer = ENGINE.writer(tmp_path / "index")
    writer.replace([BUDGET])
    writer.commit({"seq": 1})
    writer.close()
    reader = ENGINE.reader(tmp_path / "index")
    assert found(reader, "财政") == ["item:1"]
    shutil.rmtree(tmp_path / "index")
    assert found(reader, "财政") == ["item:1"]


def test_when_very_much_is_found_facets_are_estimated_from_a_sample(tmp_path, monkeypatch):
    monkeypatch.setattr("gongkai.search.tantivy_counting.COUNTED", 500)
    things = [
        Searchable(f"item:{number}", "公告", "/", body="a" if number * 7919 % 2000 < 1500 else "b")
        for number in range(2000)
    ]
    writer = ENGINE.writer(tmp_path / "index")
    writer.replace(things)
    writer.commit({})
    writer.close()
    reader = ENGINE.reader(tmp_path / "index")
    notices = Wanted((Group((Term("公告"),)),))
    many = reader.query(notices)  # none of them has a date
    assert (many.total_estimated, len(many.hits)) == (True, 10)
    assert 1600 <= many.total <= 2400
    assert 1200 < many.facets["body"]["a"] < 1800
    assert 300 < many.facets["body"]["b"] < 700
    few = reader.query(replace(notices, filters={"body": ("b",)}, facets=("kind",)))
    assert (few.total, few.facets_estimated, few.facets["kind"]) == (500, False, {"item": 500})
    assert reader.query(
        replace(notices, filters={"body": ("b",)})
    ).facets_estimated  # what else there is


def test_what_has_it_all_in_the_title_goes_first_and_pages_join_without_a_gap(tmp_path):
    titled = [Searchable(f"item:t{n}", f"供水通知第{n}号", "/", on=date(2020, 1, n)) for n in
              range(1, 8)]  # fmt: skip
    said = [
        Searchable(
            f"item:s{n:02d}", f"其他事项{n}", "/", text="供水" * (n + 1), on=date(2026, 1, 1)
        )
        for n in range(20)
    ]
    writer = ENGINE.writer(tmp_path / "index")
    writer.replace([*said, *titled])
    writer.commit({})
    writer.close()
    reader = ENGINE.reader(tmp_path / "index")
    pages = [
        reader.query(Wanted((Group((Term("供水"),)),), offset=offset, limit=5))
        for offset in range(0, 30, 5)
    ]
    hits = [hit.about for page in pages for hit in page.hits]
    assert len(hits) == len(set(hits)) == pages[0].total == 27
    assert {one[:6] for one in hits[:7]} == {"item:t"}
    assert [hit.shelf for page in pages for hit in page.hits] == [0] * 7 + [1] * 20


def test_when_very_much_is_found_nothing_newer_is_passed_over(tmp_path, monkeypatch):
    """Only as many years are sorted as anybody can page through."""
    monkeypatch.setattr("gongkai.search.tantivy_counting.COUNTED", 100)
    monkeypatch.setattr("gongkai.search.tantivy_engine.DEEPEST", 50)
    days = {f"item:{n}": date(2010 + n * 7919 % 15, 1 + n % 12, 1 + n % 28) for n in range(1000)}
    writer = ENGINE.writer(tmp_path / "index")
    writer.replace(
        [Searchable(about, "其他", "/", text="供水", on=day) for about, day in days.items()]
    )
    writer.commit({})
    writer.close()
    reader = ENGINE.reader(tmp_path / "index")
    water = Wanted((Group((Term("供水"),)),), limit=50)
    newest = reader.query(replace(water, order=Order.NEWEST))
    assert newest.total_estimated
    assert [hit.on for hit in newest.hits] == sorted(days.values(), reverse=True)[:50]
    oldest = reader.query(replace(water, order=Order.OLDEST))
    assert [hit.on for hit in oldest.hits] == sorted(days.values())[:50]
    assert {hit.on.year for hit in reader.query(water).hits if hit.on} <= {2023, 2024}


def test_what_is_not_in_force_any_more_counts_for_six_tenths(tmp_path):
    writer = ENGINE.writer(tmp_path / "index")
    same = Searchable("item:1", "供水管理办法", "/", on=date(2020, 1, 1), validity="in_force")
    writer.replace([same, replace(same, about="item:2", validity="repealed")])
    writer.commit({})
    writer.close()
    first, second = ENGINE.reader(tmp_path / "index").query(Wanted((Group((Term("供水"),)),))).hits
    assert (first.about, second.about) == ("item:1", "item:2")
    assert second.score / first.score == pytest.approx(0.6, abs=0.01)


def test_the_total_counts_what_was_chosen_and_the_facet_what_else_there_is(reader):
    chosen = reader.query(Wanted((Group((Term("财政"),)),), filters={"kind": ("column",)}))
    assert (chosen.total, chosen.facets["kind"]) == (0, {"item": 2})
    chosen = reader.query(Wanted((Group((Term("财政"),)),), filters={"year": ("2026",)}))
    assert (chosen.total, chosen.facets["year"]) == (1, {"2026": 1, "2019": 1})
