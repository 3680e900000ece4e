"""One request through the screens of the demo county: every hand that touches it, and no other."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.demo.cast import CLERK, LEADER, SECRECY_REVIEWER, SUPERVISOR, UNIT_REVIEWER
from gongkai.files.queries import path_of
from gongkai.files.redacting import find_text
from gongkai.files.tests.redaction_samples import SECRET, two_pages
from gongkai.foi.models import FoiRequest
from gongkai.foi.tests.screens import address, browser, do, filled, problems, text_of, upload
from gongkai.foi.tests.test_desk_answering import decide, write
from gongkai.people.actors import Staff
from gongkai.people.models import Person

pytestmark = pytest.mark.django_db

NAME = "邬小满"


def staff(username: str) -> Staff:
    return Staff(Person.objects.get(username=username))


def done(answer) -> None:
    assert answer.status_code == 302, problems(answer)


def waits_for(username: str, what: str) -> str:
    """The line of the inbox about this request; "" when nothing waits."""
    page = text_of(browser(staff(username)).get("/desk/"))
    return what if what in page else ""


def register(clerk: Staff) -> FoiRequest:
    """An ordinary letter, typed in at the counter."""
    client = browser(clerk)
    typed = filled(client.get("/desk/foi/new/"), "wanted") | {
        "channel": "plain_mail",
        "wanted": "县城区两处公共停车场的建设合同和付款情况",
        "name": NAME,
        "identity_kind": "passport",
        "identity_number": "E76543210",
        "phone": "0000-5570099",
        "way": "collect",
        "letter": upload("来信.txt"),
    }
    done(client.post("/desk/foi/new/", typed))
    return FoiRequest.objects.order_by("-pk").first()


def test_a_letter_becomes_an_answer_in_part(small_county):
    clerk, reviewer = staff(CLERK), staff(UNIT_REVIEWER)
    secrecy, leader, expert = staff(SECRECY_REVIEWER), staff(LEADER), staff(SUPERVISOR)
    found = register(clerk)
    assert waits_for(CLERK, "县城区两处公共停车场的建设合同")

    done(do(clerk, found, "confirm"))
    done(do(clerk, found, "assign", to=f"{found.unit_id}:{clerk.person.pk}"))
    unit = expert.person.tenures.get().post.unit
    done(do(clerk, found, "ask-unit", unit=unit.code, question="请查找付款凭证"))
    seen = text_of(browser(expert).get(address(found)))
    assert "请查找付款凭证" in seen
    assert NAME not in seen
    done(do(expert, found, f"unit-reply/{found.unit_tasks.get().pk}", opinion="已找到，可以公开"))

    party = {"name": "某工程有限公司", "interests": "商业秘密", "question": "建设合同中的单价"}
    done(do(clerk, found, "third-party", **party))
    asked = found.consultations.get()
    done(do(clerk, found, f"letter-received/{asked.pk}"))
    done(do(clerk, found, f"reply/{asked.pk}", position="partial", opinion="单价属于商业秘密"))

    reasons = {
        "ground": "E15",
        "fact_open_part": "合同主要条款和付款情况",
        "fact_withheld_part": "单价",
        "fact_reasons": "单价是该公司的商业秘密，公开会损害其合法权益。",
    }
    _, answer = write(clerk, found, "R3", added=upload("合同.pdf", two_pages()), **reasons)
    done(answer)
    attached = found.answers.get().files.get()
    area = {"page": "1", "left": "0", "top": "0", "right": "100", "bottom": "100"}
    where = address(found, f"answer/redact/{attached.pk}/")
    done(browser(clerk).post(where, area | {"confirm": "1"}))
    done(do(clerk, found, "submit", text="请审"))

    for person in (reviewer, secrecy, leader):
        assert waits_for(person.person.username, "公共停车场")
        assert NAME not in text_of(browser(secrecy).get(address(found, "answer/1/")))
        done(decide(person, found))

    done(do(clerk, found, "give"))
    done(do(clerk, found, "serve", way="collect", note="本人签收"))
    done(do(clerk, found, "archive", retention="10-years"))

    page = text_of(browser(clerk).get(address(found)))
    for word in ("已归档", "政府信息公开申请答复书", "本人签收", "某工程有限公司", "来信.txt"):
        assert word in page
    given = found.answers.get().files.get()
    assert given.original is not None
    assert not find_text(path_of(given.file).read_bytes(), [SECRET])
    assert not waits_for(CLERK, "公共停车场的建设合同")
    closed = text_of(browser(clerk).get("/desk/foi/?state=archived"))
    assert found.number in closed
    answered = FoiRequest.objects.get(pk=found.pk)
    assert (answered.outcome, answered.closed_on) == ("R3", timezone.localdate())
    assert Client().get(address(found)).status_code == 302
