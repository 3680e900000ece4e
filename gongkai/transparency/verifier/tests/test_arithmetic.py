"""The page's arithmetic against the fixed vectors, and against Python on random trees."""

from __future__ import annotations

import random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gongkai.transparency.verifier.tests.samples import b64, mth, path, proof, sha256

pytestmark = pytest.mark.browser

# The generator of the small trees is seeded, so that a failure stays.
CASES = 300


@pytest.fixture(params=[False, True], ids=["native", "bigint"])
def own(request: pytest.FixtureRequest) -> bool:
    return request.param


def test_the_fixed_vectors(reader, vectors, own):
    page = reader(own=own).page
    found = page.evaluate(
        """async (vectors) => {
          const g = gongkaiVerify;
          const keys = await g.readKeys(`${vectors.vkey}\\n${vectors.witness_vkey}`);
          const receipt = g.readReceipt(vectors.tlog_proof_1_of_3);
          await g.checkInclusion(receipt);
          const cosigned = g.readNote(vectors.checkpoint_3_cosigned);
          const signed = await g.checkSignatures(receipt.note, keys);
          const twice = await g.checkSignatures(cosigned, keys);
          const leaf = await g.leafHash(new TextEncoder().encode("69999"));
          const hashes = (list) => list.map((one) => g.fromBase64(one, 32));
          const root = (size) => g.fromBase64(vectors.roots[size], 32);
          const included = hashes(vectors.inclusion_69999_of_70000);
          const extended = hashes(vectors.consistency_257_70000);
          const parts = {};
          for (const [name, part] of Object.entries(vectors.record.parts)) {
            const content = await g.sha256(g.fromBase64(part.content));
            const salt = g.fromBase64(part.salt, 32);
            parts[name] = g.toBase64(await g.commitment(name, salt, content));
          }
          return {
            own: !(await g.hasEd25519()), entry: new TextDecoder().decode(receipt.entry),
            size: receipt.note.size, log: signed.log, witnesses: twice.witnesses.length,
            root: g.toBase64(await g.rootOfInclusion(leaf, 69999, 70000, included)),
            grown: await g.consistent(257, 70000, root(257), root(70000), extended),
            parts,
          };
        }""",
        vectors,
    )
    assert found == {
        "own": own, "entry": "1", "size": 3, "log": 1, "witnesses": 1, "grown": True,
        "root": vectors["roots"]["70000"],
        "parts": {name: one["commitment"] for name, one in vectors["record"]["parts"].items()},
    }  # fmt: skip


def test_proofs_of_random_trees_are_judged_as_the_letter_of_the_rfc_says(reader):
    chance = random.Random(6962)
    cases = []
    for number in range(CASES):
        size = chance.randint(1, 80)
        entries = [sha256(f"{number} {i}".encode())[: chance.randint(0, 32)] for i in range(size)]
        index, first = chance.randrange(size), chance.randint(1, size)
        inclusion, consistency = path(index, entries), proof(first, entries)
        spoiled = chance.choice(("nothing", "hash", "order", "less", "more", "index", "root"))
        cases.append(
            {
                "entry": b64(entries[index]), "index": index, "size": size, "first": first,
                "path": [b64(one) for one in inclusion], "root": b64(mth(entries)),
                "proof": [b64(one) for one in consistency], "old": b64(mth(entries[:first])),
                "spoiled": spoiled, "at": chance.randrange(64),
            }
        )  # fmt: skip
    verdicts = reader().page.evaluate(
        """async (cases) => {
          const g = gongkaiVerify, read = (text) => g.fromBase64(text, 32), out = [];
          const spoil = (how, at, list, root) => {
            if (how === "hash" && list.length) list[at % list.length][at % 32] ^= 1;
            else if (how === "order" && list.length > 1) list.reverse();
            else if (how === "less" && list.length) list.splice(at % list.length, 1);
            else if (how === "more") list.splice(at % (list.length + 1), 0, new Uint8Array(32));
            else if (how === "root") root[at % 32] ^= 1;
            else return false;
            return true;
          };
          for (const one of cases) {
            const judge = async (how) => {
              const path = one.path.map(read), root = read(one.root);
              const index = how === "index" ? one.index + 1 : one.index;
              const changed = how === "index" || spoil(how, one.at, path, root);
              const note = { size: one.size, root };
              const receipt = { entry: g.fromBase64(one.entry), index, path, note };
              return [changed, await g.checkInclusion(receipt).then(() => true, () => false)];
            };
            const grows = async (how) => {
              const proof = one.proof.map(read), root = read(one.root), old = read(one.old);
              const changed = spoil(how, one.at, proof, root);
              if (one.first === one.size) return [false, true];
              return [changed, await g.consistent(one.first, one.size, old, root, proof)];
            };
            const right = [await judge("nothing"), await grows("nothing")];
            out.push([...right, await judge(one.spoiled), await grows(one.spoiled)]);
          }
          return out;
        }""",
        cases,
    )
    assert len(verdicts) == CASES
    assert sum(changed for *_, (changed, _) in verdicts) > 100
    for case, (right, grown, *spoiled) in zip(cases, verdicts, strict=True):
        assert right == grown == [False, True], case
        for changed, accepted in spoiled:
            assert accepted is not changed, case


def test_signatures_without_the_browsers_help_are_judged_as_by_openssl(reader):
    chance, cases = random.Random(8032), []
    order = 2**252 + 27742317777372353535851937790883648493
    for number in range(60):
        key = Ed25519PrivateKey.from_private_bytes(sha256(f"{number}".encode()))
        message = chance.randbytes(chance.randint(0, 200))
        public, signature = key.public_key().public_bytes_raw(), bytearray(key.sign(message))
        kind = chance.choice(("right", "flipped", "message", "key", "malleable"))
        if kind == "flipped":
            signature[chance.randrange(64)] ^= 1 << chance.randrange(8)
        elif kind == "message":
            message += b"."
        elif kind == "key":
            public = sha256(public)
        elif kind == "malleable":  # s + L is refused, RFC 8032 5.1.7
            signature[32:] = (int.from_bytes(signature[32:], "little") + order).to_bytes(
                32, "little"
            )
        cases.append([b64(public), b64(bytes(signature)), b64(message), kind == "right"])
    found = reader().page.evaluate(
        """async (cases) => {
          const g = gongkaiVerify, out = [];
          for (const texts of cases)
            out.push(await g.ownEd25519(...texts.slice(0, 3).map((one) => g.fromBase64(one))));
          return out;
        }""",
        cases,
    )
    assert found == [right for *_, right in cases]
    assert 5 < sum(found) < 55
