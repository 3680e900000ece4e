"""Apply over the site: page by page, nothing typed is lost, sent once, no personal data astray."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.foi import drafts, limits
from gongkai.foi.models import FoiRequest, RequestFile
from gongkai.foi.tests.cast import Cast, make_cast
from gongkai.foi.tests.public import PAGES, PERSON, apply, fill_in, kept, send, solution
from gongkai.journal.models import Entry
from gongkai.people.tallies import Limit

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_a_citizen_applies_and_is_told_number_code_and_what_happens_next(cast):
    client = Client()
    number, code = apply(client)
    foi_request = FoiRequest.objects.get()
    assert (foi_request.number, foi_request.channel) == (number, "online")
    assert (foi_request.status, foi_request.body) == ("submitted", cast.transport)
    assert foi_request.requester.name == "赵明远"
    page = client.get("/foi/apply/done/").content.decode()
    assert "双方确认之日为收到申请之日" in page and code in page
    assert client.get(f"/foi/progress/{number}/").status_code == 200


def test_no_page_asks_for_a_purpose(cast):
    client = Client()
    fill_in(client)
    for page in [*PAGES, "check/"]:
        html = client.get(f"/foi/apply/{page}").content.decode()
        assert "用途" not in html.replace("不需要说明用途", "")


def test_a_page_that_is_not_reached_leads_to_the_first_that_is_missing(cast):
    client = Client()
    assert client.get("/foi/apply/who/").headers["Location"] == "/foi/apply/"
    client.post("/foi/apply/", PAGES[""])
    assert client.get("/foi/apply/check/").headers["Location"] == "/foi/apply/wanted/"
    assert client.get("/foi/apply/nowhere/").status_code == 404


def test_what_was_typed_stays_and_the_summary_links_to_the_field(cast):
    client = Client()
    client.post("/foi/apply/", PAGES[""])
    client.post("/foi/apply/wanted/", PAGES["wanted/"])
    client.post("/foi/apply/kind/", PAGES["kind/"])
    typed = PERSON | {"identity_kind": "citizen_card", "identity_number": "123", "phone": ""}
    answer = client.post("/foi/apply/who/", typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_identity_number"' in html and "公民身份号码应当是18位" in html
    assert "请至少填写一种联系方式" in html
    assert 'value="赵明远"' in html and "错误：" in html


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_page_says_what_to_do(cast, page):
    client = Client()
    fill_in(client)
    answer = client.post(f"/foi/apply/{page}", {})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "请先解决以下问题" in html and "这个字段" not in html and "必填" not in html


def test_answers_can_be_changed_from_the_last_page(cast):
    client = Client()
    fill_in(client)
    assert client.post("/foi/apply/wanted/", {"wanted": "另一条公路的验收报告"}).status_code == 302
    assert "另一条公路的验收报告" in client.get("/foi/apply/check/").content.decode()


def test_changing_from_person_to_organisation_asks_for_the_name_anew(cast):
    client = Client()
    fill_in(client)
    answer = client.post("/foi/apply/kind/", {"kind": "business"})
    assert answer.headers["Location"] == "/foi/apply/who/"
    html = client.get("/foi/apply/who/").content.decode()
    assert "法定代表人" in html and "赵明远" not in html


def test_post_needs_an_address_which_is_asked_for_where_it_is_missing(cast):
    client = Client()
    fill_in(client)
    answer = client.post("/foi/apply/way/", {"way": "post", "carrier": "paper"})
    assert answer.status_code == 422
    assert "选择邮寄的，请填写联系地址。" in answer.content.decode()
    told = {"way": "post", "carrier": "paper", "address": "城关镇一组1号"}
    assert client.post("/foi/apply/way/", told).status_code == 302
    send(client)
    assert FoiRequest.objects.get().requester.address == "城关镇一组1号"


def test_a_double_click_makes_one_request_and_both_end_at_the_same_number(cast):
    client = Client()
    fill_in(client)
    page = client.get("/foi/apply/check/").content
    session = dict(client.session)
    first = client.post("/foi/apply/check/", solution(page))
    number = kept(client.get("/foi/apply/done/").content)[0]
    store = client.session  # the second click was sent with the session as it was before
    store.clear()
    store.update(session)
    store.save()
    second = client.post("/foi/apply/check/", solution(page))
    assert first.headers["Location"] == second.headers["Location"] == "/foi/apply/done/"
    assert kept(client.get("/foi/apply/done/").content)[0] == number
    assert FoiRequest.objects.count() == 1


def test_sending_the_last_page_again_later_leads_to_the_number(cast):
    client = Client()
    apply(client)
    assert client.post("/foi/apply/check/", {}).headers["Location"] == "/foi/apply/done/"
    assert FoiRequest.objects.count() == 1


def test_a_session_that_ended_keeps_the_page_that_was_just_sent(cast):
    client = Client()
    answer = client.post("/foi/apply/wanted/", PAGES["wanted/"], follow=True)
    html = answer.content.decode()
    assert answer.redirect_chain[-1][0] == "/foi/apply/"
    assert "刚才这一页的内容已经留下" in html
    client.post("/foi/apply/", PAGES[""])
    assert "农村公路养护" in client.get("/foi/apply/wanted/").content.decode()


def test_without_an_answer_nothing_is_sent_and_everything_is_still_there(cast):
    client = Client()
    fill_in(client)
    answer = client.post("/foi/apply/check/", {"answer": "1", "token": "forged"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_answer"' in html and "农村公路养护" in html
    assert not FoiRequest.objects.exists()


def test_scripts_are_shown_as_text(cast):
    client = Client()
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)> 公路"
    number, _ = apply(client, wanted={"wanted": evil, "wanted_title": evil})
    for page in ("/foi/apply/done/", f"/foi/progress/{number}/"):
        html = client.get(page).content.decode()
        assert "<script>alert" not in html and "<img src=x" not in html


def test_no_personal_data_in_addresses_headers_or_the_journal(cast):
    client = Client()
    fill_in(client)
    for page in [*PAGES, "check/"]:
        answer = client.get(f"/foi/apply/{page}")
        assert answer["Cache-Control"] == "private, no-store"
        assert "noindex" in answer.content.decode()
    answer = send(client)
    written = json.dumps(list(Entry.objects.values()), default=str, ensure_ascii=False)
    for secret in ("赵明远", "E12345678", "13900000000", "养护"):
        assert secret not in written + str(answer.headers)


def test_what_is_published_already_is_shown_also_without_script(cast, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "gongkai.foi.views.applying.published_like",
        lambda text, body, number: asked.append((text, body.code, number)) or [],
    )
    client = Client()
    client.post("/foi/apply/", PAGES[""])
    typed = {"wanted": "公路养护", "wanted_number": "清交〔2025〕3号", "look": "1"}
    html = client.post("/foi/apply/wanted/", typed).content.decode()
    assert "公路养护" in html and "请先解决" not in html
    client.post("/foi/apply/similar/", typed)
    assert asked == [("公路养护", "transport", "清交〔2025〕3号")] * 2
    assert client.get("/foi/apply/similar/?wanted=x").status_code == 405


# --- files -----------------------------------------------------------------------------------


def a_text(name: str = "说明.txt", data: bytes = "地块图的说明\n".encode()) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_files_wait_outside_the_store_and_come_in_with_the_request(cast):
    client = Client()
    fill_in(client, wanted={"file": a_text()}, who={"file": a_text("证件.txt", b"id\n")})
    assert not RequestFile.objects.exists()
    assert len(list(drafts.waiting_room().iterdir())) == 2
    assert "说明.txt" in client.get("/foi/apply/check/").content.decode()
    send(client)
    kinds = set(RequestFile.objects.values_list("kind", "name"))
    assert kinds == {("description", "说明.txt"), ("identity", "证件.txt")}
    assert not list(drafts.waiting_room().iterdir())


def test_a_file_can_be_taken_out_again(cast):
    client = Client()
    client.post("/foi/apply/", PAGES[""])
    client.post("/foi/apply/wanted/", PAGES["wanted/"] | {"file": a_text()})
    token = client.session["foi-draft"]["files"][0]["token"]
    html = client.post("/foi/apply/wanted/", {"drop": token, "wanted": "改"}).content.decode()
    assert "说明.txt" not in html and ">改<" in html.replace("\n", "")
    assert not list(drafts.waiting_room().iterdir())


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (lambda: a_text("木马.exe", b"MZ"), "不能上传 .exe 文件"),
        (lambda: a_text("空.txt", b""), "文件是空的"),
        (lambda: a_text("没有扩展名", b"x"), "没有扩展名"),
        (lambda: a_text("大.pdf", b"0" * (drafts.MOST_BYTES + 1)), "超过单个文件 10 MB 的上限"),
    ],
)
def test_a_bad_file_is_refused_in_words_and_the_text_stays(cast, file, sentence):
    client = Client()
    client.post("/foi/apply/", PAGES[""])
    answer = client.post("/foi/apply/wanted/", PAGES["wanted/"] | {"file": file()})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in html and "农村公路养护" in html
    assert not drafts.waiting_room().exists() or not list(drafts.waiting_room().iterdir())


def test_fifty_megabytes_are_turned_away_unread(cast):
    client = Client()
    answer = client.post(
        "/foi/apply/wanted/", b"x", content_type="multipart/form-data; boundary=b",
        CONTENT_LENGTH=str(50 * 1024 * 1024),
    )  # fmt: skip
    assert answer.status_code == 413
    assert "上传的文件太大" in answer.content.decode()


def test_a_good_file_stays_when_something_else_on_its_page_is_wrong(cast):
    client = Client()
    fill_in(client)
    told = PERSON | {"identity_number": "", "file": a_text("证件.txt")}
    html = client.post("/foi/apply/who/", told).content.decode()
    assert "已上传的文件" in html and "证件.txt" in html


def test_not_more_than_five_files(cast):
    client = Client()
    client.post("/foi/apply/", PAGES[""])
    for number in range(5):
        told = PAGES["wanted/"] | {"file": a_text(f"{number}.txt")}
        assert client.post("/foi/apply/wanted/", told).status_code == 302
    answer = client.post("/foi/apply/wanted/", PAGES["wanted/"] | {"file": a_text("6.txt")})
    assert "最多上传 5 个文件" in answer.content.decode()


def test_a_name_that_climbs_out_of_its_folder_is_only_a_name(cast):
    client = Client()
    client.post("/foi/apply/", PAGES[""])
    client.post("/foi/apply/wanted/", PAGES["wanted/"] | {"file": a_text("..\\..\\etc\\x.txt")})
    assert client.session["foi-draft"]["files"][0]["name"] == "x.txt"
    assert all(Path(one).parent == drafts.waiting_room() for one in drafts.waiting_room().iterdir())


def test_a_file_that_hides_another_kind_is_refused_on_its_page(cast):
    client = Client()
    fill_in(client)
    told = PERSON | {"file": a_text("证件.pdf", b"not a pdf at all")}
    answer = client.post("/foi/apply/who/", told)
    assert answer.status_code == 422
    assert "内容其实是纯文本" in answer.content.decode()
    assert 'value="赵明远"' in answer.content.decode()


def test_what_is_never_sent_is_forgotten(cast):
    client = Client()
    client.post("/foi/apply/", PAGES[""])
    client.post("/foi/apply/wanted/", PAGES["wanted/"] | {"file": a_text()})
    file = next(drafts.waiting_room().iterdir())
    assert drafts.empty_waiting_room() == 0
    later = file.stat().st_mtime + drafts.LEFTOVER_AFTER + 1
    assert drafts.empty_waiting_room(now=later) == 1


# --- machines --------------------------------------------------------------------------------


def test_too_many_applications_from_one_address_wait(cast, monkeypatch):
    monkeypatch.setattr(limits, "SUBMISSIONS", Limit("submit", 2, limits.SUBMISSIONS.within))
    for _ in range(2):
        apply(Client())
    client = Client()
    fill_in(client)
    answer = send(client)
    assert answer.status_code == 429
    assert "操作过于频繁" in answer.content.decode()
    assert "农村公路" in client.get("/foi/apply/check/").content.decode()
    assert FoiRequest.objects.count() == 2


def test_a_form_without_its_token_is_refused(cast):
    client = Client(enforce_csrf_checks=True)
    assert client.post("/foi/apply/", PAGES[""]).status_code == 403
