"""Every address of the staff screens, and who gets an answer: nobody else sees a word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import get_resolver

from gongkai.disclosure.models import Item, SetAside, Version
from gongkai.disclosure.operations import drafting, ending
from gongkai.disclosure.tests.cast import Cast, make_cast
from gongkai.disclosure.tests.screens import browser, now
from gongkai.disclosure.views.bringing import Brought
from gongkai.files.operations import receive
from gongkai.testing.standing import made_once

pytestmark = pytest.mark.django_db

SECRET = "绝密甲乙丙丁"


@dataclass
class Scene:
    """A draft full of the secret, and a public item with a secret correction on top."""

    cast: Cast
    draft: Version
    public: Item
    aside: SetAside
    token: str

    def address(self, template: str) -> str:
        return template.format(
            draft=self.draft.item.number,
            public=self.public.number,
            aside=self.aside.pk,
            token=self.token,
        )


def make_scene() -> Scene:
    cast = make_cast()
    body = f"<p>{SECRET}，电话13812345678。</p>"
    draft = cast.draft(title=SECRET, body_html=body, summary=SECRET)
    file = receive(f"{SECRET}\n".encode(), name="名单.txt", actor=cast.clerk)
    drafting.attach(draft, file, "名单.txt", staff=cast.clerk)
    aside = SetAside.objects.create(
        version=draft,
        person=cast.clerk.person,
        at=draft.created_at,
        against_revision=1,
        typed={"title": SECRET, "body_html": f"<p>{SECRET}</p>"},
    )
    public = cast.publish(title="公开的名称")
    shown = receive("公开的名单\n".encode(), name="公开.txt", actor=cast.clerk)
    public.released.attachments.create(file=shown, name="公开.txt", order=1)
    ending.start_correction(public, staff=cast.clerk)
    cast.edit(public.versions.get(number=2), title=SECRET)
    token = Brought(file.sha256, "名单.txt").token(cast.clerk.person.reference)
    return Scene(cast, now(draft), public, aside, token)


made = made_once(make_scene)


@pytest.fixture
def scene(made, settings) -> Scene:
    return made.here(settings.HOME)


OURS = {"clerk": 200, "reviewer": 200, "other": 404, "stranger": 302}
PUBLIC = OURS | {"other": 200}

# Address (GET), and the status for: clerk and reviewer of the unit, a clerk of another unit, a
# stranger. `None` in place of a number: the address only takes what is sent to it.
ROUTES = {
    "/desk/items/": PUBLIC,
    "/desk/items/?q=绝密": PUBLIC,
    "/desk/items/new/": PUBLIC,
    "/desk/items/new/duties/?duty_words=绝密": PUBLIC,
    "/desk/items/new/document/": PUBLIC | dict.fromkeys(("clerk", "reviewer", "other"), 302),
    "/desk/items/new/document/{token}/": OURS | {"reviewer": 404},
    "/desk/items/{draft}/": OURS,
    "/desk/items/{draft}/act/submit/": OURS | {"clerk": 302, "reviewer": 302},
    "/desk/items/{draft}/edit/": OURS | {"reviewer": 302},
    "/desk/items/{draft}/pictures/": OURS,
    "/desk/items/{draft}/aside/{aside}/": OURS,
    "/desk/items/{draft}/check/": OURS,
    "/desk/items/{draft}/review/": OURS,
    "/desk/items/{draft}/versions/1..1/": OURS,
    "/desk/items/{draft}/v1/preview/": OURS,
    "/desk/items/{draft}/v1/files/名单.txt": OURS,
    "/desk/items/{draft}/v1/files/名单.txt?copy=release": OURS,
    "/desk/items/{draft}/v2/preview/": dict.fromkeys(OURS, 404) | {"stranger": 302},
    "/desk/items/{public}/": OURS | {"other": 302},
    "/desk/items/{public}/edit/": OURS | {"reviewer": 302},
    "/desk/items/{public}/check/": OURS,
    "/desk/items/{public}/review/": OURS,
    "/desk/items/{public}/aside/{aside}/": dict.fromkeys(OURS, 404) | {"stranger": 302},
    "/desk/items/{public}/versions/1..2/": OURS,
    "/desk/items/{public}/versions/1..1/": PUBLIC,
    "/desk/items/{public}/v1/preview/": PUBLIC,
    "/desk/items/{public}/v2/preview/": OURS,
    "/desk/items/{public}/v1/files/公开.txt": PUBLIC,
    "/desk/items/9999-99999/": dict.fromkeys(OURS, 404) | {"stranger": 302},
}


@pytest.mark.parametrize("who", ["clerk", "reviewer", "other", "stranger"])
@pytest.mark.parametrize("route", ROUTES)
def test_who_gets_an_answer_at_this_address(scene, route, who):
    answer = browser_of(scene, who).get(scene.address(route))
    assert answer.status_code == ROUTES[route][who]
    if who in {"other", "stranger"}:
        assert SECRET not in everything_in(answer)
    if who == "stranger":
        assert answer.headers["Location"].startswith("/desk/sign-in/")


def browser_of(scene: Scene, who: str) -> Client:
    cast = scene.cast
    people = {"clerk": cast.clerk, "reviewer": cast.reviewer, "other": cast.outsider}
    return browser(people[who]) if who in people else Client()


def everything_in(answer) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode() + str(answer.headers)


POSTS = {
    "/desk/items/{draft}/act/submit/": {},
    "/desk/items/{draft}/act/abandon/": {},
    "/desk/items/{draft}/act/urgent/": {"reason": "急"},
    "/desk/items/{public}/act/withdraw/": {"ground": "mistake", "note": "x"},
    "/desk/items/{public}/act/erase/": {"ground": "mistake", "note": "x", "sure": "on"},
    "/desk/items/{draft}/edit/": {"title": "改", "route": "proactive", "revision": "1"},
    "/desk/items/{draft}/pictures/": {},
    "/desk/items/{draft}/aside/{aside}/": {"choice": "mine", "revision": "1"},
    "/desk/items/{draft}/check/": {"mask": "all"},
    "/desk/items/{draft}/review/": {"decide": "approve", "seen_hash": "0"},
    "/desk/items/new/document/{token}/": {"title": "改"},
}


@pytest.mark.parametrize("route", POSTS)
def test_a_clerk_of_another_unit_changes_nothing(scene, route):
    before = picture_of(scene)
    answer = browser(scene.cast.outsider).post(scene.address(route), POSTS[route])
    assert answer.status_code == 404
    assert SECRET not in everything_in(answer)
    assert picture_of(scene) == before


@pytest.mark.parametrize("route", POSTS)
def test_a_stranger_changes_nothing_and_finds_the_form_again_after_signing_in(scene, route):
    before = picture_of(scene)
    answer = Client().post(scene.address(route), POSTS[route])
    assert answer.status_code == 401
    assert SECRET not in everything_in(answer).replace(scene.token, "")
    assert picture_of(scene) == before


@pytest.mark.parametrize("route", POSTS)
def test_a_form_without_its_token_is_refused(scene, route):
    client = Client(enforce_csrf_checks=True)
    client.force_login(scene.cast.clerk.person)
    assert client.post(scene.address(route), POSTS[route]).status_code == 403


def picture_of(scene: Scene) -> list[object]:
    rows: Callable[..., list] = lambda model, *fields: list(model.objects.values_list(*fields))  # noqa: E731
    return [
        rows(Version, "pk", "status", "title", "revision", "content_hash"),
        rows(Item, "pk", "visibility"),
        rows(SetAside, "pk", "settled_at"),
    ]


def test_every_address_of_the_app_is_walked():
    names = {pattern.name for pattern in _patterns()}
    walked = {
        "items", "new", "duties", "bring", "document", "item", "act", "edit", "pictures", "aside",
        "check", "review", "versions", "preview", "file",
    }  # fmt: skip
    with_tests_of_their_own = {"legacy", "legacy_preview"}  # test_legacy
    assert names == walked | with_tests_of_their_own


def _patterns():
    desk = get_resolver("gongkai.disclosure.urls")
    return desk.url_patterns


def test_another_units_clerk_is_given_the_copy_that_the_public_gets(scene):
    """The original may hold comments and names; only the unit's own people get it."""
    where = scene.address("/desk/items/{public}/v1/files/公开.txt")
    answer = browser(scene.cast.outsider).get(where)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
