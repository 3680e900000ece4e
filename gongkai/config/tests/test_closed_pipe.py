"""A command whose reader went away ends quietly, as in `gongkai deadline --list | head -1`."""

from __future__ import annotations

import subprocess
import sys

import pytest

GONGKAI = [sys.executable, "-m", "gongkai.config.cli"]


@pytest.mark.parametrize(
    "words", [["deadline", "--list"], ["deadline", "--list", "--json"], ["--help"]]
)
def test_a_closed_pipe_is_no_traceback(words):
    running = subprocess.Popen(
        [*GONGKAI, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    running.stdout.close()  # before a word was written: the command cannot be faster
    problem = running.stderr.read()
    running.stderr.close()
    assert running.wait(timeout=60) in {0, 141}
    assert problem == ""


def test_with_a_reader_the_output_is_whole():
    done = subprocess.run([*GONGKAI, "deadline", "--list"], capture_output=True, text=True)
    assert done.returncode == 0
    assert "foi.reply" in done.stdout
