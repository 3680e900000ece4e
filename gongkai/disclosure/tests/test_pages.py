"""What stands in public, file by file, after each turn of an item's life."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from gongkai.disclosure.models import Attachment, Version
from gongkai.disclosure.operations import drafting, ending, erasing, releasing
from gongkai.disclosure.queries.visibility import attachments_visible_to, visible_to
from gongkai.disclosure.tests.cast import make_cast
from gongkai.files.operations import receive
from gongkai.journal.testing import catch_up
from gongkai.people.actors import Staff
from gongkai.people.testing import make_person
from gongkai.publishing.checking import check
from gongkai.publishing.rebuilding import rebuild
from gongkai.registers.operations import adjust_duty
from gongkai.registers.verbs import MAINTAIN

pytestmark = pytest.mark.django_db

SECRET = "绝密词句八一三"


@pytest.fixture
def cast():
    return make_cast()


def public(path: str) -> Path:
    return Path(settings.PUBLIC_ROOT) / path.lstrip("/")


def read(path: str) -> str:
    return public(path).read_text(encoding="utf-8")


def everything_in_public() -> bytes:
    """All bytes below the public root, names included."""
    found = b""
    for path in sorted(Path(settings.PUBLIC_ROOT).rglob("*")):
        found += str(path).encode()
        if path.is_file():
            found += unpacked(path)
    return found


def unpacked(path: Path) -> bytes:
    """What a reader of the file gets."""
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def with_file(cast, version: Version, name: str = "预算表.txt", text: str = "数据") -> Attachment:
    stored = receive(text.encode(), name=name, actor=cast.clerk)
    return drafting.attach(version, stored, name, staff=cast.clerk)


def test_a_released_item_has_its_page_with_the_governments_meta_tags(cast):
    item = cast.publish(document_number="名财发〔2026〕3号", keywords=("预算", "财政"))
    catch_up()
    page = read(f"{item.path}index.html")
    assert "名川县2026年财政预算" in page
    assert "名财发〔2026〕3号" in page
    assert item.index_number in page
    for tag in ("SiteName", "SiteDomain", "SiteIDCode", "ArticleTitle", "PubDate", "ContentSource"):
        assert f'name="{tag}"' in page
    assert 'content="预算 财政"' in page


def test_a_draft_is_nowhere_in_public(cast):
    cast.draft(title=SECRET, body_html=f"<p>{SECRET}</p>")
    cast.publish()
    catch_up()
    assert SECRET.encode() not in everything_in_public()


def test_a_corrected_page_says_so_and_the_old_words_are_gone(cast):
    item = cast.publish(body_html=f"<p>{SECRET}</p>")
    catch_up()
    version = ending.start_correction(item, staff=cast.clerk)
    cast.edit(version, body_html="<p>改正后的文字</p>", correction_note="金额有误")
    releasing.release(cast.approve_all(version), staff=cast.leader)
    catch_up()
    page = read(f"{item.path}index.html")
    assert "改正后的文字" in page
    assert "金额有误" in page
    assert SECRET.encode() not in everything_in_public()


def test_a_page_that_awaited_its_review_says_when_the_review_was_made_up_for(cast):
    item = releasing.release_urgently(cast.draft(), reason="洪水预警", staff=cast.leader)
    catch_up()
    assert "审签手续正在补办" in read(f"{item.path}index.html")
    deputy = cast.secrecy
    deputy.person.tenures.get().post.rights.create(verb="disclosure.sign_off", reach="unit")
    releasing.review_afterwards(item.released, approved=True, text="补签同意", staff=deputy)
    catch_up()
    page = read(f"{item.path}index.html")
    assert "审签手续正在补办" not in page
    assert "补办审签" in page


def test_a_withdrawn_page_keeps_its_address_and_nothing_of_its_words(cast):
    version = cast.draft(title=SECRET, body_html=f"<p>{SECRET}</p>")
    with_file(cast, version, name=f"{SECRET}.txt", text=SECRET)
    item = releasing.release(cast.approve_all(version), staff=cast.leader)
    catch_up()
    assert SECRET.encode() in everything_in_public()
    ending.withdraw(item, ground="mistake", note="正在核实", staff=cast.leader)
    catch_up()
    assert not public(f"{item.path}index.html").exists()
    gone = read(f"{item.path}gone.html")
    assert "该信息已撤回" in gone
    assert "内容有误" in gone
    assert "正在核实" in gone
    assert SECRET.encode() not in everything_in_public()
    ending.restore(item, staff=cast.leader)
    catch_up()
    assert SECRET in read(f"{item.path}index.html")
    assert not public(f"{item.path}gone.html").exists()


def test_after_an_erasure_the_words_are_nowhere_in_the_whole_instance(cast, tmp_path):
    version = cast.draft(title=SECRET, body_html=f"<p>{SECRET}</p>", summary=SECRET)
    with_file(cast, version, name=f"{SECRET}.txt", text=SECRET)
    item = releasing.release(cast.approve_all(version), staff=cast.leader)
    catch_up()
    erasing.erase(item, ground="privacy", note="误含个人信息", staff=cast.leader)
    catch_up()
    assert "内容已删除" in read(f"{item.path}gone.html")
    for path in tmp_path.rglob("*"):
        assert SECRET not in path.name
        if path.is_file():
            assert SECRET.encode() not in unpacked(path), path
    assert not _tables_that_hold(SECRET)


def _tables_that_hold(words: str) -> list[str]:
    """Every text column of every table of ours is looked through."""
    from django.apps import apps
    from django.db import models

    found = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField | models.JSONField):
                values = model.objects.values_list(field.name, flat=True)
                if any(words in str(value) for value in values):
                    found.append(f"{model.__name__}.{field.name}")
    return found


def test_files_stand_below_the_page_and_follow_it(cast):
    version = cast.draft()
    with_file(cast, version, text="第一季度 100")
    item = releasing.release(cast.approve_all(version), staff=cast.leader)
    catch_up()
    assert "第一季度" in read(f"{item.path}files/预算表.txt")
    assert "预算表.txt" in read(f"{item.path}index.html")
    version = ending.start_correction(item, staff=cast.clerk)
    drafting.detach(version.attachments.get(), staff=cast.clerk)
    cast.edit(version, correction_note="附件有误")
    releasing.release(cast.approve_all(version), staff=cast.leader)
    catch_up()
    assert not public(f"{item.path}files/预算表.txt").exists()


def test_a_file_with_an_impossible_name_gets_a_possible_one(cast):
    version = cast.draft()
    attachment = with_file(cast, version, name="关于/预算：" + "很长" * 120 + ".txt")
    assert "/" not in attachment.name
    item = releasing.release(cast.approve_all(version), staff=cast.leader)
    catch_up()
    assert public(f"{item.path}files/{attachment.name}").exists()


def test_a_duty_that_is_renamed_is_renamed_on_the_pages_of_its_items(cast):
    item = cast.publish()
    catch_up()
    maintainer = make_person("mu", "穆兰", unit=cast.unit, verbs=[MAINTAIN], reach="everywhere")
    columns = replace(cast.duty.current.columns, level2="政府预算和调整")
    adjust_duty(
        cast.duty, columns, actor=Staff(maintainer), effective_on=timezone.localdate(),
        explanation="名称更准确",
    )  # fmt: skip
    catch_up()
    assert "政府预算和调整" in read(f"{item.path}index.html")


def test_everything_baked_is_what_it_should_be_and_tampering_is_found(cast):
    rebuild()
    item = cast.publish()
    catch_up()
    assert check() == []
    public(f"{item.path}index.html").write_text("改过的网页", encoding="utf-8")
    assert any(item.path in str(one) for one in check())


def test_a_stranger_sees_the_released_version_only_and_staff_their_units(cast):
    item = cast.publish()
    hidden = cast.draft(title="另一稿")
    version = ending.start_correction(item, staff=cast.clerk)
    with_file(cast, version, name="新附件.txt")
    assert set(visible_to(None)) == {item.released}
    assert set(visible_to(cast.outsider.person)) == {item.released}
    assert set(visible_to(cast.clerk.person)) == {item.released, hidden, version}
    assert not attachments_visible_to(None).exists()
    assert attachments_visible_to(cast.reviewer.person).count() == 1


def test_an_account_that_was_closed_sees_what_a_stranger_sees(cast):
    cast.draft()
    cast.clerk.person.is_active = False
    assert not visible_to(cast.clerk.person).exists()
