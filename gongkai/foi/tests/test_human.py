"""Machines are slowed down: the puzzle, the question, the limits."""

from __future__ import annotations

import base64
import json
from datetime import timedelta

import pytest
from altcha import ChallengeV1, solve_challenge_v1
from django.test import RequestFactory

from gongkai.foi import human
from gongkai.foi.limits import count, give_back
from gongkai.people.models import Tally
from gongkai.people.tallies import Limit

pytestmark = pytest.mark.django_db


def solved(puzzle: human.Puzzle) -> str:
    """What the script sends."""
    given = json.loads(puzzle.challenge)
    found = solve_challenge_v1(ChallengeV1(**given))
    answer = {**given, "number": found.number}
    answer.pop("max_number")
    return base64.b64encode(json.dumps(answer).encode()).decode()


def test_a_solved_puzzle_counts_once():
    proof = solved(human.new_puzzle())
    assert human.is_solved(proof)
    assert not human.is_solved(proof)


@pytest.mark.parametrize("proof", ["", "x", "e30=", "bnVsbA==", "W10=", "a" * 3000, "甲"])
def test_nonsense_is_no_solution(proof):
    assert not human.is_solved(proof)


def test_an_old_puzzle_does_not_count(monkeypatch):
    monkeypatch.setattr(human, "VALID_FOR", timedelta(seconds=-1))
    puzzle = human.new_puzzle()
    assert not human.is_solved(solved(puzzle))
    assert not human.is_right(answer_of(puzzle), puzzle.token)


def answer_of(puzzle: human.Puzzle) -> str:
    figures = "零一二三四五六七八九"
    return str(figures.index(puzzle.question[0]) + figures.index(puzzle.question[2]))


def test_the_question_is_answered_once_in_figures_or_in_words():
    puzzle = human.new_puzzle()
    assert not human.is_right("99", puzzle.token)
    assert human.is_right(f" {answer_of(puzzle)} ", puzzle.token)
    assert not human.is_right(answer_of(puzzle), puzzle.token)
    assert not human.is_right("5", "forged")


def test_the_question_understands_chinese_figures(monkeypatch):
    monkeypatch.setattr(human.secrets, "randbelow", lambda most: 5)  # six and six
    for answer in ("十二", "12", "１２"):
        assert human.is_right(answer, human.new_puzzle().token), answer


def test_after_so_many_tries_an_address_waits_and_others_do_not():
    limit = Limit("test", 3, timedelta(minutes=1))
    here = RequestFactory().get("/", REMOTE_ADDR="203.0.113.5")
    there = RequestFactory().get("/", REMOTE_ADDR="203.0.113.6")
    assert [count(limit, here) for _ in range(4)] == [True, True, True, False]
    assert count(limit, there)
    give_back(limit, here)
    give_back(limit, here)
    assert count(limit, here)
    assert "203.0.113" not in json.dumps(list(Tally.objects.values()), default=str)


def test_a_limit_ends():
    limit = Limit("test", 1, timedelta(seconds=-1))
    here = RequestFactory().get("/", REMOTE_ADDR="203.0.113.5")
    assert all(count(limit, here) for _ in range(5))
