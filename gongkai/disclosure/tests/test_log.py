"""From the desk to the public log and back to the page: every turn of an item's life is checked
with the kernel's own readers, as a stranger would check it with a program of theirs."""

from __future__ import annotations

import dataclasses
import json
from base64 import b64decode
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from django.conf import settings

from gongkai.disclosure.models import Attachment, Item, Version
from gongkai.disclosure.operations import drafting, ending, erasing, releasing
from gongkai.disclosure.tests.cast import make_cast
from gongkai.files.operations import receive
from gongkai.journal.followers import FOLLOWERS
from gongkai.journal.models import Bookmark, Entry
from gongkai.journal.recording import Refused
from gongkai.journal.testing import catch_up
from gongkai.kernel.tlog.keys import VerifierKey
from gongkai.kernel.tlog.receipts import Receipt
from gongkai.publishing.checking import check as check_pages
from gongkai.publishing.rebuilding import rebuild
from gongkai.transparency import keys
from gongkai.transparency.checking import check
from gongkai.transparency.models import LogEntry, PartCommitment, Sealed
from gongkai.transparency.reconciling import reconcile
from gongkai.transparency.store import LogReader

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


def public(path: str) -> Path:
    return Path(settings.PUBLIC_ROOT) / path.lstrip("/")


def page(item: Item, name: str = "index.html") -> str:
    return public(f"{item.path}{name}").read_text(encoding="utf-8")


def log() -> LogReader:
    return LogReader(public("/log"))


def entries() -> list[dict[str, Any]]:
    reader = log()
    return [json.loads(entry) for entry in reader.entries(0, reader.size)]


def acts() -> list[str]:
    return [one["act"] for one in entries()]


def opened_receipt(item: Item, revision: int) -> dict[str, Any]:
    """The entry of a receipt, once the receipt was checked to the signature."""
    receipt = Receipt.parse(page(item, f"receipt-{revision}.txt"))
    receipt.check([VerifierKey.parse(key) for key in keys.verifier_keys()])
    return dict(json.loads(receipt.entry))


def contents_of(item: Item) -> dict[str, bytes]:
    """The parts of the record, each opened against the entry of its receipt."""
    record = json.loads(page(item, "record.json"))
    entry = json.loads(b64decode(record["entry"]))
    assert opened_receipt(item, entry["rev"]) == entry
    assert record["parts"].keys() == entry["parts"].keys()
    found = {}
    for name, part in record["parts"].items():
        content = (
            public(item.path + part["file"]).read_bytes() if "file" in part
            else part["content"].encode()
        )  # fmt: skip
        bound = b"gongkai/part/1\n" + name.encode() + b"\n" + b64decode(part["salt"])
        assert sha256(bound + sha256(content).digest()).digest() == b64decode(entry["parts"][name])
        found[name] = content
    return found


def corrected(cast, item: Item, **changes: Any) -> Item:
    version = ending.start_correction(item, staff=cast.clerk)
    cast.edit(version, **({"correction_note": "数字有误"} | changes))
    return releasing.release(cast.approve_all(version), staff=cast.leader)


def with_file(cast, version: Version, name: str = "预算表.txt", text: str = "数据") -> Attachment:
    stored = receive(text.encode(), name=name, actor=cast.clerk)
    return drafting.attach(version, stored, name, staff=cast.clerk)


def test_what_is_published_is_in_the_log_before_its_page_is_baked_and_the_page_once(cast):
    item = cast.publish()
    catch_up()
    assert "已入册，可核查" in page(item)
    assert Entry.objects.get(name="EntriesLogged").data["late"] is False
    assert acts() == ["publish"]
    assert check() == []


def test_record_receipt_and_page_say_the_same_to_the_last_byte(cast):
    version = cast.draft(body_html="<table><tr><td>一</td></tr></table><p>&amp;二</p>")
    with_file(cast, version)
    item = releasing.release(cast.approve_all(version), staff=cast.leader)
    catch_up()
    found = contents_of(item)
    assert found.keys() == {"meta", "body", "a1"}
    assert f'data-part="body">{found["body"].decode()}</div>' in page(item)
    meta = json.loads(found["meta"])
    assert meta["title"] == item.released.title
    assert meta["index_number"] == item.index_number
    assert found["a1"].decode() == "数据"


def test_nothing_but_codes_and_commitments_is_in_an_entry(cast):
    version = cast.draft(title="王某某的低保金", document_number="名财发〔2026〕3号")
    with_file(cast, version, name="王某某.txt")
    item = releasing.release(cast.approve_all(version), staff=cast.leader)
    ending.withdraw(item, ground="privacy", note="误含姓名", staff=cast.leader)
    catch_up()
    published, withdrawn = entries()
    assert published.keys() == {"act", "doc", "org", "parts", "rev", "t", "v"}
    assert withdrawn.keys() == {"act", "doc", "ground", "org", "prev", "rev", "t", "v"}
    whole = b"".join(log().entries(0, 2)).decode()
    for words in ("王", "名财", item.number, "items", "涉及", cast.leader.person.name):
        assert words not in whole


def test_a_correction_is_a_new_revision_and_the_old_record_is_not_served(cast):
    item = cast.publish(body_html="<p>十亿</p>")
    catch_up()
    old = page(item, "receipt-1.txt")
    item = corrected(cast, item, body_html="<p>九亿</p>")
    catch_up()
    assert acts() == ["publish", "revise"]
    assert entries()[1]["prev"] == 0
    assert contents_of(item)["body"].decode() == "<p>九亿</p>"
    assert page(item, "receipt-1.txt") == old, "a receipt never changes"
    assert opened_receipt(item, 2)["rev"] == 2
    assert not list(public(item.path).glob("record-*.json"))


def test_an_abandoned_correction_takes_no_number_of_the_log(cast):
    item = cast.publish()
    drafting.abandon(ending.start_correction(item, staff=cast.clerk), staff=cast.clerk)
    item = corrected(cast, item)
    catch_up()
    assert item.released.number == 3
    assert [one["rev"] for one in entries()] == [1, 2]


def test_withdrawn_and_restored_are_told_and_the_record_goes_and_comes(cast):
    item = cast.publish(title="秘密的标题")
    catch_up()
    ending.withdraw(item, ground="mistake", note="核实中", staff=cast.leader)
    catch_up()
    assert not public(f"{item.path}record.json").exists()
    history = page(item, "genuine/index.html")
    assert "撤回" in history
    assert "理由：内容有误" in history
    assert "秘密的标题" not in history
    assert "genuine/" in page(item, "gone.html")
    assert opened_receipt(item, 1)["act"] == "publish"
    ending.restore(item, staff=cast.leader)
    catch_up()
    assert acts() == ["publish", "withdraw", "restore"]
    assert contents_of(item)


def test_a_correction_of_what_is_withdrawn_restores_it_in_the_log_first(cast):
    item = cast.publish()
    ending.withdraw(item, ground="mistake", note="核实中", staff=cast.leader)
    corrected(cast, item)
    catch_up()
    assert acts() == ["publish", "withdraw", "restore", "revise"]
    assert check() == []


def test_an_erasure_is_logged_for_each_revision_and_then_everything_is_destroyed(cast):
    item = cast.publish()
    item = corrected(cast, item)
    catch_up()
    erasing.erase(item, ground="privacy", note="涉及个人", decision="", staff=cast.leader)
    catch_up()
    first, second = entries()[2:]
    assert (first["act"], first["of"], first["gone"]) == ("erase", 0, ["body", "meta"])
    assert (second["of"], second["prev"], second["ground"]) == (1, 2, "other")
    assert not Sealed.objects.exists()
    assert not PartCommitment.objects.filter(salt__isnull=False).exists()
    assert not PartCommitment.objects.exclude(sha256="").exists()
    order = list(Entry.objects.order_by("id").values_list("name", flat=True))
    assert order.index("ItemErased") < order.index("EntriesLogged", order.index("ItemErased"))
    assert order[-1] == "ContentDestroyed"
    assert "删除内容" in page(item, "genuine/index.html")
    assert opened_receipt(item, 1)
    assert check() == []
    rebuild()
    assert check_pages() == []


def test_content_that_is_erased_stays_sealed_until_the_tombstone_is_in_the_log(cast, monkeypatch):
    item = cast.publish(title="要删的标题")
    catch_up()
    with monkeypatch.context() as stopped:
        stopped.setattr("gongkai.transparency.writing.logs.opened", _full_disk)
        erasing.erase(item, ground="privacy", note="涉及个人", staff=cast.leader)
        with pytest.raises(AssertionError, match=r"transparency\.writing"):
            catch_up()
        assert not public(f"{item.path}index.html").exists(), "out of sight at once"
        assert Sealed.objects.count() == 1
        assert Version.objects.get().title == ""
    _without_pause()
    catch_up()
    assert acts() == ["publish", "erase"]
    assert not Sealed.objects.exists()


def _full_disk(*_: object) -> Any:
    raise OSError(28, "No space left on device")


def _without_pause() -> None:
    Bookmark.objects.update(failing_since=None, failures=0, problem="")


def test_pages_do_not_wait_for_a_log_that_cannot_be_written_and_get_their_mark_later(
    cast, monkeypatch
):
    with monkeypatch.context() as stopped:
        stopped.setattr("gongkai.transparency.writing.logs.opened", _full_disk)
        item = cast.publish()
        with pytest.raises(AssertionError, match=r"transparency\.writing"):
            catch_up()
        assert "尚未入册" in page(item)
        assert "尚未入册" in page(item, "genuine/index.html")
        assert not public(f"{item.path}record.json").exists()
        assert any("尚未写入登记册" in one for one in check())
    _without_pause()
    catch_up()
    assert "已入册，可核查" in page(item)
    assert Entry.objects.get(name="EntriesLogged").data["late"] is True
    assert contents_of(item)


def test_older_versions_are_erased_while_the_newest_stays(cast):
    item = cast.publish(body_html="<p>证号五二〇九</p>", summary="证号五二〇九")
    item = corrected(cast, item, body_html="<p>证号已遮盖</p>", summary="")
    catch_up()
    erasing.erase_older(item, ground="privacy", staff=cast.leader)
    catch_up()
    assert acts() == ["publish", "revise", "erase"]
    assert entries()[2]["of"] == 0
    assert contents_of(item)["body"].decode() == "<p>证号已遮盖</p>"
    assert "删除旧版本的内容" in page(item, "genuine/index.html")
    assert Version.objects.get(number=1).body_html == ""
    assert check() == []


def test_what_was_published_and_erased_before_the_log_came_to_it_is_logged_all_the_same(cast):
    version = cast.draft()
    with_file(cast, version)
    item = releasing.release(cast.approve_all(version), staff=cast.leader)
    erasing.erase(item, ground="privacy", note="涉及个人", staff=cast.leader)
    catch_up()
    published, erased = entries()
    assert published["parts"].keys() == {"meta", "body", "a1"}
    assert erased["gone"] == ["a1", "body", "meta"]
    assert not Sealed.objects.exists()


def test_someone_who_edits_a_released_version_in_the_database_is_found(cast):
    item = cast.publish()
    catch_up()
    Version.objects.update(body_html="<p>收入一百亿元。</p>")
    assert any("body" in one and "登记后被改动" in one for one in check())
    rebuild()
    with pytest.raises(AssertionError):
        contents_of(item)


def test_a_batch_read_twice_is_logged_once(cast):
    cast.publish()
    catch_up()
    Bookmark.objects.filter(follower__startswith="transparency.").update(seq=0)
    catch_up()
    assert acts() == ["publish"]
    assert LogEntry.objects.count() == 1


def test_a_rebuild_leaves_the_log_alone_and_nothing_stands_there_that_is_not_the_log_s(cast):
    cast.publish()
    catch_up()
    before = log().checkpoint()
    rebuild()
    assert log().checkpoint() == before
    assert check_pages() == []


def test_titles_that_unicode_could_spell_twice_have_one_spelling_on_page_and_record(cast):
    item = cast.publish(title="Cafe\u0301\u3000\ue000通知")
    catch_up()
    title = json.loads(contents_of(item)["meta"])["title"]
    assert title == "Caf\u00e9\u3000〓通知"
    assert f"<h1>{title}</h1>" in page(item)


def test_sm3_commitments_stand_beside_where_they_are_asked_for(cast, settings):
    settings.LOG_SM3 = True
    version = cast.draft()
    with_file(cast, version)
    releasing.release(cast.approve_all(version), staff=cast.leader)
    catch_up()
    (entry,) = entries()
    assert entry["sm3"].keys() == entry["parts"].keys() == {"meta", "body", "a1"}


def test_the_bytes_that_are_committed_to_do_not_change_with_the_program():
    """Whoever changes how a text is served breaks every record that was ever published."""
    from gongkai.disclosure.parts import body_as_served

    html = (
        '<p style="text-align: center">标题</p><table><tbody><tr><td>1</td></tr></tbody></table>'
        '<p><img src="files/a.png"></p>'
    )
    assert sha256(body_as_served(html).encode()).hexdigest() == BODY


BODY = "ff46683e0e825d880372b47ec4f3e2f736342d3b161d2f350f6310c9e773d9a0"


def test_the_key_is_changed_with_an_overlap_and_named_in_the_log(cast):
    cast.publish()
    catch_up()
    old = keys.verifier_keys()[0]
    new = keys.rotate()
    catch_up()
    assert acts() == ["publish", "key"]
    assert entries()[1]["vkey"] == new
    assert log().checkpoint().count("— ") == 2
    assert public("/log/vkey").read_text().split() == [new, old]
    keys.retire()
    item = cast.publish(title="另一条")
    catch_up()
    assert log().checkpoint().count("— ") == 1
    receipt = Receipt.parse(page(item, "receipt-1.txt"))
    receipt.check([VerifierKey.parse(new)])
    assert keys.retired_keys() == [old]
    assert check() == []


def test_the_writer_never_overtakes_the_numbering_however_long_the_line(cast, monkeypatch):
    few = dataclasses.replace(FOLLOWERS["transparency.numbering"], batch=3)
    monkeypatch.setitem(FOLLOWERS, "transparency.numbering", few)
    for number in range(4):
        cast.publish(title=f"第{number}条")
    catch_up()
    assert acts() == ["publish"] * 4


def test_the_writer_stops_where_the_table_is_not_what_was_published_until_reconciled(cast):
    cast.publish()
    catch_up()
    right = LogEntry.objects.get()
    LogEntry.objects.update(content=bytes(right.content).replace(b"publish", b"Publish"))
    assert any("与数据库中的不一致" in one for one in check())
    item = cast.publish(title="另一条")
    with pytest.raises(AssertionError, match="gongkai log reconcile"):
        catch_up()
    assert log().size == 1
    assert "尚未入册" in page(item)
    reconcile()
    catch_up()
    assert bytes(LogEntry.objects.get(index=0).content) == bytes(right.content)
    assert acts() == ["publish", "publish"]
    assert "已入册，可核查" in page(item)
    assert check() == []


def test_a_database_that_lost_its_last_entries_learns_them_from_the_files(cast):
    item = cast.publish()
    corrected(cast, item)
    catch_up()
    LogEntry.objects.get(index=1).delete()  # as a restored database would be
    cast.publish(title="另一条")
    with pytest.raises(AssertionError, match="gongkai log reconcile"):
        catch_up()
    reconcile()
    catch_up()
    assert acts() == ["publish", "revise", "publish"]
    known = LogEntry.objects.get(index=1)
    assert (known.act, known.revision, known.document.reference) == ("revise", 2, item.reference)


def test_without_the_memory_of_what_was_signed_somebody_must_have_compared(cast):
    cast.publish()
    catch_up()
    seen = log().checkpoint()
    rmtree(keys.home_of("public") / "state")
    cast.publish(title="另一条")
    with pytest.raises(AssertionError, match="gongkai log check"):
        catch_up()
    with pytest.raises(Refused, match="--seen"):
        reconcile()
    with pytest.raises(Refused, match="不能用来比对"):
        reconcile(seen=seen.replace("1\n", "2\n", 1))
    reconcile(seen=seen)
    catch_up()
    assert acts() == ["publish", "publish"]
