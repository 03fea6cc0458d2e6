"""The parts of the kit: what they ask, what they give back, and what they keep from whoever reads along."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.http import QueryDict
from django.template import Context, RequestContext, engines
from django.test import RequestFactory

from leanings.web.kit import tags
from leanings.web.kit.forms import ONCE
from tests.web.parts import TYPED, Parts, parts_page


def field_of(html: str, name: str) -> str:
    """Every tag of a page that belongs to a field."""
    return "\n".join(re.findall(rf'<(?:input|textarea|select)[^>]*\bname="{name}"[^>]*>', html))


def chosen(html: str, name: str) -> list[str]:
    """The values of a field that are chosen."""
    found = re.findall(r'value="([^"]*)"[^>]* checked', field_of(html, name))
    return [unescape(value) for value in found]


def filled(template: str, posted: str = "", **values: object) -> str:
    """A piece of a template as a request fills it."""
    request = RequestFactory().post("/", posted, content_type="application/x-www-form-urlencoded")
    return str(engines["django"].from_string("{% load kit %}" + template).render(values, request))


def test_a_line_begins_unanswered_and_has_eleven_steps_beside() -> None:
    html = parts_page()
    assert chosen(html, "today") == [""]
    assert re.findall(r'value="(\d*)"', field_of(html, "today")) == ["", *map(str, range(11))]


def test_an_answer_comes_back_as_it_was() -> None:
    html = parts_page(TYPED)
    assert chosen(html, "today") == ["4"]
    assert chosen(html, "ease") == [""]
    assert chosen(html, "touch") == ["wrote"]
    assert chosen(html, "ticks") == ["home"]
    assert ">\nIt was a long day.\nWe said little.</textarea>" in html


@pytest.mark.parametrize("value", ["11", "-1", "<b>", "none"])
def test_a_value_that_is_no_step_is_not_drawn_as_one(value: str) -> None:
    html = parts_page({**TYPED, "today": value})
    assert chosen(html, "today") == []
    assert "<b>" not in html


def test_a_code_stands_beneath_the_line_in_words_and_is_no_step() -> None:
    held = tags.options(Parts()["close"])
    assert [option.value for option in held.others] == ["none"]
    assert len(held.steps) == 11
    assert held.none is not None
    assert not held.several


def test_every_group_of_answers_says_what_it_asks() -> None:
    html = parts_page()
    named = re.findall(r'role="(?:radiogroup|group)" aria-labelledby="([^"]+)"', html)
    assert len(named) == 7
    assert all(f'id="{label}"' in html for label in named)


def test_no_id_stands_twice() -> None:
    ids = re.findall(r'\bid="([^"]+)"', parts_page(TYPED))
    assert sorted(ids) == sorted(set(ids))


def test_what_is_wrong_stands_beside_its_field_and_is_read_with_it() -> None:
    html = parts_page(TYPED)
    assert html.count("Type one word.") == 1
    assert 'id="id_one_error"' in html
    box = field_of(html, "one")
    assert 'aria-describedby="id_one_error"' in box
    assert 'aria-invalid="true"' in box
    assert "Type one word." not in parts_page()


def test_words_are_closed_to_whoever_reads_along() -> None:
    for name in ("words", "one"):
        box = field_of(parts_page(), name)
        for mark in ('spellcheck="false"', 'autocomplete="off"', 'autocapitalize="sentences"', 'data-gramm="false"'):
            assert mark in box


def test_a_browser_may_fill_in_the_passphrase() -> None:
    box = field_of(parts_page(), "passphrase")
    assert 'autocomplete="current-password"' in box
    assert "data-1p-ignore" not in box
    assert 'spellcheck="false"' in box


def test_every_form_has_a_mark_of_its_own() -> None:
    marks = re.findall(r'name="once" value="([^"]+)"', parts_page() + parts_page())
    assert len(marks) == len(set(marks)) == 4
    assert all(ONCE.fullmatch(mark) and len(mark) == 22 for mark in marks)


def test_a_file_that_is_not_there_is_a_fault_and_not_a_hole_in_the_page() -> None:
    with pytest.raises(LookupError, match=r"kit/nowhere\.css"):
        filled("{% asset 'kit/nowhere.css' %}")


def test_a_page_that_says_no_gives_back_what_was_typed_but_nothing_that_opens_a_place() -> None:
    sent = QueryDict(mutable=True)
    sent.update({"words": "Ada wrote\nthis", "close": "4", "once": "a" * 22})
    sent.update({"passphrase": "four drawn words here", "place": "three words", "csrfmiddlewaretoken": "x" * 32})
    html = filled("{% include 'kit/refused.html' %}", sent.urlencode(), sentence="The disk is full.")
    assert "The disk is full." in html
    assert ">\nAda wrote\nthis</textarea>" in html
    assert 'name="close" value="4"' in html
    assert f'name="once" value="{"a" * 22}"' in html
    assert "drawn" not in html
    assert "three words" not in html


def test_where_nothing_was_typed_there_is_only_the_way_back() -> None:
    html = filled("{% include 'kit/refused.html' %}", sentence="Wait a moment.")
    assert "Try again" not in html
    assert "Go to the first page" in html


def test_what_was_typed_is_never_markup() -> None:
    html = filled("{% include 'kit/refused.html' %}", "words=%3C%2Ftextarea%3E%0A%3Cscript%3E", sentence="No.")
    assert "&lt;/textarea&gt;" in html
    assert "<script>" not in html


def test_without_a_request_nothing_was_typed() -> None:
    assert tags.typed(Context()) == ()
    assert tags.typed(RequestContext(RequestFactory().get("/?words=seen"))) == ()
