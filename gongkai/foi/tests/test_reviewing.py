"""An answer goes through its chain: who may approve it, and what an approval is worth."""

from __future__ import annotations

import pytest

from gongkai.foi.models import Answer, AnswerOpinion, FoiRequest
from gongkai.foi.operations import enclosing, reviewing
from gongkai.foi.queries.answer_approvals import missing_steps
from gongkai.foi.queries.reasons_answering import (
    reasons_not_to_decide_on_answer,
)
from gongkai.foi.testing import make_office
from gongkai.foi.tests.answering import (
    approve,
    approve_all,
    change,
    day,
    draft,
    fresh,
    names,
    refused,
    text_file,
)
from gongkai.journal.models import Entry
from gongkai.people.actors import Staff
from gongkai.people.models import Delegation, Person, Right

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def foi_request(office) -> FoiRequest:
    return office.request(on=day("03-03"))


def test_four_people_take_an_answer_to_its_signature(office, foi_request):
    answer = approve_all(office, draft(office, foi_request))
    assert answer.status == Answer.Status.SIGNED
    assert list(answer.opinions.values_list("step", "person__name")) == [
        ("submission", "陈静"),
        ("review", "王建国"),
        ("secrecy_review", "赵敏"),
        ("sign_off", "李明"),
    ]
    assert names(foi_request.reference)[-5:] == [
        "AnswerDrafted", "AnswerSubmitted", *["AnswerApproved"] * 3,
    ]  # fmt: skip


def test_nobody_without_the_right_decides(office, foi_request):
    answer = draft(office, foi_request)
    reviewing.submit_answer(answer, staff=office.clerk)
    for person in (office.clerk, office.secrecy, office.leader, office.outsider):
        assert "权限" in refused(approve, answer, person)


def test_the_author_and_whoever_wrote_never_approve(office, foi_request):
    for person in (office.clerk, office.second):
        post = person.person.tenures.get().post
        Right.objects.create(post=post, verb="foi.review", reach="body")
    answer = draft(office, foi_request)
    change(answer, office.second, text="补充")
    reviewing.submit_answer(answer, staff=office.clerk)
    for person in (office.clerk, office.second):
        assert "起草人不能审签" in "".join(reasons_not_to_decide_on_answer(fresh(answer), person))
    assert approve(answer, office.reviewer).status == Answer.Status.SECRECY_REVIEW


def lend(giver: Staff, taker: Person) -> None:
    from django.utils import timezone

    today = timezone.localdate()
    Delegation.objects.create(
        giver=giver.person, taker=taker, post=giver.person.tenures.get().post,
        begins_on=today, ends_on=today, reason="出差",
    )  # fmt: skip


def test_a_delegate_approves_and_the_giver_is_noted(office, foi_request):
    lend(office.reviewer, office.secrecy.person)
    answer = draft(office, foi_request)
    reviewing.submit_answer(answer, staff=office.clerk)
    approve(answer, office.secrecy)
    opinion = AnswerOpinion.objects.get(step="review")
    assert (opinion.person.name, opinion.on_behalf_of.name) == ("赵敏", "王建国")


def test_an_edit_in_review_voids_what_was_approved(office, foi_request):
    answer = draft(office, foi_request)
    reviewing.submit_answer(answer, staff=office.clerk)
    approve(answer, office.reviewer)
    change(answer, office.clerk, text="补一句")
    assert fresh(answer).status == Answer.Status.DRAFT
    assert missing_steps(fresh(answer)) == ["review", "secrecy_review", "sign_off"]
    assert Entry.objects.filter(name="AnswerApprovalsVoided", data__steps=["review"]).exists()


def test_a_file_added_in_review_voids_it_too(office, foi_request):
    answer = draft(office, foi_request)
    reviewing.submit_answer(answer, staff=office.clerk)
    enclosing.add_answer_file(answer, text_file("预算"), "预算.txt", staff=office.clerk)
    assert fresh(answer).status == Answer.Status.DRAFT


def test_a_reviewer_approves_only_what_was_on_the_screen(office, foi_request):
    answer = draft(office, foi_request)
    reviewing.submit_answer(answer, staff=office.clerk)
    assert "请重新阅读" in refused(
        reviewing.approve_answer, answer, seen_hash="0" * 64, staff=office.reviewer
    )


def test_returned_for_changes_begins_again(office, foi_request):
    answer = draft(office, foi_request)
    reviewing.submit_answer(answer, staff=office.clerk)
    approve(answer, office.reviewer)
    assert "退回的原因" in refused(reviewing.return_answer, answer, text=" ", staff=office.secrecy)
    reviewing.return_answer(answer, text="涉密数据请删去", staff=office.secrecy)
    assert fresh(answer).status == Answer.Status.DRAFT
    reviewing.submit_answer(answer, staff=office.clerk)
    assert missing_steps(fresh(answer)) == ["review", "secrecy_review", "sign_off"]


def test_recalled_by_those_who_wrote_it(office, foi_request):
    answer = draft(office, foi_request)
    assert "无需撤回送审" in refused(reviewing.recall_answer, answer, staff=office.clerk)
    reviewing.submit_answer(answer, staff=office.clerk)
    assert "不能重复送审" in refused(reviewing.submit_answer, answer, staff=office.clerk)
    assert "权限" in refused(reviewing.recall_answer, answer, staff=office.reviewer)
    reviewing.recall_answer(answer, staff=office.clerk)
    assert "没有待办的审签" in refused(approve, answer, office.reviewer)
