"""The follower that gives each logged fact its entries: bytes, and a place without gaps.

It changes tables only, in one transaction with its bookmark, so a fact becomes entries once. The
files are the writer's business (`writing`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Max

from gongkai.journal.followers import follower
from gongkai.journal.models import Entry, Line
from gongkai.kernel.tlog.commitments import commitment, commitment_to_digest, new_salt
from gongkai.transparency.leaves import anchor_entry, document_entry, key_entry
from gongkai.transparency.models import PUBLIC, Document, LogEntry, PartCommitment
from gongkai.transparency.registry import Act, Part, Statement, statements


@follower("transparency.numbering", early=True, batch=200)
def number_entries(entries: Sequence[Entry]) -> None:
    """Turn what these facts say into entries of the public log."""
    said = statements(entries)
    if not said:
        return
    # One at a time, whoever else might number: the row of the line is everybody's lock.
    Line.objects.select_for_update().filter(pk=1).first()
    known = set(LogEntry.objects.filter(fact__in=entries).values_list("fact", flat=True))
    # What is known was taken back from the files after a restore.
    said = [(fact, statement) for fact, statement in said if fact.pk not in known]
    numbering = _Numbering(_histories({statement.reference for _, statement in said}))
    for fact, statement in said:
        numbering.add(fact, statement)
    numbering.save()


def _histories(references: set[str]) -> dict[str, _History]:
    """What the log says so far of each of these things; new ones get their random name."""
    wanted = references - {""}
    known = set(Document.objects.filter(reference__in=wanted).values_list("reference", flat=True))
    Document.objects.bulk_create(Document(reference=one) for one in sorted(wanted - known))
    found = {one.pk: _History(one) for one in Document.objects.filter(reference__in=wanted)}
    rows = LogEntry.objects.filter(log=PUBLIC, document__in=list(found))
    for row in rows.order_by("index").defer("content"):
        assert row.document_id is not None
        found[row.document_id].note(row)
    return {history.document.reference: history for history in found.values()}


class _Numbering:
    """The entries of one batch, in order; written to the table together."""

    def __init__(self, histories: Mapping[str, _History]) -> None:
        self.histories = histories
        self.rows: list[LogEntry] = []
        self.parts: list[PartCommitment] = []
        last = LogEntry.objects.filter(log=PUBLIC).aggregate(last=Max("index"))["last"]
        self.next = 0 if last is None else last + 1
        self.ordinal = 0

    def add(self, fact: Entry, statement: Statement) -> None:
        """Write the rows of one statement."""
        self.ordinal = 0
        if statement.act == Act.KEY:
            self._write(fact, statement, key_entry(str(statement.more["vkey"]), fact.at))
        elif statement.act == Act.ANCHOR:
            more = statement.more
            content = anchor_entry(str(more["log"]), int(more["size"]), str(more["root"]), fact.at)
            self._write(fact, statement, content)
        else:
            self._add_to_document(fact, statement, self.histories[statement.reference])

    def save(self) -> None:
        """Write what was numbered."""
        LogEntry.objects.bulk_create(self.rows)
        PartCommitment.objects.bulk_create(self.parts)
        self.rows, self.parts = [], []

    def _add_to_document(self, fact: Entry, statement: Statement, history: _History) -> None:
        if statement.act in (Act.PUBLISH, Act.REVISE):
            # A corrected version makes what was withdrawn public again; the log says both.
            if history.is_withdrawn:
                self._say(fact, statement, history, Act.RESTORE)
            self._add_revision(fact, statement, history)
        elif statement.act == Act.ERASE:
            self.save()
            for revision in history.with_content(statement.erased):
                self._add_tombstone(fact, statement, history, revision)
        else:
            self._say(fact, statement, history, statement.act)

    def _say(self, fact: Entry, statement: Statement, history: _History, act: Act) -> None:
        """An act that concerns the document as a whole."""
        content = document_entry(
            act, history.doc, statement.organisation, fact.at,
            revision=history.revision,
            previous=history.last,
            ground=statement.public_ground if act == Act.WITHDRAW else "",
        )  # fmt: skip
        history.note(self._write(fact, statement, content, history, act=act))

    def _add_revision(self, fact: Entry, statement: Statement, history: _History) -> None:
        parts = [_commit(part) for part in statement.parts]
        sm3 = {one.name: bytes(one.sm3) for one in parts if one.sm3 is not None}
        history.revision += 1
        act = Act.REVISE if history.revision > 1 else Act.PUBLISH
        content = document_entry(
            act, history.doc, statement.organisation, fact.at,
            revision=history.revision,
            parts={one.name: bytes(one.commitment) for one in parts},
            sm3=sm3,
            previous=history.last,
        )  # fmt: skip
        row = self._write(fact, statement, content, history, act=act)
        for one in parts:
            one.entry = row
        self.parts += parts
        history.note(row)

    def _add_tombstone(
        self, fact: Entry, statement: Statement, history: _History, revision: LogEntry
    ) -> None:
        """Say which parts of one revision are destroyed; the destruction itself comes after."""
        parts = revision.parts.filter(erased__isnull=True)
        content = document_entry(
            Act.ERASE, history.doc, statement.organisation, fact.at,
            revision=revision.revision or 1,
            previous=history.last,
            ground=statement.public_ground,
            decision=statement.decision,
            of=revision.index,
            gone=list(parts.values_list("name", flat=True)),
        )  # fmt: skip
        row = self._write(fact, statement, content, history, of=revision)
        parts.update(erased=row.index)
        history.note(row)

    def _write(
        self,
        fact: Entry,
        statement: Statement,
        content: bytes,
        history: _History | None = None,
        *,
        act: Act | None = None,
        of: LogEntry | None = None,
    ) -> LogEntry:
        row = LogEntry(
            log=PUBLIC,
            index=self.next,
            content=content,
            act=act or statement.act,
            document=history.document if history else None,
            revision=of.revision if of else history.revision if history else None,
            number=of.number if of else statement.number,
            of=of.index if of else None,
            ground=statement.ground,
            at=_whole_seconds(fact.at),
            fact=fact,
            ordinal=self.ordinal,
        )
        self.rows.append(row)
        self.next += 1
        self.ordinal += 1
        return row


class _History:
    """What the log says about one document so far."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.doc = str(document.doc)
        self.rows: list[LogEntry] = []
        self.revision = 0

    @property
    def last(self) -> int | None:
        """The index of the newest entry about it."""
        return self.rows[-1].index if self.rows else None

    @property
    def is_withdrawn(self) -> bool:
        acts = [row.act for row in self.rows if row.act in (Act.WITHDRAW, Act.RESTORE)]
        return bool(acts) and acts[-1] == Act.WITHDRAW

    def note(self, row: LogEntry) -> None:
        """One more entry about it."""
        self.rows.append(row)
        self.revision = max(self.revision, row.revision or 0)

    def with_content(self, numbers: Sequence[int]) -> Iterator[LogEntry]:
        """The revisions of these numbers that have parts which are not erased yet."""
        for row in list(self.rows):
            if (
                row.act in (Act.PUBLISH, Act.REVISE)
                and row.number in numbers
                and row.parts.filter(erased__isnull=True).exists()
            ):
                yield row


def _commit(part: Part) -> PartCommitment:
    """Commit to one part with a salt of its own; the content is read only where it must be."""
    salt = new_salt()
    content = None if part.sha256 and not settings.LOG_SM3 else part.read()
    digest = part.sha256 or hashlib.sha256(content or b"").hexdigest()
    return PartCommitment(
        name=part.name,
        salt=salt,
        sha256=digest,
        commitment=commitment_to_digest(part.name, salt, bytes.fromhex(digest)),
        sm3=commitment(part.name, salt, content or b"", "sm3") if settings.LOG_SM3 else None,
    )


def _whole_seconds(at: datetime) -> datetime:
    """As the entry says it."""
    return at.replace(microsecond=0)
