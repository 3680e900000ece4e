"""The report of a government: its own work, its departments and townships, each request once."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from gongkai.annualreports.operations import writing
from gongkai.annualreports.queries.saying import say
from gongkai.annualreports.tests.cast import YEAR, Bureau, day, make_bureau
from gongkai.config import cli
from gongkai.journal.recording import Refused
from gongkai.people.models import Body

pytestmark = pytest.mark.django_db

NUMBER = "2/1/total"


@pytest.fixture
def county() -> dict[str, Bureau]:
    government = make_bureau("county", "清江县人民政府", kind=Body.Kind.GOVERNMENT)
    made = {"county": government}
    for code, name, kind in (
        ("office", "清江县人民政府办公室", Body.Kind.OFFICE),
        ("finance", "清江县财政局", Body.Kind.DEPARTMENT),
        ("town", "城关镇人民政府", Body.Kind.TOWNSHIP),
    ):
        made[code] = make_bureau(code, name, kind=kind, parent=government.body)
    for bureau in made.values():
        bureau.handled(day("03-03"), day("03-20"), "R2", kind="business")
    return made


def test_all_bodies_are_added_up_and_each_request_counts_once(county: dict[str, Bureau]) -> None:
    said = say(county["county"].body, YEAR, rolled_up=True)
    assert (said.cells[NUMBER], said.cells["2/3.1/business"]) == (4, 4)
    assert [one.code for one in said.members] == ["county", "finance", "office", "town"]
    assert say(county["county"].body, YEAR).cells[NUMBER] == 1


def test_A8_bodies_whose_report_is_not_final_are_named(county: dict[str, Bureau]) -> None:
    county["finance"].frozen()
    said = say(county["county"].body, YEAR, rolled_up=True)
    [warning] = [one for one in said.problems if one.rule == "A8"]
    assert "清江县人民政府办公室" in warning.text
    assert "财政局" not in warning.text


def test_a_frozen_member_counts_as_it_was_frozen(county: dict[str, Bureau]) -> None:
    county["finance"].frozen()
    county["finance"].handled(day("05-05"), day("05-20"), "R2")
    county["town"].handled(day("05-05"), day("05-20"), "R2")
    assert say(county["county"].body, YEAR, rolled_up=True).cells[NUMBER] == 5


def test_figures_of_members_are_summed_and_a_missing_one_leaves_a_blank(
    county: dict[str, Bureau],
) -> None:
    cell = "1/penalty.decisions"
    for n, bureau in enumerate(county.values(), start=1):
        assert say(county["county"].body, YEAR, rolled_up=True).cells[cell] is None
        writing.enter_figure(bureau.start(), cell, Decimal(n), staff=bureau.clerk)
    assert say(county["county"].body, YEAR, rolled_up=True).cells[cell] == 10


def test_the_bodies_that_are_added_up_can_be_chosen(county: dict[str, Bureau]) -> None:
    government = county["county"]
    report = government.start(rolled_up=True)
    writing.choose_members(report, [county["finance"].body], staff=government.clerk)
    said = say(government.body, YEAR, rolled_up=True)
    assert said.cells[NUMBER] == 2
    assert [one.code for one in said.members] == ["county", "finance"]


def test_a_body_from_elsewhere_cannot_be_added(county: dict[str, Bureau]) -> None:
    strange = make_bureau("strange", "邻县财政局")
    report = county["county"].start(rolled_up=True)
    with pytest.raises(Refused, match="邻县财政局不在“清江县人民政府”之下"):
        writing.choose_members(report, [strange.body], staff=county["county"].clerk)


def test_A4_compares_with_last_years_rolled_up_report(county: dict[str, Bureau]) -> None:
    government = county["county"]
    county["town"].asked(day("-12-20"))
    report = government.start(YEAR - 1, rolled_up=True)
    government.freeze(government.fill_in(report))
    said = say(government.body, YEAR, rolled_up=True)
    assert said.cells["2/2/natural"] == 1
    assert not [one for one in said.problems if one.rule == "A4"]


def test_a_rolled_up_report_is_frozen_with_the_names_of_its_members(
    county: dict[str, Bureau],
) -> None:
    report = county["county"].frozen(rolled_up=True)
    assert report.key == f"county-{YEAR}-all"
    members = report.editions.get().content["members"]
    assert {one["name"]: one["frozen"] for one in members}["清江县财政局"] is False


def test_the_command_rolls_up(
    county: dict[str, Bureau], capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["annual-report", "--body", "county", "--year", str(YEAR), "--roll-up"]
    assert cli.main(words) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["tables"]["二"]["一、本年新收政府信息公开申请数量"]["总计"] == 4
    assert len(found["members"]) == len(county)
