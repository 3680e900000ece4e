"""Why a file cannot be read: always a Chinese sentence that says how to mend it."""

from __future__ import annotations


class UnreadableDocument(ValueError):  # noqa: N818
    """A file that cannot be read; the message is a Chinese sentence for the person who has it."""
