"""The requester follows the own request, and nobody else's."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from lxml import html as lxml_html

from gongkai.cases.models import Letter
from gongkai.files.operations import receive
from gongkai.foi import limits
from gongkai.foi.models import Answer, AnswerFile, FoiRequest
from gongkai.foi.operations import clarifying, consulting, receiving, routing
from gongkai.foi.operations.consulting import ThirdParty
from gongkai.foi.operations.receiving import Taken
from gongkai.foi.public_urls import urlpatterns
from gongkai.foi.tests.cast import Cast, make_cast, today
from gongkai.foi.views.progress import WRONG
from gongkai.people.tallies import Limit

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def taken(cast) -> Taken:
    return cast.online()


def opened(taken: Taken) -> Client:
    client = Client()
    told = {"number": taken.foi_request.number, "code": taken.code}
    answer = client.post("/foi/progress/", told)
    assert answer.headers["Location"] == f"/foi/progress/{taken.foi_request.number}/"
    return client


def page(client: Client, taken: Taken) -> str:
    return client.get(f"/foi/progress/{taken.foi_request.number}/").content.decode()


def test_number_and_code_open_the_request_and_the_code_stands_in_no_address(cast, taken):
    client = opened(taken)
    html = page(client, taken)
    assert "确认收到" in html and "农村公路养护" in html
    assert taken.code not in html and "赵明远" not in html
    assert taken.code not in str(dict(client.session))


@pytest.mark.parametrize("number", ["known", "2026-99999", "../../etc", "' OR 1=1"])
@pytest.mark.parametrize("code", ["AAAA-BBBB-CCCC", "x", "甲乙丙丁"])
def test_a_wrong_number_and_a_wrong_code_get_the_same_answer(cast, taken, number, code):
    told = {"number": taken.foi_request.number if number == "known" else number, "code": code}
    answer = Client().post("/foi/progress/", told)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert WRONG in html and "农村公路" not in html


def test_who_opened_nothing_is_asked_for_number_and_code(cast, taken):
    client = Client()
    for number in (taken.foi_request.number, "2026-99999"):
        answer = client.get(f"/foi/progress/{number}/")
        assert (answer.status_code, answer.headers["Location"]) == (302, "/foi/progress/")


def test_guessing_ends_soon_and_right_ones_do_not_count(cast, taken, monkeypatch):
    monkeypatch.setattr(limits, "LOOK_UPS", Limit("look-up", 3, limits.LOOK_UPS.within))
    for _ in range(5):
        opened(taken)
    client = Client()
    told = {"number": taken.foi_request.number, "code": "AAAA"}
    answers = [client.post("/foi/progress/", told).status_code for _ in range(5)]
    assert answers == [422, 422, 422, 429, 429]


def test_a_renewed_code_shuts_out_whoever_had_the_old_one(cast, taken):
    client = opened(taken)
    receiving.renew_code(taken.foi_request, staff=cast.clerk)
    assert client.get(f"/foi/progress/{taken.foi_request.number}/").status_code == 302


def test_leaving_closes_everything_at_this_computer(cast, taken):
    client = opened(taken)
    client.post("/foi/progress/leave/")
    assert client.get(f"/foi/progress/{taken.foi_request.number}/").status_code == 302


def test_after_receipt_the_page_shows_the_day_the_term_and_the_receipt(cast, taken):
    receiving.confirm_receipt(taken.foi_request, on=today(), staff=cast.clerk)
    client = opened(taken)
    html = page(client, taken)
    assert "登记回执" in html and "答复期限" in html
    letter = Letter.objects.get()
    where = f"/foi/progress/{taken.foi_request.number}/letters/{letter.pk}/"
    assert "赵明远" in client.get(where).content.decode()
    word = client.get(f"{where}word/")
    assert word["Content-Disposition"].startswith("attachment")


def test_the_requester_reads_the_course_of_the_request_and_nobodys_name(cast, taken):
    receiving.confirm_receipt(taken.foi_request, on=today(), staff=cast.clerk)
    party = ThirdParty("清江建设有限公司", "商业秘密")
    consulting.consult_third_party(
        taken.foi_request, [party], question="中标合同", on=today(), staff=cast.clerk
    )
    client = opened(taken)
    html = page(client, taken)
    told = lxml_html.fromstring(html).xpath("//ol[@class='timeline']/li/p[1]/text()")
    assert told == [
        "征求第三方意见，答复期限暂停计算",
        "本机关收到申请，答复期限开始计算",
        "提交申请",
    ]
    for hidden in (party.name, "中标合同", cast.clerk.person.name):
        assert hidden not in html


def test_a_letter_to_a_third_party_is_not_the_requesters(cast, taken):
    receiving.confirm_receipt(taken.foi_request, on=today(), staff=cast.clerk)
    Letter.objects.update(template="foi.third-party")
    client = opened(taken)
    letter = Letter.objects.get()
    where = f"/foi/progress/{taken.foi_request.number}/letters/{letter.pk}/"
    assert client.get(where).status_code == 404
    assert client.get(f"{where}word/").status_code == 404
    assert letter.number not in page(client, taken)


def test_a_drafted_answer_letter_is_not_shown_before_it_is_given(cast, taken):
    receiving.confirm_receipt(taken.foi_request, on=today(), staff=cast.clerk)
    Letter.objects.update(template="foi.answer.r04")
    answer = an_answer(cast, taken.foi_request, letter=Letter.objects.get().number, status="signed")
    client = opened(taken)
    assert answer.letter not in page(client, taken)
    Answer.objects.update(status="given", answered_on=today())
    assert answer.letter in page(client, taken)


def an_answer(cast: Cast, foi_request: FoiRequest, **more) -> Answer:
    fields = {
        "number": 1,
        "status": "given",
        "kind": "R3",
        "letter": "清通公开告〔2026〕1号",
        "answered_on": today(),
        "author": cast.clerk.person,
        "created_at": timezone.now(),
        "changed_at": timezone.now(),
    }
    return Answer.objects.create(foi_request=foi_request, **(fields | more))


def test_the_requester_downloads_the_redacted_copy_and_never_the_original(cast, taken):
    original = receive("张三，住所：某某\n".encode(), name="原件.txt", actor=cast.clerk)
    redacted = receive("■■，住所：■■\n".encode(), name="遮盖.txt", actor=cast.clerk)
    answer = an_answer(cast, taken.foi_request)
    file = AnswerFile.objects.create(answer=answer, file=redacted, original=original, name="表.txt")
    client = opened(taken)
    got = client.get(f"/foi/progress/{taken.foi_request.number}/files/{file.pk}/")
    assert "■■" in b"".join(got.streaming_content).decode()
    assert got["Content-Disposition"].startswith("attachment")
    assert got["Cache-Control"] == "private, no-store"
    assert got["Content-Security-Policy"].startswith("sandbox")


def test_a_file_of_an_answer_in_the_making_is_nobodys(cast, taken):
    stored = receive("草稿\n".encode(), name="草稿.txt", actor=cast.clerk)
    answer = an_answer(cast, taken.foi_request, status="draft")
    file = AnswerFile.objects.create(answer=answer, file=stored, name="草稿.txt")
    where = f"/foi/progress/{taken.foi_request.number}/files/{file.pk}/"
    assert opened(taken).get(where).status_code == 404


def asked_to_clarify(cast: Cast, taken: Taken) -> None:
    receiving.confirm_receipt(taken.foi_request, on=today(), staff=cast.clerk)
    clarifying.ask_to_clarify(
        taken.foi_request, ["哪一年的资金"], answer_by=today(15), staff=cast.clerk
    )


def test_a_clarification_is_sent_here_and_confirmed_by_staff(cast, taken):
    asked_to_clarify(cast, taken)
    client = opened(taken)
    assert "需要您补正" in page(client, taken)
    where = f"/foi/progress/{taken.foi_request.number}/clarify/"
    assert "哪一年的资金" in client.get(where).content.decode()
    empty = client.post(where, {"text": ""})
    assert (empty.status_code, "请写明补正的内容" in empty.content.decode()) == (422, True)
    file = SimpleUploadedFile("图.txt", "图\n".encode())
    assert client.post(where, {"text": "2025年", "file": file}).status_code == 302
    html = page(client, taken)
    assert "补正内容已提交" in html and "待确认" in html
    again = client.post(where, {"text": "再来"})
    assert "等待工作人员" in again.content.decode()
    clarifying.clarify(taken.foi_request, on=today(), staff=cast.clerk)
    assert taken.foi_request.files.get().kind == "clarification"


def test_the_requester_withdraws_after_being_asked_once_more(cast, taken):
    client = opened(taken)
    where = f"/foi/progress/{taken.foi_request.number}/withdraw/"
    assert "确认撤回" in client.get(where).content.decode()
    assert client.post(where).status_code == 302
    html = page(client, taken)
    assert "已撤回" in html and "撤回这份申请" not in html
    assert client.post(where).status_code == 409


def test_parts_of_a_divided_paper_lead_to_each_other(cast, taken):
    receiving.confirm_receipt(taken.foi_request, on=today(), staff=cast.clerk)
    _, second = routing.split(taken.foi_request, ["资金的安排", "资金的使用"], staff=cast.clerk)
    client = opened(taken)
    assert second.number in page(client, taken)
    assert "资金的使用" in client.get(f"/foi/progress/{second.number}/").content.decode()


# --- every address ---------------------------------------------------------------------------


@pytest.fixture
def scene(cast, taken) -> dict[str, str]:
    """A request with a letter, a file and a clarification; the places of all of them."""
    asked_to_clarify(cast, taken)
    stored = receive("内容\n".encode(), name="内容.txt", actor=cast.clerk)
    file = AnswerFile.objects.create(
        answer=an_answer(cast, taken.foi_request), file=stored, name="内容.txt"
    )
    letter = Letter.objects.order_by("pk").first()
    return {"number": taken.foi_request.number, "letter": str(letter.pk), "file": str(file.pk)}


OWN = (
    "/foi/progress/{number}/",
    "/foi/progress/{number}/clarify/",
    "/foi/progress/{number}/withdraw/",
    "/foi/progress/{number}/letters/{letter}/",
    "/foi/progress/{number}/letters/{letter}/word/",
    "/foi/progress/{number}/files/{file}/",
)


def visitor(who: str, cast: Cast) -> Client:
    client = Client()
    if who == "another requester":
        return opened(cast.online("另一件事情的信息"))
    if who != "stranger":
        client.force_login({"clerk": cast.clerk, "outsider": cast.outsider}[who].person)
    return client


@pytest.mark.parametrize("route", OWN)
@pytest.mark.parametrize("who", ["stranger", "another requester", "clerk", "outsider"])
def test_nobody_but_who_opened_it_gets_an_answer(cast, scene, route, who):
    client = visitor(who, cast)
    for answer in (client.get(route.format(**scene)), client.post(route.format(**scene), {})):
        assert answer.status_code in (302, 405)
        if answer.status_code == 302:
            assert answer.headers["Location"] == "/foi/progress/"
        assert "养护" not in answer.content.decode()
    assert FoiRequest.objects.get(number=scene["number"]).status == "clarifying"


@pytest.mark.parametrize("route", OWN)
def test_who_opened_it_gets_every_page(cast, taken, scene, route):
    assert opened(taken).get(route.format(**scene)).status_code == 200


def test_letters_and_files_of_others_do_not_open_under_the_own_number(cast, scene):
    mine = cast.online("另一件事情的信息")
    client = opened(mine)
    number = mine.foi_request.number
    for rest in (f"letters/{scene['letter']}/", f"files/{scene['file']}/"):
        assert client.get(f"/foi/progress/{number}/{rest}").status_code == 404


def test_every_address_is_walked():
    walked = {"request", "clarify", "withdraw", "letter", "letter_word", "file"}
    others = {"apply", "similar", "check", "done", "step", "progress", "leave"}
    others |= {"trail"}  # test_trail.py: a file, once there is one
    assert {pattern.name for pattern in urlpatterns} == walked | others


def test_the_term_is_explained_day_by_day(cast):
    foi_request = cast.register("counter", on=date(2025, 9, 19))
    taken = Taken(foi_request, receiving.renew_code(foi_request, staff=cast.clerk))
    html = page(opened(taken), taken)
    assert "2025年10月23日" in html and "期限怎么算的" in html
