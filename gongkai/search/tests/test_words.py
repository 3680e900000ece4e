"""Synonyms and best bets: the shipped list, the verbs, the screens."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gongkai.journal.actors import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused
from gongkai.people.actors import Staff
from gongkai.people.testing import make_body, make_person, make_unit
from gongkai.search import operations
from gongkai.search.known import known
from gongkai.search.models import BestBet, Missed, Synonym
from gongkai.search.verbs import TEND

pytestmark = pytest.mark.django_db
PAIR = {"word": "低保", "means": "最低生活保障", "both_ways": True, "origin": "测试"}
BET = {"questions": ["低保"], "title": "低保", "url": "/topics/a/", "text": "", "until": None}


@pytest.fixture
def unit():
    return make_unit(make_body("office", "名川县政府办"), "办公室")


@pytest.fixture
def editor(unit):
    return Staff(make_person("fang", "方晓", unit=unit, verbs=[TEND]))


@pytest.fixture
def stranger(unit):
    return Staff(make_person("qin", "秦岳", unit=unit, verbs=[]))


def test_the_shipped_list_loads_once_and_leaves_alone_what_was_changed_here(editor):
    assert operations.load_synonyms(actor=SYSTEM) >= 300
    assert operations.load_synonyms(actor=SYSTEM) == 0
    row = Synonym.objects.get(word="低保", means="最低生活保障")
    operations.change_synonym(row, PAIR | {"both_ways": False, "is_used": True}, actor=editor)
    assert operations.load_synonyms(actor=SYSTEM) == 0
    row.refresh_from_db()
    assert row.kept_here
    assert not row.both_ways


def test_every_shipped_pair_has_an_origin():
    operations.load_synonyms(actor=SYSTEM)
    assert not Synonym.objects.filter(origin="").exists()


@pytest.mark.parametrize(
    "line",
    [
        "低,最低生活保障,both,来源",
        "低保,低保,both,来源",
        "低保,最低,up,来源",
        "低保,最低生活保障,both,",
    ],
)
def test_a_fault_in_the_list_stops_all_of_it(tmp_path, line):
    path = tmp_path / "synonyms.csv"
    path.write_text(f"word,means,direction,origin\n社保,社会保险,both,来源\n{line}\n")
    with pytest.raises(Refused, match="第3行"):
        operations.load_synonyms(path, actor=SYSTEM)
    assert not Synonym.objects.exists()


def test_directions_and_changes_count_at_once(editor):
    row = operations.add_synonym(PAIR, actor=editor)
    assert known().synonyms["最低生活保障"] == ("低保",)
    row = operations.change_synonym(row, PAIR | {"both_ways": False, "is_used": True}, actor=editor)
    assert "最低生活保障" not in known().synonyms
    operations.change_synonym(row, PAIR | {"both_ways": False, "is_used": False}, actor=editor)
    assert known().synonyms == {}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"word": "低"}, "至少写两个字"),
        ({"means": "低 保"}, "两个词相同"),
        ({"origin": " "}, "来源"),
        ({"word": "最低生活保障", "means": "低保"}, "已经登记"),
    ],
)
def test_a_pair_that_is_wrong_is_refused(editor, changes, reason):
    operations.add_synonym(PAIR, actor=editor)
    with pytest.raises(Refused, match=reason):
        operations.add_synonym(PAIR | changes, actor=editor)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.example", "http://a", "topics/a"])
def test_a_best_bet_leads_to_this_site_or_by_https(editor, url):
    with pytest.raises(Refused, match="网址"):
        operations.add_best_bet(BET | {"url": url}, actor=editor)


def test_best_bets_are_added_changed_removed_and_the_journal_holds_no_words(editor):
    row = operations.add_best_bet(BET, actor=editor)
    row = operations.change_best_bet(row, BET | {"title": "最低生活保障"}, actor=editor)
    with pytest.raises(Refused, match="没有需要保存"):
        operations.change_best_bet(row, BET | {"title": "最低生活保障"}, actor=editor)
    operations.remove_best_bet(row, actor=editor)
    operations.add_synonym(PAIR, actor=editor)
    entries = Entry.objects.order_by("id")
    assert [one.name for one in entries] == [
        "BestBetAdded", "BestBetChanged", "BestBetRemoved", "SynonymAdded",
    ]  # fmt: skip
    assert "低保" not in str([one.data for one in entries])


def test_who_has_no_right_changes_nothing(stranger, client):
    with pytest.raises(Refused, match="维护搜索词"):
        operations.add_synonym(PAIR, actor=stranger)
    with pytest.raises(Refused, match="维护搜索词"):
        operations.add_best_bet(BET, actor=stranger)
    client.force_login(stranger.person)
    for name in ("synonyms", "add_synonym", "best_bets", "add_best_bet", "missed"):
        assert client.get(reverse(f"search:{name}")).status_code == 403
        client.logout()
        assert client.get(reverse(f"search:{name}")).status_code == 302
        client.force_login(stranger.person)


def test_the_screens_from_a_missed_question_to_a_synonym(editor, client):
    client.force_login(editor.person)
    from django.utils import timezone

    Missed.objects.create(day=timezone.localdate(), words="吃低保", times=4)
    page = client.get(reverse("search:missed")).content.decode()
    assert "吃低保" in page
    link = f"{reverse('search:add_synonym')}?word=%E5%90%83%E4%BD%8E%E4%BF%9D"
    assert link in page
    assert 'value="吃低保"' in client.get(link).content.decode()
    form = {"word": "吃低保", "means": "最低生活保障", "origin": "搜索"}
    wrong = client.post(reverse("search:add_synonym"), form | {"origin": ""})
    assert wrong.status_code == 422
    done = client.post(reverse("search:add_synonym"), form, follow=True)
    assert "已登记" in done.content.decode()
    row = Synonym.objects.get()
    assert not row.both_ways
    changed = client.post(
        reverse("search:change_synonym", args=[row.pk]), form | {"is_used": ""}, follow=True
    )
    assert "停用" in changed.content.decode()
    assert (
        "没有这样的同义词" in client.get(reverse("search:synonyms"), {"q": "龘龘"}).content.decode()
    )


def test_the_screens_of_best_bets(editor, client):
    client.force_login(editor.person)
    form = {"questions": "低保\n低保标准", "title": "低保专题", "url": "/topics/a/", "until": ""}
    client.post(reverse("search:add_best_bet"), form)
    row = BestBet.objects.get()
    assert row.questions == ["低保", "低保标准"]
    page = client.get(reverse("search:change_best_bet", args=[row.pk])).content.decode()
    assert "低保标准" in page
    assert client.get(reverse("search:remove_best_bet", args=[row.pk])).status_code == 405
    client.post(reverse("search:remove_best_bet", args=[row.pk]))
    assert not BestBet.objects.exists()
