"""Safety on its pages: lists alike in the three states, one question where it matters, what others see of it."""

from __future__ import annotations

import re

import pytest

from leanings.content.doors import load_doors
from leanings.content.tools import load_tools
from leanings.core.safety import QUESTIONS
from tests.running import Running
from tests.visitor import Answer, Visitor
from tests.web.diaries import PASSPHRASE, Person, open_again, person, said

pytestmark = pytest.mark.loopback

TOOLS = load_tools()
UNSAFE = [tool.id for tool in TOOLS.values() if tool.unsafe_if]
TALK = "/tools/talk/begin/"
ASKS = "Are you afraid of how they may react, or do they check on you?"
STATES = {
    "nothing": {},
    "no": {"afraid": "no", **dict.fromkeys(QUESTIONS, "no")},
    "yes": {"afraid": "yes", **dict.fromkeys(QUESTIONS, "yes")},
    "not sure": {"fear": "unsure"},
    "rather not say": {"afraid": "skip", **dict.fromkeys(QUESTIONS, "skip")},
}
LISTS = (
    *("/", "/now/", "/diary/", "/diary/day/", "/diary/lines/", "/tools/", "/people/", "/kept/", "/kept/sheets/"),
    *(
        "/kept/unsent/",
        "/kept/aside/",
        "/kept/changed/",
        "/kept/take/",
        "/kept/bring/",
        "/kept/settings/",
        "/kept/door/",
    ),
    *("/diary/words/", "/diary/reading/", "/help/", "/help/own/", "/why/", "/minute/", "/screen/", "/unsent/here/"),
    *(f"/tools/{id}/" for id in TOOLS),
    *(f"/tools/{id}/blank/" for id in TOOLS),
)


@pytest.fixture
def ada(server: Running) -> Person:
    """Ada, with an empty place."""
    return person(server, "ada-of-safety")


def bare(page: Answer) -> str:
    """A page without what is another one each time: tokens, and marks of forms."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.text)
    return re.sub(r'name="(once|carried)" value="[^"]*"', "", text)


def keeps(who: Person, **answers: str) -> Answer:
    """Keep these answers on the page of the questions, through a form made now."""
    return who.browser.submit(who.browser.get("/help/more/"), "/help/more/", act="keep", **answers)


def sent(who: Person, page: Answer, **fields: str) -> Answer:
    """The form of a tool's page, filled in and sent; what came back, redirects not followed."""
    form = next(form for form in page.forms if "csrfmiddlewaretoken" in form.fields and form.action == "")
    return who.browser.post(page.address, {**form.fields, **fields})


def heading(page: Answer) -> str:
    """What a page is called."""
    return re.findall(r"<h1>(.*?)</h1>", page.text)[0]


def is_tool(page: Answer) -> bool:
    """Whether this is the tool itself, and not what stands in for it."""
    return "nothing asks you to say them" not in page.text and heading(page) != "What I want, and why"


def test_every_list_home_and_first_page_is_the_same_to_the_byte_whatever_was_answered(ada: Person) -> None:
    before = {path: bare(ada.browser.get(path)) for path in LISTS}
    for answers in STATES.values():
        if answers:
            assert keeps(ada, **answers).status == 303
        assert {path for path in LISTS if bare(ada.browser.get(path)) != before[path]} == set()
        form = ada.browser.get("/help/more/")
        ada.browser.submit(form, "/help/more/", act="back")


def test_finding_a_word_finds_nothing_of_it(ada: Person) -> None:
    keeps(ada, **STATES["yes"])
    page = ada.browser.submit(ada.browser.get("/now/"), "/search/", **{"for": "yes"})
    assert "/help/" not in page.text.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("tool", UNSAFE)
@pytest.mark.parametrize("afraid", ["yes", "unsure", "skip", "", "No", "maybe"])
def test_only_a_plain_no_opens_and_all_else_gives_what_stands_in(ada: Person, tool: str, afraid: str) -> None:
    asked = ada.browser.get(f"/tools/{tool}/begin/")
    assert ASKS in said(asked)
    assert heading(asked) == TOOLS[tool].name
    other, own = sent(ada, asked, afraid=afraid), sent(ada, ada.browser.get(f"/tools/{tool}/begin/"), afraid="no")
    stand_in = TOOLS[tool].stand_in
    assert stand_in is not None
    assert heading(other) in [step.title for step in stand_in.steps]
    assert heading(own) in [step.title for step in TOOLS[tool].steps]
    assert f'<p class="eyebrow">{TOOLS[tool].name}</p>' in other.text
    assert f'<p class="eyebrow">{TOOLS[tool].name}</p>' in own.text


def test_without_keep_the_answer_serves_that_tool_that_time_and_is_asked_again(ada: Person) -> None:
    page = sent(ada, ada.browser.get(TALK), afraid="no")
    assert is_tool(page)
    assert ASKS in said(ada.browser.get(TALK))
    assert ASKS in said(ada.browser.get("/tools/wait/begin/"))
    begun = ada.browser.follow(sent(ada, page, grateful="The tea."))
    for step in re.findall(r'href="(/tools/talk/[0-9a-f-]{36}/\w+/)"', begun.text) or [begun.address]:
        assert is_tool(ada.browser.get(step))
    assert ASKS in said(ada.browser.get(TALK))


def test_what_was_said_for_one_tool_opens_no_other(ada: Person) -> None:
    page = sent(ada, ada.browser.get(TALK), afraid="no")
    form = next(form for form in page.forms if "carried" in form.fields)
    assert ASKS in said(ada.browser.post("/tools/wait/begin/", form.fields))
    changed = {**form.fields, "carried": form.fields["carried"][:-2] + "xx"}
    assert ASKS in said(ada.browser.post(TALK, changed))


def test_kept_it_is_not_asked_again_and_can_be_taken_back(ada: Person) -> None:
    sent(ada, ada.browser.get(TALK), afraid="no", keep="on")
    assert is_tool(ada.browser.get(TALK))
    assert ASKS not in said(ada.browser.get("/tools/wait/begin/"))
    ada.browser.submit(ada.browser.get("/help/more/"), "/help/more/", act="back")
    assert ASKS in said(ada.browser.get(TALK))


def test_whoever_asks_not_to_be_asked_is_not_asked_and_meets_what_stands_in(ada: Person) -> None:
    sent(ada, ada.browser.get(TALK), afraid="skip", keep="on")
    page = ada.browser.get(TALK)
    assert ASKS not in said(page)
    assert not is_tool(page)


def test_an_old_form_and_another_tab_take_no_concern_back(ada: Person) -> None:
    first_tab, second_tab = ada.browser.get(TALK), ada.browser.get(TALK)
    sent(ada, second_tab, afraid="yes", keep="on")
    assert not is_tool(sent(ada, first_tab, afraid="no", keep="on"))
    assert not is_tool(ada.browser.get(TALK))
    old = ada.browser.get("/help/more/")
    keeps(ada, hurt="unsure", afraid="yes")
    refused = ada.browser.submit(old, "/help/more/", act="keep", afraid="no")
    assert refused.status == 409
    assert "changed in another window" in said(refused)
    assert not is_tool(ada.browser.get(TALK))


def test_a_step_that_was_open_when_a_concern_was_kept_keeps_its_words_and_goes_on_in_the_other_form(
    ada: Person,
) -> None:
    page = sent(ada, ada.browser.get(TALK), afraid="no")
    step = ada.browser.follow(sent(ada, page, grateful="The tea."))
    keeps(ada, fear="yes")
    question = next(name for name in re.findall(r'<textarea[^>]* name="(\w+)"', step.text))
    moved = ada.browser.follow(sent(ada, step, **{question: "Words I had typed."}))
    assert moved.status == 200
    assert not is_tool(moved)
    item = re.findall(r"/tools/talk/([0-9a-f-]{36})/", moved.address)[0]
    kept = ada.browser.get(f"/tools/talk/{item}/")
    assert "Words I had typed." in kept.text
    assert "The tea." in kept.text
    assert "read it aloud" not in kept.text
    again = ada.browser.follow(ada.browser.get(step.address))
    assert not is_tool(again)
    assert again.status == 200


def test_going_back_after_the_answer_and_sending_it_anew_asks_and_shows_no_more(ada: Person) -> None:
    asked = ada.browser.get(TALK)
    sent(ada, asked, afraid="no")
    assert not is_tool(sent(ada, asked, afraid="yes"))
    assert ASKS in said(ada.browser.get(TALK))


def test_what_was_typed_comes_back_after_a_lock_in_the_form_it_was_typed_into(ada: Person) -> None:
    page = sent(ada, ada.browser.get(TALK), afraid="no")
    form = next(form for form in page.forms if "carried" in form.fields)
    lock = ada.browser.get("/now/").form("/lock/")
    ada.browser.post("/lock/", {**lock.fields, **form.fields, "path": TALK, "grateful": "Half a thought."})
    ada.browser.follow(ada.browser.submit(ada.browser.get("/open/"), "/open/", passphrase=PASSPHRASE))
    back = ada.browser.get(TALK)
    assert is_tool(back)
    assert "Half a thought." in back.text


def test_after_too_long_the_question_comes_again_and_what_was_typed_waits_in_it(ada: Person) -> None:
    page = sent(ada, ada.browser.get(TALK), afraid="no")
    form = next(form for form in page.forms if "carried" in form.fields)
    late = {**form.fields, "carried": "too-old", "grateful": "Half a thought."}
    asked = ada.browser.post(TALK, late)
    assert ASKS in said(asked)
    again = sent(ada, asked, afraid="no")
    assert is_tool(again)
    assert "Half a thought.</textarea>" in again.text
    kept = ada.browser.follow(sent(ada, again))
    item = re.findall(r"/tools/talk/([0-9a-f-]{36})/", kept.address)[0]
    assert "Half a thought." in ada.browser.get(f"/tools/talk/{item}/").text


def test_the_full_questions_are_offered_and_never_a_gate_and_each_can_be_left_open(ada: Person) -> None:
    assert 'href="/help/more/"' in ada.browser.get("/help/").text
    page = ada.browser.get("/help/more/")
    for name in (*QUESTIONS, "afraid"):
        values = re.findall(rf'name="{name}" value="(\w*)"', page.text)
        assert sorted(values) == ["", "no", "skip", "unsure", "yes"], name
    assert re.findall(r'<input type="radio"[^>]* value="\w+"[^>]* checked', page.text) == []
    assert 'name="once"' not in page.text.partition("<main")[2].partition("</main>")[0], "nothing is put aside from it"
    shown = ada.browser.submit(page, "/help/more/", act="show")
    assert "They stay open here: that is no yes, and no no either." in said(shown)
    assert "Nothing of this is kept." in said(shown)


@pytest.mark.parametrize(
    ("answers", "there", "not_there"),
    [
        ({"fear": "yes"}, "You answered yes, or not sure", "You answered no to what"),
        ({"hurt": "unsure", "fear": "no"}, "You answered yes, or not sure", "You answered no to what"),
        ({"fear": "no"}, "Questions like these miss things.", "You answered yes"),
        ({"fear": "skip"}, "Some questions are open.", "You answered no to what"),
        (dict.fromkeys(QUESTIONS, "no"), "Questions like these miss things.", "Some questions are open."),
    ],
)
def test_a_page_says_what_the_answers_may_mean_with_no_verdict_and_leaving_as_a_time_to_plan(
    server: Running, answers: dict[str, str], there: str, not_there: str
) -> None:
    browser = Visitor(server.address)
    page = browser.submit(browser.get("/help/more/"), "/help/more/", act="show", **answers)
    assert there in said(page)
    assert not_there not in said(page)
    assert "plan with somebody who knows" in said(page)
    assert 'href="/help/' in page.text
    assert (
        re.findall(
            r"\b(abus|victim|violen|toxic|danger level|score|result|you should|you must|leave them)\w*", said(page)
        )
        == []
    )
    assert "Nothing of this is kept." in said(page)


def test_in_a_locked_place_nothing_is_kept_and_the_page_says_so(ada: Person) -> None:
    page = ada.browser.get("/help/more/")
    ada.browser.post("/lock/", ada.browser.get("/now/").form("/lock/").fields)
    shown = ada.browser.submit(page, "/help/more/", act="keep", fear="yes")
    assert "Your place is locked, so nothing of this was kept." in said(shown)


def test_why_is_open_to_all_the_same_for_all_and_linked_from_help_and_from_each_tool(
    server: Running, ada: Person
) -> None:
    nobody = Visitor(server.address).get("/why/")
    assert nobody.status == 200
    assert said(nobody) == said(ada.browser.get("/why/"))
    assert 'href="/why/"' in ada.browser.get("/help/").text
    feet = set()
    for id in TOOLS:
        for path in (f"/tools/{id}/", f"/tools/{id}/begin/", f"/tools/{id}/blank/"):
            feet |= set(re.findall(r'<p class="[^"]*"><a href="/why/">.*?</p>', ada.browser.get(path).text)) or {path}
    assert len(feet) == 1


def test_the_foot_stands_on_every_step_and_beneath_what_was_written_in_both_forms(ada: Person) -> None:
    for afraid in ("no", "yes"):
        page = sent(ada, ada.browser.get("/tools/wait/begin/"), afraid=afraid)
        assert page.text.count('href="/why/"') == 1
        name = re.findall(r'type="checkbox" name="(\w+)" value="(\w+)"', page.text)
        box = re.findall(r'<textarea[^>]* name="(\w+)"', page.text)
        step = ada.browser.follow(sent(ada, page, **({box[0]: "x"} if box else dict(name[:1]))))
        assert step.text.count('href="/why/"') == 1
        item = re.findall(r"/tools/wait/([0-9a-f-]{36})/", step.address)[0]
        assert ada.browser.get(f"/tools/wait/{item}/").text.count('href="/why/"') == 1


def test_ben_at_adas_open_screen_sees_nothing_on_any_list_and_needs_the_one_page(ada: Person) -> None:
    """Whoever holds her open place can open the page of the questions: it says so itself. Nothing leads there but
    Help, in words that are the same for everyone."""
    keeps(ada, **STATES["yes"])
    for path in LISTS:
        page = ada.browser.get(path)
        assert not re.search(r'value="(yes|unsure)"[^>]* checked', page.text), path
        assert "You answered" not in page.text, path
    assert "checked" in ada.browser.get("/help/more/").text


def test_ben_with_a_place_of_his_own_and_eve_see_nothing_of_adas(server: Running, ada: Person) -> None:
    ben, eve = person(server, "ben-of-safety"), Visitor(server.address)
    paths = ("/help/", "/help/more/", "/help/own/", "/why/", "/tools/talk/begin/", "/help/more/read/")
    before = {path: (bare(ben.browser.get(path)), bare(eve.get(path))) for path in paths}
    keeps(ada, **STATES["yes"])
    ada.browser.submit(ada.browser.get("/help/own/"), "/help/own/", act="keep", signs="cold hands")
    after = {path: (bare(ben.browser.get(path)), bare(eve.get(path))) for path in paths}
    assert before == after
    assert "cold hands" not in "".join(text for pair in after.values() for text in pair)


def test_over_a_shoulder_titles_and_headings_say_nothing(ada: Person) -> None:
    keeps(ada, **STATES["yes"])
    ada.browser.submit(ada.browser.get("/help/own/"), "/help/own/", act="keep", signs="cold hands")
    heavy = re.compile(
        r"abus|violen|hurt|danger|dying|suicid|harass|victim|unsafe|hark|fear|afraid|crisis", re.IGNORECASE
    )
    for path in ("/help/more/", "/help/more/read/", "/help/own/", "/why/", TALK, "/minute/"):
        page = ada.browser.get(path)
        told = [*re.findall(r"<title>(.*?)</title>", page.text), *re.findall(r"<h1>(.*?)</h1>", page.text), path]
        assert [one for one in told if heavy.search(one)] == [], path


def test_a_plan_is_written_read_changed_and_shown_without_a_place_too(server: Running, ada: Person) -> None:
    nobody = Visitor(server.address)
    shown = nobody.submit(
        nobody.get("/help/own/"), "/help/own/", act="show", signs="cold <b>hands</b>", note="It passes."
    )
    assert "cold &lt;b&gt;hands" in shown.text
    assert "This is kept nowhere." in said(shown)
    assert "cold" not in nobody.get("/help/own/").text
    for words in ("first words", "second words"):
        ada.browser.follow(ada.browser.submit(ada.browser.get("/help/own/"), "/help/own/", act="keep", alone=words))
        assert words in said(ada.browser.get("/help/own/"))
    assert "first words" not in ada.browser.get("/help/own/").text
    long = ada.browser.submit(ada.browser.get("/help/own/"), "/help/own/", act="keep", alone="x" * 401)
    assert long.status == 422
    assert "x" * 401 in long.text
    other = open_again(Visitor(server.address), ada.name)
    assert "second words" in other.get("/help/own/").text


HEAVY = "Tonight I want to die. I could hit him."
TWO = (
    "Some of these words sound as if it may be too much to carry alone.",
    "Some of these words speak of hurting someone.",
)
WATCHED = (
    "No one is watching this, and nobody was told. A small helper in this page noticed it. Such helpers miss things."
)


def beside(page: Answer) -> str:
    """What stands quietly beside the words of a page."""
    found = re.findall(r'<aside class="quiet.*?</aside>', page.text, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()) if found else ""


def test_beside_heavy_words_stand_two_quiet_lines_and_never_over_them(ada: Person) -> None:
    kept = ada.words(words=HEAVY)
    assert all(line in beside(kept) for line in (*TWO, WATCHED))
    assert kept.text.index("want to die") < kept.text.index('class="quiet')
    assert 'href="/help/#thoughts"' in kept.text
    assert 'href="/help/#afraid"' in kept.text
    assert "<dialog" not in kept.text


def test_the_lines_stand_beside_a_check_in_a_message_and_a_tool_and_nowhere_in_a_list(ada: Person) -> None:
    assert TWO[0] in beside(ada.day(contact="no", note=HEAVY))
    message = ada.browser.follow(ada.browser.submit(ada.browser.get("/unsent/here/"), "/unsent/here/", words=HEAVY))
    assert TWO[0] in beside(message)
    assert "want to die" not in message.text
    step = ada.browser.follow(sent(ada, sent(ada, ada.browser.get(TALK), afraid="no"), grateful=HEAVY))
    item = re.findall(r"/tools/talk/([0-9a-f-]{36})/", step.address)[0]
    assert TWO[0] in beside(ada.browser.get(f"/tools/talk/{item}/"))
    for path in ("/now/", "/diary/", "/kept/", "/kept/unsent/", "/tools/", "/tools/talk/"):
        assert beside(ada.browser.get(path)) == "", path


def test_a_message_that_nobody_keeps_has_them_too(server: Running) -> None:
    nobody = Visitor(server.address)
    page = nobody.submit(nobody.get("/unsent/"), "/unsent/", words="I cannot live without you.")
    assert TWO[0] in beside(page)


@pytest.mark.parametrize("door", load_doors())
def test_a_first_sheet_has_them_on_its_page_and_where_it_is_kept_and_not_on_paper(server: Running, door: str) -> None:
    nobody = Visitor(server.address)
    page = nobody.submit(nobody.get("/"), "/sheet/", door=door)
    for _ in range(4):
        typed = dict.fromkeys(re.findall(r'<textarea[^>]* name="([\w.]+)"', page.text), "Tonight I want to die.")
        page = nobody.submit(page, "/sheet/", step="on", **typed)
        if "want to die" in said(page) and 'class="quiet' in page.text:
            break
    assert TWO[0] in beside(page)


def test_the_full_questions_are_offered_where_the_first_sheet_is_kept(ada: Person) -> None:
    asked = ada.browser.submit(ada.browser.get("/"), "/sheet/", door="torn")
    shown = ada.browser.submit(asked, step="show")
    kept = ada.browser.post("/keep/here/", next(one.fields for one in shown.forms if "carried" in one.fields))
    address = re.findall(r'href="(/sheet/[0-9a-f-]{36}/)"', ada.browser.follow(kept).text)
    assert 'href="/help/more/"' in ada.browser.get(address[0]).text


def test_ordinary_words_have_nothing_beside_them(ada: Person) -> None:
    assert beside(ada.words(words="I cried all evening, and I miss them terribly.")) == ""


def test_the_question_about_a_way_ahead_is_off_until_it_is_switched_on_and_a_high_answer_has_its_line(
    ada: Person,
) -> None:
    assert "I see no way ahead" not in ada.browser.get("/diary/day/").text
    page = ada.browser.get("/diary/lines/")
    ticked = re.findall(r'type="checkbox" name="(\w+)" value="(\w+)"[^>]* checked', page.text)
    assert ("ahead", "no_way") not in ticked
    form = next(form for form in page.forms if "csrfmiddlewaretoken" in form.fields and form.action == "")
    hidden = [("csrfmiddlewaretoken", form.fields["csrfmiddlewaretoken"]), ("act", "choose")]
    ada.send_pairs("/diary/lines/", [*hidden, *ticked, ("ahead", "no_way")])
    assert "I see no way ahead" in ada.browser.get("/diary/day/").text
    kept = ada.day(no_way_1="9")
    assert "An answer like this can mean that it is a lot to carry alone." in beside(kept)
    assert beside(ada.day(no_way_1="3")) == ""
    ada.send_pairs("/diary/lines/", [*hidden, *ticked])
    assert "I see no way ahead" not in ada.browser.get("/diary/day/").text


@pytest.mark.parametrize("line", ["breathe", "write", "someone", "talk", "danger", "thoughts", "afraid"])
def test_each_of_the_seven_lines_leads_somewhere_whole_with_nothing_kept(server: Running, line: str) -> None:
    nobody = Visitor(server.address)
    part = nobody.get("/help/").text.partition(f'id="{line}"')[2].partition("</section>")[0]
    leads = re.findall(r'href="((?:/|tel:|https:)[^"]*)"', part)
    assert len(re.sub(r"<[^>]+>", " ", part).split()) > 15
    for path in leads:
        if path.startswith("/"):
            assert nobody.get(path).status == 200
    assert leads or line == "someone"
