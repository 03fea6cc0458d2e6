"""The doors: six whole sentences, asked and answered alike whichever way a person leans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from leanings.content.audit import lists
from leanings.content.doors import QUESTIONS, TEXTS, TYPED, Door, load_doors
from leanings.content.grade import grade, words
from leanings.content.loader import load_content
from leanings.content.raw import ContentFault
from leanings.core.sheet import PAIR, REGIONS, STRENGTHS, WORDS, region
from leanings.core.tool import Step
from tests.content.test_contract import NEVER, school_grade

DOORS = load_doors()
each_door = pytest.mark.parametrize("door", DOORS.values(), ids=lambda door: door.id)
MIRRORED = {"stay": "go", "go": "stay", "staying": "parting", "parting": "staying"}


def turned(text: str) -> str:
    """The text with each way of leaning said as the other."""
    return re.sub(r"\w+", lambda found: MIRRORED.get(found[0], found[0]), text)


def said_by(step: Step) -> Iterator[str]:
    """Every text of a step."""
    yield from (step.title, step.say)
    for field in step.fields:
        named = (field.label, field.hint, field.low, field.high, field.mine, field.theirs, field.stay, field.go)
        yield from (text for text in (*named, *(option.label for option in field.options)) if text)


def told_by(door: Door, *, shared: bool = True) -> tuple[str, ...]:
    """Every text of a door; without what is shared, those that every door has are left out."""
    own = [door.mirror_says, *(part.says for part in door.tally.parts)]
    for question in door.questions:
        own += said_by(question.step)
        own += said_by(question.stand_in) if question.stand_in and shared else ()
    return (*own, *door.texts.values(), *door.says.values())


def test_there_are_six_doors_in_one_order_for_everyone() -> None:
    assert [(door.id, door.order) for door in DOORS.values()] == [
        ("torn", 1),
        ("in", 2),
        ("out", 3),
        ("stay", 4),
        ("part", 5),
        ("after", 6),
    ]
    assert [door.texts["own"] for door in DOORS.values()] == [
        "I can’t tell.",
        "I want to stay. My partner wants out.",
        "I want out, or nearly.",
        "We are staying, and I want it better.",
        "We are parting.",
        "It is over.",
    ]


@each_door
def test_every_worked_example_of_a_door_reads_exactly_as_written(door: Door) -> None:
    for shown in door.examples:
        assert door.say(shown.stay, shown.go) == shown.reads
    assert {region(shown.stay, shown.go) for shown in door.examples} == set(REGIONS)


@each_door
def test_leaning_one_way_is_said_back_in_the_same_words_as_leaning_the_other(door: Door) -> None:
    assert door.says["stay"] != door.says["go"]
    assert re.sub(r"\bgo\b", "stay", door.says["go"]) == door.says["stay"]


@each_door
def test_the_door_with_the_opposite_case_asks_and_answers_at_the_same_length(door: Door) -> None:
    mirror = DOORS[door.mirror]
    assert mirror.mirror == door.id
    for told, other in ((door.texts, mirror.texts), (door.says, mirror.says)):
        for name in set(told) - {"own", "words"}:
            assert abs(len(told[name]) - len(other[name])) <= 0.2 * len(told[name]), name
    if mirror is not door:
        assert turned(door.texts["ask"]) == mirror.texts["ask"]
        assert turned(door.texts["note"]) == mirror.texts["note"]


@each_door
def test_a_door_never_judges_pushes_or_promises(door: Door) -> None:
    for text in told_by(door):
        assert re.search(rf"\b({NEVER}|divorce|wait|better off|normal|fault)\b", text, re.IGNORECASE) is None, text


@each_door
def test_a_door_reads_at_sixth_grade(door: Door) -> None:
    whole = [text for text in told_by(door) if text.endswith((".", "?"))]
    assert school_grade(" ".join(whole)) <= 6
    assert grade("\n".join(told_by(door))) <= 7


@each_door
def test_the_two_questions_of_the_morning_are_asked_in_the_words_of_the_door(door: Door) -> None:
    (step,) = door.pair()
    point, words = step.fields
    assert (point.label, point.stay, point.go) == tuple(door.texts[name] for name in ("ask", "stay", "go"))
    assert (step.say, words.label) == (door.texts["note"], door.texts["words"])
    assert door.tool == f"doors/{door.id}"


@each_door
def test_behind_each_door_stand_four_questions_and_none_needs_a_letter(door: Door) -> None:
    assert len(door.questions) == QUESTIONS
    for question in door.questions:
        for step in (question.step, question.stand_in):
            assert step is None or any(field.kind not in TYPED for field in step.fields), question.step.id


def test_no_two_doors_ask_under_the_same_name() -> None:
    ids = [id for door in DOORS.values() for id in {field.id for field in door.fields()}]
    assert len(ids) == len(set(ids))
    assert not set(ids) & {"step", "door", "carried", "once", "at", "tomorrow", "again", PAIR, WORDS}


def test_all_doors_say_about_as_much() -> None:
    counts = {door.id: len(words(" ".join(told_by(door, shared=False)))) for door in DOORS.values()}
    mean = sum(counts.values()) / len(counts)
    assert {id: count for id, count in counts.items() if abs(count - mean) > 0.1 * mean} == {}


@each_door
def test_what_stands_in_for_a_question_has_its_title_and_about_its_length(door: Door) -> None:
    for question in door.questions:
        if question.stand_in is not None:
            assert question.stand_in.title == question.step.title
            long, short = (len(words(" ".join(said_by(one)))) for one in (question.step, question.stand_in))
            assert abs(long - short) <= 0.2 * long
    assert bool(door.unafraid) == door.has_other


@each_door
def test_what_stands_in_for_a_question_is_worth_as_much_and_names_help(door: Door) -> None:
    for step, other in ((one.step, one.stand_in) for one in door.questions if one.stand_in):
        assert len(other.fields) == len(step.fields)
        for kind in ("choice", "several", "text"):
            of_kind = [[len(field.options) for field in each.fields if field.kind == kind] for each in (step, other)]
            assert of_kind[0] == of_kind[1], kind
        told = " ".join(said_by(other))
        assert "Help" in other.say
        assert re.search(r"cannot|not for you|safe to|first sentence|tell (them|my partner)|say to", told) is None, told


@each_door
def test_the_mirror_card_of_a_door_is_as_long_as_that_of_the_opposite_door(door: Door) -> None:
    mirror = DOORS[door.mirror]
    assert abs(len(door.mirror_says) - len(mirror.mirror_says)) <= 0.2 * len(door.mirror_says)


def test_the_line_of_whoever_cannot_tell_says_one_way_as_the_other() -> None:
    says = {part.when: part.says for part in DOORS["torn"].tally.parts if part.of == "reasons"}
    assert turned(says["stay"]) == says["go"]


@each_door
def test_the_line_never_tells_what_to_do(door: Door) -> None:
    for said in (*(part.says for part in door.tally.parts), *door.says.values(), door.mirror_says):
        assert lists().tells.search(said) is None, said
        assert lists().never.search(said) is None, said


def test_neither_staying_nor_parting_is_asked_to_think_again() -> None:
    other = {
        "stay": r"\b(part|parting|leave them|separate|end it)\b",
        "part": r"\b(stay together|try again|change my mind)\b",
    }
    for id, words_of_the_other in other.items():
        steps = [one.step for one in DOORS[id].questions]
        for text in (text for step in steps for text in said_by(step)):
            assert not re.search(words_of_the_other, text.replace("My part", "").replace("Their part", "")), text


def test_every_strength_has_its_word() -> None:
    assert set(load_content().words["strength"].words) == set(STRENGTHS)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("own =", "owns ="), r"torn.toml, line \d+: “own” is missing."),
        (("neither = ", "none = "), r"torn.toml, line \d+: “neither” is missing."),
        (
            ("stay = 8", "stay = 11"),
            r"torn.toml, line \d+: “stay” must be a whole number. Write stay = N, with N from 0",
        ),
        (("order = 1", "order = 0"), r"torn.toml, line \d+: “order” must be a whole number."),
        (('id = "torn"', 'id = "turn"'), r"Name it turn.toml."),
        (('id = "until"', 'id = "until"\npoem = 1'), r"Nothing here is called “poem”."),
        (
            ('works = ["works_now.laugh"', 'works = ["works_now.lough"'),
            r"“works_now.lough” is no answer of a question.",
        ),
        (('of = "works"', 'of = "worms"'), r"“of” cannot be “worms”. Did you mean “works”"),
        (('when = "neither"', 'when = "none"'), r"“when” cannot be “none”."),
        (('also = ["hurts"]', 'also = ["hats"]'), r"“also” cannot hold “hats”."),
        (('says = "Both are', 'says = "{all} are'), r"“says” has a gap that nothing fills: all."),
        (
            ("answers = { reasons = { stay = 8, go = 7 }", "answers = { reasons = { stay = 8, go = 3 }"),
            "reads otherwise",
        ),
        (("answers = { reasons = { stay = 2, go = 1 } }", "answers = { reasons = 2 }"), "cannot be one"),
    ],
)
def test_a_door_that_does_not_fit_is_named_with_its_fault(
    tmp_path: Path, change: tuple[str, str], sentence: str
) -> None:
    with pytest.raises(ContentFault, match=sentence):
        load_doors("en", changed(tmp_path, "torn", *change))


@pytest.mark.parametrize(
    ("door", "start", "end", "sentence"),
    [
        ("torn", '[[tally]]\nof = "reasons"\nwhen = "one"', "[[tally]]", "says nothing for some answers"),
        ("in", '[[tally]]\nof = "total"\nwhen = "none"', "[[tally]]", "says nothing for some answers"),
        ("part", "[unafraid]", "[[steps]]", r"\[unafraid\] and a stand-in belong together"),
        ("after", '[[steps]]\nid = "small"', "[[steps]]", "There are 3 steps behind this door"),
    ],
)
def test_a_door_with_a_part_missing_is_named_with_its_fault(
    tmp_path: Path, door: str, start: str, end: str, sentence: str
) -> None:
    text = (files("leanings.content") / "en" / "doors" / f"{door}.toml").read_text(encoding="utf-8")
    begins = text.index(start)
    ends = re.compile(rf"^{re.escape(end)}", re.MULTILINE).search(text, begins + 3)
    assert ends is not None
    with pytest.raises(ContentFault, match=sentence):
        load_doors("en", changed(tmp_path, door, text[begins : ends.start()], ""))


def test_a_part_of_the_line_that_no_example_shows_is_refused(tmp_path: Path) -> None:
    also = '[[tally]]\nof = "own"\nwhen = "none"\nsays = "None of it is yours."\n\n[tags]'
    with pytest.raises(ContentFault, match=r"No example shows “None of it is yours\."):
        load_doors("en", changed(tmp_path, "stay", "[tags]", also.replace('"none"', '"one"\nalso = ["shared"]')))


def test_no_door_lacks_a_text() -> None:
    assert all(set(door.texts) == set(TEXTS) for door in DOORS.values())


def changed(tmp_path: Path, door: str, old: str, new: str) -> Path:
    """A folder of content that holds this door alone, with something in it changed."""
    folder = tmp_path / "en" / "doors"
    folder.mkdir(parents=True)
    text = (files("leanings.content") / "en" / "doors" / f"{door}.toml").read_text(encoding="utf-8")
    assert old in text
    (folder / f"{door}.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return tmp_path
