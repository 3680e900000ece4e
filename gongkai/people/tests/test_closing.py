"""机构改革: bodies, units and posts end; what they were stays, and nothing new is given to them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused
from gongkai.people import closing, operations
from gongkai.people.models import Post
from gongkai.people.queries import open_bodies, open_units
from gongkai.people.queries.closing import (
    reasons_not_to_close_body,
    reasons_not_to_close_post,
    reasons_not_to_close_unit,
)
from gongkai.people.tests.county import STAMP, County, post_of
from gongkai.people.tests.test_organisation import as_it_is

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return County()


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def free(county: County, *people) -> None:
    """End what these people hold, yesterday."""
    for staff in people:
        tenure = staff.person.tenures.get()
        tenure.ends_on = timezone.localdate() - timedelta(days=1)
        tenure.save()


def facts() -> list[tuple[str, str]]:
    return list(Entry.objects.order_by("id").values_list("name", "about"))


def test_a_body_goes_into_another_with_its_units_and_posts(county, today):
    free(county, county.keeper, county.lin, county.zhao)
    body = operations.close_body(
        county.finance, closed_on=today, successor=county.education, actor=county.chief
    )
    assert (body.closed_on, body.successor) == (today, county.education)
    assert not body.units.filter(closed_on__isnull=True).exists()
    assert not Post.objects.filter(unit__body=body, closed_on__isnull=True).exists()
    assert facts()[-1] == ("BodyClosed", "body:finance")
    assert [name for name, _ in facts()].count("UnitClosed") == 2
    assert [name for name, _ in facts()].count("PostClosed") == 3
    assert Entry.objects.get(name="BodyClosed").data["successor"] == "education"
    assert body not in open_bodies()
    assert not open_units(body).exists()


def test_nobody_may_be_left_on_a_post_of_what_is_closed(county, today):
    said = "孙立、林晓、赵明的任职在今天之后还没有结束，请先结束任职，再撤销。"
    assert reasons_not_to_close_body(county.finance, county.chief) == [said]
    with pytest.raises(Refused, match="还没有结束"):
        operations.close_body(county.finance, closed_on=today, actor=county.chief)
    free(county, county.keeper, county.lin)
    [reason] = reasons_not_to_close_body(county.finance, county.chief)
    assert reason.startswith("赵明的任职")
    assert facts() == []


def test_an_end_on_the_very_day_is_an_end(county, today):
    tenure = county.zhao.person.tenures.get()
    tenure.ends_on = today
    tenure.save()
    assert reasons_not_to_close_unit(county.budget, county.keeper, closed_on=today) == []
    yesterday = today - timedelta(days=1)
    [reason] = reasons_not_to_close_unit(county.budget, county.keeper, closed_on=yesterday)
    assert "赵明的任职在" in reason


def test_nothing_is_closed_beforehand(county, today):
    free(county, county.zhao)
    with pytest.raises(Refused, match="不能晚于今天"):
        operations.close_unit(
            county.budget, closed_on=today + timedelta(days=1), actor=county.keeper
        )


def test_what_other_apps_know_stands_against_it(county, today, monkeypatch):
    monkeypatch.setattr(closing, "_against_bodies", [lambda body: [f"{body}还有3项。"]])
    monkeypatch.setattr(closing, "_against_units", [lambda unit: [f"{unit}还有2条。"]])
    free(county, county.keeper, county.lin, county.zhao)
    assert reasons_not_to_close_body(county.finance, county.chief) == [
        "清江县财政局还有3项。",
        "清江县财政局办公室还有2条。",
        "清江县财政局预算股还有2条。",
    ]
    assert reasons_not_to_close_unit(county.office, county.chief) == ["清江县财政局办公室还有2条。"]


def test_bodies_below_go_elsewhere_first(county, today):
    county.finance.parent = county.education
    county.finance.save()
    reasons = reasons_not_to_close_body(county.education, county.chief)
    assert reasons == ["还有1个机关以清江县教育局为上级机关，请先修改它们的上级机关。"]


def test_a_body_does_not_go_into_itself_nor_into_what_is_closed(county, today):
    free(county, county.keeper, county.lin, county.zhao)
    with pytest.raises(Refused, match="另选一个"):
        operations.close_body(
            county.finance, closed_on=today, successor=county.finance, actor=county.chief
        )
    operations.close_body(county.education, closed_on=today, actor=county.chief)
    with pytest.raises(Refused, match="清江县教育局已于"):
        operations.close_body(
            county.finance, closed_on=today, successor=county.education, actor=county.chief
        )
    with pytest.raises(Refused, match="不能再使用"):
        operations.close_body(county.education, closed_on=today, actor=county.chief)


def test_only_the_county_closes_a_body_and_a_body_its_units(county, today):
    free(county, county.zhao)
    assert "全县的机构与人员" in reasons_not_to_close_body(county.finance, county.keeper)[0]
    assert reasons_not_to_close_unit(county.budget, county.keeper) == []
    assert reasons_not_to_close_unit(county.schools, county.keeper)
    assert reasons_not_to_close_post(post_of(county.zhao), county.lin)


def test_what_is_closed_gets_nothing_new(county, today):
    free(county, county.keeper, county.lin, county.zhao)
    post = post_of(county.zhao)
    operations.close_unit(county.budget, closed_on=today, actor=county.chief)
    for attempt in (
        lambda: operations.create_post(county.budget, "出纳", actor=county.chief),
        lambda: operations.appoint(county.lin.person, post, begins_on=today, actor=county.chief),
        lambda: operations.grant(post, STAMP, "unit", actor=county.chief),
    ):
        with pytest.raises(Refused, match="撤销，不能再使用"):
            attempt()
    operations.close_body(county.finance, closed_on=today, actor=county.chief)
    with pytest.raises(Refused, match="清江县财政局已于"):
        operations.create_unit(county.finance, "国库股", actor=county.chief)
    below = as_it_is(county.education)
    below = type(below)(**{**vars(below), "parent": open_again(county.finance)})
    with pytest.raises(Refused, match="清江县财政局已于"):
        operations.change_body(county.education, below, actor=county.chief)


def open_again(body):
    body.refresh_from_db()
    return body


def test_the_screens_close_a_post_a_unit_and_a_body_and_say_so(county, today):
    free(county, county.lin, county.zhao)
    client = Client()
    client.force_login(county.chief.person)
    post = post_of(county.zhao)
    day = today.isoformat()

    def got(address: str) -> str:
        return client.get(address).content.decode()

    def sent(name: str, key: object, **data: object):
        return client.post(reverse(f"people:{name}", args=[key]), {"closed_on": day, **data})

    assert "撤销岗位" in got(reverse("people:post", args=[post.pk]))
    assert sent("close_post", post.pk).status_code == 302
    shown = got(reverse("people:post", args=[post.pk]))
    assert "该岗位已于" in shown
    assert "不能再使用" in shown
    assert sent("close_unit", county.budget.code, successor=county.schools.pk).status_code == 302
    assert "并入清江县教育局基础教育股" in got(reverse("people:body", args=["finance"]))
    refused = sent("close_body", "finance", successor=county.education.pk)
    assert refused.status_code == 422
    assert "孙立的任职" in refused.content.decode()
    free(county, county.keeper)
    assert sent("close_body", "finance", successor=county.education.pk).status_code == 302
    shown = got(reverse("people:body", args=["finance"]))
    assert "清江县教育局</a>。" in shown
    assert "并入清江县教育局" in shown  # in the list of what happened
    assert "已撤销" in got(reverse("people:bodies"))
    assert "清江县财政局</option>" not in got(reverse("people:new_body"))


def test_a_clerk_has_no_such_screen(county):
    client = Client()
    client.force_login(county.lin.person)
    for name, key in (("close_body", "finance"), ("close_unit", county.budget.code)):
        assert client.get(reverse(f"people:{name}", args=[key])).status_code == 403
