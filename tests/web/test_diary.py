"""Checking in by plain HTTP, as without scripts: what is kept, what comes back, and who else can see it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from tests.running import Running
from tests.visitor import Answer, Visitor
from tests.web.diaries import PASSPHRASE, Person, form, open_again, person, said, told

pytestmark = pytest.mark.loopback

ALL = {"contact": "together", "day_1": "4", "ease_1": "0", "close_1": "10"}


@pytest.fixture
def ada(server: Running) -> Person:
    """Ada, with an empty diary."""
    return person(server, "ada")


def days_from_now(days: int) -> str:
    """A day as a form carries it."""
    return (datetime.now(UTC) + timedelta(days)).strftime("%Y-%m-%d")


def without_tokens(page: Answer) -> str:
    """A page without the tokens that are new each time."""
    return re.sub(r'(name="(?:csrfmiddlewaretoken|once)" value=)"[^"]*"', r"\1", page.text)


def test_a_check_in_is_kept_as_it_was_answered_and_what_was_left_out_is_left_out(ada: Person) -> None:
    page = ada.day(**ALL, why="happened", note="Long day.\n\nWe cooked.")
    assert (page.status, page.address) == (200, ada.entries()[0])
    answers = told(page)
    assert answers["In touch"] == "Together"
    assert (answers["Today was"], answers["I was"], answers["Close to them"]) == ("4", "0", "10")
    assert answers["Why then"] == "Something had happened"
    assert "not answered" in answers.values()
    assert "Long day.<br><br>We cooked." in page.text


def test_the_page_asks_five_things_and_the_rest_lies_under_more(ada: Person) -> None:
    page = ada.browser.get("/diary/day/")
    asked = form(page)["asked"].split()
    assert asked[:3] == ["day.1", "ease.1", "close.1"]
    assert len(asked) == 4 or set(asked[3:]) == {"reasons_stay.1", "reasons_go.1"}
    head, _, rest = page.text.partition('class="rest"')
    for key in asked:
        assert f'name="{key}"' in head
        assert f'name="{key}"' not in rest
    assert len(set(re.findall(r'name="([\w-]+\.\d+)"', head + rest))) == 23


def test_what_is_answered_under_more_is_kept_and_the_rest_is_not_on_the_page(ada: Person) -> None:
    answers = told(ada.day(**ALL, peace_1="2"))
    assert answers["At peace with it"] == "2"
    assert "At ease alone" not in answers


def test_a_line_that_needs_contact_does_not_apply_where_there_was_none(ada: Person) -> None:
    assert told(ada.day(contact="no", heard_1="7", sad_1="3"))["Heard by them"] == "did not apply"
    assert told(ada.day(contact="wrote", heard_1="7"))["Heard by them"] == "7"


def test_nothing_filled_in_is_a_kind_sentence_and_nothing_is_kept(ada: Person) -> None:
    for empty in ({}, {"note": " \n "}, {"why": "checking"}, {"sad_1": "skipped"}):
        page = ada.send("/diary/day/", **empty)
        assert page.status == 200
        assert "That is all right" in said(page)
    assert ada.entries() == []


@pytest.mark.parametrize("day", ["2031-02-30", "tomorrow", "", "1969-12-31", days_from_now(3)])
def test_a_day_that_cannot_be_is_told_beside_its_field_and_what_was_typed_comes_back(ada: Person, day: str) -> None:
    page = ada.send("/diary/day/", **ALL, day=day, note="Do not lose me.")
    assert page.status == 200
    assert re.search(r'id="id_day_error".*?class="error"', page.text, re.DOTALL)
    assert "Do not lose me.</textarea>" in page.text
    assert re.search(r'name="close\.1" value="10"[^>]* checked', page.text)
    assert ada.entries() == []


def test_an_earlier_day_can_be_told_and_tomorrow_which_may_be_today_elsewhere(ada: Person) -> None:
    page = ada.day(**ALL, day="2024-02-29")
    assert "Thursday 29 February" in said(page)
    assert ada.day(**ALL, day=days_from_now(1)).status == 200


def test_the_day_is_fixed_when_it_is_kept(ada: Person) -> None:
    kept = ada.day(**ALL, day="2024-02-29")
    changing = ada.browser.get(kept.address + "edit/")
    assert 'type="date"' not in changing.text
    changed = ada.browser.follow(ada.fill(changing, day="2024-03-01", note="Later."))
    assert "Thursday 29 February" in said(changed)
    assert "Later." in said(changed)


def test_several_entries_of_a_day_are_several_entries(ada: Person) -> None:
    ada.day(**ALL)
    ada.day(**ALL)
    assert len(ada.entries()) == 2


def test_the_same_form_sent_twice_is_kept_once(ada: Person) -> None:
    page = ada.browser.get("/diary/day/")
    first, second = ada.fill(page, **ALL), ada.fill(page, **ALL)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(ada.entries()) == 1


def test_changing_shows_what_was_answered_and_keeps_what_was_skipped(ada: Person) -> None:
    kept = ada.day(**ALL | {"day_1": "skipped"}, note="One.")
    changing = ada.browser.get(kept.address + "edit/")
    assert form(changing)["close.1"] == "10"
    assert "One.</textarea>" in changing.text
    changed = ada.browser.follow(ada.fill(changing, note="Two.", close_1="9"))
    assert told(changed)["Today was"] == "skipped"
    assert told(changed)["Close to them"] == "9"
    assert len(ada.entries()) == 1


def test_an_entry_can_be_emptied_by_erasing_it_only(ada: Person) -> None:
    kept = ada.day(note="One.")
    assert "That is all right" in said(ada.fill(ada.browser.get(kept.address + "edit/"), note=""))
    assert "One." in said(ada.browser.get(kept.address))


def test_of_two_windows_on_one_entry_both_texts_are_there_and_each_can_be_kept(ada: Person) -> None:
    kept = ada.day(**ALL, note="Before.")
    one, other = (ada.browser.get(kept.address + "edit/") for _ in range(2))
    assert ada.fill(one, note="From the one.").status == 303
    page = ada.fill(other, note="From the other.")
    assert page.status == 409
    assert "From the one." in said(page)
    assert "From the other.</textarea>" in page.text
    assert "From the one." in said(ada.browser.get(kept.address))
    mine = ada.browser.follow(ada.fill(page))
    assert (mine.address, len(ada.entries())) == (kept.address, 1)
    assert "From the other." in said(mine)


def test_both_can_be_kept_as_two_entries_of_that_day(ada: Person) -> None:
    kept = ada.day(**ALL, day="2024-02-29", note="Before.")
    one, other = (ada.browser.get(kept.address + "edit/") for _ in range(2))
    ada.fill(one, note="From the one.")
    ada.browser.follow(ada.fill(ada.fill(other, note="From the other."), both="1"))
    pages = [ada.browser.get(address) for address in ada.entries()]
    assert all("29 February" in said(page) for page in pages)
    assert {"From the one.", "From the other."} == {text for text in SIDES if any(text in said(page) for page in pages)}


SIDES = ("From the one.", "From the other.", "Before.")


def test_what_was_typed_into_an_entry_that_was_erased_meanwhile_can_be_kept_as_a_new_one(ada: Person) -> None:
    kept = ada.day(**ALL, note="Before.")
    open_form = ada.browser.get(kept.address + "edit/")
    ada.browser.submit(ada.browser.get(kept.address + "erase/"), "")
    page = ada.fill(open_form, note="After all.")
    assert page.status == 409
    assert "erased meanwhile" in said(page)
    again = ada.browser.follow(ada.fill(page))
    assert again.address != kept.address
    assert "After all." in said(again)
    assert told(again)["Close to them"] == "10"


def test_erasing_asks_once_and_then_nothing_is_left(ada: Person) -> None:
    kept = ada.day(**ALL, note="Gone soon.")
    asked = ada.browser.get(kept.address + "erase/")
    assert "gone for good" in said(asked)
    assert "Gone soon." not in asked.text
    assert "Gone soon." in ada.browser.get(kept.address).text
    after = ada.browser.follow(ada.fill(asked))
    assert after.address == "/diary/"
    assert ada.entries() == []
    assert ada.browser.get(kept.address).status == 404
    assert ada.fill(asked).status == 303


def test_what_was_typed_into_a_place_that_locked_meanwhile_is_there_after_unlocking(ada: Person) -> None:
    page = ada.browser.get("/diary/day/")
    ada.browser.submit(page, "/lock/")
    locked = ada.fill(page, **ALL, note="Written late.")
    assert "Written late." not in locked.text
    ada.browser.follow(ada.browser.submit(locked, "/open/", passphrase=PASSPHRASE))
    again = ada.browser.get("/diary/day/")
    assert "Written late.</textarea>" in again.text
    assert form(again)["close.1"] == "10"
    kept = ada.browser.follow(ada.fill(again))
    assert "Written late." in said(kept)
    assert "Written late." not in ada.browser.get("/diary/day/").text


def test_a_change_typed_before_the_place_locked_meets_what_was_saved_meanwhile(ada: Person, server: Running) -> None:
    kept = ada.day(**ALL, note="Before.")
    changing = ada.browser.get(kept.address + "edit/")
    elsewhere = Person(ada.name, open_again(Visitor(server.address), ada.name))
    changing_there = elsewhere.browser.get(kept.address + "edit/")
    ada.browser.submit(changing, "/lock/")
    locked = ada.fill(changing, note="Typed before the lock.")
    elsewhere.fill(changing_there, note="Saved meanwhile.")
    ada.browser.follow(ada.browser.submit(locked, "/open/", passphrase=PASSPHRASE))
    again = ada.browser.get(kept.address + "edit/")
    assert "Typed before the lock.</textarea>" in again.text
    both = ada.fill(again)
    assert both.status == 409
    assert "Saved meanwhile." in said(both)
    assert "Typed before the lock.</textarea>" in both.text


def test_nobody_else_sees_that_anything_is_there(ada: Person, server: Running) -> None:
    kept = ada.day(**ALL, note="For me alone.")
    ben = person(server, "ben")
    eve = Visitor(server.address)
    for end in ("", "edit/", "erase/"):
        path = kept.address + end
        nowhere = path.replace(kept.address.split("/")[2], str(uuid4()))
        theirs, none = (without_tokens(ben.browser.get(one)) for one in (path, nowhere))
        assert theirs == none.replace(nowhere, path)
        assert ben.browser.get(path).status == ben.browser.get(nowhere).status == 404
        assert eve.get(path).headers["Location"] == eve.get(nowhere).headers["Location"] == "/open/"
    token = form(ben.browser.get("/diary/day/"))
    assert ben.browser.post(kept.address + "edit/", {**token, "rev": "1", "note": "Mine now."}).status == 409
    ben.browser.post(kept.address + "erase/", token)
    assert ben.entries() == []
    assert "For me alone." in said(ada.browser.get(kept.address))


def test_words_like_a_page_stay_words(ada: Person) -> None:
    page = ada.day(note='<script>alert(1)</script> {{ x }} "onload=')
    assert "<script>alert(1)" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ x }}" in page.text


def test_the_list_says_the_day_and_no_word_of_what_was_written(ada: Person) -> None:
    ada.day(**ALL, day="2024-02-29", note="Heavy words.", sad_1="9")
    listed = ada.browser.get("/diary/")
    assert "February 2024" in said(listed)
    assert "Thursday 29 Today was 4" in said(listed)
    assert "Heavy words." not in listed.text
    assert "Sad" not in listed.text
    assert "<title>Leanings</title>" in listed.text


def test_the_list_goes_back_by_whole_months_until_there_is_nothing_earlier(ada: Person) -> None:
    months = [f"2024-{month:02}" for month in (1, 2, 4)]
    for month in months:
        for day in range(1, 13):
            ada.day(day_1="5", day=f"{month}-{day:02}")
    ada.words(words="In between.", day="2024-03-15")
    first = ada.browser.get("/diary/")
    assert re.findall(r"<h2[^>]*>(\w+) 2024", first.text) == ["April", "March", "February"]
    earlier = re.findall(r'href="(/diary/\?before=[\d-]+)"', first.text)
    assert earlier == ["/diary/?before=2024-01"]
    second = ada.browser.get(earlier[0])
    assert re.findall(r"<h2[^>]*>(\w+) 2024", second.text) == ["January"]
    assert "Earlier" not in said(second)
    assert "nothing earlier" in said(ada.browser.get("/diary/?before=1999-01"))
    assert ada.browser.get("/diary/?before=%3Cb%3E").body.count(b"<li>") == first.body.count(b"<li>")


def test_a_place_opened_again_holds_what_was_kept(ada: Person, server: Running) -> None:
    kept = ada.day(**ALL, note="Still here.")
    assert "Still here." in said(open_again(Visitor(server.address), ada.name).get(kept.address))
