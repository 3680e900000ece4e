"""The policy inside the verifier page: it names the hash of the script and of the style sheet, so
that nothing else runs, from whatever host or disk the page comes.

After a change of the page: `python -m gongkai.transparency.verifier.sealing`.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

VERIFIER = Path(__file__).with_name("verify.html")
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*')


def seal(page: str) -> str:
    """The page with the policy that fits what stands in it."""
    return _POLICY.sub(lambda found: found[1] + policy_of(page), page, count=1)


def policy_of(page: str) -> str:
    """What this page may do: run its one script, and ask addresses that its reader gives it."""
    return (
        f"default-src 'none'; script-src '{_hash(page, 'script')}'; "
        f"style-src '{_hash(page, 'style')}'; connect-src http: https:; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(page: str, tag: str) -> str:
    found = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
    if len(found) != 1:
        raise ValueError(f"the page must have one <{tag}>, not {len(found)}")
    digest = hashlib.sha256(found[0].encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


if __name__ == "__main__":
    VERIFIER.write_text(seal(VERIFIER.read_text()))
