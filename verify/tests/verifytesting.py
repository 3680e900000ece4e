"""A log, a site and a county clerk's mistakes, made by hand.

The writer here is the plainest possible one: it knows nothing of crashes, and shares nothing with
the platform's. Trees are computed by the recursive definition of RFC 6962.
"""

from __future__ import annotations

import hashlib
import json
import threading
from base64 import b64encode
from contextlib import contextmanager
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from gongkai_verify.cli import main

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))
ORIGIN = "log.example.gov/pub"
ORG = "11620000013895017G"


def b64(content):
    return b64encode(content).decode()


def sha(content):
    return hashlib.sha256(content).digest()


# --- RFC 6962 to the letter ----------------------------------------------------------------


def split(n):
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def mth(leaves):
    """MTH over leaf hashes."""
    if not leaves:
        return sha(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return sha(b"\x01" + mth(leaves[:k]) + mth(leaves[k:]))


def path(m, leaves):
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return [*path(m, leaves[:k]), mth(leaves[k:])]
    return [*path(m - k, leaves[k:]), mth(leaves[:k])]


def proof(m, leaves):
    return subproof(m, leaves, True) if m else []


def subproof(m, leaves, whole):
    n = len(leaves)
    if m == n:
        return [] if whole else [mth(leaves)]
    k = split(n)
    if m <= k:
        return [*subproof(m, leaves[:k], whole), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], False), mth(leaves[:k])]


def leaf(entry):
    return sha(b"\x00" + entry)


# --- keys and notes ------------------------------------------------------------------------


class Signer:
    """An Ed25519 key with a name; kind 1 signs notes, kind 4 is a witness."""

    def __init__(self, name=ORIGIN, seed=0, kind=b"\x01"):
        self.name, self.kind = name, kind
        self._private = Ed25519PrivateKey.from_private_bytes(bytes(range(seed, seed + 32)))
        public = self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.id = sha(name.encode() + b"\n" + kind + public)[:4]
        self.vkey = f"{name}+{self.id.hex()}+{b64(kind + public)}"

    def line(self, text, time=1_790_000_000):
        if self.kind == b"\x01":
            content = self._private.sign(text.encode())
        else:
            signed = f"cosignature/v1\ntime {time}\n{text}".encode()
            content = time.to_bytes(8, "big") + self._private.sign(signed)
        return f"— {self.name} {b64(self.id + content)}\n"


LOG_KEY = Signer()


def note(leaves, *signers, origin=ORIGIN):
    text = f"{origin}\n{len(leaves)}\n{b64(mth(leaves))}\n"
    return f"{text}\n{''.join(one.line(text) for one in signers or [LOG_KEY])}"


# --- a log on disk -------------------------------------------------------------------------


def number_path(n):
    text = f"{n % 1000:03}"
    while n >= 1000:
        n //= 1000
        text = f"x{n % 1000:03}/{text}"
    return text


def put(folder, name, content):
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())


def write_log(folder, entries, *signers):
    """All files of a log with these entries."""
    leaves = [leaf(one) for one in entries]
    level, hashes = 0, leaves
    while hashes:
        for n in range(0, len(hashes), 256):
            row = hashes[n : n + 256]
            partial_ = f".p/{len(row)}" if len(row) < 256 else ""
            put(folder, f"tile/{level}/{number_path(n // 256)}{partial_}", b"".join(row))
            if level == 0:
                rows = entries[n : n + 256]
                bundle = b"".join(len(one).to_bytes(2, "big") + one for one in rows)
                put(folder, f"tile/entries/{number_path(n // 256)}{partial_}", bundle)
        full = len(hashes) // 256
        hashes = [mth(hashes[n * 256 : n * 256 + 256]) for n in range(full)]
        level += 1
    put(folder, "checkpoint", note(leaves, *signers))
    return folder


def numbers(count):
    return [b"%d" % i for i in range(count)]


# --- entries, records, receipts, pages -----------------------------------------------------


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def doc_id(n):
    return f"00000000-0000-4000-8000-{n:012}"


def salt_of(index, name):
    return sha(f"{index} {name}".encode())


def commit(name, salt, content):
    return sha(b"gongkai/part/1\n" + name.encode() + b"\n" + salt + sha(content))


class Publisher:
    """Publishes as the platform would: the log first, then the page."""

    def __init__(self, root):
        self.site, self.log = root / "site", root / "site" / "log"
        self.entries, self.last, self.rev, self.newest = [], {}, {}, {}
        self.contents = {}

    def entry(self, act, n, minute=0, **more):
        said = {
            "v": 1, "act": act, "doc": doc_id(n), "org": ORG, "t": f"2026-11-22T04:{minute:02}:00Z",
            **more,
        }  # fmt: skip
        if act != "publish":
            said["prev"] = self.last[n]
        self.entries.append(canonical(said))
        self.last[n] = len(self.entries) - 1
        return self.last[n]

    def release(self, n, title="关于公布目录的通知", body="<p>正文</p>\n", files=()):
        """Log a first or a corrected version, and bake its page."""
        contents = {"meta": canonical({"title": title}), "body": body.encode()}
        contents |= {f"a{i}": content for i, (_, content) in enumerate(files, 1)}
        index = len(self.entries)
        parts = {k: b64(commit(k, salt_of(index, k), v)) for k, v in contents.items()}
        self.rev[n] = self.rev.get(n, 0) + 1
        act = "publish" if self.rev[n] == 1 else "revise"
        self.newest[n] = self.entry(act, n, rev=self.rev[n], parts=parts)
        self.contents[n] = (title, body, files)
        self.bake(n)
        return index

    def folder(self, n):
        return self.site / "items" / "2026" / f"{n:05}"

    def record(self, n):
        title, body, files = self.contents[n]
        index = self.newest[n]

        def salted(name, **more):
            return {"salt": b64(salt_of(index, name)), **more}

        parts = {
            "meta": salted("meta", content=canonical({"title": title}).decode()),
            "body": salted("body", content=body),
        }
        for i, (name, _) in enumerate(files, 1):
            parts[f"a{i}"] = salted(f"a{i}", file=f"files/{name}")
        return {
            "v": 1, "origin": ORIGIN, "index": index, "entry": b64(self.entries[index]),
            "parts": parts,
        }  # fmt: skip

    def bake(self, n):
        title, body, files = self.contents[n]
        put(self.folder(n), "index.html", page(title, body))
        put(self.folder(n), "record.json", json.dumps(self.record(n), ensure_ascii=False))
        for name, content in files:
            put(self.folder(n), f"files/{name}", content)

    def receipt(self, index):
        leaves = [leaf(one) for one in self.entries]
        proof_ = "".join(f"{b64(one)}\n" for one in path(index, leaves))
        extra = b64(self.entries[index])
        return f"c2sp.org/tlog-proof@v1\nextra {extra}\nindex {index}\n{proof_}\n{note(leaves)}"

    def unbake(self, n):
        for name in sorted(self.folder(n).rglob("*"), reverse=True):
            if not name.is_dir():
                name.unlink()
        put(self.folder(n), "gone.html", "<h1>该信息已撤回</h1>")

    def publish(self):
        """Write the log, receipts and sitemap."""
        write_log(self.log, self.entries)
        for n, index in self.newest.items():
            receipt = self.folder(n) / f"receipt-{self.rev[n]}.txt"
            if not receipt.exists():
                put(self.folder(n), receipt.name, self.receipt(index))
        self.sitemap([n for n in self.newest if (self.folder(n) / "index.html").exists()])

    def sitemap(self, items):
        locs = "".join(
            f"<url><loc>https://www.example.cn/items/2026/{n:05}/</loc>"
            "<lastmod>2026-11-22</lastmod></url>"
            for n in items
        )
        put(self.site, "sitemaps/items-1.xml", f"<urlset>{locs}</urlset>")
        put(
            self.site, "sitemap.xml",
            "<sitemapindex><sitemap><loc>https://www.example.cn/sitemaps/items-1.xml</loc>"
            "</sitemap></sitemapindex>",
        )  # fmt: skip


def page(title, body):
    return (
        f"<!DOCTYPE html>\n<html><head><title>{escape(title)}</title></head><body>"
        f"<main><article><h1>{escape(title)}</h1>\n"
        f'<div class="official-text" data-part="body">{body}</div><footer></footer></article>'
        "</main></body></html>"
    )


# --- running -------------------------------------------------------------------------------


@contextmanager
def served(folder):
    """The folder as a web site; its address."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def list_directory(self, _):
            self.send_error(404)

        def do_GET(self):
            """As web servers do that keep compressed twins."""
            file = Path(self.translate_path(self.path))
            file = file / "index.html" if self.path.endswith("/") else file
            twin = file.with_name(f"{file.name}.gz")
            if self.headers["Accept-Encoding"] != "gzip" or not twin.exists():
                super().do_GET()
                return
            content = twin.read_bytes()
            self.send_response(200)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def run(capsys, *arguments):
    """Run a command with --json: exit code and what it said."""
    capsys.readouterr()
    code = main([*map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def codes(said, level="alarm"):
    return sorted(one["code"] for one in said["findings"] if one["level"] == level)
