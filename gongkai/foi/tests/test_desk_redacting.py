"""At the desk: parts of a PDF are taken out before it goes with the answer."""

from __future__ import annotations

import pytest
from django.utils import timezone

from gongkai.files.queries import path_of
from gongkai.files.redacting import find_text
from gongkai.files.tests.redaction_samples import SECRET, two_pages
from gongkai.foi.testing import Office, make_office
from gongkai.foi.tests.screens import address, browser, problems, text_of, upload
from gongkai.foi.tests.test_desk_answering import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def found(office):
    """A request whose draft of an answer has a PDF."""
    foi_request = office.request(on=timezone.localdate())
    write(office.clerk, foi_request, added=upload("报告.pdf", two_pages()))
    return foi_request


def page_of(found) -> str:
    return address(found, f"answer/redact/{found.answers.get().files.get().pk}/")


ROW = {"page": "1", "left": "0", "top": "0", "right": "100", "bottom": "100"}


def test_an_area_typed_in_is_looked_at_and_taken_out(office, found):
    client = browser(office.clerk)
    where = page_of(found)
    assert "报告.pdf" in text_of(client.get(where))
    preview = client.post(where, ROW | {"preview": "1"})
    assert "遮盖后的样子" in text_of(preview)
    assert found.answers.get().files.get().original is None
    answer = client.post(where, ROW | {"confirm": "1"})
    assert answer.headers["Location"] == address(found, "answer/")
    kept = found.answers.get().files.get()
    assert kept.original is not None
    assert not find_text(path_of(kept.file).read_bytes(), [SECRET])
    assert "已遮盖1处" in text_of(client.get(address(found, "answer/")))


def test_words_are_found_and_become_rows(office, found):
    answer = browser(office.clerk).post(page_of(found), {"words": SECRET, "find": "1"})
    assert 'name="page" value="1"' in answer.content.decode()
    nothing = browser(office.clerk).post(page_of(found), {"words": "没有的词", "find": "1"})
    assert nothing.status_code == 409
    assert "没有找到“没有的词”" in problems(nothing)


def test_what_is_no_area_is_said_and_kept_as_typed(office, found):
    typed = ROW | {"left": "abc"}
    answer = browser(office.clerk).post(page_of(found), typed | {"confirm": "1"})
    assert answer.status_code == 409
    assert "第1处" in problems(answer)
    assert 'value="abc"' in answer.content.decode()
    for odd in ({"left": "nan"}, {"left": "-1"}, {"right": "1e9"}, {"page": "99"}):
        answer = browser(office.clerk).post(page_of(found), ROW | odd | {"confirm": "1"})
        assert answer.status_code == 409
    none = browser(office.clerk).post(page_of(found), {"confirm": "1"})
    assert "还没有选定要遮盖的位置" in problems(none)


def test_a_row_marked_to_go_is_gone(office, found):
    answer = browser(office.clerk).post(page_of(found), ROW | {"gone": "0", "confirm": "1"})
    assert "还没有选定要遮盖的位置" in problems(answer)


def test_a_copy_is_made_anew_from_the_original(office, found):
    client = browser(office.clerk)
    client.post(page_of(found), ROW | {"confirm": "1"})
    page = client.get(page_of(found)).content.decode()
    assert 'value="100.00"' in page
    client.post(page_of(found), ROW | {"bottom": "50", "confirm": "1"})
    kept = found.answers.get().files.get()
    assert kept.areas == [[1, 0.0, 0.0, 1.0, 0.5]]
    assert kept.original is not None


def test_pages_are_pictures_for_those_who_see_the_request(office, found):
    url = f"{page_of(found)}page/1/"
    answer = browser(office.clerk).get(url)
    assert answer.content.startswith(b"\x89PNG")
    assert "no-store" in answer.headers["Cache-Control"]
    assert browser(office.clerk).get(f"{page_of(found)}page/9/").status_code == 404
    assert browser(office.outsider).get(url).status_code == 404
    assert browser(office.expert).get(url).status_code == 404


def test_only_pdfs_are_redacted(office):
    foi_request = office.request(on=timezone.localdate())
    write(office.clerk, foi_request, added=upload("说明.txt"))
    assert browser(office.clerk).get(page_of(foi_request)).status_code == 404
