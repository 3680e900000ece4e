"""Every date of a list opens how it was counted, for those whose business the clock is."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html as lxml_html

from gongkai.clocks.models import Clock
from gongkai.foi.models import FoiRequest
from gongkai.foi.testing import FRIDAY, Office, make_office
from gongkai.foi.tests.screens import browser, do, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def found(office):
    return office.request(on=FRIDAY, handler=office.clerk.person)


def why_of(about: str, rule: str = "foi.reply") -> str:
    return f"/desk/clocks/{Clock.objects.get(about=about, rule=rule).pk}/why/"


@pytest.mark.parametrize("page", ["/desk/", "/desk/foi/", "/desk/clocks/"])
def test_the_dates_of_a_list_lead_to_their_explanation(office, found, page):
    tree = lxml_html.fromstring(browser(office.clerk).get(page).content)
    assert why_of(found.reference) in tree.xpath("//main//table//a[@data-why]/@href")


def test_it_tells_day_by_day_why(office, found):
    page = text_of(browser(office.clerk).get(why_of(found.reference)))
    for words in (
        found.number,
        "9月19日",
        "第20个工作日",
        "国庆节",
        "第三十三条",
        "2025年10月23日",
    ):
        assert words in page, words


def test_the_script_gets_the_part_only(office, found):
    part = browser(office.clerk).get(why_of(found.reference), headers={"HX-Request": "true"})
    assert "第20个工作日" in part.content.decode()
    assert "<html" not in part.content.decode()


def test_a_paused_clock_explains_itself_too(office):
    found = office.request(on=timezone.localdate(), handler=office.clerk.person)
    do(office.clerk, found, "third-party", name="清江公司", interests="商业秘密", question="合同")
    tree = lxml_html.fromstring(browser(office.clerk).get("/desk/foi/").content)
    assert why_of(found.reference) in tree.xpath("//main//table//a[@data-why]/@href")
    assert "暂停" in text_of(browser(office.clerk).get(why_of(found.reference)))


def test_it_is_there_for_those_only_who_may_see_the_clock(office):
    found = office.request(on=timezone.localdate(), handler=office.clerk.person)
    do(office.clerk, found, "ask-unit", unit=office.section.code, question="有没有决算表")
    do(office.clerk, found, "third-party", name="清江公司", interests="商业秘密", question="合同")
    asked = found.consultations.get()
    do(office.clerk, found, f"letter-received/{asked.pk}")
    task = found.unit_tasks.get()
    whole, third = why_of(found.reference), why_of(asked.reference, "foi.third_party")
    part = why_of(task.reference, "foi.unit_opinion")
    answers = {
        who: [browser(getattr(office, who)).get(page).status_code for page in (whole, third, part)]
        for who in ("clerk", "reviewer", "expert", "outsider")
    }
    assert answers == {
        "clerk": [200, 200, 200],
        "reviewer": [200, 200, 200],
        "expert": [200, 404, 200],
        "outsider": [404, 404, 404],
    }
    assert Client().get(whole).status_code == 302


def test_a_clock_that_is_not_there_looks_like_one_that_is_not_ours(office, found):
    theirs = browser(office.outsider).get(why_of(found.reference))
    nobodys = browser(office.outsider).get("/desk/clocks/999999/why/")
    assert theirs.status_code == nobodys.status_code == 404
    assert text_of(theirs) == text_of(nobodys)


def test_a_day_that_a_decision_named_says_so(office, found):
    named = FRIDAY.replace(day=25)
    FoiRequest.objects.filter(pk=found.pk).update(redo_by=named)
    page = text_of(browser(office.clerk).get("/desk/"))
    assert "决定重新办理时确定：在2025年9月25日前重新作出答复" in page
