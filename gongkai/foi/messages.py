"""Mail to the requester when something happened: that it did, for which number, and where to look.

Never a name, a text or the look-up code: mail passes through many hands. A follower of the journal
only notes what is to be told; a chore sends it, so that a mail server that is away holds up nobody.
A message that fails is tried again, ever less often, and at last given up with a fact, which the
desk shows.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from gongkai.foi import events
from gongkai.foi.models import FoiRequest, Message
from gongkai.journal.actors import SYSTEM
from gongkai.journal.chores import chore
from gongkai.journal.followers import follower
from gongkai.journal.models import Entry
from gongkai.journal.recording import operation, record

log = logging.getLogger(__name__)

MOST_TRIES = 8  # the last one about eight hours after the first
FIRST_PAUSE = timedelta(minutes=4)
AT_A_TIME = 50
STALE_AFTER = timedelta(days=7)  # a journal that is read anew informs nobody of old things

SENTENCES = {
    "RequestReceived": "您的政府信息公开申请已确认收到，答复期限从收到之日起计算。",
    "ClarificationAsked": "您的政府信息公开申请需要补正，请查看补正告知书，并在期限内补正。",
    "DeadlineExtended": "您的政府信息公开申请需要延期答复，请查看延期答复告知书。",
    "RequestAnswered": "您的政府信息公开申请已经作出答复，请查看答复书。",
}


@follower(
    "foi.messages",
    events.RequestReceived,
    events.ClarificationAsked,
    events.DeadlineExtended,
    events.RequestAnswered,
)
def note_what_to_tell(entries: Sequence[Entry]) -> None:
    """Note a message for each fact about a request whose requester left an e-mail address."""
    oldest = timezone.now() - STALE_AFTER
    told = [one for one in entries if one.about.startswith("foi:") and one.at >= oldest]
    numbers = {one.about.removeprefix("foi:") for one in told}
    found = FoiRequest.objects.filter(number__in=numbers).exclude(requester__email="")
    keys = dict(found.exclude(requester=None).values_list("number", "pk"))
    Message.objects.bulk_create(
        [
            Message(foi_request_id=keys[number], seq=one.seq, about=one.name, next_at=one.at)
            for one in told
            if (number := one.about.removeprefix("foi:")) in keys and one.seq is not None
        ],
        ignore_conflicts=True,  # read twice, told once
    )


@chore("foi.mail", timedelta(seconds=20))
def send_mail() -> None:
    """Send what is due; one that fails does not stop the others."""
    waiting = Message.objects.filter(sent_at=None, given_up_at=None, next_at__lte=timezone.now())
    for message in waiting.select_related("foi_request__body").order_by("next_at")[:AT_A_TIME]:
        if _claim(message):
            _try(message)


def _claim(message: Message) -> bool:
    """Push the next try ahead before this one, so that two workers never send the same."""
    pause = FIRST_PAUSE * 2**message.tries
    mine = Message.objects.filter(pk=message.pk, next_at=message.next_at, sent_at=None)
    tries = message.tries + 1
    changed = mine.update(next_at=timezone.now() + pause, tries=tries)
    message.tries = tries
    return changed == 1


def _try(message: Message) -> None:
    address = message.foi_request.requester.email
    try:
        _compose(message, address).send()
    except (OSError, SMTPException, ValueError) as problem:
        # The kind of problem only: its words may quote the address.
        log.warning("mail %s was not sent: %s", message.seq, type(problem).__name__)
        if message.tries >= MOST_TRIES:
            _give_up(message)
    else:
        _note_sent(message)


def _compose(message: Message, address: str) -> EmailMessage:
    number, body = message.foi_request.number, message.foi_request.body
    lines = [
        "您好！",
        SENTENCES[message.about],
        f"申请编号：{number}",
        f"请用申请编号和查询码在这里查看：{settings.SITE_URL}/foi/progress/",
        f"受理机关：{body.name}" + (f"，电话 {body.phone}" if body.phone else ""),
        "本邮件由系统发出，请勿回复。我们不会在邮件中索要查询码、证件号码或者费用。",
    ]
    return EmailMessage(
        f"政府信息公开申请 {number}：{message.subject}",
        "\n\n".join(lines),
        settings.DEFAULT_FROM_EMAIL,
        [address],
        headers={"Auto-Submitted": "auto-generated"},
    )


@operation
def _note_sent(message: Message) -> None:
    message.sent_at = timezone.now()
    message.save(update_fields=["sent_at"])
    fact = events.RequesterInformed(message.about)
    record(fact, about=message.foi_request.reference, actor=SYSTEM)


@operation
def _give_up(message: Message) -> None:
    message.given_up_at = timezone.now()
    message.save(update_fields=["given_up_at"])
    fact = events.RequesterNotInformed(message.about, message.tries)
    record(fact, about=message.foi_request.reference, actor=SYSTEM)
