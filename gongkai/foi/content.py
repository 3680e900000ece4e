"""What an application says: what is wanted, and who wants it (第二十九条). Purpose is not asked
(第二十七条 of 2019 no longer knows one)."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongkai.files.models import StoredFile
from gongkai.foi.codes import as_typed
from gongkai.foi.models import FoiRequest, Requester, RequestFile


@dataclass(frozen=True)
class Wanted:
    """第二十九条第二、三项: the name, the number or other features; the form, way and route."""

    wanted: str
    wanted_title: str = ""
    wanted_number: str = ""
    way: str = FoiRequest.Way.POST
    carrier: str = FoiRequest.Carrier.PAPER
    needs_help: bool = False


@dataclass(frozen=True)
class Who:
    """第二十九条第一项: name or title, proof of identity, contact."""

    kind: str  # FoiRequest.RequesterKind
    name: str
    identity_kind: str
    identity_number: str = field(repr=False)  # never in a log by accident
    workplace: str = ""
    representative: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    fax: str = ""
    address: str = ""
    postcode: str = ""

    @property
    def is_natural(self) -> bool:
        """Whether a person asks, and not an organisation."""
        return self.kind == FoiRequest.RequesterKind.NATURAL

    @property
    def plain_number(self) -> str:
        """The identity number as it is checked and kept: no blanks, large letters."""
        if self.identity_kind == Requester.IdentityKind.OTHER:
            return self.identity_number.strip()
        return as_typed(self.identity_number)


@dataclass(frozen=True)
class Enclosed:
    """A file that comes with an application: stored already, and how its owner calls it."""

    file: StoredFile
    kind: RequestFile.Kind
    name: str
