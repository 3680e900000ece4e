"""The requester's receipt of the course of a request, and who is caught by it."""

from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from gongkai.foi.operations import consulting, receiving
from gongkai.foi.operations.consulting import ThirdParty
from gongkai.foi.tests.cast import Cast, make_cast, today
from gongkai.foi.tests.test_public_progress import opened, page
from gongkai.journal import triggers
from gongkai.journal.models import Bookmark, Entry
from gongkai.trail.checking import check
from gongkai.trail.models import Anchor, Case, TrailEntry
from gongkai.trail.tests.cast import an_hour_passes
from gongkai.transparency import keys, logs
from gongkai_verify.cli import main as verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def taken(cast):
    """Sent over the site, received, and a third party asked."""
    found = cast.online()
    receiving.confirm_receipt(found.foi_request, on=today(), staff=cast.clerk)
    party = ThirdParty("清江建设有限公司", "商业秘密")
    consulting.consult_third_party(
        found.foi_request, [party], question="中标合同", on=today(), staff=cast.clerk
    )
    return found


def download(client: Client, taken) -> bytes:
    answer = client.get(f"/foi/progress/{taken.foi_request.number}/trail/")
    assert answer["Content-Disposition"].endswith(f'"trail-{taken.foi_request.number}.json"')
    return bytes(answer.content)


def verified(tmp_path: Path, receipt: bytes, capsys: Any, *more: str) -> tuple[int, dict[str, Any]]:
    """What a stranger's program says of it, with the public log's key only."""
    file = tmp_path / "凭证.json"
    file.write_bytes(receipt)
    vkey = keys.verifier_keys()[0]
    code = verify(["trail", str(file), "--vkey", vkey, "--json", *more])
    return code, json.loads(capsys.readouterr().out)


def entries_in(receipt: bytes) -> list[dict[str, Any]]:
    return [json.loads(b64decode(step["entry"])) for step in json.loads(receipt)["steps"]]


def test_the_requester_gets_a_receipt_that_a_stranger_can_check(cast, taken, tmp_path, capsys):
    client = opened(taken)
    assert "下载办理留痕凭证" in page(client, taken)
    an_hour_passes()
    receipt = download(client, taken)
    code, said = verified(tmp_path, receipt, capsys)
    assert (code, said["findings"]) == (0, [])
    assert said["case"]["steps"] == Entry.objects.filter(about=taken.foi_request.reference).count()
    assert verified(tmp_path, receipt, capsys, "--log", str(logs.public_folder()))[0] == 0
    assert check() == []


def test_before_the_first_anchor_there_is_none_and_the_page_says_when(cast, taken):
    client = opened(taken)
    answer = client.get(f"/foi/progress/{taken.foi_request.number}/trail/", follow=True)
    assert "请一小时后再来下载" in answer.content.decode()


def test_who_opened_nothing_gets_no_receipt(cast, taken):
    an_hour_passes()
    answer = Client().get(f"/foi/progress/{taken.foi_request.number}/trail/")
    assert answer.headers["Location"] == "/foi/progress/"


def test_nobodys_name_and_nothing_of_third_parties_or_inner_steps_is_in_it(cast, taken):
    an_hour_passes()
    text = download(opened(taken), taken).decode()
    acts = [one["act"] for one in entries_in(text.encode())]
    assert {"RequestSubmitted", "RequestReceived", "ThirdPartyAsked"} <= set(acts)
    whole = text + "".join(map(json.dumps, entries_in(text.encode())))
    for hidden in (
        "清江建设",
        cast.clerk.person.name,
        cast.clerk.person.reference,
        "serial",
        "赵明远",
    ):
        assert hidden not in whole
    told = Entry.objects.filter(about=taken.foi_request.reference).values_list("name", flat=True)
    assert set(acts) <= set(told) | {"Internal"}


def test_staff_who_see_the_request_get_all_of_it_and_others_nothing(cast, taken, tmp_path, capsys):
    an_hour_passes()
    client = Client()
    client.force_login(cast.clerk.person)
    where = f"/desk/foi/{taken.foi_request.number}/"
    assert f"{where}trail/" in client.get(where).content.decode()
    receipt = client.get(f"{where}trail/").content
    assert cast.clerk.person.name in receipt.decode()
    assert verified(tmp_path, receipt, capsys)[0] == 0
    client.force_login(cast.outsider.person)
    assert client.get(f"{where}trail/").status_code == 404


def test_a_later_receipt_goes_on_from_the_earlier_one(cast, taken, tmp_path, capsys):
    client = opened(taken)
    an_hour_passes()
    earlier = tmp_path / "earlier.json"
    earlier.write_bytes(download(client, taken))
    receiving.renew_code(taken.foi_request, staff=cast.clerk)
    an_hour_passes()
    taken.foi_request.refresh_from_db()
    client = Client()
    client.force_login(cast.clerk.person)
    later = client.get(f"/desk/foi/{taken.foi_request.number}/trail/").content
    assert verified(tmp_path, later, capsys, "--earlier", str(earlier))[0] == 0
    assert len(json.loads(later)["anchors"]) == 2


def rewrite(reference: str, name: str, about: str = "") -> None:
    """As somebody with the database's password would: past the triggers."""
    with connection.cursor() as cursor:
        for statement in triggers.drop(connection.vendor):
            cursor.execute(statement)
        cursor.execute(
            'UPDATE journal_entry SET "on" = %s WHERE about = %s AND name = %s',
            [today(-30), reference, name],
        )
        for statement in triggers.create(connection.vendor):
            cursor.execute(statement)


def remake_the_trail() -> None:
    """Forget everything and do it again from the rows as they are now, with the same keys."""
    Anchor.objects.all().delete()
    TrailEntry.objects.all().delete()
    Case.objects.all().delete()
    Bookmark.objects.filter(follower="trail.numbering").delete()
    for folder in (logs.public_folder("trail"), logs.state_folder("trail")):
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
    an_hour_passes()


def test_a_rewritten_row_does_not_fit_what_it_was_bound_to(cast, taken):
    an_hour_passes()
    rewrite(taken.foi_request.reference, "RequestReceived")
    assert any("记下后被改动" in one for one in check())


def test_a_row_that_is_gone_is_missed(cast, taken):
    an_hour_passes()
    step = Entry.objects.filter(about=taken.foi_request.reference).order_by("id")[1]
    with connection.cursor() as cursor:
        for statement in triggers.drop(connection.vendor):
            cursor.execute(statement)
        cursor.execute("DELETE FROM journal_entry WHERE id = %s", [step.pk])
        for statement in triggers.create(connection.vendor):
            cursor.execute(statement)
    assert any("已不在数据库里" in one for one in check())
    # With its entry, too: the place, the chain and the files tell.
    TrailEntry.objects.filter(fact=step.pk).delete()
    found = check()
    for told in ("不一致", "断开", "办理留痕缺第"):
        assert any(told in one for one in found)


def test_who_rewrites_a_row_and_makes_the_trail_anew_is_caught(cast, taken, tmp_path, capsys):
    client = opened(taken)
    an_hour_passes()
    earlier = tmp_path / "earlier.json"
    earlier.write_bytes(download(client, taken))
    rewrite(taken.foi_request.reference, "RequestReceived")
    remake_the_trail()
    # By the operators' own check, from the public log.
    assert any("留痕曾被重写" in one for one in check())
    forged = download(client, taken)
    # By the requester who kept a receipt,
    code, said = verified(tmp_path, forged, capsys, "--earlier", str(earlier))
    assert code == 1 and "earlier" in {one["code"] for one in said["findings"]}
    # and by one who kept none and looks at the public log: an earlier anchor was passed over.
    code, said = verified(tmp_path, forged, capsys, "--log", str(logs.public_folder()))
    assert code == 1 and "anchor" in {one["code"] for one in said["findings"]}


@pytest.mark.parametrize("at", [0, 1, -1])
def test_a_receipt_without_one_of_its_steps_is_refused(cast, taken, tmp_path, capsys, at):
    an_hour_passes()
    receipt = json.loads(download(opened(taken), taken))
    del receipt["steps"][at]
    code, said = verified(tmp_path, json.dumps(receipt).encode(), capsys)
    if at == -1:  # a shorter story is a true story; that it is short, only the public can't know
        assert code == 0
    else:
        assert code == 1 and {one["code"] for one in said["findings"]} == {"chain"}
