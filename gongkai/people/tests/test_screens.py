"""The screens of bodies, posts, people and delegations, through the door."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.people.actors import Staff
from gongkai.people.models import Body, Delegation, Person, Post, Tenure, Unit
from gongkai.people.queries import may
from gongkai.people.tests.county import STAMP, County, post_of
from gongkai.people.tests.test_organisation import USCC

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return County()


def browser(staff: Staff) -> Client:
    client = Client()
    client.force_login(staff.person)
    return client


def text(response) -> str:
    return response.content.decode()


def pages(county: County) -> list[str]:
    """Every screen that is only for managers."""
    post, tenure = post_of(county.lin).pk, county.lin.person.tenures.get().pk
    return [
        reverse("people:bodies"),
        reverse("people:new_body"),
        reverse("people:body", args=["finance"]),
        reverse("people:change_body", args=["finance"]),
        reverse("people:new_unit", args=["finance"]),
        reverse("people:change_unit", args=[county.office.code]),
        reverse("people:new_post", args=[county.office.code]),
        reverse("people:post", args=[post]),
        reverse("people:rename_post", args=[post]),
        reverse("people:end_tenure", args=[tenure]),
        reverse("people:persons"),
        reverse("people:new_person"),
        reverse("people:person", args=["lin"]),
        reverse("people:rename_person", args=["lin"]),
        reverse("people:rights"),
    ]


def test_managers_see_the_screens_clerks_and_strangers_do_not(county):
    for page in pages(county):
        assert browser(county.chief).get(page).status_code == 200, page
        assert browser(county.keeper).get(page).status_code == 200, page
        assert browser(county.lin).get(page).status_code == 403, page
        assert Client().get(page)["Location"].startswith("/desk/sign-in/?next=")


def test_a_clerk_cannot_post_where_there_is_no_page_either(county):
    for name in ("reset_password", "unlock", "remove_two_step", "close_account", "reopen_account"):
        url = reverse(f"people:{name}", args=["zhao"])
        assert browser(county.lin).post(url).status_code == 403, name
        assert browser(county.chief).get(url).status_code == 405, name


def test_a_body_is_set_up_with_its_first_unit_post_and_clerk(county):
    chief = browser(county.chief)
    fields = {
        "name": "清江县卫生健康局", "code": "health", "kind": "department", "uscc": USCC,
        "division": county.finance.division_id, "short_names": "县卫健局、卫健局", "order": 5,
    }  # fmt: skip
    body_page = chief.post(reverse("people:new_body"), fields, follow=True)
    assert "已新增机关“清江县卫生健康局”" in text(body_page)
    chief.post(reverse("people:new_unit", args=["health"]), {"name": "办公室", "order": 1})
    unit = Unit.objects.get(body__code="health")
    chief.post(reverse("people:new_post", args=[unit.code]), {"name": "信息员"})
    post = Post.objects.get(unit=unit)
    chief.post(reverse("people:grant", args=[post.pk]), {"verb": STAMP.code, "reach": "unit"})
    once = chief.post(reverse("people:new_person"), {"name": "王丽", "username": "wang.li"})
    password = re.search(r'class="once">([^<]+)<', text(once)).group(1)
    person = Person.objects.get(username="wang.li")
    assert person.check_password(password)
    assert once["Cache-Control"] == "no-store"
    today = timezone.localdate().isoformat()
    shown = chief.post(
        reverse("people:appoint", args=[post.pk]),
        {"person": person.pk, "begins_on": today},
        follow=True,
    )
    assert "已任命王丽。" in text(shown)
    assert may(person, STAMP, unit)
    assert Body.objects.get(code="health").short_names == ["县卫健局", "卫健局"]


def test_a_refused_form_keeps_what_was_typed_and_says_why(county):
    fields = {"name": "清江县财政局", "code": "money", "kind": "department", "uscc": "123"}
    page = browser(county.chief).post(reverse("people:new_body"), fields)
    assert page.status_code == 422
    assert 'value="money"' in text(page)
    assert "请先解决以下问题" in text(page)
    fields |= {"division": county.finance.division_id, "order": 0}
    page = browser(county.chief).post(reverse("people:new_body"), fields)
    assert "已有名为“清江县财政局”的机关" in text(page)
    assert "统一社会信用代码应当是18位，现在是3位" in text(page)


def test_buttons_that_would_be_refused_say_why_beforehand(county):
    page = text(browser(county.keeper).get(reverse("people:person", args=["qian"])))
    assert "您的管理范围没有覆盖钱进的全部岗位和权限" in page
    assert 'id="close"' not in page, "no dialog for what cannot be done"
    own = text(browser(county.keeper).get(reverse("people:person", args=["sun"])))
    assert "不能停用自己的账号" in own


def test_what_a_manager_may_not_do_is_refused_after_the_click_as_well(county):
    url = reverse("people:close_account", args=["qian"])
    page = browser(county.keeper).post(url, follow=True)
    assert "您的管理范围没有覆盖钱进的全部岗位和权限" in text(page)
    assert Person.objects.get(username="qian").is_active


def test_a_tenure_is_ended_from_the_post(county):
    tenure = county.lin.person.tenures.get()
    url = reverse("people:end_tenure", args=[tenure.pk])
    today = timezone.localdate()
    wrong = browser(county.keeper).post(url, {"ends_on": "昨天"})
    assert "“昨天”不是日期，请写作 2026-05-08。" in text(wrong)
    browser(county.keeper).post(url, {"ends_on": f"{today.year}年{today.month}月{today.day}日"})
    assert Tenure.objects.get(pk=tenure.pk).ends_on == today


def test_a_coming_tenure_is_cancelled_from_the_post(county):
    coming = Tenure.objects.create(
        person=county.zhao.person,
        post=post_of(county.lin),
        begins_on=timezone.localdate() + timedelta(days=3),
    )
    page = browser(county.keeper).post(
        reverse("people:cancel_tenure", args=[coming.pk]), follow=True
    )
    assert "已取消该任职。" in text(page)
    assert not Tenure.objects.filter(pk=coming.pk).exists()


def test_a_reset_password_is_shown_once(county):
    page = browser(county.keeper).post(reverse("people:reset_password", args=["lin"]))
    password = re.search(r'class="once">([^<]+)<', text(page)).group(1)
    assert Person.objects.get(username="lin").check_password(password)
    again = browser(county.keeper).get(reverse("people:person", args=["lin"]))
    assert password not in text(again)
    assert "重置口令" in text(again)


def test_people_are_found_by_name_account_and_body(county):
    chief = browser(county.chief)
    for wanted in ("林晓", "lin", "财政局"):
        assert "林晓" in text(chief.get(reverse("people:persons"), {"q": wanted}))
    assert "没有符合条件的人员" in text(chief.get(reverse("people:persons"), {"q": "无此人"}))


def test_who_holds_which_right_is_seen_and_which_right_nobody_holds(county):
    chief = browser(county.chief)
    county.lend(timezone.localdate(), timezone.localdate())
    page = text(chief.get(reverse("people:rights"), {"verb": STAMP.code}))
    assert "清江县财政局办公室林晓岗" in page
    assert "赵明（代林晓，至" in page
    assert "没有任何岗位持有的权限" in text(chief.get(reverse("people:rights")))
    assert "林晓岗" not in text(chief.get(reverse("people:rights"), {"body": "education"}))


def test_a_clerk_lends_the_own_post_and_takes_it_back(county):
    lin, url = browser(county.lin), reverse("people:delegations")
    today = timezone.localdate()
    fields = {
        "post": post_of(county.lin).pk, "to": county.zhao.person.pk, "begins_on": today,
        "ends_on": today + timedelta(days=2), "reason": "外出培训",
    }  # fmt: skip
    assert "已委托给赵明。" in text(lin.post(url, fields, follow=True))
    assert may(county.zhao.person, STAMP, county.office)
    assert "生效中" in text(lin.get(url))
    assert "他人委托我的" in text(browser(county.zhao).get(url))
    lin.post(reverse("people:revoke", args=[Delegation.objects.get().pk]))
    assert not may(county.zhao.person, STAMP, county.office)
    assert "已撤销" in text(lin.get(url))


def test_a_refused_delegation_keeps_what_was_typed(county):
    today = timezone.localdate()
    fields = {
        "post": post_of(county.lin).pk, "to": county.zhao.person.pk, "begins_on": today,
        "ends_on": today - timedelta(days=1), "reason": "外出培训",
    }  # fmt: skip
    page = text(browser(county.lin).post(reverse("people:delegations"), fields))
    assert "早于开始日期" in page
    assert 'value="外出培训"' in page


def test_only_own_posts_are_offered_and_accepted(county):
    fields = {"post": post_of(county.chief).pk, "to": county.zhao.person.pk}
    page = text(browser(county.lin).post(reverse("people:delegations"), fields))
    assert "钱进岗" not in page
    assert not Delegation.objects.exists()


def test_who_has_no_post_has_nothing_to_lend(county):
    Tenure.objects.filter(person=county.zhao.person).delete()
    page = text(browser(county.zhao).get(reverse("people:delegations")))
    assert "您目前没有在任的岗位，没有可以委托的权限。" in page
