"""Two versions beside each other, in the words that people use."""

from __future__ import annotations

import pytest

from gongkai.disclosure import columns
from gongkai.disclosure.models import Version
from gongkai.disclosure.queries.versions import text_differences
from gongkai.reference.models import Code, CodeList

pytestmark = pytest.mark.django_db


def test_columns_subjects_and_kinds_are_compared_by_their_names(monkeypatch):
    monkeypatch.setattr(columns, "_providers", [lambda: [("finance", "财政信息")]])
    for code, one, name in (
        ("subjects", "04.02", "财政"),
        ("document-kinds", "notice", "通知"),
    ):
        codes = CodeList.objects.create(code=code, name=name)
        Code.objects.create(list=codes, code=one, name=name, origin="测试")
    old = Version(title="甲")
    new = Version(title="甲", column_code="finance", subject="04.02", document_kind="notice")
    found = {one.label: one.changes[0].new for one in text_differences(old, new)}
    assert found == {"文种": "通知", "主题分类": "财政", "栏目": "财政信息"}
