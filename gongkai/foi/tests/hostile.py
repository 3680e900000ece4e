"""A request in which everything that somebody can type is an attack, and all its addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from lxml import html as lxml_html

from gongkai.cases.queries import letters_of
from gongkai.files.tests.redaction_samples import two_pages
from gongkai.foi.models import AnswerFile, AnswerSetAside, FoiRequest, Message
from gongkai.foi.operations import (
    consulting,
    delaying,
    extending,
    fees,
    joint,
    receiving,
    remedies,
)
from gongkai.foi.operations.consulting import ThirdParty
from gongkai.foi.testing import Office
from gongkai.foi.tests.answering import text_file
from gongkai.foi.tests.screens import address, browser, upload
from gongkai.foi.tests.test_desk_answering import write
from gongkai.foi.tests.test_desk_redacting import ROW
from gongkai.foi.urls import urlpatterns
from gongkai.foi.views.acting import ACTS
from gongkai.foi.views.taking import Enclosed

ATTACK = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7|add:7 }}"


@dataclass
class Scene:
    """The request and the keys of its parts."""

    found: FoiRequest
    parts: dict[str, int]  # the key of a part by its kind, as acts name it
    file: int
    letter: int
    answer_file: AnswerFile  # a redacted copy
    aside: int

    def addresses(self) -> list[str]:
        """Every address below /desk/foi/, filled in for this request; fail for one that is new."""
        return [url for pattern in urlpatterns for url in self._filled(str(pattern.name), pattern)]

    def _filled(self, name: str, pattern: Any) -> list[str]:
        number = [self.found.number]
        several = "of" in pattern.pattern.converters
        more: dict[str, list[list[Any]]] = {
            "queue": [[]],
            "register": [[]],
            "similar": [[]],
            "case": [number],
            "related": [number],
            "act": [
                [*number, one.name, self.parts[one.part]] if one.part else [*number, one.name]
                for one in ACTS.values()
                if bool(one.part) == several
            ],
            "answer": [number],
            "review": [[*number, 1]],
            "answer_aside": [[*number, self.aside]],
            "answer_check": [number],
            "answer_file": [[*number, self.answer_file.pk]],
            "redact": [[*number, self.answer_file.pk]],
            "redact_page": [[*number, self.answer_file.pk, 1]],
            "file": [[*number, self.file]],
            "trail": [number],
            "letter": [[*number, self.letter]],
            "letter_download": [[*number, self.letter]],
        }
        return [reverse(f"foi:{name}", args=args) for args in more[name]]


def make_scene(office: Office) -> Scene:
    """A request with a part of every kind, a letter, a file, a draft with a redacted copy."""
    today = timezone.localdate()
    soon, clerk = today + timedelta(days=60), office.clerk
    found = office.request(
        on=today, wanted=f"农村公路{ATTACK}", name=f"赵{ATTACK}", handler=clerk.person,
        wanted_title=ATTACK, wanted_number=f"〔{ATTACK[:40]}",
    )  # fmt: skip
    extending.extend(found, days=20, reason=ATTACK, on=today, staff=office.head)
    extending.ask_for_reasons(found, count=ATTACK, answer_by=soon, on=today, staff=clerk)
    delaying.record_reasons(found, ATTACK, on=today, staff=clerk)
    task = joint.ask_unit(found, office.section, ATTACK, on=today, staff=clerk)
    joint.reply_for_unit(task, ATTACK, on=today, staff=office.expert)
    notice = fees.issue_fee_notice(
        found, standard="pages", pages=250, pay_how=ATTACK, on=today, staff=clerk
    )
    party = ThirdParty(ATTACK, ATTACK, False, ATTACK, "1390")
    asked = consulting.consult_third_party(found, [party], question=ATTACK, on=today, staff=clerk)
    remedy = remedies.record_remedy(
        found, kind="reconsideration", organ=ATTACK, on=today, staff=clerk, case_number="〔2026〕1"
    )
    file = receiving.add_file(
        found, Enclosed(text_file("x\n"), "description", f"{ATTACK}.txt"), staff=clerk
    )
    unsent = Message.objects.create(
        foi_request=found, seq=1, about="ClarificationAsked", tries=8, next_at=timezone.now(),
        given_up_at=timezone.now(),
    )  # fmt: skip
    letter = letters_of(found.reference).last()
    assert letter is not None
    answer_file, aside = _drafted(office, found)
    parts = {
        "unit": task.pk, "fee": notice.pk, "consultation": asked[0].pk, "remedy": remedy.pk,
        "message": unsent.pk,
    }  # fmt: skip
    return Scene(found, parts, file.pk, letter.pk, answer_file, aside)


def _drafted(office: Office, found: FoiRequest) -> tuple[AnswerFile, int]:
    """A draft with a redacted copy and a text set aside."""
    write(office.clerk, found, text=ATTACK, added=upload(f"{ATTACK[:20]}报告.pdf", two_pages()))
    answer = found.answers.get()
    where = address(found, f"answer/redact/{answer.files.get().pk}/")
    assert browser(office.clerk).post(where, ROW | {"confirm": "1"}).status_code == 302
    aside = AnswerSetAside.objects.create(
        answer=answer, person=office.second.person, at=timezone.now(), against_revision=1,
        typed={
            "kind": "R2", "ground": "", "ground_text": "", "facts": {}, "text": ATTACK,
            "reverse_checked": False,
        },
    )  # fmt: skip
    return answer.files.get(), aside.pk


def is_unharmed(content: bytes) -> bool:
    """Whether the attack stands in a page as text only."""
    page = lxml_html.fromstring(content)
    scripts = [one for one in page.iter("script") if "alert(" in (one.text or "")]
    return not scripts and not page.xpath("//*[@onerror]")
