"""Attacks on the public pages: guessing, flooding, scripts, and what must never come out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.cases.models import Letter
from gongkai.cases.queries import letters_of
from gongkai.files.models import StoredFile
from gongkai.files.queries import path_of
from gongkai.files.tests.redaction_samples import SECRET
from gongkai.foi import limits
from gongkai.foi.models import Answer, AnswerFile, FoiRequest, RequestFile
from gongkai.foi.operations import clarifying, receiving
from gongkai.foi.public_urls import urlpatterns
from gongkai.foi.testing import CODE, Office, make_office
from gongkai.foi.tests.cast import make_cast, today
from gongkai.foi.tests.hostile import ATTACK, Scene, is_unharmed, make_scene
from gongkai.foi.tests.public import apply, fill_in, send, solution
from gongkai.foi.views.progress import WRONG

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def scene(office) -> Scene:
    """The hostile request; its answer was given, with the redacted copy."""
    made = make_scene(office)
    Answer.objects.update(
        status="given", answered_on=timezone.localdate(), letter="清财公开〔2026〕1号"
    )
    return made


def opened(found: FoiRequest, code: str = CODE) -> Client:
    client = Client()
    answer = client.post("/foi/progress/", {"number": found.number, "code": code})
    assert answer.status_code == 302, answer.content.decode()
    return client


def addresses(number: str, letters: list[int], files: list[int]) -> Iterator[str]:
    """Every public address, from the urlconf, for these keys."""
    steps = ["body", "wanted", "kind", "who", "way"]
    for pattern in urlpatterns:
        route = "/foi/" + str(pattern.pattern)
        route = route.replace("<slug:number>", number)
        keys = letters if "letters" in route else files
        if "<slug:name>" in route:
            yield from (route.replace("<slug:name>", one) for one in steps)
        elif "<int:pk>" in route:
            yield from (route.replace("<int:pk>", str(one)) for one in keys)
        else:
            yield route
        assert route.count("<") <= 1, f"a new kind of address: {route}"


def every_key() -> list[int]:
    """All keys that somebody could guess: of letters, and of files wherever one is kept."""
    tables = (Letter, AnswerFile, RequestFile, StoredFile)
    return sorted({key for table in tables for key in table.objects.values_list("pk", flat=True)})


def whole(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


# --- guessing ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "forged",
    [
        CODE[:-1],
        CODE + CODE[-1],
        CODE[:-1] + ("B" if CODE[-1] != "B" else "C"),
        CODE[::-1],
        "%" * 12,
        "*",
        "\x00",
        f"{CODE}\x00",
        "' OR '1'='1",
        "A" * 100_000,
        "",
    ],
)
def test_a_forged_code_opens_nothing(office, forged):
    found = office.request(on=timezone.localdate())
    answer = Client().post("/foi/progress/", {"number": found.number, "code": forged})
    assert answer.status_code == 422
    assert "养护" not in answer.content.decode()


def test_what_the_database_keeps_of_a_code_is_no_code(office):
    found = office.request(on=timezone.localdate())
    told = {"number": found.number, "code": found.code_hash}
    assert Client().post("/foi/progress/", told).status_code == 422


@pytest.mark.parametrize("number", ["\x00", "2026-00001\x00", "2026-00001\n", "２０２６-00001"])
def test_a_number_that_is_none_gets_the_answer_of_a_wrong_one(office, number):
    answer = Client().post("/foi/progress/", {"number": number, "code": "AAAA-BBBB-CCCC"})
    assert answer.status_code == 422


def test_numbers_cannot_be_counted_through(office):
    known = [office.request(on=timezone.localdate()).number for _ in range(3)]
    client, said = Client(), set()
    for number in (*known, "2026-00777", "2026-99999"):
        answer = client.post("/foi/progress/", {"number": number, "code": "AAAA-BBBB-CCCC"})
        assert WRONG in answer.content.decode()
        said.add(answer.status_code)
        at_once = Client().get(f"/foi/progress/{number}/")
        said.add((at_once.status_code, at_once.headers["Location"], at_once.content))
    assert said == {422, (302, "/foi/progress/", b"")}


def test_a_hundred_guesses_are_cut_off_and_even_a_right_one_waits_then(office):
    found = office.request(on=timezone.localdate())
    client = Client()
    told = [{"number": found.number, "code": f"AAAA-BBBB-{one:04}"} for one in range(100)]
    answers = [client.post("/foi/progress/", one).status_code for one in told]
    assert answers.count(422) == limits.LOOK_UPS.most
    assert answers.count(429) == 100 - limits.LOOK_UPS.most
    right = client.post("/foi/progress/", {"number": found.number, "code": CODE})
    assert right.status_code == 429


# --- flooding ------------------------------------------------------------------------------------


def test_the_same_application_a_hundred_times_is_one_request():
    make_cast()
    client = Client()
    fill_in(client)
    page = client.get("/foi/apply/check/").content
    before = dict(client.session)
    for _ in range(100):
        store = client.session  # each was sent with the session as it was before the first
        store.clear()
        store.update(before)
        store.save()
        answer = client.post("/foi/apply/check/", solution(page))
        assert answer.headers["Location"] == "/foi/apply/done/"
    assert FoiRequest.objects.count() == 1


def test_new_applications_without_end_from_one_address_are_cut_off():
    make_cast()
    for _ in range(limits.EASY_QUESTIONS.most):
        apply(Client())
    for _ in range(5):
        client = Client()
        fill_in(client)
        assert send(client).status_code in (422, 429)
    assert FoiRequest.objects.count() == limits.EASY_QUESTIONS.most


def test_fifty_megabytes_are_turned_away_at_every_address(scene):
    fifty = str(50 * 1024 * 1024)
    client = opened(scene.found)
    for url in addresses(scene.found.number, [scene.letter], [scene.answer_file.pk]):
        answer = client.generic("POST", url, b"file=", CONTENT_LENGTH=fifty)
        assert answer.status_code == 413, url


# --- what comes back -----------------------------------------------------------------------------


def test_scripts_are_text_on_every_page_of_the_requester(scene):
    client, seen = opened(scene.found), 0
    letters = [one.pk for one in letters_of(scene.found.reference)]
    for url in addresses(scene.found.number, letters, [scene.answer_file.pk]):
        answer = client.get(url)
        if answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]:
            assert is_unharmed(answer.content), url
            seen += b"alert(" in answer.content
    assert seen >= 5


def test_scripts_in_a_clarification_are_text_for_both_sides():
    cast = make_cast()
    taken = cast.online(f"公路{ATTACK}")
    receiving.confirm_receipt(taken.foi_request, on=today(), staff=cast.clerk)
    clarifying.ask_to_clarify(
        taken.foi_request, [ATTACK], answer_by=today(9), staff=cast.clerk, how=ATTACK
    )
    client = opened(taken.foi_request, taken.code)
    where = f"/foi/progress/{taken.foi_request.number}/"
    for url in (where, f"{where}clarify/", f"{where}withdraw/"):
        assert is_unharmed(client.get(url).content), url
    assert is_unharmed(client.post(f"{where}clarify/", {"text": ATTACK * 200}).content)
    assert client.post(f"{where}clarify/", {"text": ATTACK}).status_code == 302
    assert is_unharmed(client.get(where).content)
    desk = Client()
    desk.force_login(cast.clerk.person)
    page = desk.get(f"/desk/foi/{taken.foi_request.number}/").content
    assert b"alert(" in page and is_unharmed(page)


# --- what must never come out --------------------------------------------------------------------


@pytest.mark.parametrize("query", ["", "?original=1", "?original=true&name=original"])
def test_the_original_of_a_redacted_file_is_at_no_address_of_the_requester(scene, query):
    original = scene.answer_file.original
    assert original is not None
    secret = path_of(original).read_bytes()
    client = opened(scene.found)
    keys = every_key()
    got = 0
    for url in addresses(scene.found.number, keys, keys):
        content = whole(client.get(url + query))
        assert content != secret and SECRET.encode() not in content, url
        assert original.sha256.encode() not in content, url
        got += content.startswith(b"%PDF")
    assert got == 1  # the redacted copy


def test_letters_and_files_of_another_request_are_at_no_address_of_the_own(office, scene):
    mine = office.request(on=timezone.localdate(), wanted="另一件事情")
    client = opened(mine)
    keys = every_key()
    for url in addresses(mine.number, keys, keys):
        content = whole(client.get(url))
        assert b"alert(" not in content and not content.startswith((b"%PDF", b"PK")), url
    for url in addresses(scene.found.number, keys, keys):
        assert b"alert(" not in whole(client.get(url)), url


def test_drafts_and_inner_files_are_at_no_address_of_the_requester(office):
    scene = make_scene(office)  # the answer is a draft still
    client = opened(scene.found)
    keys = every_key()
    for url in addresses(scene.found.number, keys, keys):
        assert not whole(client.get(url)).startswith(b"%PDF"), url
    third = letters_of(scene.found.reference).get(template="foi.third_party")
    assert client.get(f"/foi/progress/{scene.found.number}/letters/{third.pk}/").status_code == 404


def test_the_requester_is_nobody_at_the_desk(scene):
    client = opened(scene.found)
    for url in scene.addresses():
        assert client.get(url).status_code == 302, url
