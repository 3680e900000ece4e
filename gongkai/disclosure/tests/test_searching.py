"""Items in the search: what is public is found, and nothing else, however it is asked."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document

from gongkai.disclosure.models import Item
from gongkai.disclosure.operations import drafting, ending, erasing, releasing
from gongkai.disclosure.tests.cast import make_cast
from gongkai.files.operations import receive
from gongkai.journal.testing import catch_up
from gongkai.people.models import Body
from gongkai.search import keeping, places, rebuilding
from gongkai.search.asking import Asked, search, suggest
from gongkai.search.registry import KINDS
from gongkai.search.testing import build

pytestmark = pytest.mark.django_db

SECRET = "天机不可泄露"
SECRET_LATIN = "zqxjkv"  # stands in files as it is


@pytest.fixture
def cast():
    yield make_cast()
    keeping.let_go()


def found(words: str, viewer=None) -> list[str]:
    return [hit.reference for hit in search(Asked(words), viewer).hits]


def files_hold(text: str) -> list[str]:
    wanted = text.encode()
    files = (file for file in places.root().rglob("*") if file.is_file())
    return [str(file) for file in files if wanted in file.read_bytes()]


def test_released_items_are_found_by_what_they_say_and_by_whom(cast):
    Body.objects.filter(code="finance").update(short_names=["财政局", "县财政"])
    build()
    item = cast.publish(
        title="名川县2026年财政预算", document_number="名财发〔2026〕3号",
        body_html="<p>收入十亿元，支出九亿元。</p>", keywords=("三公经费",),
    )  # fmt: skip
    catch_up()
    for words in (
        "财政预算", "预算 名川", "支出九亿", "名财发[2026]3", "3号", "财政局", "县财政", "三公经费",
        item.index_number, item.number,
    ):  # fmt: skip
        items = [one for one in found(words) if one.startswith("item:")]
        assert items == [f"item:{item.number}"], words
    hit = search(Asked("财政预算")).hits[0]
    assert (hit.url, hit.document_number) == (item.path, "名财发〔2026〕3号")


def test_the_text_of_attachments_is_found(cast):
    build()
    paper = Document()
    paper.add_paragraph("附表载明：驿亭村安置地块。")
    data = io.BytesIO()
    paper.save(data)
    version = cast.draft()
    stored = receive(data.getvalue(), name="附表.docx", actor=cast.clerk)
    drafting.attach(version, stored, name="附表.docx", staff=cast.clerk)
    item = releasing.release(cast.approve_all(version), staff=cast.leader)
    catch_up()
    assert found("驿亭村") == found("附表") == [f"item:{item.number}"]


def test_no_door_of_the_public_search_opens_on_a_planted_secret(cast, client):
    """Drafts, versions under review, approved ones, withdrawn and erased items, in every answer."""
    cast.draft(title=f"草稿{SECRET}", body_html=f"<p>{SECRET_LATIN}</p>")
    approved = cast.draft(title=f"待发布{SECRET}")
    cast.approve_all(approved)
    ground = {"ground": "mistake", "note": "核实"}
    withdrawn = cast.publish(title=f"撤回{SECRET}", body_html=f"<p>{SECRET_LATIN}</p>")
    corrected = cast.publish(title=f"更正{SECRET}")
    build()
    ending.withdraw(withdrawn, staff=cast.leader, **ground)
    version = ending.start_correction(corrected, staff=cast.clerk)
    cast.edit(version, title="更正后的标题", body_html=f"<p>{SECRET}二</p>", correction_note="有误")
    # Before the worker has read anything, and after, and in an index that was built anew.
    for _ in ("before", "after", "anew"):
        for words in (SECRET, f"“{SECRET}”", SECRET_LATIN, "天机", f"{SECRET}二", "待发布", "草稿"):
            answer = search(Asked(words))
            shown = [hit.reference for hit in answer.hits]
            assert set(shown) <= {f"item:{corrected.number}"}, words
            address = {"q": words}
            for page in ("/search/", "/search.json"):
                body = client.get(page, address).content.decode()
                for text in ("草稿天机", "待发布天机", "撤回天机", f"{SECRET}二", SECRET_LATIN):
                    told = body.replace(f'"query": "{words}"', "").replace(words, "")
                    assert text not in told
        assert suggest("草稿") == suggest("待发") == suggest("撤回") == []
        catch_up()
        build()


def test_the_index_of_the_public_holds_no_byte_of_what_is_not(cast):
    cast.draft(title="草稿", body_html=f"<p>{SECRET_LATIN}</p>")
    cast.publish(title="公开的")
    build()
    holding = files_hold(SECRET_LATIN)
    assert holding
    assert all("/desk/" in file for file in holding)


def test_a_withdrawal_is_seen_before_the_index_hears_of_it_and_a_restored_item_comes_back(cast):
    item = cast.publish()
    build()
    ending.withdraw(item, ground="mistake", note="核实", staff=cast.leader)
    assert found("“财政预算”") == []
    catch_up()
    assert search(Asked("“财政预算”")).total == 0
    ending.restore(Item.objects.get(pk=item.pk), staff=cast.leader)
    catch_up()
    assert found("“财政预算”") == [f"item:{item.number}"]


def test_after_an_erasure_no_file_of_any_index_holds_a_word(cast):
    item = cast.publish(title=f"{SECRET}", body_html=f"<p>{SECRET_LATIN} 张某某的住址</p>")
    cast.publish(title="另一条财政信息")
    build()
    assert files_hold(SECRET_LATIN)
    erasing.erase(item, ground="privacy", note="依法删除", staff=cast.leader)
    assert found(SECRET) == []
    catch_up()
    assert search(Asked(SECRET)).total == 0
    assert rebuilding.is_wanted()  # the worker builds both indexes anew
    build()
    for text in (SECRET, "天机", SECRET_LATIN, "张某某"):
        assert files_hold(text) == []
    assert found("财政信息")


def test_the_desk_finds_what_is_its_business_and_not_what_is_others(cast):
    draft = cast.draft(title=f"草稿{SECRET}").item
    cast.publish(title="公开的预算")
    build()
    assert found(SECRET, cast.clerk.person) == [f"draft:{draft.number}"]
    assert found(SECRET, cast.outsider.person) == []
    assert found("公开的预算", cast.outsider.person)
    answer = search(Asked(SECRET), cast.outsider.person)
    assert (answer.total, answer.facets) == (0, [])
    cast.edit(draft.versions.get(), title="改名的预算")
    catch_up()
    hits = search(Asked("预算"), cast.clerk.person).hits
    assert {hit.title for hit in hits if hit.kind != "公开目录事项"} == {"公开的预算", "改名的预算"}
    assert next(hit for hit in hits if hit.title == "改名的预算").state == "起草"


def test_someone_who_lost_the_right_finds_it_no_more(cast):
    cast.draft(title=f"草稿{SECRET}")
    build()
    cast.clerk.person.tenures.all().delete()
    assert found(SECRET, type(cast.clerk.person).objects.get(pk=cast.clerk.person.pk)) == []


def test_a_correction_shows_at_the_desk_beside_what_is_public(cast):
    item = cast.publish(title="财政预算第一版")
    build()
    version = ending.start_correction(item, staff=cast.clerk)
    cast.edit(version, title="财政预算第二版", correction_note="有误")
    catch_up()
    mine = found("财政预算", cast.clerk.person)
    assert {f"item:{item.number}", f"draft:{item.number}"} <= set(mine)
    releasing.release(cast.approve_all(version), staff=cast.leader)
    catch_up()
    assert f"draft:{item.number}" not in found("财政预算", cast.clerk.person)
    assert search(Asked("第二版")).hits[0].title == "财政预算第二版"
    assert search(Asked("“第一版”")).total == 0


@pytest.mark.parametrize("kind", ["item", "draft"])
def test_loading_more_items_asks_no_more_questions(cast, kind):
    """A rebuild loads a million: no row may ask for what it was not read with."""
    numbers = [cast.publish(title=f"供水通知{n}").number for n in range(3)]
    if kind == "draft":
        numbers = [cast.draft(title=f"供水通知{n}").item.number for n in range(3)]

    def queries(of: list[str]) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert len(list(KINDS[kind].load([f"{kind}:{one}" for one in of]))) == len(of)
        return len(asked)

    assert queries(numbers) == queries(numbers[:1])
