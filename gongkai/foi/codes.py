"""Look-up codes, which only the requester has, and fingerprints of identity numbers.

Neither the code nor a hash that could be tried out without the instance's key is kept: a copy of
the database alone opens nobody's request and tells nobody's number.
"""

from __future__ import annotations

import hmac
import secrets
import unicodedata
from uuid import UUID

from django.utils.crypto import salted_hmac

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without 0 O 1 I L, which are read wrongly
LENGTH = 12  # 31 ** 12, more than 59 bits
_GROUP = 4


def make_code() -> str:
    """A new look-up code as it is shown once: three groups of four, "K7QM-2XWD-9RTA"."""
    return grouped("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def code_of_form(form_key: UUID) -> str:
    """The code of the request that one form makes: sent twice, it is the same code both times."""
    digest = salted_hmac("gongkai.foi.form", form_key.hex, algorithm="sha256").digest()
    left = int.from_bytes(digest)
    signs = []
    for _ in range(LENGTH):
        left, place = divmod(left, len(ALPHABET))
        signs.append(ALPHABET[place])
    return grouped("".join(signs))


def grouped(code: str) -> str:
    """The code in groups, so that it can be read out and copied by hand."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def as_typed(text: str) -> str:
    """What somebody typed, without what hands add: blanks, dashes, small or full-width letters."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(sign for sign in plain if sign.isalnum())


def hash_of_code(number: str, code: str) -> str:
    """The keyed hash that is kept with the request; bound to its number."""
    return salted_hmac(
        "gongkai.foi.code", f"{number}:{as_typed(code)}", algorithm="sha256"
    ).hexdigest()


def is_code_of(number: str, code_hash: str, code: str) -> bool:
    """Whether this is the code of the request; takes as long for a wrong one as for the right."""
    return hmac.compare_digest(code_hash, hash_of_code(number, code))


def fingerprint(identity_number: str) -> str:
    """A keyed hash of an identity number: the same for one person, and not to be turned back."""
    return salted_hmac(
        "gongkai.foi.identity", as_typed(identity_number), algorithm="sha256"
    ).hexdigest()
