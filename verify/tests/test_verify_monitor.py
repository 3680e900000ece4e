"""`monitor`: site and log, each against the other, and both against what was seen before."""

from __future__ import annotations

import gzip
import json
import shutil

import pytest
from verifytesting import LOG_KEY, Publisher, codes, page, put, run, served, write_log

from gongkai_verify.cli import main
from gongkai_verify.errors import Unreadable
from gongkai_verify.sources import Directory

VKEY = ("--vkey", LOG_KEY.vkey)
OLD = "2026-11-22"  # the day of the entries; long ago for every run


@pytest.fixture
def publisher(tmp_path):
    publisher = Publisher(tmp_path)
    for n in range(1, 5):
        publisher.release(n, title=f"第 {n} 号通知", files=[("附件.pdf", b"%%PDF %d" % n)])
    publisher.publish()
    return publisher


@pytest.fixture(params=["directory", "http"])
def watch(request, publisher, tmp_path, capsys):
    """Run the monitor over the site, as a directory and over http."""

    def look(*more, state=True):
        remembered = ("--state", tmp_path / "state.json") if state else ()
        return run(capsys, "monitor", site, "--log", f"{site}/log", *VKEY, *remembered, *more)

    if request.param == "directory":
        site = str(publisher.site)
        yield look
    else:
        with served(publisher.site) as site:
            yield look


def where(said):
    return {one["where"] for one in said["findings"] if one["level"] == "alarm"}


def test_a_site_in_order(watch):
    for _ in range(2):
        code, said = watch()
        assert (code, said["findings"], said["pages"]) == (0, [], 4)
    assert watch(state=False)[0] == 0


def test_an_edited_page_is_caught(watch, publisher):
    put(publisher.folder(2), "index.html", page("第 2 号通知", "<p>改过的正文</p>\n"))
    put(publisher.folder(3), "index.html", page("改过的标题", "<p>正文</p>\n"))
    code, said = watch()
    assert (code, codes(said)) == (1, ["page-body", "page-title"])
    assert where(said) == {"/items/2026/00002/", "/items/2026/00003/"}


def test_an_edited_row_that_was_baked_again_is_caught(watch, publisher):
    """Page, record and file agree with each other, and not with the log."""
    publisher.contents[2] = ("第 2 号通知", "<p>改过</p>\n", [("附件.pdf", b"other")])
    publisher.bake(2)
    code, said = watch()
    assert (code, codes(said)) == (1, ["part-changed", "part-changed"])


def test_a_forged_record_with_commitments_to_match_is_caught(watch, publisher, tmp_path):
    """Whoever also makes up an entry, cannot put it into the log."""
    forger = Publisher(tmp_path / "forger")
    for n in range(1, 5):
        forger.release(n, title="另一段历史")
    shutil.copytree(forger.folder(2), publisher.folder(2), dirs_exist_ok=True)
    code, said = watch()
    assert (code, set(codes(said))) == (1, {"record-entry"})


@pytest.mark.parametrize("name", ["index.html", "record.json", "files/附件.pdf"])
def test_a_compressed_twin_that_says_something_else_is_caught(watch, publisher, name):
    """Nearly every browser gets the twin."""
    file = publisher.folder(2) / name
    twin = file.with_name(f"{file.name}.gz")
    twin.write_bytes(gzip.compress(file.read_bytes()))
    assert watch()[0] == 0
    twin.write_bytes(gzip.compress(file.read_bytes() + b" "))
    assert codes(watch()[1]) == ["twin"]
    twin.write_bytes(b"no gzip")
    assert codes(watch()[1]) == ["twin"]


def test_a_twin_left_behind_is_caught(watch, publisher):
    publisher.entry("withdraw", 2, ground="clerical")
    publisher.publish()
    left = gzip.compress((publisher.folder(2) / "index.html").read_bytes())
    publisher.unbake(2)
    publisher.sitemap([1, 2, 3, 4])
    put(publisher.folder(2), "index.html.gz", left)
    assert codes(watch()[1]) == ["twin"]


def test_a_page_taken_away_in_silence_is_caught(watch, publisher):
    assert watch()[0] == 0
    shutil.rmtree(publisher.folder(3))
    publisher.sitemap([1, 2, 4])
    code, said = watch()
    assert (code, codes(said)) == (1, ["missing"])
    assert where(said) == {"/items/2026/00003/"}
    assert "没有撤回或者删除登记" in said["findings"][0]["text"]
    code, said = watch(state=False)
    assert (code, codes(said)) == (1, ["missing"])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("index.html", ["page-missing"]),
        ("record.json", ["record-missing"]),
        ("files/附件.pdf", ["part-missing"]),
        ("receipt-1.txt", ["receipt-missing"]),
    ],
)
def test_a_missing_file_is_caught(watch, publisher, name, expected):
    assert watch()[0] == 0
    (publisher.folder(1) / name).unlink()
    code, said = watch("--grace", 0)
    assert code == 1
    assert set(expected) <= set(codes(said))


def test_a_withdrawn_page_is_gone_and_may_stay_gone(watch, publisher):
    assert watch()[0] == 0
    publisher.entry("withdraw", 2, ground="clerical")
    publisher.publish()
    code, said = watch()
    assert (code, codes(said)) == (1, ["still-public"])
    (publisher.folder(2) / "record.json").unlink()
    assert codes(watch()[1]) == ["still-public"]
    publisher.unbake(2)
    publisher.sitemap([1, 3, 4])
    code, said = watch()
    assert (code, said["withdrawn"], said["pages"]) == (0, 1, 3)
    publisher.entry("restore", 2)
    publisher.publish()
    assert codes(watch()[1]) == ["missing"]
    publisher.bake(2)
    publisher.publish()
    assert watch()[0] == 0


def test_a_correction_has_to_show(watch, publisher):
    old = (publisher.folder(1) / "record.json").read_bytes()
    old_page = (publisher.folder(1) / "index.html").read_bytes()
    publisher.release(1, title="第 1 号通知", body="<p>更正</p>\n")
    publisher.publish()
    assert watch()[0] == 0
    put(publisher.folder(1), "record.json", old)
    put(publisher.folder(1), "index.html", old_page)
    code, said = watch()
    assert (code, codes(said)) == (1, ["outdated"])


def test_an_erased_part_has_to_go(watch, publisher):
    publisher.entry("erase", 1, of=0, gone=["a1"], ground="privacy")
    publisher.publish()
    assert codes(watch()[1]) == ["part-still-there"]
    (publisher.folder(1) / "files/附件.pdf").unlink()
    record = publisher.record(1)
    record["parts"]["a1"] = {"erased": 4}
    put(publisher.folder(1), "record.json", json.dumps(record))
    assert watch()[0] == 0
    record["parts"]["body"] = {"erased": 4}
    put(publisher.folder(1), "record.json", json.dumps(record))
    assert codes(watch()[1]) == ["part-no-tombstone"]


def test_a_page_that_is_not_in_the_log(watch, publisher):
    put(publisher.folder(9), "index.html", page("未登记", "<p>正文</p>"))
    publisher.sitemap([1, 2, 3, 4, 9])
    code, said = watch()
    assert (code, codes(said), where(said)) == (1, ["not-in-log"], {"/items/2026/00009/"})
    assert "自 2026-11-22 23:59:59 起" in said["findings"][0]["text"]


def test_what_is_on_its_way_waits_and_is_not_forgotten(watch, publisher, tmp_path):
    put(publisher.folder(9), "index.html", page("未登记", "<p>正文</p>"))
    sitemap = publisher.site / "sitemaps/items-1.xml"
    publisher.sitemap([1, 2, 3, 4, 9])
    sitemap.write_text(sitemap.read_text().replace(f"<lastmod>{OLD}</lastmod>", ""))
    code, said = watch()
    assert (code, codes(said, "waiting"), said["waiting"]) == (0, ["not-in-log"], 1)
    state = tmp_path / "state.json"
    remembered = json.loads(state.read_text(encoding="utf-8"))
    assert list(remembered["waiting"]) == ["not-in-log /items/2026/00009/"]
    remembered["waiting"] = dict.fromkeys(remembered["waiting"], "2026-11-23T00:00:00+00:00")
    state.write_text(json.dumps(remembered), encoding="utf-8")
    code, said = watch()
    assert (code, codes(said)) == (1, ["not-in-log"])
    code, said = watch(state=False)
    assert (code, codes(said)) == (1, ["not-in-log"])


def test_a_rewritten_log_is_a_fork(watch, publisher, tmp_path):
    assert watch()[0] == 0
    other = Publisher(tmp_path / "other")
    for n in range(1, 6):
        other.release(n, title="另一段历史")
    other.publish()
    shutil.rmtree(publisher.site)
    shutil.copytree(other.site, publisher.site)
    for _ in range(2):  # it does not get used to it
        code, said = watch()
        assert (code, codes(said)) == (1, ["fork"])
    assert watch(state=False)[0] == 0  # who does not remember cannot know


def test_a_shorter_log_is_a_rollback(watch, publisher):
    assert watch()[0] == 0
    publisher.unbake(4)
    shutil.rmtree(publisher.log)
    write_log(publisher.log, publisher.entries[:3])
    code, said = watch()
    assert (code, codes(said)) == (1, ["rollback"])


def test_a_receipt_of_another_history_is_a_fork(watch, publisher):
    """The page keeps the receipt that the log once gave; the log was rewritten behind it."""
    publisher.entries[0] = publisher.entries[0].replace(b"04:00:00Z", b"04:09:00Z")
    write_log(publisher.log, publisher.entries)
    code, said = watch()
    assert code == 1
    assert set(codes(said)) == {"fork", "record-entry"}


def test_a_broken_log_ends_the_comparison(watch, publisher):
    bundle = next(publisher.log.glob("tile/entries/*/*"))
    bundle.write_bytes(bundle.read_bytes()[:-1])
    code, said = watch()
    assert (code, codes(said)) == (1, ["bundle-size"])


def test_two_pages_of_one_document(watch, publisher):
    shutil.copytree(publisher.folder(1), publisher.folder(7))
    publisher.sitemap([1, 2, 3, 4, 7])
    assert codes(watch()[1]) == ["twice"]


def test_the_index_of_documents_is_used_and_checked(watch, publisher):
    documents = {f"00000000-0000-4000-8000-{n:012}": f"/items/2026/{n:05}/" for n in range(1, 5)}
    index = {"v": 1, "origin": "log.example.gov/pub", "size": 4, "documents": documents}
    put(publisher.site, "log/documents.json", json.dumps(index))
    assert watch()[0] == 0
    (publisher.folder(1) / "record.json").unlink()
    assert "record-missing" in codes(watch()[1])
    publisher.bake(1)
    one, two = list(documents)[:2]
    documents[one], documents[two] = documents[two], documents[one]
    put(publisher.site, "log/documents.json", json.dumps(index))
    assert codes(watch(state=False)[1]) == ["documents", "documents"]
    put(publisher.site, "log/documents.json", json.dumps({**index, "documents": [1]}))
    assert codes(watch()[1]) == ["documents"]


def test_without_a_sitemap_it_says_so(watch, publisher):
    assert watch()[0] == 0
    (publisher.site / "sitemap.xml").unlink()
    assert codes(watch()[1]) == ["sitemap-missing"]


def test_hostile_files_are_refused_and_do_not_stop_the_run(watch, publisher):
    put(publisher.folder(1), "record.json", b"\xff" * 100)
    put(publisher.folder(2), "record.json", "[" * 100_000)
    put(publisher.folder(3), "receipt-1.txt", b"\xff\xfe")
    put(publisher.folder(4), "index.html", b"\xff")
    code, said = watch()
    assert code == 1
    assert {"json", "receipt", "page-text"} <= set(codes(said))
    assert {f"/items/2026/{n:05}/" for n in (1, 2, 4)} <= where(said)


def test_a_damaged_state_is_no_first_run(watch, publisher, tmp_path):
    assert watch()[0] == 0
    state = tmp_path / "state.json"
    for content in ("", "{}", '{"v": 2}', '{"v":1,"checkpoint":"x","pages":{},"waiting":{}}'):
        state.write_text(content, encoding="utf-8")
        code, said = watch()
        assert (code, "已损坏" in said["error"]) == (2, True)


def test_what_people_read(publisher, capsys):
    put(publisher.folder(2), "index.html", page("第 2 号通知", "<p>改过</p>\n"))
    main(["monitor", str(publisher.site), "--log", str(publisher.log), *VKEY])
    told = capsys.readouterr().out
    assert "网站公开页面 4 个，等待 0 件。" in told
    assert "［报警］/items/2026/00002/：网页上的正文与登记的不一致，已被改动。" in told
    assert told.endswith("发现 1 个问题。\n")


def test_a_page_that_cannot_be_read_is_an_alarm_and_nothing_else_is_said_of_it(
    publisher, tmp_path, capsys, monkeypatch
):
    site = str(publisher.site)
    more = ("--log", f"{site}/log", *VKEY, "--state", tmp_path / "state.json")
    assert run(capsys, "monitor", site, *more)[0] == 0
    chunks = Directory.chunks

    def broken(self, path):
        if path == "/items/2026/00003/":
            raise Unreadable("磁盘坏了。")
        return chunks(self, path)

    monkeypatch.setattr(Directory, "chunks", broken)
    code, said = run(capsys, "monitor", site, *more)
    assert (code, codes(said), where(said)) == (1, ["unreadable"], {"/items/2026/00003/"})
