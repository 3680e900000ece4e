"""From draft to release: who may take which step, and what their approval is worth."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from gongkai.disclosure.content import current_hash
from gongkai.disclosure.models import Item, Opinion, Version
from gongkai.disclosure.operations import drafting, placing, releasing, reviewing
from gongkai.disclosure.queries.approvals import missing_steps
from gongkai.disclosure.queries.reasons import reasons_not_to_decide, reasons_not_to_release
from gongkai.disclosure.tests.cast import make_cast, make_duty
from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused
from gongkai.people.actors import Staff
from gongkai.people.models import Delegation

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


def refused(call, *args, **kwargs) -> str:
    """The sentences with which something was refused."""
    with pytest.raises(Refused) as answer:
        call(*args, **kwargs)
    return "".join(answer.value.reasons)


def now(version: Version) -> Version:
    return Version.objects.get(pk=version.pk)


def test_four_people_take_an_item_from_draft_to_public(cast):
    item = cast.publish()
    assert item.visibility == Item.Visibility.PUBLIC
    assert item.index_number.endswith("-00001")
    assert item.released.outcome == Version.Outcome.RELEASED
    steps = list(item.released.opinions.values_list("step", "person__name"))
    assert steps == [
        ("submission", "陈静"),
        ("unit_review", "王建国"),
        ("secrecy_review", "赵敏"),
        ("sign_off", "李明"),
    ]


def test_every_step_leaves_its_fact_in_order(cast):
    item = cast.publish()
    names = list(
        Entry.objects.filter(about=item.reference).order_by("id").values_list("name", flat=True)
    )
    assert names == ["ItemDrafted", "VersionSubmitted", *["StepApproved"] * 3, "ItemReleased"]


def test_the_journal_holds_no_title_and_no_text(cast):
    item = cast.publish(title="绝不入日志的标题", body_html="<p>绝不入日志的正文</p>")
    assert not Entry.objects.filter(about=item.reference, data__icontains="绝不").exists()


def test_an_incomplete_draft_is_not_submitted_and_says_what_is_missing(cast):
    version = cast.draft(title=" ", body_html="", document_number="名政发[2026]1号")
    sentences = refused(reviewing.submit, version, staff=cast.clerk)
    assert "缺少名称" in sentences
    assert "正文和附件都是空的" in sentences
    assert "名政发〔2026〕1号" in sentences, "the mended number is offered"


def test_the_author_never_approves(cast):
    version = cast.draft()
    cast.edit(version, staff=cast.clerk, title="改过")
    reviewing.submit(version, staff=cast.clerk)
    both = Staff(cast.reviewer.person)
    drafting_right = cast.reviewer.person.tenures.get().post.rights.create(
        verb="disclosure.draft", reach="unit"
    )
    assert drafting_right
    cast.edit(version, staff=both, title="审核人改过")
    reviewing.submit(version, staff=cast.clerk)
    assert "起草人不能审签自己的稿件" in "".join(reasons_not_to_decide(now(version), both))


def test_a_delegate_approves_and_the_giver_is_noted(cast):
    today = timezone.localdate()
    post = cast.reviewer.person.tenures.get().post
    Delegation.objects.create(
        giver=cast.reviewer.person, taker=cast.secrecy.person, post=post,
        begins_on=today, ends_on=today, reason="出差",
    )  # fmt: skip
    version = cast.draft()
    reviewing.submit(version, staff=cast.clerk)
    reviewing.approve(version, seen_hash=current_hash(now(version)), staff=cast.secrecy)
    opinion = Opinion.objects.get(step="unit_review")
    assert (opinion.person.name, opinion.on_behalf_of.name) == ("赵敏", "王建国")


def test_nobody_without_the_right_decides(cast):
    version = cast.draft()
    reviewing.submit(version, staff=cast.clerk)
    for person in (cast.clerk, cast.secrecy, cast.leader, cast.outsider):
        sentences = refused(
            reviewing.approve, version, seen_hash=current_hash(now(version)), staff=person
        )
        assert "权限" in sentences


def test_an_edit_during_review_voids_what_was_approved(cast):
    version = cast.draft()
    reviewing.submit(version, staff=cast.clerk)
    reviewing.approve(version, seen_hash=current_hash(now(version)), staff=cast.reviewer)
    cast.edit(version, body_html="<p>收入二十亿元。</p>")
    assert now(version).status == Version.Status.DRAFT
    assert missing_steps(now(version)) == ["unit_review", "secrecy_review", "sign_off"]
    assert Entry.objects.filter(name="ApprovalsVoided", data__steps=["unit_review"]).exists()


def test_an_edit_behind_the_desk_cannot_be_released(cast):
    version = cast.approve_all(cast.draft())
    Version.objects.filter(pk=version.pk).update(body_html="<p>偷偷改过。</p>")
    sentences = refused(releasing.release, now(version), staff=cast.leader)
    assert "内容在审签后有改动" in sentences
    assert Item.objects.get().visibility == Item.Visibility.HIDDEN


def test_a_reviewer_approves_only_what_was_on_the_screen(cast):
    version = cast.draft()
    reviewing.submit(version, staff=cast.clerk)
    sentences = refused(reviewing.approve, version, seen_hash="0" * 64, staff=cast.reviewer)
    assert "请重新阅读" in sentences


def test_returned_for_changes_begins_again(cast):
    version = cast.draft()
    reviewing.submit(version, staff=cast.clerk)
    reviewing.approve(version, seen_hash=current_hash(now(version)), staff=cast.reviewer)
    assert "退回的原因" in refused(
        reviewing.return_for_changes, version, text=" ", staff=cast.secrecy
    )
    reviewing.return_for_changes(version, text="涉密数据请删去", staff=cast.secrecy)
    assert now(version).status == Version.Status.DRAFT
    reviewing.submit(version, staff=cast.clerk)
    assert missing_steps(now(version)) == ["unit_review", "secrecy_review", "sign_off"]


def test_a_second_click_is_told_that_it_is_done(cast):
    version = cast.draft()
    reviewing.submit(version, staff=cast.clerk)
    assert "不能重复送审" in refused(reviewing.submit, version, staff=cast.clerk)
    assert Entry.objects.filter(name="VersionSubmitted").count() == 1


def test_an_appointed_release_happens_once_at_its_time(cast):
    version = cast.approve_all(cast.draft())
    releasing.appoint(version, timezone.now() + timedelta(hours=1), staff=cast.leader)
    releasing.release_appointed()
    assert Item.objects.get().visibility == Item.Visibility.HIDDEN
    Version.objects.update(release_at=timezone.now() - timedelta(seconds=1))
    releasing.release_appointed()
    releasing.release_appointed()
    assert Item.objects.get().visibility == Item.Visibility.PUBLIC
    assert Entry.objects.filter(name="ItemReleased").count() == 1


def test_an_appointed_time_that_passed_during_review_releases_nothing_by_itself(cast):
    version = cast.draft()
    releasing.appoint(version, timezone.now() + timedelta(hours=1), staff=cast.leader)
    Version.objects.filter(pk=version.pk).update(release_at=timezone.now() - timedelta(minutes=1))
    version = cast.approve_all(version)
    releasing.release_appointed()
    assert now(version).status == Version.Status.APPROVED
    assert now(version).release_at is None


def test_an_appointment_in_the_past_is_refused(cast):
    version = cast.approve_all(cast.draft())
    past = timezone.now() - timedelta(minutes=1)
    assert "将来的时间" in refused(releasing.appoint, version, past, staff=cast.leader)


def test_an_urgent_release_is_flagged_and_reviewed_afterwards_by_someone_else(cast):
    version = cast.draft()
    item = releasing.release_urgently(version, reason="洪水预警", staff=cast.leader)
    assert item.released.urgent
    assert "请由他人事后审签" in refused(
        releasing.review_afterwards, item.released, approved=True, text="", staff=cast.leader
    )
    deputy = cast.secrecy
    deputy.person.tenures.get().post.rights.create(verb="disclosure.sign_off", reach="unit")
    releasing.review_afterwards(item.released, approved=True, text="补签同意", staff=deputy)
    assert now(item.released).approved_afterwards_at


def test_the_same_document_number_twice_is_refused(cast):
    cast.publish(document_number="名财发〔2026〕3号")
    twin = cast.draft(document_number="名财发〔2026〕3号")
    assert "已用于信息" in refused(reviewing.submit, twin, staff=cast.clerk)


def test_two_editors_at_once_lose_no_text(cast):
    version = cast.draft()
    cast.edit(version, title="甲的标题")
    from gongkai.disclosure.content import Content

    saving = drafting.save(now(version), Content(title="乙的标题"), revision=1, staff=cast.clerk)
    assert saving.set_aside.typed["title"] == "乙的标题"
    assert now(version).title == "甲的标题"
    assert "并行修改尚未处理" in refused(reviewing.submit, version, staff=cast.clerk)
    drafting.settle(saving.set_aside, staff=cast.clerk)
    reviewing.submit(version, staff=cast.clerk)


def test_script_in_pasted_html_never_reaches_the_text(cast):
    version = cast.draft(body_html='<p onclick="x()">好<script>alert(1)</script></p>')
    assert "script" not in version.body_html
    assert "onclick" not in version.body_html


def test_what_is_not_proactive_is_not_released(cast):
    version = cast.draft(route="on_request")
    assert "依申请公开" in refused(reviewing.submit, version, staff=cast.clerk)


def test_release_needs_every_step(cast):
    version = cast.draft()
    assert reasons_not_to_release(version, cast.leader) == [
        "该版本现处于“起草”环节，审签完成后才能发布。"
    ]


def test_a_draft_is_put_under_another_duty_and_its_clock_follows(cast):
    version = cast.draft()
    other = make_duty(cast.body, code="0502")
    item = placing.place(version.item, other, formed_on=date(2026, 4, 1), staff=cast.clerk)
    assert (item.duty, item.formed_on) == (other, date(2026, 4, 1))
    fact = Entry.objects.get(name="ItemPlaced")
    assert fact.data == {"duty": "duty:grassroots.0502", "formed_on": "2026-04-01"}
    assert "没有改动" in refused(
        placing.place, item, other, formed_on=date(2026, 4, 1), staff=cast.clerk
    )


def test_a_new_duty_during_review_voids_what_was_approved(cast):
    version = cast.draft()
    reviewing.submit(version, staff=cast.clerk)
    reviewing.approve(version, seen_hash=current_hash(now(version)), staff=cast.reviewer)
    placing.place(
        version.item, make_duty(cast.body, code="0502"),
        formed_on=version.item.formed_on, staff=cast.clerk,
    )  # fmt: skip
    assert now(version).status == Version.Status.DRAFT
    assert Entry.objects.filter(name="ApprovalsVoided").exists()


def test_what_was_public_stays_under_its_duty(cast):
    item = cast.publish()
    other = make_duty(cast.body, code="0502")
    assert "已经公开过" in refused(
        placing.place, item, other, formed_on=item.formed_on, staff=cast.clerk
    )
