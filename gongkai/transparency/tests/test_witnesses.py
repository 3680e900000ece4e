"""Witnesses over HTTP: the independent program serves, the platform asks."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from gongkai.config.environment import ConfigurationError, read
from gongkai.disclosure.tests.cast import make_cast
from gongkai.journal.models import Bookmark
from gongkai.journal.testing import catch_up
from gongkai.kernel.tlog.keys import VerifierKey
from gongkai.kernel.tlog.notes import open_note
from gongkai.transparency import alarms, cosigning, keys, logs
from gongkai.transparency.store import LogStore
from gongkai.transparency.store.tests.samples import ORIGIN, Log, entries
from gongkai.transparency.witnesses import Asked, Fork, Silent, Witness
from gongkai_verify.witness.home import Home
from gongkai_verify.witness.server import WitnessServer


@contextmanager
def serving(server: HTTPServer) -> Iterator[str]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield "http://%s:%d" % server.server_address[:2]  # noqa: UP031
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def witnessing(home: Path, *vkeys: str) -> Iterator[Witness]:
    """A witness that trusts these logs, at its own address."""
    key = Home(home).key() if (home / "key").exists() else Home(home).create_key("archive.cn/w1")
    for vkey in vkeys:
        Home(home).trust(vkey)
    with serving(WitnessServer(("127.0.0.1", 0), home)) as url:
        yield Witness(url, VerifierKey.parse(key.vkey))


@pytest.fixture
def log(tmp_path: Path) -> Log:
    (tmp_path / "a").mkdir()
    return Log(tmp_path / "a")


def test_a_witness_signs_what_grows_wherever_it_stands(log: Log, tmp_path: Path) -> None:
    with witnessing(tmp_path / "w", log.signer.verifier_key()) as witness:
        for size, told in ((3, 0), (5, 3), (300, 0), (300, 300), (300, 2)):
            log.grow(size)
            with log.open() as store:
                note = store.checkpoint()
                line = witness.cosign(store, note, told)
                whole = store.add_cosignatures(note.rpartition("\n\n")[0] + "\n", [line])
            opened = open_note(whole, [log.key, witness.key])
            assert opened.signed_at[witness.key] is not None
            assert whole.count(witness.key.name) == 1
            log.look()


def test_asked_before_publication_a_fork_publishes_nothing(log: Log, tmp_path: Path) -> None:
    with witnessing(tmp_path / "w", log.signer.verifier_key()) as witness:
        silent = Witness("http://127.0.0.1:9", witness.key)
        with log.open() as store:
            asked = Asked([witness, silent], store)
        with log.open(asked) as store:
            note = store.append(entries(0, 3))
        assert witness.key in open_note(note, [witness.key, log.key]).signed_at
        assert len(asked.silent) == 1
        (tmp_path / "b").mkdir()
        other = Log(tmp_path / "b")  # the same key and another history
        with other.open(asked) as store, pytest.raises(Fork):
            store.append([b"other", b"story", b"here"])
        assert other.published().size == 0


@pytest.mark.parametrize("history", [[b"x"] * 3, [b"x"] * 2, [b"x"] * 5, [b"0"]])
def test_fork_and_rollback_are_told_from_silence(log: Log, tmp_path: Path, history) -> None:
    with witnessing(tmp_path / "w", log.signer.verifier_key()) as witness:
        log.grow(3)
        with log.open() as store:
            witness.cosign(store, store.checkpoint())
        (tmp_path / "b").mkdir()
        other = Log(tmp_path / "b")
        with other.open() as store:
            note = store.append(history)
            with pytest.raises(Fork):
                witness.cosign(store, note, 0)


@pytest.mark.parametrize(
    ("status", "body", "sentence"),
    [
        (200, "", "签名不对"),
        (200, "— archive.cn/w1 AAAA\n", "签名不对"),
        (200, "— other.cn/w AAAAAAAAAAAA\n", "不是所配置的密钥"),
        (409, "many\n", "读不懂"),
        (409, "0\n", "稍后再问"),
        (404, "", "不认识本登记册"),
        (403, "", "不认登记册的公钥"),
        (500, "", "HTTP 500"),
        (302, "", "HTTP 302"),
        (200, "\x00" * 100_000, "签名不对"),
    ],
)
def test_an_answer_that_cannot_be_used_is_silence(log, tmp_path, status, body, sentence) -> None:
    class Odd(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    key = VerifierKey.parse(Home(tmp_path / "w").create_key("archive.cn/w1").vkey)
    log.grow(2)
    with serving(HTTPServer(("127.0.0.1", 0), Odd)) as url, log.open() as store:
        with pytest.raises(Silent, match=sentence):
            Witness(url, key).cosign(store, store.checkpoint(), 0)


def test_a_signature_of_another_key_by_the_same_name_is_not_taken(log, tmp_path) -> None:
    with witnessing(tmp_path / "w", log.signer.verifier_key()) as witness:
        other = VerifierKey.parse(Home(tmp_path / "v").create_key("archive.cn/w1").vkey)
        log.grow(2)
        with log.open() as store, pytest.raises(Silent, match="不是所配置的密钥"):
            Witness(witness.url, other).cosign(store, store.checkpoint())


# --- in the platform ---------------------------------------------------------------------------


def collect() -> None:
    """Two turns of the chore, with the errand between them."""
    cosigning.collect()
    thread = cosigning._errand._thread
    if thread is not None:
        thread.join()
    cosigning.collect()
    if cosigning._errand._thread is not None:
        cosigning._errand._thread.join()


@pytest.fixture(autouse=True)
def fresh():
    yield
    cosigning._pauses.clear()
    cosigning._errand.take()


def checkpoint() -> str:
    return (logs.public_folder() / "checkpoint").read_text(encoding="utf-8")


@pytest.mark.django_db
def test_the_public_checkpoint_gets_the_line_after_publication(settings, tmp_path) -> None:
    keys.ensure()
    with witnessing(tmp_path / "w", *keys.verifier_keys()) as witness:
        settings.WITNESSES = [(witness.url, str(witness.key))]
        cast = make_cast()
        for _ in range(2):
            cast.publish()
            catch_up()
            assert witness.key.name not in checkpoint()
            collect()
            ours = VerifierKey.parse(keys.verifier_keys()[0])
            assert witness.key in open_note(checkpoint(), [ours, witness.key]).signed_at
        before = checkpoint()
        collect()
        assert checkpoint() == before
        assert alarms.standing() == {}


@pytest.mark.django_db
def test_a_witness_that_is_down_rings_and_nothing_waits(settings, tmp_path) -> None:
    key = Home(tmp_path / "w").create_key("archive.cn/w1").vkey
    settings.WITNESSES = [("http://127.0.0.1:9", key)]
    cast = make_cast()
    cast.publish()
    catch_up()
    collect()
    assert ["没有回答" in one for one in alarms.standing().values()] == [True]
    settings.WITNESSES = []  # given up
    collect()
    assert alarms.standing() == {}
    item = cast.publish()
    catch_up()
    assert (logs.public_folder().parent / item.path.lstrip("/") / "index.html").exists()


@pytest.mark.django_db
def test_who_has_seen_another_log_stops_the_writer_until_it_signs_again(settings, tmp_path) -> None:
    keys.ensure()
    with witnessing(tmp_path / "w", *keys.verifier_keys()) as witness:
        settings.WITNESSES = [(witness.url, str(witness.key))]
        cast = make_cast()
        cast.publish()
        catch_up()
        # The same key signs another history elsewhere, and the witness has seen that one.
        elsewhere = LogStore(
            tmp_path / "x", tmp_path / "y", keys.origin_of() or "", keys.signers_of()
        )
        with elsewhere as store:
            note = store.append([b"another", b"story"])
            witness.cosign(store, note)
        collect()
        assert ["不是同一本" in one for one in alarms.standing().values()] == [True]
        size = checkpoint().split("\n")[1]
        cast.publish()
        with pytest.raises(AssertionError, match="不是同一本"):
            catch_up()
        assert checkpoint().split("\n")[1] == size
        # The witness is asked again, and once it signs, writing goes on.
        cosigning.take_in([cosigning.Brought(witness, note.rpartition("\n\n")[0] + "\n", line="")])
        Bookmark.objects.update(failing_since=None, problem="", failures=0)
        cast.publish()
        catch_up()
        assert int(checkpoint().split("\n")[1]) == int(size) + 2


VKEY = "archive.cn/w1+30f4c3a1+BAAA"


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("http://w1.cn:8790", "中间一个空格"),
        (f"w1.cn {VKEY}", "完整网址"),
        (f"http://w1.cn {VKEY}", "不是见证的公钥"),
        (
            f"http://w1.cn {ORIGIN}+323ea4b2+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
            "不是见证的",
        ),
    ],
)
def test_a_wrong_configuration_is_refused_at_the_start(value: str, sentence: str) -> None:
    with pytest.raises(ConfigurationError, match=sentence):
        read({"GONGKAI_WITNESSES": value})


def test_witnesses_are_parted_by_commas(tmp_path: Path) -> None:
    vkeys = [Home(tmp_path / name).create_key(f"a.cn/{name}").vkey for name in "ab"]
    value = f"http://a.cn:1 {vkeys[0]} ,\n https://b.cn/w/ {vkeys[1]},"
    assert read({"GONGKAI_WITNESSES": value})["GONGKAI_WITNESSES"] == [
        ("http://a.cn:1", vkeys[0]),
        ("https://b.cn/w", vkeys[1]),
    ]
