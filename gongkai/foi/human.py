"""Telling people from machines without asking anybody else and without a picture.

The browser solves a small puzzle by itself (ALTCHA's proof of work, `static/foi/proof.js`); where
scripts are off, a sum in words is asked instead. A puzzle counts once.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import timedelta

from altcha.v1 import ChallengeOptions, create_challenge, verify_solution
from django.core import signing
from django.utils import timezone
from django.utils.crypto import salted_hmac

from gongkai.people.tallies import Limit, count

HARDNESS = 60_000  # hashes at most; a second on an old telephone
VALID_FOR = timedelta(hours=2)
ONCE = Limit("foi.puzzle", 1, VALID_FOR)
_FIGURES = "零一二三四五六七八九"
_SALT = "gongkai.foi.question"


@dataclass(frozen=True)
class Puzzle:
    """What a form shows: the puzzle for the script, and the question for everybody else."""

    challenge: str  # JSON
    question: str
    token: str  # the right answer, signed and hidden


def new_puzzle() -> Puzzle:
    """A puzzle and a question for one form."""
    made = create_challenge(
        ChallengeOptions(
            max_number=HARDNESS,
            hmac_key=_key(),
            expires=timezone.now() + VALID_FOR,
        )
    )
    fields = ("algorithm", "challenge", "max_number", "salt", "signature")
    first, second = secrets.randbelow(8) + 1, secrets.randbelow(8) + 1
    answer = {"a": first + second, "n": secrets.token_hex(8)}
    return Puzzle(
        json.dumps({name: getattr(made, name) for name in fields}),
        f"{_FIGURES[first]}加{_FIGURES[second]}等于几？",
        signing.dumps(answer, salt=_SALT),
    )


def _key() -> str:
    return salted_hmac("gongkai.foi.puzzle", "key", algorithm="sha256").hexdigest()


def is_solved(proof: str) -> bool:
    """Whether the script solved a puzzle of ours, recently, and for the first time."""
    if not proof or len(proof) > 2000:
        return False
    try:
        ok, _ = verify_solution(proof, _key(), check_expires=True)
    except (ValueError, KeyError, TypeError):
        return False
    return ok and count(ONCE, f"proof:{proof}")


def is_right(answer: str, token: str) -> bool:
    """Whether the sum was answered, recently, and this question for the first time."""
    try:
        wanted = signing.loads(token, salt=_SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return False
    figures = {sign: str(value) for value, sign in enumerate(_FIGURES)}
    typed = answer.strip()
    if typed.startswith("十"):
        typed = "1" + (figures.get(typed[1:], typed[1:]) or "0")
    typed = figures.get(typed, typed)
    right = typed.isdecimal() and len(typed) <= 2 and int(typed) == wanted["a"]
    return right and count(ONCE, f"question:{wanted['n']}")
