"""Files that no Leanings gave out, brought in on purpose or by accident: one sentence, and nothing is kept."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leanings.acts import bundle, takeout
from leanings.core.everything import LONGEST, MOST, Everything, as_json, gathered, read_everything
from tests.acts.files import NO, WHOLE, number_of, refused, thing, told, zipped
from tests.acts.things import ME, some
from tests.keeping import TODAY, Person, entry, settle

MANY = settings(max_examples=150)
(ASKED, *_) = json.loads(WHOLE)["documents"][number_of("sheet")]["asked"]


@pytest.fixture
def ada() -> Person:
    """Ada, whose place holds one thing."""
    found = settle("Ada", me=ME)
    found.keep(entry("hers"))
    return found


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"", "This file is not JSON: line 1, letter 1."),
        (b"date,close\n2031-03-01,4\n", "This file is not JSON: line 1, letter 1."),
        (b"\x00\xff\xfe\x00", "This file is not text in UTF-8"),
        (b"\x89PNG\r\n\x1a\n", "This file is not text in UTF-8"),
        (b"<svg onload='alert(1)'/>", "This file is not JSON"),
        (b"{}", "it must hold documents, schema, self and nothing else."),
        (b"[]", "it must hold documents, schema, self and nothing else."),
        (b'"leanings-takeout/1"', "it must hold documents, schema, self and nothing else."),
        (b"[" * 1_000_000, "lists in lists without end"),
        (b'{"a":' * 1_000_000, "lists in lists without end"),
        (b'{"schema":NaN}', "a number that is none"),
        (b'{"schema":1e999}', "a number that is none"),
        (b'{"schema":' + b"9" * 5000 + b"}", "a number that is none"),
        (told(lambda file: file.update(schema="leanings-takeout/2")), "made by a later Leanings (leanings-takeout/2)"),
        (told(lambda file: file.update(more=[])), "and nothing else."),
        (told(lambda file: file.update(documents={})), "must be a list of at most 50,000 things."),
        (told(lambda file: file.update(documents=[1] * (MOST + 1))), "must be a list of at most 50,000 things."),
    ],
)
def test_a_file_that_is_none_of_ours_is_named(ada: Person, file: bytes, said: str) -> None:
    assert said in refused(ada, file)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (told(lambda file: file["documents"].append("words")), "is not a thing that Leanings keeps."),
        (thing(word="self"), "its “word” is not one of a thing that can be kept."),
        (thing(word="../../etc/passwd"), "its “word” is not one"),
        (thing(word=["journal"]), "its “word” is not one"),
        (thing(v=0), "its version, “v”, must be a whole number from 1 on."),
        (thing(v=True), "its version, “v”"),
        (thing(v="1"), "its version, “v”"),
        (thing(v=10**9), "its version, “v”"),
        (thing(day="1969-12-31"), "its day must lie between 1970 and a year from now."),
        (thing(day="9999-12-31"), "its day must lie between 1970 and a year from now."),
        (thing(day="2031-02-30"), "it says something that no thing of its kind says."),
        (thing(song="la"), "“song” is not what a thing of its kind says there."),
        (thing(words=7), "“words” is not what a thing of its kind says there."),
        (thing(words={"a": 1}), "“words” is not what"),
        (thing(after="better"), "it says something that no thing of its kind says."),
        (thing(words="half \ud800 a letter"), "holds half a letter, which no text has."),
        (thing(words="a" * (LONGEST + 1)), "is longer than a thick book."),
        (told(lambda file: file["documents"][0].pop("fact")), "“fact” is not there."),
        (thing(number_of("checkin"), answers=7), "it says something that no thing of its kind says."),
        (thing(number_of("checkin"), answers=["x"]), "it says something that no thing of its kind says."),
        (thing(number_of("checkin"), answers=[{"line": "day", "v": 1, "value": 11}]), "it says something"),
        (thing(number_of("checkin"), answers=[{"line": "day", "v": 1, "value": "4; DROP TABLE"}]), "it says something"),
        (thing(number_of("checkin"), contact="x' OR 1=1 --"), "it says something"),
        (thing(number_of("sheet"), asked=[ASKED | {"answer": {"stay": 11}}]), "it says something"),
        (thing(number_of("sheet"), asked=7), "it says something"),
        (thing(number_of("sheet"), asked=[ASKED | {"kind": "poem"}]), "it says something"),
        (thing(number_of("sheet"), asked=[ASKED | {"more": 1}]), "“asked” is not what"),
        (thing(number_of("sheet"), tool=[]), "“tool” is not what"),
        (thing(number_of("sheet"), version=True), "“version” is not what"),
        (thing(number_of("sheet"), v=1), "it says something"),
        (thing(number_of("unsent"), until="soon"), "it says something"),
        (thing(number_of("brought"), days=[1, 2]), "it says something"),
        (thing(number_of("brought"), days=[]), "it says something"),
        (thing(number_of("brought"), days=[10**30, 10**30]), "it says something"),
        (thing(number_of("brought"), day="2031-02-26"), "“day” is not what"),
        (thing(number_of("brought"), answers=[[11, None]]), "it says something"),
        (thing(number_of("brought"), answers=[[4.5]]), "it says something"),
        (thing(number_of("brought"), marks=[[0, 2]]), "it says something"),
        (thing(number_of("brought"), file_id="x"), "it says something"),
        (thing(number_of("brought"), lines=[]), "it says something"),
        (thing(number_of("brought"), file=["a"]), "“file” is not what"),
        (thing(number_of("brought"), part=3), "it says something"),
        (thing(number_of("turning"), way="out"), "it says something"),
        (thing(number_of("turning"), why=7), "“why” is not what"),
        (thing(number_of("letter"), to=json.loads("[" * 30 + "]" * 30)), "is not a thing that Leanings keeps."),
    ],
)  # fmt: skip
def test_one_thing_that_cannot_be_read_is_named_and_none_is_kept(ada: Person, file: bytes, said: str) -> None:
    sentence = refused(ada, file)
    assert said in sentence
    assert sentence.startswith("Thing ")


def test_it_is_said_which_thing_of_which_day(ada: Person) -> None:
    number = number_of("sheet")
    said = refused(ada, thing(number, asked="much"))
    assert said.startswith(f"Thing {number + 1} in this file (sheet, 2031-03-01): ")
    assert "Thing 1 in everything.json (journal, 2031-01-20)" in refused(
        ada, zipped(("everything.json", thing(words=1)))
    )


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({"zone": "Atlantis/Capital"}, "“zone” is nothing that can be set."),
        ({"zone": 5}, "“zone” is not what"),
        ({"turn": 24}, "“turn” is nothing that can be set."),
        ({"turn": True}, "“turn” is not what"),
        ({"idle": 100000}, "“idle” is nothing that can be set."),
        ({"again": "20310302"}, "“again” is nothing that can be set."),
        ({"again": "soon"}, "“again” is nothing that can be set."),
        (
            {"own": [{"id": "day", "version": 1, "label": "", "low": "", "high": ""}]},
            "“own” is nothing that can be set.",
        ),
        ({"own": [{"id": "own-1"}]}, "it says something that no thing of its kind says."),
        ({"own": 7}, "it says something that no thing of its kind says."),
        ({"lines": "day"}, "“lines” is not what"),
        ({"plan": "\ud800"}, "“plan” is nothing that can be set."),
        ({"plan": ["a"]}, "“plan” is not what"),
        ({"word": "journal"}, "are not those of a place."),
        ({"v": 2}, "were made by a later Leanings."),
        ({"colour": "red"}, "“colour” is not what"),
        ({"door": "trapdoor"}, "name something that is not here."),
        ({"language": "../en"}, "name something that is not here."),
        ({"language": "xx"}, "name something that is not here."),
    ],
)
def test_settings_nobody_could_set_are_refused_and_the_rest_can_come_without_them(
    ada: Person, said: dict[str, Any], named: str
) -> None:
    file = told(lambda whole: whole["self"].update(said))
    assert named in refused(ada, file)
    assert takeout.bring(ada.room(), file, settings=False).kept == len(some())
    assert ada.room().me == ME


def test_a_place_whose_every_thing_is_as_long_as_may_be_comes_back() -> None:
    everything = gathered(ME, [entry("x" * (LONGEST - 400))])
    assert read_everything(as_json(everything), "x", TODAY, settings=True) == everything


@MANY
@given(st.binary(max_size=400))
def test_no_bytes_at_all_do_more_than_be_refused(file: bytes) -> None:
    with pytest.raises(NO):
        read_everything(file, "x", TODAY, settings=True)
    with pytest.raises(NO):
        bundle.unpack(b"PK" + file, "everything.json", takeout.FILES)


@MANY
@given(st.data())
def test_a_file_with_anything_anywhere_in_it_is_refused_or_can_be_taken_out_again(data: st.DataObject) -> None:
    file = json.loads(WHOLE)
    doc = data.draw(st.sampled_from([file, file["self"], *file["documents"]]))
    anything = st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
        max_leaves=5,
    )
    doc[data.draw(st.sampled_from([*sorted(doc), "more"]))] = data.draw(anything)
    try:
        found = read_everything(json.dumps(file).encode(), "x", TODAY, settings=True)
    except NO:
        return  # every other refusal, and every fault, fails this test
    assert isinstance(found, Everything)
    for name in takeout.FILES:
        takeout.given(found, name)
    assert read_everything(as_json(found), "x", TODAY, settings=True) == found
