"""What an answer must have before anybody reviews it: grounds, consultations, facts of its letter.

第十四条至第十六条 (grounds), 第三十二条 (third parties), 第三十条、第三十五条 (what must have gone
before), 第三十六条至第三十九条 (what each kind must say).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from gongkai.cases.letters import LetterError, missing, template_for_answer
from gongkai.files.models import StoredFile
from gongkai.foi.models import Answer, Consultation
from gongkai.foi.queries.answer_kinds import BY_COURSE, gives_something, kind_of, letter_facts
from gongkai.foi.queries.reasons_extending import reasons_were_asked

Position = Consultation.Position
REVERSE_CHECKED = ("E16b", "E16c")  # 第十六条第二款: unless some norm requires disclosure
AGAINST = (Position.OBJECTION, Position.PARTIAL)

_NAMED = re.compile(r"《(?P<name>[^》]+)》")
_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百千\d]+条")
# Neither law nor administrative regulation is ever called so (第十四条: E14b needs one of them).
_LOWER_NORM = re.compile(r"(?:细则|通知|意见|公告|方案|制度|纪要|批复)(?:（[^）]*）)?$")


def faults_of_answer(answer: Answer, on: date | None = None) -> list[str]:
    """Everything that stands against this answer as it is, as Chinese sentences."""
    kind = kind_of(answer.kind)
    if kind is None:
        return ["请选择答复类型。"]
    if answer.kind in BY_COURSE:
        return [BY_COURSE[answer.kind]]
    return [
        *_faults_of_letter(answer, on or timezone.localdate()),
        *_faults_of_ground(answer, kind.needs_ground),
        *_faults_of_consultations(answer),
        *_what_must_have_gone_before(answer),
        *_faults_of_files(answer),
    ]


def _faults_of_letter(answer: Answer, on: date) -> Iterator[str]:
    try:
        template = template_for_answer(answer.kind, on)
    except LetterError as error:
        yield from error.reasons
        return
    body = answer.foi_request.body.name
    yield from missing(template, {**letter_facts(answer, on), "body": body, "on": on})


def _faults_of_ground(answer: Answer, needed: bool) -> Iterator[str]:
    if not needed:
        if answer.ground:
            yield "只有“部分公开”“不予公开”才写法定事由，请去掉。"
        return
    if not answer.ground:
        return  # the letter says that it is missing
    if answer.ground == "E14b":
        yield from _faults_of_forbidding_law(answer.ground_text)
    if answer.ground in REVERSE_CHECKED and not answer.reverse_checked:
        yield (
            "第十六条第二款：法律、法规、规章规定应当公开的，从其规定。"
            "请核对没有这样的规定，并勾选“已核对”。"
        )


def _faults_of_forbidding_law(text: str) -> Iterator[str]:
    names = [match["name"] for match in _NAMED.finditer(text)]
    if not names or not _ARTICLE.search(text):
        yield (
            "请写明是哪一部法律或者行政法规的第几条禁止公开，例如“《某某法》第几条”；"
            "部门规章和地方文件不能作为依据。"
        )
    for name in names:
        if _LOWER_NORM.search(name):
            yield f"《{name}》不是法律、行政法规，不能作为禁止公开的依据（第十四条）。"


def _faults_of_consultations(answer: Answer) -> Iterator[str]:
    third = answer.foi_request.consultations.filter(kind=Consultation.Kind.THIRD_PARTY)
    parties = list(third.exclude(replied_on__isnull=True))
    if answer.ground == "E15":
        yield from _faults_of_withholding_for(parties)
    elif gives_something(answer.kind):
        # 第十五条: with consent, or where withholding would greatly harm the public interest.
        for one in parties:
            if one.position in AGAINST and not one.overruled_because:
                yield (
                    f"第三方“{one.name}”{one.get_position_display()}。要公开，应当先认定不公开会对公共"
                    "利益造成重大影响并办理“不采纳意见”；否则请以“损害第三方合法权益”为由部分公开"
                    "或者不予公开（第十五条）。"
                )


def _faults_of_withholding_for(parties: list[Consultation]) -> Iterator[str]:
    if not parties:
        yield "以第三方合法权益为由不公开的，应当先书面征求第三方的意见（第三十二条）。"
    elif all(one.position == Position.CONSENT for one in parties):
        yield "第三方都同意公开，不能再以第三方合法权益为由不公开（第十五条）。"
    elif all(one.overruled_because or one.position == Position.CONSENT for one in parties):
        yield "已经认定不采纳第三方的意见、予以公开，不能再以第三方合法权益为由不公开。"


def _what_must_have_gone_before(answer: Answer) -> Iterator[str]:
    foi_request = answer.foi_request
    clarified = foi_request.clarifications.exclude(answered_on=None).exists()
    if answer.kind == "R9" and not clarified:
        yield "“补正后仍不明确”须先告知补正并收到补正（第三十条）。"
    if answer.kind == "R13" and not reasons_were_asked(foi_request):
        yield "“无正当理由大量、反复申请”须先要求申请人说明理由（第三十五条）。"


def _faults_of_files(answer: Answer) -> Iterator[str]:
    attached = list(answer.files.select_related("file"))
    if attached and not gives_something(answer.kind):
        yield "这种答复不提供信息，请移除附件，以免误将信息给出。"
    for one in attached:
        if one.file.status == StoredFile.Status.QUARANTINED:
            yield f"附件“{one.name}”还在检查，请稍后再送审。"
        elif one.file.status != StoredFile.Status.ACCEPTED:
            yield f"附件“{one.name}”未通过检查，请删除或更换。"
