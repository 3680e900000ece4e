"""From the journal into the trail and from the trail into the public log, whatever happens."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.utils import timezone

from gongkai.disclosure.tests.cast import make_cast
from gongkai.journal import triggers
from gongkai.journal.models import Bookmark, Entry
from gongkai.journal.recording import Refused
from gongkai.journal.testing import catch_up
from gongkai.kernel.tlog.encoding import to_base64
from gongkai.kernel.tlog.hashing import leaf_hash
from gongkai.trail import anchoring, numbering, reconciling, writing
from gongkai.trail.checking import check
from gongkai.trail.models import Anchor, Case, TrailEntry
from gongkai.trail.queries import state
from gongkai.trail.tests.cast import an_hour_passes
from gongkai.transparency import alarms, keys, logs
from gongkai.transparency.models import LogEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


def told() -> list[dict]:
    """The trail as its files tell it."""
    reader = writing.reader()
    return [json.loads(one) for one in reader.entries(0, reader.size)]


def test_every_fact_is_in_the_trail_once_in_the_order_of_the_line(cast):
    cast.publish()
    cast.publish()
    catch_up()
    writing.write_waiting()
    facts = list(Entry.objects.filter(seq__isnull=False).order_by("seq"))
    assert [one["act"] for one in told()] == [one.name for one in facts]
    rows = TrailEntry.objects.order_by("index")
    assert [row.fact for row in rows] == [one.pk for one in facts]
    # Read once more, as after a crash between the bookmark and nothing: nothing happens twice.
    numbering.number_facts(facts)
    assert TrailEntry.objects.count() == len(facts)
    assert check() == []


def test_each_case_is_a_chain_under_a_name_that_tells_nothing(cast):
    item = cast.publish()
    cast.publish()
    catch_up()
    writing.write_waiting()
    by_case: dict[str, list[bytes]] = {}
    for content in writing.reader().entries(0, writing.reader().size):
        by_case.setdefault(json.loads(content)["case"], []).append(content)
    assert len(by_case) == Case.objects.count()
    for chain in by_case.values():
        assert "prev_leaf" not in json.loads(chain[0])
        for before, after in pairwise(chain):
            assert json.loads(after)["prev_leaf"] == to_base64(leaf_hash(before))
    whole = b"".join(content for chain in by_case.values() for content in chain).decode()
    for hidden in (item.number, cast.clerk.person.name, cast.clerk.person.reference, "财政局"):
        assert hidden not in whole
    assert Counter(one["role"] for one in told()).keys() <= {"staff", "system"}


def test_the_same_content_has_another_commitment_each_time(cast):
    cast.publish()
    catch_up()
    commitments = [json.loads(bytes(row.content))["c"] for row in TrailEntry.objects.all()]
    salts = [bytes(row.salt) for row in TrailEntry.objects.all()]
    assert len(set(commitments)) == len(commitments) and len(set(salts)) == len(salts)


def test_an_anchor_comes_after_an_hour_or_a_new_day_and_not_for_the_logs_own_facts(cast):
    assert not anchoring.is_due()
    cast.publish()
    an_hour_passes()
    anchor = Anchor.objects.get()
    entry = LogEntry.objects.get(act="anchor")
    said = json.loads(bytes(entry.content))
    assert (said["log"], said["size"]) == (keys.origin_of("trail"), anchor.size)
    assert said["log"] == f"{keys.origin_of()}-trail"
    # The anchor itself is a fact, and in the trail; it is no reason for the next one.
    Anchor.objects.update(at=timezone.now() - timedelta(days=2))
    assert TrailEntry.objects.filter(index__gte=anchor.size).exists()
    assert not anchoring.is_due()
    cast.publish()
    catch_up()
    assert anchoring.is_due()
    Anchor.objects.update(at=timezone.now())
    assert not anchoring.is_due()
    day = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    Anchor.objects.update(at=day - timedelta(seconds=1))
    assert anchoring.is_due()
    anchoring.anchor_when_due()
    catch_up()
    assert state().anchored == Anchor.objects.order_by("-size").first().size > anchor.size
    assert check() == []
    assert anchoring.anchor() is not None  # by command also the last few
    writing.write_waiting()


def test_what_was_written_and_not_noted_down_is_noted_down_later(cast):
    cast.publish()
    catch_up()
    writing.write_waiting()
    TrailEntry.objects.update(written=False)  # the power failed just then
    size = writing.reader().size
    assert writing.write_waiting() == size
    assert writing.reader().size == size
    assert check() == []


def test_a_changed_row_of_the_table_or_byte_of_the_files_is_found(cast):
    cast.publish()
    an_hour_passes()
    row = TrailEntry.objects.order_by("index")[2]
    TrailEntry.objects.filter(pk=row.pk).update(
        content=bytes(row.content).replace(b"staff", b"stafx")
    )
    assert any("不一致" in one for one in check())
    TrailEntry.objects.filter(pk=row.pk).update(content=row.content)
    assert check() == []
    bundle = next(path for path in writing.folder().rglob("tile/entries/**/*") if path.is_file())
    kept = bundle.read_bytes()
    bundle.write_bytes(kept.replace(b"staff", b"stafx", 1))
    assert any("不一致" in one for one in check()) and any("根不符" in one for one in check())
    bundle.write_bytes(kept)
    (writing.folder() / "checkpoint").unlink()
    assert check()[0] == "办理留痕的文件不见了。"


def test_a_fact_that_never_came_into_the_trail_is_missed(cast):
    cast.publish()
    catch_up()
    TrailEntry.objects.order_by("-index").first().delete()
    assert any("没有进入办理留痕" in one for one in check())


# --- after a restore ---------------------------------------------------------------------------


def go_back(moment: int, ends: dict[int, tuple]) -> None:
    """The database as it was when the journal ended with this entry; the files stay."""
    TrailEntry.objects.filter(fact__gt=moment).delete()
    Case.objects.exclude(pk__in=ends).delete()
    for pk, (seq, leaf) in ends.items():
        Case.objects.filter(pk=pk).update(seq=seq, leaf=leaf)
    with connection.cursor() as cursor:
        for statement in triggers.drop(connection.vendor):
            cursor.execute(statement)
        cursor.execute("DELETE FROM journal_entry WHERE id > %s", [moment])
        for statement in triggers.create(connection.vendor):
            cursor.execute(statement)
    last = Entry.objects.order_by("-seq").first().seq
    Bookmark.objects.update(seq=last)


def test_after_a_restore_nothing_is_written_until_reconciled_and_then_the_chains_go_on(cast):
    item = cast.publish()
    an_hour_passes()
    catch_up()
    writing.write_waiting()
    moment = Entry.objects.order_by("-id").first().pk
    ends = {one.pk: (one.seq, one.leaf) for one in Case.objects.all()}
    version = cast.draft()
    cast.edit(version, title="备份之后的")
    catch_up()
    writing.write_waiting()
    size = writing.reader().size
    go_back(moment, ends)
    cast.draft()
    catch_up()
    writing.write_now_and_then()
    assert "gongkai log" in alarms.standing()[writing.WRITING]
    assert writing.reader().size == size
    done = reconciling.reconcile()
    assert done.size == size and done.read > 0 and done.given_up > 0
    catch_up()
    writing.write_now_and_then()
    assert alarms.standing() == {}
    assert writing.reader().size > size
    assert check() == []
    assert item.reference in set(Case.objects.values_list("reference", flat=True))


def test_files_that_contradict_an_anchor_are_not_reconciled_with(cast):
    cast.publish()
    an_hour_passes()
    cast.publish()
    catch_up()
    kept = {path: path.read_bytes() for path in _files()}
    size = writing.reader().size
    writing.write_waiting()
    anchoring.anchor()
    catch_up()
    for path in _files():
        path.unlink()
    for path, content in kept.items():
        path.write_bytes(content)  # a backup of the files, older than the last anchor
    assert writing.reader().size == size
    with pytest.raises(Refused, match="不能通过核对"):
        reconciling.reconcile()
    assert any("文件里只有" in one for one in check())


def _files():
    return [path for path in logs.public_folder("trail").rglob("*") if path.is_file()]


def test_a_lost_memory_is_taught_again_from_what_was_anchored(cast):
    cast.publish()
    an_hour_passes()
    for path in logs.state_folder("trail").iterdir():
        path.unlink()
    cast.publish()
    catch_up()
    writing.write_now_and_then()
    assert "gongkai log reconcile" in alarms.standing()[writing.WRITING]
    reconciling.reconcile()
    catch_up()
    writing.write_now_and_then()
    assert alarms.standing() == {} and check() == []
