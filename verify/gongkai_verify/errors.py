"""What can go wrong, in two kinds: something is false, or something cannot be read."""

from __future__ import annotations


class Wrong(Exception):  # noqa: N818 - a verdict, not a failure of the program
    """What was read is not what it ought to be. `code` is for programs, the text for people."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


class Unreadable(Exception):  # noqa: N818 - as above
    """A source, a file or an argument cannot be used at all: exit code 2."""
