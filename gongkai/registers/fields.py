"""Fields (领域) of catalogues: names in tables, codes of the list “fields” in the database.

Places have fields of their own (涉农资金 …) that no list holds: those keep their name as code, and
nothing is lost.
"""

from __future__ import annotations

from gongkai.reference.models import Code

LIST = "fields"


class FieldNames:
    """The list, loaded once for whatever is done with many rows."""

    def __init__(self) -> None:
        self.codes = list(Code.objects.filter(list__code=LIST).order_by("order", "code"))
        self._name = {one.code: one.name for one in self.codes}
        self._code = {alias: one.code for one in self.codes for alias in one.aliases}
        self._code |= {one.name: one.code for one in self.codes}

    @property
    def known(self) -> list[str]:
        """All names and aliases, as tables may write them."""
        return list(self._code)

    def code_of(self, name: str) -> str:
        """The code of a name or an alias; a name that the list does not hold is its own code."""
        wanted = name.strip().removesuffix("领域")
        return self._code.get(wanted) or self._code.get(name.strip()) or wanted

    def name_of(self, code: str) -> str:
        """The name as it is read."""
        return self._name.get(code, code)

    def order_of(self, code: str) -> tuple[int, str]:
        """For sorting: the list's order, then fields of the place."""
        for place, one in enumerate(self.codes):
            if one.code == code:
                return place, ""
        return len(self.codes), code
