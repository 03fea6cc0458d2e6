"""The recovery code at its two doors: where it is made, and where it opens."""

from __future__ import annotations

import re

import pytest

from tests.running import Running
from tests.visitor import Visitor
from tests.web.diaries import PASSPHRASE, person

pytestmark = pytest.mark.loopback

CODE = re.compile(r"[A-Z2-7]{5}(?:-[A-Z2-7]{1,5}){5}")
NEW = "timber lantern quiet harbour"


def test_a_form_for_a_code_that_comes_in_twice_shows_no_second_one(server: Running) -> None:
    ada = person(server, "ada-presses-twice")
    page = ada.browser.get("/keep/code/")
    first, second = (ada.browser.submit(page, "/keep/code/", choice="outside") for _ in range(2))
    code = CODE.findall(first.text)[0]
    assert (first.status, second.status) == (200, 422)
    assert not CODE.search(second.text)
    assert "pressed twice" in second.text
    eve = Visitor(server.address)
    assert eve.submit(eve.get("/open/code/"), "/open/code/", code=code, passphrase=NEW).status == 303


def test_whoever_comes_with_a_code_cannot_choose_the_name(server: Running) -> None:
    ada, ben = person(server, "ada-has-a-code"), person(server, "ben-of-the-name")
    code = CODE.findall(ada.browser.submit(ada.browser.get("/keep/code/"), "/keep/code/", choice="outside").text)[0]
    eve = Visitor(server.address)
    page = eve.get("/open/code/")
    sealed = eve.submit(eve.get("/open/other/"), "/open/other/").text
    assert "carried" not in sealed
    token = page.form("/open/code/").fields["csrfmiddlewaretoken"]
    shut = eve.post("/diary/words/", {"csrfmiddlewaretoken": token, "once": "d" * 22, "words": ben.name})
    foreign = shut.form("/open/other/").fields["carried"]
    answer = eve.submit(page, "/open/code/", carried=foreign, code=code, passphrase=NEW)
    assert answer.status == 422
    assert "in use" not in answer.text
    assert eve.submit(page, "/open/code/", code=code, passphrase=NEW).status == 303
    back = Visitor(server.address)
    assert back.submit(back.get("/open/"), "/open/other/", place=ada.name, passphrase=PASSPHRASE).status == 403


def test_a_wrong_code_waits_as_a_wrong_passphrase_does(server: Running) -> None:
    eve = Visitor(server.address)
    page = eve.get("/open/code/")
    answers = [eve.submit(page, "/open/code/", code="AAAAA-" * 5 + "A", passphrase=NEW) for _ in range(3)]
    assert answers[0].status == 403
    assert 429 in {answer.status for answer in answers}
    assert all(int(answer.headers["Retry-After"]) >= 1 for answer in answers if answer.status == 429)
