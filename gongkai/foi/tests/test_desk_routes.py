"""Every address of the staff screens, and who gets an answer: nobody else sees a word."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from gongkai.cases.models import Letter
from gongkai.files.operations import receive
from gongkai.files.tests.redaction_samples import two_pages
from gongkai.foi.answer_content import AnswerContent
from gongkai.foi.content import Enclosed
from gongkai.foi.models import Answer, AnswerSetAside, Consultation, FoiRequest, RequestFile
from gongkai.foi.operations import answering, consulting, enclosing, joint, receiving
from gongkai.foi.operations.consulting import ThirdParty
from gongkai.foi.testing import Office, make_office
from gongkai.foi.tests.screens import browser
from gongkai.journal.models import Entry
from gongkai.testing.standing import made_once

pytestmark = pytest.mark.django_db

SECRET = "绝密甲乙丙丁"
NAME = "赵明远"


@dataclass
class Scene:
    """A request full of the secret, with everything that a request can have."""

    office: Office
    foi_request: FoiRequest
    keys: dict[str, int] = field(default_factory=dict)

    def address(self, template: str) -> str:
        return template.format(number=self.foi_request.number, **self.keys)


def make_scene() -> Scene:
    office, today = make_office(), timezone.localdate()
    found = office.request(on=today, wanted=f"{SECRET}的全部材料", handler=office.clerk.person)
    keys = {}
    for kind in (RequestFile.Kind.IDENTITY, RequestFile.Kind.DESCRIPTION):
        file = receive(f"{SECRET}{kind}\n".encode(), name="材料.txt", actor=office.clerk)
        enclosed = Enclosed(file, kind, f"{SECRET}.txt")
        keys[kind] = receiving.add_file(found, enclosed, staff=office.clerk).pk
    party = ThirdParty(SECRET, "商业秘密")
    asked = consulting.consult_third_party(
        found, [party], question=SECRET, on=today, staff=office.clerk
    )
    keys["asked"] = asked[0].pk
    keys["letter"] = Letter.objects.get(number=asked[0].letter).pk
    task = joint.ask_unit(found, office.section, "请查找", on=today, staff=office.clerk)
    keys["task"] = task.pk
    content = AnswerContent("R2", text=f"{SECRET}，电话13812345678")
    answer = answering.draft_answer(found, content, staff=office.clerk)
    pdf = receive(two_pages(), name="a.pdf", actor=office.clerk)
    keys["file"] = enclosing.add_answer_file(answer, pdf, "报告.pdf", staff=office.clerk).pk
    keys["aside"] = AnswerSetAside.objects.create(
        answer=answer,
        person=office.clerk.person,
        at=answer.created_at,
        against_revision=1,
        typed={"kind": "R2", "text": SECRET},
    ).pk
    return Scene(office, found, keys)


made = made_once(make_scene)


@pytest.fixture
def scene(made, settings) -> Scene:
    return made.here(settings.HOME)


# Who: the clerk who handles; the leader, who need not know who asks; the expert of the unit that
# was asked; a clerk of another bureau; a stranger.
ALL = {"clerk": 200, "leader": 200, "expert": 200, "outsider": 404, "stranger": 302}
WHOLE = ALL | {"expert": 404}
EVERYONE = ALL | {"outsider": 200}
KNOWING = WHOLE | {"leader": 404}
REGISTERING = {"clerk": 200, "leader": 403, "expert": 403, "outsider": 200, "stranger": 302}

ROUTES = {
    "/desk/foi/": EVERYONE,
    "/desk/foi/?q=绝密": EVERYONE,
    "/desk/foi/new/": REGISTERING,
    "/desk/foi/new/similar/": REGISTERING,
    "/desk/foi/{number}/": ALL,
    "/desk/foi/{number}/related/": WHOLE,
    "/desk/foi/{number}/act/third-party/": ALL,
    "/desk/foi/{number}/act/reply/{asked}/": WHOLE,
    "/desk/foi/{number}/act/unit-reply/{task}/": ALL,
    "/desk/foi/{number}/files/{description}/": ALL,
    "/desk/foi/{number}/files/{identity}/": KNOWING,
    "/desk/foi/{number}/letters/{letter}/": WHOLE,
    "/desk/foi/{number}/letters/{letter}/word/": KNOWING,
    "/desk/foi/{number}/answer/": WHOLE | {"leader": 302},
    "/desk/foi/{number}/answer/1/": WHOLE,
    "/desk/foi/{number}/answer/9/": dict.fromkeys(ALL, 404) | {"stranger": 302},
    "/desk/foi/{number}/answer/aside/{aside}/": WHOLE,
    "/desk/foi/{number}/answer/check/": WHOLE,
    "/desk/foi/{number}/answer/files/{file}/": WHOLE,
    "/desk/foi/{number}/answer/redact/{file}/": WHOLE,
    "/desk/foi/{number}/answer/redact/{file}/page/1/": WHOLE,
    "/desk/foi/9999-99999/": dict.fromkeys(ALL, 404) | {"stranger": 302},
}


@pytest.mark.parametrize("who", ALL)
@pytest.mark.parametrize("route", ROUTES)
def test_who_gets_an_answer_at_this_address(scene, route, who):
    answer = browser_of(scene, who).get(scene.address(route))
    assert answer.status_code == ROUTES[route][who]
    said = everything_in(answer)
    if who in {"outsider", "stranger"}:
        assert SECRET not in said
    if who in {"leader", "expert", "outsider", "stranger"}:
        assert NAME not in said
    if who == "stranger":
        assert answer.headers["Location"].startswith("/desk/sign-in/")


def browser_of(scene: Scene, who: str) -> Client:
    return Client() if who == "stranger" else browser(getattr(scene.office, who))


def everything_in(answer) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode(errors="replace") + str(answer.headers)


POSTS = {
    "/desk/foi/{number}/act/withdrawn/": {"on": "2026-11-20"},
    "/desk/foi/{number}/act/third-party/": {"name": "甲", "interests": "x", "question": "x"},
    "/desk/foi/{number}/act/reply/{asked}/": {"position": "consent", "on": "2026-11-20"},
    "/desk/foi/{number}/act/unit-reply/{task}/": {"opinion": "可以"},
    "/desk/foi/{number}/act/submit/": {"text": "请审"},
    "/desk/foi/{number}/answer/": {"kind": "R4", "text": "改"},
    "/desk/foi/{number}/answer/1/": {"decide": "approve", "seen_hash": "0"},
    "/desk/foi/{number}/answer/aside/{aside}/": {"choice": "mine", "revision": "1"},
    "/desk/foi/{number}/answer/check/": {"fingerprint": "0", "reason": "x"},
    "/desk/foi/{number}/answer/redact/{file}/": {"page": "1", "confirm": "1"},
}


@pytest.mark.parametrize("route", POSTS)
def test_a_clerk_of_another_bureau_changes_nothing(scene, route):
    before = picture_of()
    answer = browser(scene.office.outsider).post(scene.address(route), POSTS[route])
    assert answer.status_code == 404
    assert SECRET not in everything_in(answer)
    assert picture_of() == before


@pytest.mark.parametrize("route", POSTS)
def test_a_stranger_changes_nothing_and_finds_the_form_again(scene, route):
    before = picture_of()
    answer = Client().post(scene.address(route), POSTS[route])
    assert answer.status_code == 401
    assert SECRET not in everything_in(answer)
    assert picture_of() == before


@pytest.mark.parametrize("route", POSTS)
def test_a_form_without_its_token_is_refused(scene, route):
    client = Client(enforce_csrf_checks=True)
    client.force_login(scene.office.clerk.person)
    assert client.post(scene.address(route), POSTS[route]).status_code == 403


def picture_of() -> list[object]:
    return [
        list(FoiRequest.objects.values_list("pk", "status")),
        list(Answer.objects.values_list("pk", "status", "revision")),
        list(Consultation.objects.values_list("pk", "position")),
        Entry.objects.count(),
    ]


def test_every_address_of_the_desk_is_walked():
    names = {pattern.name for pattern in get_resolver("gongkai.foi.urls").url_patterns}
    walked = {
        "queue", "register", "similar", "case", "related", "act", "file", "letter",
        "letter_download", "answer", "review", "answer_aside", "answer_check", "answer_file",
        "redact", "redact_page", "trail",
    }  # fmt: skip
    assert names == walked
