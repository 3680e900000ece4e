"""The verifier page is sealed, baked as it is, and served with a policy that lets it run."""

from __future__ import annotations

from gongkai.publishing.registry import KINDS
from gongkai.publishing.serving import WHOLE_PAGES, FileShim
from gongkai.testing import REPOSITORY
from gongkai.transparency.verifier.pages import PATH
from gongkai.transparency.verifier.sealing import VERIFIER, policy_of, seal


def test_the_page_names_the_hashes_of_its_script_and_style():
    page = VERIFIER.read_text()
    assert seal(page) == page, "run python -m gongkai.transparency.verifier.sealing"
    changed = page.replace("核查", "查核")
    assert policy_of(changed) != policy_of(page)


def test_the_page_loads_nothing_and_writes_no_markup():
    page = VERIFIER.read_text()
    for word in ("src=", "@import", "url(", "innerHTML", "outerHTML", "insertAdjacent", "eval("):
        assert word not in page


def test_the_page_is_baked_as_it_is_and_served_with_its_own_policy(tmp_path):
    kind = KINDS["transparency.verifier"]
    assert list(kind.all_paths()) == [PATH] == list(WHOLE_PAGES)
    assert kind.paths_for("site") == [PATH]
    assert kind.paths_for("item:2026-00017") == []
    baked = kind.render(PATH)
    assert baked == VERIFIER.read_bytes()
    (tmp_path / "verify").mkdir()
    (tmp_path / "verify/index.html").write_bytes(baked)
    answers = []
    shim = FileShim(lambda *_: [b""], tmp_path, tmp_path)
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": "/verify/"}
    body = shim(asked, lambda status, headers: answers.append((status, dict(headers))))
    assert b"".join(body) == baked
    status, headers = answers[0]
    assert status == "200 OK"
    assert headers["Content-Security-Policy"] in nginx(headers)
    assert "script-src 'unsafe-inline'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def nginx(headers: dict[str, str]) -> str:
    """What the example for nginx says about the page; every header of ours stands there too."""
    example = (REPOSITORY / "docs/handbook/nginx.conf").read_text()
    block = example.partition("location = /verify/ {")[2].partition("}")[0]
    for name in ("X-Frame-Options", "Permissions-Policy", "Cross-Origin-Opener-Policy"):
        assert headers[name] in block
    return block
