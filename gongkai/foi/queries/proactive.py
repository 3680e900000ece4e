"""What of an answer would interest everybody, without who asked (第四十四条)."""

from __future__ import annotations

from django.utils.html import escape

from gongkai.disclosure.content import Content
from gongkai.files.queries import text_parts
from gongkai.foi.models import Answer, Requester
from gongkai.kernel.personal_data import find_personal_data, mask
from gongkai.kernel.text import html_to_text

THE_REQUESTER = "申请人"
LONGEST_TITLE = 60


def suggested_item(answer: Answer) -> Content:
    """A first draft of the item: what was wanted and what was disclosed, the requester taken out,
    whatever looks like personal data masked. An editor goes on from there."""
    foi_request = answer.foi_request
    title = without_requester(answer, foi_request.wanted_title or foi_request.wanted)
    line = " ".join(title.split())
    told = [str(answer.facts.get("open_part", "")), answer.text]
    paragraphs = [without_requester(answer, one) for one in told if one.strip()]
    return Content(
        title=line if len(line) <= LONGEST_TITLE else f"{line[:LONGEST_TITLE]}…",
        body_html="".join(f"<p>{escape(one)}</p>" for one in paragraphs),
    )


def without_requester(answer: Answer, text: str) -> str:
    """The text with the requester's name and numbers replaced, and personal data masked."""
    for own in traces_of(answer):
        text = text.replace(own, THE_REQUESTER)
    return mask(text, find_personal_data(text))


def traces_of(answer: Answer) -> list[str]:
    """What tells who asked, the longest first; a name of one sign is no trace."""
    who = Requester.objects.get(foi_request=answer.foi_request_id)
    told = {
        who.name, who.identity_number, who.phone, who.email, who.address, who.workplace,
        who.contact, who.representative, who.fax,
    }  # fmt: skip
    return sorted((one for one in told if len(one) > 1), key=len, reverse=True)


def traces_left(answer: Answer, content: Content) -> list[str]:
    """Why the item cannot be drafted: it, or a file, still tells who asked."""
    traces = traces_of(answer)
    words = "\n".join((content.title, content.summary, html_to_text(content.body_html)))
    reasons = []
    if _tells(words, traces):
        reasons.append(
            "公开的内容里还有申请人的姓名、证件号码或者联系方式，请删去后再转为主动公开。"
        )
    for attached in answer.files.select_related("file"):
        if any(_tells(part.text, traces) for part in text_parts(attached.file)):
            reasons.append(
                f"附件“{attached.name}”里有申请人的姓名、证件号码或者联系方式，不能原样公开。"
                "请直接在主动公开栏目起草，附上遮盖后的文件。"
            )
    return reasons


def _tells(text: str, traces: list[str]) -> bool:
    return any(own in text for own in traces)
