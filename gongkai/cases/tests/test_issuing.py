"""Letters are numbered, kept as they were, and never silently replaced."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import docx
import pytest
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from django.utils import timezone

from gongkai.cases.letters import content_hash, templates
from gongkai.cases.models import Letter
from gongkai.cases.operations import issue_letter, void_letter
from gongkai.cases.queries import letters_of, lines_of, reasons_not_to_issue
from gongkai.cases.tests.samples import facts_for
from gongkai.cases.views import letter_download, letter_page
from gongkai.journal.actors import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused
from gongkai.people.actors import Staff
from gongkai.people.models import Body
from gongkai.people.testing import make_body, make_person, make_unit

pytestmark = pytest.mark.django_db

MATTER = "foi:2026-00017"
ON = date(2026, 5, 8)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: ON)


@pytest.fixture
def body() -> Body:
    return make_body("finance", "清江县财政局")


def facts(code: str = "foi.receipt", **changed: Any) -> dict[str, Any]:
    """What a caller gives: everything except body and date."""
    one = next(one for one in templates() if one.code == code)
    known = facts_for(one, ON, **changed)
    return {name: value for name, value in known.items() if name not in ("body", "on")}


def issue(body: Body, code: str = "foi.receipt", **kwargs: Any) -> Letter:
    changed = kwargs.pop("changed", {})
    return issue_letter(
        code, facts(code, **changed), matter=MATTER, body=body, actor=SYSTEM, **kwargs
    )


def test_a_letter_is_numbered_by_body_series_and_year(body: Body) -> None:
    other = make_body("health", "清江县卫生健康局")
    Body.objects.filter(pk=other.pk).update(document_prefix="清卫健发")
    other.refresh_from_db()
    numbers = [
        issue(body).number,
        issue(body).number,
        issue(body, "foi.clarification").number,
        issue(body, "foi.answer.r1").number,
        issue(body, "foi.answer.r4").number,
        issue(body, on=date(2025, 12, 31)).number,
        issue(other).number,
    ]
    assert numbers == [
        "清政公开登〔2026〕1号",
        "清政公开登〔2026〕2号",
        "清政公开补〔2026〕1号",
        "清政公开告〔2026〕1号",
        "清政公开告〔2026〕2号",
        "清政公开登〔2025〕1号",
        "清卫健公开登〔2026〕1号",
    ]


def test_what_was_issued_is_kept_with_its_hash_and_a_fact_without_names(body: Body) -> None:
    lin = make_person("lin", "林晓", unit=make_unit(body, "办公室"))
    letter = issue_letter("foi.receipt", facts(), matter=MATTER, body=body, actor=Staff(lin))
    assert [one.text for one in lines_of(letter)][:3] == [
        "政府信息公开申请登记回执",
        "清政公开登〔2026〕1号",
        "张三：",
    ]
    assert letter.content_hash == content_hash(lines_of(letter))
    assert (letter.issued_on, letter.issued_by) == (ON, "person:lin")
    assert letter.facts["addressee"] == "张三" and letter.facts["received_on"] == "2026-04-30"
    entry = Entry.objects.get(name="LetterIssued")
    assert (entry.about, entry.on) == (letter.reference, ON)
    assert entry.data == {
        "matter": MATTER,
        "template": "foi.receipt",
        "version": "2019-1",
        "number": letter.number,
        "content_hash": letter.content_hash,
    }


def test_a_letter_that_lacks_a_fact_is_refused_and_takes_no_number(body: Body) -> None:
    with pytest.raises(Refused) as refused:
        issue(body, changed={"wanted": ""})
    assert refused.value.reasons == ["“政府信息公开申请登记回执”缺少“所需信息内容”，请补充。"]
    assert not Letter.objects.exists() and not Entry.objects.exists()
    assert issue(body).number == "清政公开登〔2026〕1号"


@pytest.mark.parametrize(
    ("code", "on", "said"),
    [
        ("foi.receipt", ON + timedelta(days=1), "成文日期不能晚于今天"),
        ("foi.receipt", date(2019, 1, 1), "没有适用的模板"),
        ("foi.nothing", ON, "没有文书模板“foi.nothing”"),
    ],
)
def test_it_is_said_why_a_letter_cannot_be_issued(
    body: Body, code: str, on: date, said: str
) -> None:
    reasons = reasons_not_to_issue(code, facts(), body=body, on=on)
    assert len(reasons) == 1 and said in reasons[0]


def test_a_body_without_a_code_cannot_number_letters(body: Body) -> None:
    body.document_prefix = ""
    (reason,) = reasons_not_to_issue("foi.receipt", facts(), body=body, on=ON)
    assert reason.startswith("“清江县财政局”没有登记发文机关代字")


def test_a_wrong_letter_is_superseded_and_stays(body: Body) -> None:
    wrong = issue(body, changed={"wanted": "错的"})
    right = issue(body, supersedes=wrong)
    wrong.refresh_from_db()
    assert not wrong.stands and wrong.superseded_by == right
    assert list(letters_of(MATTER)) == [wrong, right]
    assert lines_of(wrong)[0].text == "本件已作废，由清政公开登〔2026〕2号替代"
    assert Entry.objects.get(name="LetterVoided").data == {
        "number": wrong.number,
        "superseded_by": right.number,
    }
    with pytest.raises(Refused, match="已经作废，不能再次替代"):
        issue(body, supersedes=wrong)


def test_a_letter_is_voided_once_and_with_a_reason(body: Body) -> None:
    letter = issue(body)
    with pytest.raises(Refused, match="请写明作废的原因"):
        void_letter(letter, actor=SYSTEM, reason=" ")
    void_letter(letter, actor=SYSTEM, reason="收件人写错")
    letter.refresh_from_db()
    assert lines_of(letter)[0].text == "本件已作废"
    with pytest.raises(Refused, match="已经作废，无需再次操作"):
        void_letter(letter, actor=SYSTEM, reason="收件人写错")


def test_the_database_wants_a_reason_for_a_void_letter(body: Body) -> None:
    letter = issue(body)
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(voided_at=timezone.now())


def test_the_page_shows_the_letter_and_is_not_kept_by_the_browser(body: Body) -> None:
    letter = issue(body, changed={"wanted": "<b>预算</b>"})
    request = RequestFactory().get("/")
    response = letter_page(request, letter, download_url="/d/", back_url="/b/")
    html = response.content.decode()
    assert '<h1 class="letter-title">政府信息公开申请登记回执</h1>' in html
    assert "&lt;b&gt;预算&lt;/b&gt;" in html and 'href="/d/"' in html and 'href="/b/"' in html
    assert response["Cache-Control"] == "private, no-store"
    assert "style=" not in html and "onclick" not in html


def test_the_word_document_is_called_by_title_and_number(body: Body) -> None:
    letter = issue(body)
    response = letter_download(letter)
    assert response["Cache-Control"] == "private, no-store"
    assert "filename*=utf-8''" in response["Content-Disposition"]
    document = docx.Document(io.BytesIO(b"".join(response.streaming_content)))
    assert [one.text for one in document.paragraphs] == [one.text for one in lines_of(letter)]
