"""Receipts of a case: a trail made by hand, and everything that can be done to its receipt."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode

import pytest
from verifytesting import LOG_KEY, ORIGIN, Signer, b64, leaf, mth, note, path, run, sha

from gongkai_verify.cli import main

TRAIL = f"{ORIGIN}-trail"
TRAIL_KEY = Signer(TRAIL, seed=7)
CASE = "6f1c2b1e-6b0e-4a53-9a1c-2f8e9f1f1a11"
OTHER = "6f1c2b1e-6b0e-4a53-9a1c-2f8e9f1f1a12"
FACTS = ["RequestSubmitted", "RequestReceived", "AnswerDrafted", "RequestAnswered"]


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def commit(what, salt, text):
    return sha(f"gongkai/trail/1 {what}\n".encode() + salt + hashlib.sha256(text).digest())


def opened(number, name, about="foi:2026-00017"):
    """Content, data and actor with salts of their own."""
    salts = {what: sha(f"{what}{number}".encode()) for what in ("content", "data", "actor")}
    data, actor = canonical({"n": number}), canonical({"person": "person:1"})
    content = canonical(
        {
            "about": about, "id": number, "name": name, "on": "2026-11-28",
            "at": "2026-11-28T01:02:03+00:00",
            "actor": b64(commit("actor", salts["actor"], actor)),
            "data": b64(commit("data", salts["data"], data)),
        }
    )  # fmt: skip
    texts = {"content": content, "data": data, "actor": actor}
    return {what: {"salt": b64(salts[what]), "text": texts[what].decode()} for what in texts}


def step(seq, act, c, previous, case=CASE):
    said = {"act": act, "c": b64(c), "case": case, "role": "staff", "seq": seq,
            "t": "2026-11-28T01:02:03Z", "v": 1}  # fmt: skip
    return canonical(said | ({"prev_leaf": b64(previous)} if previous else {}))


class World:
    """A trail with another case's steps between, two anchors, and the public log."""

    def __init__(self, facts=FACTS, more=0):
        self.entries, self.steps, previous = [], [], None
        for number, name in enumerate([*facts, *["FeePaid"] * more], start=1):
            self.entries.append(step(number, "ItemDrafted", sha(b"x"), None, OTHER))
            act = "Internal" if name == "AnswerDrafted" else name
            parts = opened(number, name)
            c = commit("content", b64decode(parts["content"]["salt"]),
                       parts["content"]["text"].encode())  # fmt: skip
            entry = step(number, act, c, previous)
            previous = leaf(entry)
            shown = [] if act == "Internal" else ["content", "data"][: 1 + number % 2]
            self.steps.append((len(self.entries), entry, {one: parts[one] for one in shown}))
            self.entries.append(entry)
        self.sizes = [4, len(self.entries)]
        self.public = [canonical({"act": "anchor", "log": TRAIL, "root": b64(self.root(size)),
                                  "size": size, "t": "2026-11-28T02:00:00Z", "v": 1})
                       for size in self.sizes]  # fmt: skip

    def root(self, size):
        return mth([leaf(one) for one in self.entries[:size]])

    def anchor(self, number):
        leaves = [leaf(one) for one in self.public]
        trail = [leaf(one) for one in self.entries[: self.sizes[number]]]
        proof = "".join(f"{b64(one)}\n" for one in path(number, leaves))
        return {
            "checkpoint": note(trail, TRAIL_KEY, origin=TRAIL),
            "receipt": f"c2sp.org/tlog-proof@v1\nextra {b64(self.public[number])}\n"
            f"index {number}\n{proof}\n{note(leaves)}",
        }

    def receipt(self):
        steps = []
        for index, entry, shown in self.steps:
            anchor = next(at for at, size in enumerate(self.sizes) if size > index)
            leaves = [leaf(one) for one in self.entries[: self.sizes[anchor]]]
            proof = [b64(one) for one in path(index, leaves)]
            steps.append({"index": index, "entry": b64(entry), "anchor": anchor, "proof": proof,
                          **shown})  # fmt: skip
        anchors = [self.anchor(at) for at in range(2)]
        return {"kind": "gongkai-trail/1", "case": CASE, "anchors": anchors, "steps": steps}


def check(capsys, tmp_path, receipt, *more, vkeys=(LOG_KEY.vkey,)):
    file = tmp_path / "trail.json"
    content = receipt if isinstance(receipt, bytes) else json.dumps(receipt).encode()
    file.write_bytes(content)
    keys = [word for vkey in vkeys for word in ("--vkey", vkey)]
    return run(capsys, "trail", file, *keys, *more)


def test_a_good_receipt_holds_and_its_story_is_told(tmp_path, capsys):
    code, said = check(capsys, tmp_path, World().receipt(), vkeys=(LOG_KEY.vkey, TRAIL_KEY.vkey))
    assert (code, said["findings"], said["case"]["steps"]) == (0, [], 4)
    assert said["case"]["about"] == "foi:2026-00017"
    assert main(["trail", str(tmp_path / "trail.json"), "--vkey", LOG_KEY.vkey]) == 0
    told = capsys.readouterr().out
    assert "3. 内部环节（工作人员）" in told and "1. 提交申请" in told and "核查通过" in told


def change(*way, to=None, by=None):
    def do(receipt):
        at = receipt
        for key in way[:-1]:
            at = at[key]
        if by is not None:
            at[way[-1]] = by(at[way[-1]])
        elif to is None:
            del at[way[-1]]
        else:
            at[way[-1]] = to

    return do


def swap(receipt):
    steps = receipt["steps"]
    steps[0], steps[1] = steps[1], steps[0]


def cut_anchor(receipt):
    receipt["anchors"] = receipt["anchors"][1:]
    for one in receipt["steps"]:
        one["anchor"] = 0


def reentry(**changes):
    def by(text):
        return b64(canonical(json.loads(b64decode(text)) | changes))

    return by


SPOILT = {
    "not this kind": (change("kind", to="gongkai-trail/2"), "form"),
    "one key more": (change("more", to=1), "form"),
    "no steps": (change("steps", to=[]), "form"),
    "steps no objects": (change("steps", 0, to=[]), "form"),
    "case no text": (change("case", to=7), "form"),
    "another case": (change("case", to=OTHER), "chain"),
    "first step gone": (change("steps", 0), "chain"),
    "middle step gone": (change("steps", 1), "chain"),
    "steps swapped": (swap, "chain"),
    "step doubled": (lambda one: one["steps"].insert(1, one["steps"][0]), "chain"),
    "entry changed": (change("steps", 1, "entry", by=reentry(role="system")), "inclusion"),
    "unknown role": (change("steps", 1, "entry", by=reentry(role="王")), "entry"),
    "true for one": (change("steps", 1, "entry", by=reentry(v=True)), "entry"),
    "one field more": (change("steps", 1, "entry", by=reentry(name="王")), "entry"),
    "entry not canonical": (change("steps", 1, "entry", by=lambda one: b64(b64decode(one) + b" ")),
                            "canonical"),
    "index off": (change("steps", 1, "index", by=lambda one: one - 1), "inclusion"),
    "index a float": (change("steps", 1, "index", to=3.0), "json"),
    "index negative": (change("steps", 1, "index", to=-3), "form"),
    "index beyond the trail": (change("steps", 3, "index", to=8), "inclusion"),
    "proof too short": (change("steps", 1, "proof", by=lambda one: one[:-1]), "inclusion"),
    "proof no list": (change("steps", 1, "proof", to="x"), "form"),
    "proof of numbers": (change("steps", 1, "proof", to=[1]), "form"),
    "no such anchor": (change("steps", 1, "anchor", to=2), "form"),
    "anchor counted from behind": (change("steps", 1, "anchor", to=-1), "form"),
    "content changed": (change("steps", 1, "content", "text",
                               by=lambda one: one.replace("11-28", "10-28")), "commitment"),
    "salt changed": (change("steps", 1, "content", "salt", to=b64(bytes(32))), "commitment"),
    "short salt": (change("steps", 1, "content", "salt", to=b64(b"x")), "base64"),
    "data changed": (change("steps", 0, "data", "text", to='{"n":2}'), "commitment"),
    "data without content": (change("steps", 0, "content"), "commitment"),
    "content no object": (change("steps", 1, "content", to=[]), "commitment"),
    "lone surrogate": (change("steps", 1, "content", "text", to="\ud800"), "commitment"),
    "checkpoint of another root": (change("anchors", 0, "checkpoint", by=lambda one: one.replace(
        one.split("\n")[2], b64(bytes(32)))), "anchor"),
    "checkpoint of another size": (change("anchors", 0, "checkpoint", by=lambda one: one.replace(
        "\n4\n", "\n5\n")), "anchor"),
    "anchors swapped": (lambda one: one["anchors"].reverse(), "anchor"),
    "anchor doubled": (lambda one: one["anchors"].insert(0, one["anchors"][0]), "anchor"),
    "first anchor left out": (cut_anchor, "inclusion"),
    "forged public log": (change("anchors", 0, "receipt", by=lambda one: one.replace(
        "\n2\n", "\n3\n")), "signature"),
    "public entry changed": (change("anchors", 0, "receipt", by=lambda one: one.replace(
        "index 0", "index 1")), "inclusion"),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_receipt_is_refused(capsys, tmp_path, name):
    receipt = World().receipt()
    spoil, code = SPOILT[name]
    spoil(receipt)
    found, said = check(capsys, tmp_path, receipt)
    assert (found, [one["code"] for one in said["findings"]]) == (1, [code])


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b"{" * 5000, b'{"kind":1,"kind":1}'])
def test_what_is_no_receipt_is_refused(capsys, tmp_path, content):
    assert check(capsys, tmp_path, content)[0] == 1


def test_the_trails_own_signature_is_checked_where_its_key_is_given(capsys, tmp_path):
    receipt = World().receipt()
    change("anchors", 0, "checkpoint", by=lambda one: one[:-10] + "AAAAAAAA=\n")(receipt)
    code, said = check(capsys, tmp_path, receipt, vkeys=(LOG_KEY.vkey, TRAIL_KEY.vkey))
    assert code == 1 and said["findings"]
    assert check(capsys, tmp_path, World().receipt(), vkeys=(Signer(seed=3).vkey,))[0] == 1


def test_a_receipt_goes_on_from_an_earlier_one(capsys, tmp_path):
    earlier = tmp_path / "earlier.json"
    earlier.write_text(json.dumps(World().receipt()), encoding="utf-8")
    assert check(capsys, tmp_path, World(more=2).receipt(), "--earlier", str(earlier))[0] == 0
    for other in (World(facts=FACTS[:3]), World(facts=[FACTS[1], *FACTS[1:]])):
        code, said = check(capsys, tmp_path, other.receipt(), "--earlier", str(earlier))
        assert (code, [one["code"] for one in said["findings"]]) == (1, ["earlier"])
