"""The requester is told by mail that something happened, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from gongkai.foi import messages
from gongkai.foi.models import Message
from gongkai.foi.operations import clarifying, receiving
from gongkai.foi.tests.cast import Cast, make_cast, today
from gongkai.journal.followers import FOLLOWERS
from gongkai.journal.models import Entry
from gongkai.journal.sequencing import sequence

pytestmark = pytest.mark.django_db

ADDRESS = "zhao@example.cn"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def read() -> None:
    """Let the follower read all there is."""
    while sequence():
        pass
    ours = [one.name for one in Entry.objects.order_by("id")]
    assert ours
    follower = FOLLOWERS["foi.messages"]
    entries = Entry.objects.filter(name__in=follower.names).order_by("seq")
    follower.handle(list(entries))


def received(cast: Cast, email: str = ADDRESS):
    taken = cast.online(who={"email": email})
    receiving.confirm_receipt(taken.foi_request, on=today(), staff=cast.clerk)
    return taken


def test_a_message_says_the_number_and_no_name_no_text_no_code(cast):
    taken = received(cast)
    read()
    messages.send_mail()
    (sent,) = mail.outbox
    assert sent.to == [ADDRESS]
    assert taken.foi_request.number in sent.subject and "已确认收到" in sent.subject
    everything = sent.subject + sent.body + str(sent.message())
    for secret in ("赵明远", "养护", "13900000000", "E12345678", taken.code):
        assert secret not in everything
    assert "/foi/progress/\n" in sent.body


def test_each_step_is_told_once_even_if_the_journal_is_read_again(cast):
    taken = received(cast)
    clarifying.ask_to_clarify(taken.foi_request, ["哪一年"], answer_by=today(9), staff=cast.clerk)
    for _ in range(3):
        read()
        messages.send_mail()
    assert [one.subject.partition("：")[2] for one in mail.outbox] == ["已确认收到", "需要您补正"]
    assert Entry.objects.filter(name="RequesterInformed").count() == 2


def test_who_left_no_address_gets_no_mail(cast):
    received(cast, email="")
    read()
    messages.send_mail()
    assert not mail.outbox and not Message.objects.exists()


def test_a_server_that_is_away_is_tried_again_and_given_up_at_last(cast, monkeypatch):
    taken = received(cast)
    read()
    monkeypatch.setattr(mail.EmailMessage, "send", away)
    monkeypatch.setattr(messages.EmailMessage, "send", away)
    for _ in range(messages.MOST_TRIES + 3):
        messages.send_mail()
        Message.objects.update(next_at=timezone.now() - timedelta(seconds=1))
    message = Message.objects.get()
    assert message.given_up_at and message.tries == messages.MOST_TRIES
    entry = Entry.objects.get(name="RequesterNotInformed")
    assert entry.about == taken.foi_request.reference
    assert entry.data == {"of": "RequestReceived", "tries": messages.MOST_TRIES}


def away(self, fail_silently: bool = False) -> int:
    raise OSError(f"{ADDRESS}: connection refused")


def test_a_failing_message_waits_and_does_not_stop_the_others(cast, monkeypatch, caplog):
    first, second = received(cast, "bad@example.cn"), received(cast, "good@example.cn")
    read()
    send = messages.EmailMessage.send

    def sometimes(self, fail_silently: bool = False) -> int:
        return away(self) if self.to == ["bad@example.cn"] else send(self)

    monkeypatch.setattr(messages.EmailMessage, "send", sometimes)
    messages.send_mail()
    messages.send_mail()  # the first one rests
    assert [one.to for one in mail.outbox] == [["good@example.cn"]]
    assert first.foi_request.messages.get().tries == 1
    assert second.foi_request.messages.get().sent_at
    assert "example.cn" not in caplog.text


def test_old_facts_inform_nobody(cast):
    received(cast)
    while sequence():
        pass
    entries = list(Entry.objects.filter(name="RequestReceived").order_by("id"))
    for entry in entries:
        entry.at = timezone.now() - timedelta(days=30)
    messages.note_what_to_tell(entries)
    assert not Message.objects.exists()


def test_without_a_server_the_mail_lies_in_the_outbox(cast, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "outbox"
    taken = received(cast)
    read()
    messages.send_mail()
    (file,) = (tmp_path / "outbox").iterdir()
    assert taken.code not in file.read_text(encoding="utf-8")
