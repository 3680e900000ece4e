"""The verifier stands alone: the standard library, `cryptography`, and nothing of the platform."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import gongkai_verify

PACKAGE = Path(gongkai_verify.__file__).parent
ALLOWED = {*sys.stdlib_module_names, "cryptography", "gongkai_verify"}


def imported(file):
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "absolute imports only"
            yield node.module or ""


def test_nothing_else_is_imported():
    files = sorted(PACKAGE.rglob("*.py"))
    assert len(files) > 30
    foreign = {
        (file.name, name)
        for file in files
        for name in imported(file)
        if name.partition(".")[0] not in ALLOWED
    }
    assert not foreign
