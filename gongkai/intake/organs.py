"""Names of public bodies: told by how they end, alone or joined, and cut from the front of titles.

There is no list of all bodies of the country; but a body's name ends in one of a few words
(政府, 办公室, 局, 委员会 …), and in a title it stands before a verb (关于, 印发, 转发 …).
"""

from __future__ import annotations

import re
from functools import lru_cache

_ENDINGS = (
    "人民政府|政府|办公厅|办公室|委员会|管委会|党工委|党委|工委|党组|党政办|政府办|县委|市委|省委|区委"
    "|编委|农委|卫健委|发改委|国资委|军委|中央|国务院|全国人大|政协|人大常委会|人大"
    "|[部厅局委署院会办所站队处室馆校社团]|中心|总局|总队|支队|大队|银行|公司|集团|大学|学院|学校|中学|小学"
    "|医院|法院|检察院|指挥部|领导小组|工作组|专家组|联席会议|推进组|专班|街道|[镇乡]|开发区|园区|兵团|联合会"
    "|基金|协会|学会|工会|妇联|红十字会|共青团|司令部|总部"
)
_NAME = rf"[\u4e00-\u9fff（）()“”·]{{0,40}}(?:{_ENDINGS})"
ORGAN = re.compile(_NAME)
_SEPARATORS = re.compile(r"\s*[、，,;；]\s*|\s+")
_OTHERS = re.compile(r"等[一二三四五六七八九十\d]+(?:个)?(?:部门|单位|机关|家)?$|等(?:部门|单位)$")

# What follows the issuing bodies in a title.
VERBS = re.compile(
    r"关于|印发|转发|批转|颁布|公布|发布|通报|对(?!口)|就(?=.{2,40}(?:答复|复函|公告|通知))|致(?=[全广社])"
    r"|令(?=第|$)|公告|通告|通知"
)
# Words that end like a body and are none; names do not contain these.
_NOT_IN_NAMES = re.compile(
    r"^对|召开|举办|举行|开展|推进会|座谈会|发布会|会议|关于|印发|转发|各[市县区乡镇部]|[的了]|根据|按照|经过|附件|联系|负责|以上|以下|现将|同意|情况$"
)
PERSON = re.compile(
    r"(?:代|代理|副)?(?:总理|主席|省长|州长|市长|县长|区长|旗长|乡长|镇长|部长|主任|局长|署长|行长|院长|检察长"
    r"|审计长|盟长|委员长|秘书长|厅长|会长|书记|司令员)"
    r"[\s:：]*[\u4e00-\u9fff·]{1,4}(?: ?[\u4e00-\u9fff]{1,2})?"
)


@lru_cache(maxsize=4096)
def organs_in(text: str) -> tuple[str, ...]:
    """Return the bodies that this line names and nothing else, in order; () if it says more.

    Understands 国务院办公厅、中央军委办公厅, 教育部 财政部, 教 育 部, 教育部等五部门.
    """
    text = unspaced(text.strip())
    if not 2 <= len(text) <= 200 or _NOT_IN_NAMES.search(text):
        return ()
    names = [name for name in _SEPARATORS.split(text) if name]
    if all(map(_is_organ, names)):
        return tuple(names)
    whole = "".join(names)
    return (whole,) if len(names) > 1 and len(whole) <= 12 and _is_organ(whole) else ()


def _is_organ(name: str) -> bool:
    return len(name) >= 2 and bool(ORGAN.fullmatch(_OTHERS.sub("", name)))


def unspaced(text: str) -> str:
    """Close up words that are spaced out for looks: 教 育 部 → 教育部."""
    return re.sub(r"(?<![^\s])[\u4e00-\u9fff](?: [\u4e00-\u9fff](?![^\s]))+", _close_up, text)


def _close_up(match: re.Match[str]) -> str:
    return match[0].replace(" ", "")


@lru_cache(maxsize=4096)
def organs_before_verb(title: str) -> tuple[str, ...]:
    """Return the issuing bodies at the front of a title: 国务院办公厅关于…的通知 → 国务院办公厅."""
    for verb in VERBS.finditer(title):
        front = title[: verb.start()]
        found = organs_in(front) or organs_in(_OTHERS.sub("", front))
        if found:
            return organs_in(front) or (front,)
    return ()


def organ_at_front(title: str) -> str:
    """Return what may be a body at the front of a title: 名川县自然资源局挂牌出让公告."""
    found = ORGAN.match(title)
    name = found[0] if found else ""
    return name if len(name) >= 4 and name != title and not _NOT_IN_NAMES.search(name) else ""


_YEARLY = re.compile(rf"(?P<name>{_NAME})(?=\d{{4}}年|年度|部门[预决]算|政府信息公开|工作报告)")


def organ_of_yearly_paper(title: str) -> str:
    """Return the body whose yearly paper this is: 名川县财政局2026年度部门预算."""
    found = _YEARLY.match(title)
    return found["name"] if found and len(found["name"]) >= 4 else ""


def is_person(line: str) -> bool:
    """Say whether a line is the signature of an office holder: 总理 李克强, 县长：张某某."""
    return bool(PERSON.fullmatch(line.strip()))


def may_be_same(one: str, other: str) -> bool:
    """Say whether one name may be a short form of the other: 县政府办, 名川县人民政府办公室.

    All characters of the short one come in the long one, in order, and both end alike: 国务院 is
    not short for 国务院办公厅.
    """
    one, other = (re.sub("办$", "办公室", name) for name in (one, other))
    short, long = sorted((one, other), key=len)
    if short[-1:] != long[-1:]:
        return False
    rest = iter(long)
    return all(character in rest for character in short)


def without_country(organ: str) -> str:
    """中华人民共和国国务院 → 国务院, as indexes of documents name it; 主席 keeps the country."""
    bare = organ.removeprefix("中华人民共和国")
    return bare if len(bare) >= 3 and not bare.endswith("主席") else organ
