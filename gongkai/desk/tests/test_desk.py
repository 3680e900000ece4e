"""What a clerk, a reviewer and an operator see in the morning."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from gongkai.clocks.models import Clock
from gongkai.disclosure import verbs
from gongkai.disclosure.operations import drafting, placing, reviewing
from gongkai.disclosure.tests.cast import make_cast, make_duty
from gongkai.people.models import Body, Person
from gongkai.people.testing import make_person
from gongkai.people.verbs import OPERATE, SUPERVISE

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


def see(client, staff, name: str = "desk:inbox", **query: str) -> str:
    client.force_login(getattr(staff, "person", staff))
    return client.get(reverse(name), query).content.decode()


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get("/desk/").headers["Location"].startswith("/desk/sign-in/")


def test_the_inbox_shows_what_waits_with_its_date_and_why(client, cast):
    cast.draft(title="预算草案说明")
    page = see(client, cast.clerk)
    assert "预算草案说明" in page
    assert "期限怎么算的" in page
    assert "当日不计" in page


def test_what_is_submitted_waits_for_the_reviewer_and_not_for_the_author(client, cast):
    version = cast.draft(title="送审的稿子")
    reviewing.submit(version, staff=cast.clerk)
    assert "送审的稿子" in see(client, cast.reviewer)
    assert "没有待办事项" in see(client, cast.clerk)
    assert "没有待办事项" in see(client, cast.secrecy)


def test_the_most_pressing_stands_first_and_the_overdue_is_marked(client, cast):
    cast.draft(title="新形成的")
    old = cast.draft(title="早该公开的")
    placing.place(old.item, cast.duty, formed_on=date(2024, 1, 2), staff=cast.clerk)
    page = see(client, cast.clerk)
    assert page.index("早该公开的") < page.index("新形成的")
    assert "已超期" in page


def test_a_clerk_of_another_bureau_sees_nothing_of_it(client, cast):
    cast.draft(title="别人的稿子")
    assert "别人的稿子" not in see(client, cast.outsider)


def test_a_text_set_aside_is_not_lost_from_sight(client, cast):
    version = cast.draft(title="甲")
    cast.edit(version, title="乙")
    from gongkai.disclosure.content import Content

    drafting.save(version, Content(title="丙"), revision=1, staff=cast.clerk)
    assert "乙" in see(client, cast.clerk)


def test_only_who_drafts_is_offered_a_new_item(client, cast):
    assert "新建信息" in see(client, cast.clerk)
    assert "新建信息" not in see(client, cast.reviewer)


@pytest.mark.parametrize(
    ("reach", "title"),
    [
        ("unit", "本单位最近的信息"),
        ("body", "本机关最近的信息"),
        ("everywhere", "全县最近的信息"),
    ],
)
def test_the_latest_items_are_called_after_what_one_sees(client, cast, reach, title):
    cast.draft(title="预算草案说明")
    watcher = make_person("gu", "顾言", unit=cast.unit, verbs=[verbs.SEE_ALL], reach=reach)
    assert title in see(client, watcher)


def test_coverage_shows_every_duty_and_which_was_never_kept(client, cast):
    page = see(client, cast.clerk, "desk:coverage")
    assert "财政预决算 / 政府预算" in page
    assert "尚未公开" in page
    cast.publish()
    assert "尚未公开</span>" not in see(client, cast.clerk, "desk:coverage")


@pytest.mark.parametrize("verb", [SUPERVISE, verbs.SEE_ALL])
def test_who_supervises_the_county_sees_how_every_body_keeps_its_duties(client, cast, verb):
    watcher = make_person("gu", "顾言", unit=cast.unit, verbs=[verb], reach="everywhere")
    health = make_duty(Body.objects.get(code="health"), "0601", "卫生监督")
    for page in (
        see(client, watcher, "desk:coverage"),
        see(client, watcher, "desk:coverage", body="health"),
    ):
        assert health.current.title in page
        assert "名川县卫生健康局</option>" in page
    assert "财政预决算 / 政府预算" in see(client, watcher, "desk:coverage")


def test_others_see_how_their_own_body_keeps_its_duties(client, cast):
    make_duty(Body.objects.get(code="health"), "0601", "卫生监督")
    assert "卫生监督" not in see(client, cast.clerk, "desk:coverage")
    page = see(client, cast.outsider, "desk:coverage")
    assert "卫生监督" in page
    assert "政府预算" not in page
    assert "<select" not in page
    assert client.get(reverse("desk:coverage"), {"body": "finance"}).status_code == 403


def test_a_shared_duty_is_seen_by_each_body_and_by_the_supervisor_once_for_each(client, cast):
    health = Body.objects.get(code="health")
    cast.duty.current.also_responsible.add(health)
    cast.publish()
    page = see(client, cast.outsider, "desk:coverage")
    assert page.count("财政预决算 / 政府预算") == 1
    assert "<td>名川县卫生健康局</td>" in page
    assert "尚未公开</span>" in page
    assert "尚未公开</span>" not in see(client, cast.clerk, "desk:coverage")
    watcher = make_person("gu", "顾言", unit=cast.unit, verbs=[SUPERVISE], reach="everywhere")
    page = see(client, watcher, "desk:coverage")
    assert page.count("财政预决算 / 政府预算") == 2
    assert "每个机关各占一行" in page


def test_who_holds_no_post_sees_no_duties(client, cast):
    person = Person.objects.create_user("he", "何平", "qingjiang-2026")
    assert "没有符合条件的目录事项" in see(client, person, "desk:coverage")


def test_a_yearly_duty_that_is_late_is_red(client, cast):
    current = cast.duty.current
    current.limit_parts = [{"kind": "annual", "words": "每年1月31日前", "by": "01-31"}]
    current.effective_on = date(2024, 1, 1)
    current.save()
    page = see(client, cast.clerk, "desk:coverage", show="overdue")
    assert "badge-overdue" in page
    assert "个工作日" in page


def test_only_an_operator_sees_how_the_platform_runs(client, cast):
    client.force_login(cast.clerk.person)
    assert client.get(reverse("desk:operations")).status_code == 403
    operator = make_person("he", "何平", unit=cast.unit, verbs=[OPERATE], reach="everywhere")
    Clock.objects.create(
        about="item:2026-09999", matter="item:2026-09999", rule="disclosure.publish",
        rule_version="2019", started_on=date(2026, 5, 6), due_on=date(2026, 6, 2),
        trouble="起算日有几个。", troubled_at=timezone.now(),
    )  # fmt: skip
    page = see(client, operator, "desk:operations")
    assert "后台没有运行" in page
    assert "无法推算" in page and "item:2026-09999" in page and "起算日有几个。" in page


def test_the_navigation_offers_only_what_one_may_do(client, cast):
    page = see(client, cast.clerk)
    assert "公开目录" in page
    assert "机构与人员" not in page
