"""公开主体: which bodies a text names, so that duties can be counted for each.

Tables write 县财政局 for 名川县财政局, join several with 、, and say 乡镇人民政府 for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.people.models import Body
from gongkai.people.queries import open_bodies

_SEPARATORS = re.compile(r"[、，,；;\n/]")
_TOWNSHIPS = re.compile(
    r"(?:本级|各|全县|有关|相关)*(?:乡镇|乡[（(]镇[)）]|镇[（(]街道[)）]|乡、镇|乡|镇|街道)"
    r"(?:[（(]街道[)）])?(?:级)?(?:人民)?(?:政府|办事处|街道办事处)?"
)
_NOISE = re.compile(r"^(?:本级|各|有关|相关)+|[（(].*?[)）]$")


@dataclass(frozen=True)
class Responsibility:
    """Who answers: the first body named, the others, and names that no body here has."""

    lead: Body | None = None
    others: tuple[Body, ...] = ()
    unknown: tuple[str, ...] = field(default=())

    @property
    def bodies(self) -> tuple[Body, ...]:
        return ((self.lead,) if self.lead else ()) + self.others


class Bodies:
    """All bodies that exist, by every name that tables use for them, loaded once."""

    def __init__(self, aliases: Mapping[str, Body] | None = None) -> None:
        found = list(open_bodies().select_related("division"))
        self.townships = [one for one in found if one.kind == Body.Kind.TOWNSHIP]
        self._by_name: dict[str, Body] = dict(aliases or {})
        for one in found:
            for name in _names(one):
                self._by_name.setdefault(name, one)

    def named_in(self, text: str) -> Responsibility:
        """The bodies that a cell of 公开主体 names."""
        found: list[Body] = []
        unknown: list[str] = []
        for part in _SEPARATORS.split(text):
            bodies, rest = self._read(part.strip())
            found += [one for one in bodies if one not in found]
            unknown += rest
        return Responsibility(found[0] if found else None, tuple(found[1:]), tuple(unknown))

    def _read(self, part: str) -> tuple[list[Body], list[str]]:
        known = self._known(part)
        if known or not part:
            return known, []
        # 及 and 和 also stand inside names (住房和城乡建设局): cut only where both sides are known.
        for cut in re.finditer("[及和与]", part):
            left, right = self._known(part[: cut.start()]), self._known(part[cut.end() :])
            if left and right:
                return [*left, *right], []
        return [], [part]

    def _known(self, name: str) -> list[Body]:
        plain = _NOISE.sub("", name.strip())
        if plain in self._by_name or name in self._by_name:
            return [self._by_name.get(plain) or self._by_name[name]]
        return list(self.townships) if _TOWNSHIPS.fullmatch(name.strip()) else []


def _names(body: Body) -> list[str]:
    """名川县财政局 is also 县财政局 and 财政局, and what its short names say."""
    division = body.division.name
    names = [body.name, *body.short_names]
    if division and body.name.startswith(division):
        rest = body.name.removeprefix(division)
        names += [f"{division[-1]}{rest}", rest]
    return [name for name in names if len(name) > 1]
