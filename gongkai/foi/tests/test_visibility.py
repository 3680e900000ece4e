"""Who sees which requests, whose names, which files: the decision alone, without screens."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest
from django.utils import timezone

from gongkai.cases.letters import templates
from gongkai.files.models import StoredFile
from gongkai.foi import verbs
from gongkai.foi.codes import fingerprint, grouped, hash_of_code, is_code_of, make_code
from gongkai.foi.models import Answer, AnswerFile, FoiRequest, RequestFile, UnitTask
from gongkai.foi.queries.visibility import (
    TO_REQUESTER,
    answer_files_for_requester,
    answer_files_visible_to,
    files_visible_to,
    may_see,
    may_see_identity,
    may_see_whole,
    opened_by,
    requests_visible_to,
)
from gongkai.foi.testing import CODE, make_request
from gongkai.people.models import Person, Unit
from gongkai.people.testing import make_body, make_person, make_unit

pytestmark = pytest.mark.django_db

Kind = RequestFile.Kind


@dataclass
class Scene:
    office: Unit
    asked: Unit
    ours: FoiRequest
    other: FoiRequest
    people: dict[str, Person] = field(default_factory=dict)


@pytest.fixture
def scene() -> Scene:
    transport = make_body("transport", "清江县交通运输局")
    office, asked = make_unit(transport, "办公室"), make_unit(transport, "公路股")
    elsewhere = make_unit(make_body("finance", "清江县财政局"), "办公室")
    scene = Scene(office, asked, make_request(office), make_request(elsewhere))
    UnitTask.objects.create(
        foi_request=scene.ours, serial=1, unit=asked, question="请提供", asked_on=date(2026, 11, 3)
    )
    for number, kind in enumerate(Kind.values):
        RequestFile.objects.create(
            foi_request=scene.ours, file=a_file(number), kind=kind, name=kind, at=timezone.now()
        )
    rights = {
        "registrar": (office, verbs.REGISTER),
        "handler": (office, verbs.HANDLE),
        "reviewer": (office, verbs.REVIEW),
        "server": (office, verbs.SERVE),
        "knowing": (office, verbs.SEE_IDENTITY),
        "asked": (asked, verbs.GIVE_OPINION),
        "idle": (office, verbs.GIVE_OPINION),
        "outsider": (elsewhere, verbs.HANDLE),
    }
    for username, (unit, verb) in rights.items():
        scene.people[username] = make_person(username, username, unit=unit, verbs=[verb])
    scene.people["overseer"] = make_person(
        "overseer", "监督", unit=elsewhere, verbs=[verbs.SEE_ALL], reach="everywhere"
    )
    return scene


def a_file(number: int) -> StoredFile:
    return StoredFile.objects.create(
        sha256=f"{number:064d}",
        size=1,
        media_type="text/plain",
        extension="txt",
        received_at=timezone.now(),
        received_from="system",
    )


# who: sees the request, sees it whole, sees the name
TABLE = {
    "registrar": (True, True, True),
    "handler": (True, True, True),
    "reviewer": (True, True, False),
    "server": (True, True, True),
    "knowing": (True, True, True),
    "asked": (True, False, False),
    "idle": (False, False, False),
    "outsider": (False, False, False),
    "overseer": (True, True, False),
}


@pytest.mark.parametrize("who", TABLE)
def test_who_sees_the_request_its_handling_and_the_name(scene, who):
    viewer = scene.people[who]
    seen = may_see(viewer, scene.ours), may_see_whole(viewer, scene.ours)
    assert (*seen, may_see_identity(viewer, scene.ours)) == TABLE[who]


def test_lists_hold_what_may_be_seen_and_each_request_once(scene):
    assert list(requests_visible_to(scene.people["handler"])) == [scene.ours]
    assert list(requests_visible_to(scene.people["asked"])) == [scene.ours]
    assert list(requests_visible_to(scene.people["outsider"])) == [scene.other]
    assert set(requests_visible_to(scene.people["overseer"])) == {scene.ours, scene.other}


NAMELESS = {Kind.DESCRIPTION, Kind.CLARIFICATION, Kind.OPINION}


def test_files_with_the_name_are_for_those_who_may_know_it(scene):
    def kinds(who: str) -> set[str]:
        return set(files_visible_to(scene.people[who]).values_list("kind", flat=True))

    assert kinds("handler") == set(Kind.values)
    assert kinds("reviewer") == NAMELESS
    assert kinds("overseer") == NAMELESS
    assert kinds("asked") == {Kind.DESCRIPTION, Kind.CLARIFICATION}
    assert kinds("outsider") == kinds("idle") == set()


def test_a_closed_account_sees_nothing(scene):
    handler = scene.people["handler"]
    handler.is_active = False
    handler.save()
    assert not requests_visible_to(handler).exists()
    assert not files_visible_to(handler).exists()


def test_the_requester_gets_the_files_of_given_answers_only(scene):
    author = scene.people["handler"]
    for number, status in ((1, "given"), (2, "draft")):
        answer = Answer.objects.create(
            foi_request=scene.ours,
            number=number,
            status=status,
            kind="R2",
            author=author,
            letter="清江交公开〔2026〕1号",
            answered_on=date(2026, 11, 20),
            created_at=timezone.now(),
            changed_at=timezone.now(),
        )
        file = StoredFile.objects.get(sha256=f"{number:064d}")
        AnswerFile.objects.create(answer=answer, file=file, name=f"{status}.pdf")
    assert [one.name for one in answer_files_for_requester(scene.ours)] == ["given.pdf"]
    assert answer_files_visible_to(author).count() == 2
    assert not answer_files_visible_to(scene.people["asked"]).exists()


def test_number_and_code_open_the_own_request_only(scene):
    assert opened_by(scene.ours.number, CODE) == scene.ours
    assert opened_by(f" {scene.ours.number} ", "k7qm 2xwd 9rta") == scene.ours
    assert opened_by(scene.ours.number, "Ｋ７ＱＭ２ＸＷＤ９ＲＴＡ") == scene.ours


@pytest.mark.parametrize(
    "number", ["2026-99999", "", "foi", "2026-00001' OR 1=1 --", "２０２６-00001"]
)
def test_a_number_that_does_not_exist_opens_nothing(scene, number):
    assert opened_by(number, CODE) is None


@pytest.mark.parametrize("code", ["", "AAAA-AAAA-AAAA", CODE[:-1], CODE + "2", "\x00", "甲" * 500])
def test_a_wrong_code_opens_nothing(scene, code):
    assert opened_by(scene.ours.number, code) is None


def test_the_code_of_another_request_opens_nothing(scene):
    FoiRequest.objects.filter(pk=scene.other.pk).update(code_hash="")
    assert hash_of_code(scene.ours.number, CODE) != hash_of_code(scene.other.number, CODE)
    assert opened_by(scene.other.number, CODE) is None


def test_codes_are_long_unlike_and_easy_to_read_out():
    codes = {make_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 14 and not set(code) & set("01OILoil") for code in codes)
    assert grouped("K7QM2XWD9RTA") == CODE


def test_a_hash_from_another_instance_does_not_fit(settings):
    kept = hash_of_code("2026-00001", CODE)
    print_here = fingerprint("520999199001010010")
    settings.SECRET_KEY = "another"
    assert not is_code_of("2026-00001", kept, CODE)
    assert fingerprint("520999199001010010") != print_here


def test_one_identity_number_has_one_fingerprint_however_it_is_typed():
    assert fingerprint(" 52099919900101001x") == fingerprint("52099919900101001X")


def test_every_letter_that_a_requester_reads_has_a_template():
    assert set(TO_REQUESTER) <= {one.code for one in templates()}
