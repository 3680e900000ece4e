"""Attacks at the desk: strangers on every address, scripts on every screen, steps not allowed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.foi.models import Extension, FoiRequest
from gongkai.foi.testing import Office, make_office
from gongkai.foi.tests.answering import GRANTED, draft, withheld
from gongkai.foi.tests.hostile import ATTACK, Scene, is_unharmed, make_scene
from gongkai.foi.tests.screens import address, browser, do, problems, upload
from gongkai.journal.models import Entry

pytestmark = pytest.mark.django_db

# Pages without a number: they show what the person may see, which is nothing of others.
LISTS = ("/desk/foi/", "/desk/foi/new/", "/desk/foi/new/similar/")


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def scene(office) -> Scene:
    return make_scene(office)


def whole(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_clerk_of_another_unit_gets_nothing_on_any_address(office, scene):
    """Every address of the urlconf is walked, so that none is forgotten."""
    client, before = browser(office.outsider), Entry.objects.count()
    for url in scene.addresses():
        for answer in (client.get(url), client.post(url, {"wanted": "农村公路", "choice": "mine"})):
            assert b"alert(" not in whole(answer), url
            assert scene.found.number.encode() not in whole(answer) or answer.status_code == 404
            if url not in LISTS:
                assert answer.status_code == 404, url
    assert Entry.objects.count() == before


def test_a_unit_that_was_asked_gets_its_own_part_and_no_more(office, scene):
    client = browser(office.expert)
    own = {address(scene.found), address(scene.found, f"act/unit-reply/{scene.parts['unit']}/")}
    closed = (
        "/answer/",
        "/letters/",
        "/trail/",
        "/act/reply/",
        "/act/paid/",
        "/act/remedy-decided/",
    )
    for url in scene.addresses():
        answer = client.get(url)
        assert "赵" not in whole(answer).decode(errors="ignore"), url
        if url in own:
            assert answer.status_code == 200
        elif any(one in url for one in closed):
            assert answer.status_code == 404, url


def test_who_is_not_signed_in_is_sent_to_sign_in_from_every_address(scene):
    for url in scene.addresses():
        answer = Client().get(url)
        assert answer.status_code == 302, url
        assert "alert" not in answer.headers["Location"]


def test_scripts_are_text_on_every_screen_of_the_desk(office, scene):
    seen = 0
    for staff in (office.clerk, office.expert, office.leader):
        client = browser(staff)
        for url in scene.addresses():
            answer = client.get(url)
            if answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]:
                assert is_unharmed(answer.content), url
                seen += b"alert(" in answer.content
    assert seen > 40  # that what was typed is there at all


def test_scripts_in_what_is_sent_come_back_as_text(office, scene):
    client = browser(office.clerk)
    for url in scene.addresses():
        answer = client.post(url, {"on": ATTACK, "reason": ATTACK, "days": ATTACK})
        assert answer.status_code < 500, url
        content = whole(answer)
        if content and "text/html" in answer.headers["Content-Type"]:
            assert is_unharmed(content), url


def test_a_number_that_does_not_exist_looks_like_one_of_others(office, scene):
    client = browser(office.outsider)
    pages = [
        client.get(f"/desk/foi/{number}/").content.decode().replace(number, "")
        for number in (scene.found.number, "2019-00001")
    ]
    assert pages[0] == pages[1]


def test_a_key_of_another_request_does_not_open_under_the_own_number(office, scene):
    mine = office.request(on=timezone.localdate())
    client = browser(office.clerk)
    for page in (
        f"files/{scene.file}/",
        f"letters/{scene.letter}/",
        f"letters/{scene.letter}/word/",
        f"answer/files/{scene.answer_file.pk}/",
        f"answer/redact/{scene.answer_file.pk}/",
        f"answer/aside/{scene.aside}/",
        f"act/paid/{scene.parts['fee']}/",
        f"act/reply/{scene.parts['consultation']}/",
        f"act/unit-reply/{scene.parts['unit']}/",
        f"act/remedy-decided/{scene.parts['remedy']}/",
    ):
        assert client.get(address(mine, page)).status_code == 404, page


def test_files_are_saved_and_never_shown_by_the_browser(office, scene):
    client = browser(office.clerk)
    for page in (f"files/{scene.file}/", f"answer/files/{scene.answer_file.pk}/"):
        answer = client.get(address(scene.found, page))
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert "\n" not in answer.headers["Content-Disposition"]


# --- steps that are not allowed ------------------------------------------------------------------


def test_no_second_extension_however_it_is_sent(office):
    found = office.request(on=timezone.localdate())
    typed = {"days": "20", "reason": "需要查找档案", "on": timezone.localdate().isoformat()}
    assert do(office.head, found, "extend", **typed).status_code == 302
    answer = browser(office.head).post(address(found, "act/extend/"), typed)
    assert answer.status_code == 409
    assert "只能延期一次" in problems(answer)
    assert Extension.objects.count() == 1


@pytest.mark.parametrize("days", ["0", "-5", "21", "1e3", "99999999999999999999"])
def test_no_extension_that_the_law_does_not_know(office, days):
    found = office.request(on=timezone.localdate())
    typed = {"days": days, "reason": "需要查找档案", "on": timezone.localdate().isoformat()}
    answer = browser(office.head).post(address(found, "act/extend/"), typed)
    assert answer.status_code in (409, 422)
    assert not Extension.objects.exists()


def test_a_refusal_without_its_ground_is_not_sent_into_review(office):
    found = office.request(on=timezone.localdate())
    draft(office, found, withheld(""))
    answer = browser(office.clerk).post(address(found, "act/submit/"), {})
    assert answer.status_code == 409
    assert "事由" in problems(answer)
    assert found.answers.get().status == "draft"


def test_an_answer_is_not_given_before_it_is_signed(office):
    found = office.request(on=timezone.localdate())
    draft(office, found, GRANTED)
    today = timezone.localdate().isoformat()
    answer = browser(office.clerk).post(address(found, "act/give/"), {"on": today})
    assert answer.status_code == 409
    assert FoiRequest.objects.get(pk=found.pk).status == "open"


def test_receipt_is_not_confirmed_for_tomorrow(office):
    found = office.request(on=timezone.localdate())
    FoiRequest.objects.filter(pk=found.pk).update(
        status="submitted", received_on=None, channel="email"
    )
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    answer = browser(office.clerk).post(address(found, "act/confirm/"), {"on": tomorrow})
    assert answer.status_code == 409
    assert "晚于今天" in problems(answer)
    assert FoiRequest.objects.get(pk=found.pk).received_on is None


def test_a_file_past_the_limit_is_refused_in_words_and_nothing_is_kept(office, settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    found = office.request(on=timezone.localdate())
    big = upload("大文件.txt", b"a" * (2 * 1024 * 1024))
    answer = browser(office.clerk).post(
        address(found, "act/add-file/"), {"kind": "description", "papers": big}
    )
    assert answer.status_code == 409
    assert "大文件.txt" in problems(answer)
    assert not found.files.exists()
