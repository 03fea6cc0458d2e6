"""Taking everything out, and bringing it back: the same place again, nothing twice, nobody else's."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leanings.acts import desk, takeout
from leanings.acts.answers import COLUMNS, as_csv
from leanings.acts.written import as_markdown
from leanings.core.checkin import CheckIn
from leanings.core.document import Document
from leanings.core.everything import Everything, as_json, gathered, read_everything
from leanings.core.me import Me
from leanings.core.missing import NOT_APPLICABLE, SKIPPED
from leanings.core.unknown import Unknown
from leanings.diary.read import read_file
from leanings.vault import store
from leanings.vault.room import Room
from tests.acts.things import ME, THEN, answer, check_in, mes, some, things
from tests.keeping import TODAY, Person, counted, entry, is_sqlite, raw, settle
from tests.vault.children import begin

AFRESH = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])


def keep(somebody: Person, documents: Sequence[Document], me: Me = ME) -> Room:
    """Keep all of these at once; the place as it is then."""
    store.keep_all(somebody.room(), documents, me)
    return somebody.room()


def zipped(room: Room) -> bytes:
    """Everything of a place as one file."""
    return takeout.given(takeout.take(room).everything, takeout.ALL).text


def file(room: Room, name: str) -> str:
    """One file of everything, as text."""
    return takeout.given(takeout.take(room).everything, name).text.decode()


@given(me=mes, documents=st.lists(things, max_size=12))
def test_whatever_is_taken_out_reads_back_as_it_was(me: Me, documents: list[Document]) -> None:
    everything = gathered(me, documents)
    assert read_everything(as_json(everything), "x", TODAY, settings=True) == everything


@given(me=mes, documents=st.lists(things, max_size=8), order=st.randoms(use_true_random=False))
def test_the_same_things_give_the_same_bytes_in_whichever_order_they_were_kept(
    me: Me, documents: list[Document], order: Sequence[int]
) -> None:
    shuffled = list(documents)
    order.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis gives a Random
    for name in (takeout.ALL, *takeout.FILES):
        first, second = (takeout.given(gathered(me, held), name).text for held in (documents, shuffled))
        assert first == second


@AFRESH
@given(me=mes, documents=st.lists(things, max_size=8))
def test_brought_to_a_new_place_it_is_the_same_place(me: Me, documents: list[Document]) -> None:
    out = zipped(keep(settle("Ada"), documents, me))
    afresh = settle("Ada")
    brought = takeout.bring(afresh.room(), out, settings=True)
    assert (brought.kept, brought.there, brought.settings) == (len(documents), 0, True)
    assert zipped(afresh.room()) == out
    assert afresh.room().me == me


def test_it_can_be_brought_as_the_one_file_too() -> None:
    room = keep(settle("Ada"), some())
    afresh = settle("Ada")
    takeout.bring(afresh.room(), file(room, "everything.json").encode(), settings=True)
    assert zipped(afresh.room()) == zipped(room)


def test_what_is_there_already_is_not_doubled_and_what_was_kept_twice_stays_twice() -> None:
    ada = settle("Ada")
    keep(ada, [entry("once"), entry("twice"), entry("twice")])
    out = zipped(ada.room())
    keep(ada, [entry("later")])
    assert takeout.bring(ada.room(), out, settings=False) == takeout.Brought(0, 3, False)
    desk.forget(ada.room(), next(one.item for one in desk.drawer(ada.room(), "journal") if one.doc == entry("twice")))
    assert takeout.bring(ada.room(), out, settings=False) == takeout.Brought(1, 2, False)
    assert sorted(one.doc.text() for one in desk.drawer(ada.room(), "journal")) == ["later", "once", "twice", "twice"]


def test_two_browsers_that_bring_the_same_file_at_once_keep_it_once() -> None:
    out = zipped(keep(settle("Ada"), some()))
    afresh = settle("Ada")
    children = [begin(bring_in_a_child, afresh.token, out) for _ in range(3)]
    heard = [child.hear_all() for child in children]
    assert sorted(kept for (kept,) in heard) == [0, 0, len(some())]
    assert zipped(afresh.room()) == zipped(keep(settle("Ada"), some(), afresh.room().me))


def bring_in_a_child(say: object, token: str, out: bytes) -> None:
    """In another process: bring this file to the place of this token."""
    room = Person("Ada", "", "", token).room()
    say(takeout.bring(room, out, settings=False).kept)  # type: ignore[operator]  # what sends to the parent


def test_the_settings_stay_unless_they_are_wanted() -> None:
    out = zipped(keep(settle("Ada"), some()))
    ben = settle("Ben", me=Me(plan="Mine."))
    assert takeout.bring(ben.room(), out, settings=False).settings is False
    assert ben.room().me == Me(plan="Mine.")
    takeout.bring(ben.room(), out, settings=True)
    assert ben.room().me == ME


def test_what_ben_takes_holds_nothing_of_ada_and_what_he_brings_changes_nothing_of_hers() -> None:
    ada, ben = settle("Ada"), settle("Ben")
    keep(ada, [entry("canary-of-ada")])
    keep(ben, [entry("his own")])
    before = zipped(ada.room())
    assert b"canary-of-ada" not in takeout.given(takeout.take(ben.room()).everything, "everything.json").text
    takeout.bring(ben.room(), before, settings=True)
    assert zipped(ada.room()) == before


def test_a_file_says_neither_when_it_was_made_nor_where_its_things_lay() -> None:
    ada = settle("Ada")
    keep(ada, some())
    with zipfile.ZipFile(io.BytesIO(zipped(ada.room()))) as bundle:
        assert bundle.namelist() == ["everything.json", "check-ins.csv", "everything.md"]
        assert {one.date_time for one in bundle.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        whole = b"".join(bundle.read(name) for name in bundle.namelist()).decode()
    ids = [str(one.item) for word in ("checkin", "journal") for one in desk.drawer(ada.room(), word)]
    assert [id for id in (*ids, str(ada.room().place), ada.name) if id in whole] == []


def test_everything_is_in_the_text_to_read() -> None:
    text = file(keep(settle("Ada"), some()), "everything.md")
    for said in (
        "## January 2031\n\n### 20 January 2031: Words",
        "> Ünïcode and 🌧",
        "What happened:\n\n> It rained.",
        "- Afterwards: heavier",
        "### 1 March 2031: Check-in\n\n- Contact: we wrote or called\n- Today was: 4 (from 0, hard, to 10, good)",
        "- Today was: skipped\n- Why then: something had happened just before\n\n> A long day.\n> We spoke.",
        "- Reasons to stay: 8 (from 0 to 10)\n- Reasons to go: skipped",
        "> Please call me.\n\n- Put aside until 2 March 2031",
        "### 1 February 2031: Written by a later Leanings",
        "- Where I am now: I can’t tell.",
        "- Asked every time: Today was, Slept",
        "My own questions:\n\n- Slept (badly, well)",
        "- My sister: by phone\n- Jo",
        "> Go to my sister.\n> Take the blue folder.",
    ):
        assert said in text, said
    assert text.index("January") < text.index("February") < text.index("## March") < text.index("## My settings")
    assert "not_asked" not in text


def test_a_place_with_nothing_in_it_can_be_taken_out_too() -> None:
    room = settle("Ada").room()
    assert "Nothing was kept." in file(room, "everything.md")
    assert file(room, "check-ins.csv").splitlines() == ["\ufeff" + ",".join(COLUMNS)]
    assert json.loads(file(room, "everything.json"))["documents"] == []


def test_the_table_has_a_row_for_each_answer_with_its_words_and_its_code() -> None:
    coded = check_in(TODAY, "Once.", answer(), answer("close", None, SKIPPED), answer("safe", None, NOT_APPLICABLE))
    table = list(csv.DictReader(io.StringIO(as_csv([coded, check_in()]).decode("utf-8-sig"))))
    assert [(row["entry_id"], row["item"], row["value"], row["missing"], row["note"]) for row in table] == [
        ("1", "day", "4", "", "Once."),
        ("1", "close", "", "skipped", ""),
        ("1", "safe", "", "not_applicable", ""),
        ("2", "day", "4", "", ""),
    ]
    first = table[0]
    assert (first["date"], first["entered"], first["contact"], first["why"]) == (
        "2031-03-01",
        THEN,
        "wrote",
        "happened",
    )
    assert (first["version"], first["question"], first["low"], first["high"]) == ("1", "Today was", "hard", "good")
    assert (first["lowest"], first["highest"], first["language"]) == ("0", "10", "en")


def test_an_entry_without_answers_is_still_a_row() -> None:
    table = list(csv.DictReader(io.StringIO(as_csv([CheckIn(TODAY, THEN, note="Only this.")]).decode("utf-8-sig"))))
    assert [(row["date"], row["item"], row["note"]) for row in table] == [("2031-03-01", "", "Only this.")]


@pytest.mark.parametrize("note", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_note_never_becomes_a_formula(note: str) -> None:
    table = csv.DictReader(io.StringIO(as_csv([check_in(TODAY, note)]).decode("utf-8-sig"), newline=""))
    assert next(table)["note"] == f"'{note}"


def test_the_table_is_read_by_leanings_without_a_word_about_its_shape(tmp_path: Path) -> None:
    said = [4, 7, 2, 0, 9, 5, 5, 1, 10]
    first = TODAY - timedelta(days=len(said) - 1)
    entries = [
        check_in(first + timedelta(days=after), "", answer("ease", value), answer("close", None, SKIPPED))
        for after, value in enumerate(said)
    ]
    place = tmp_path / "check-ins.csv"
    place.write_bytes(as_csv(entries))
    (ada,) = read_file(place).people
    assert list(ada.days) == list(range(first.toordinal(), TODAY.toordinal() + 1))
    assert list(ada.answers["ease"]) == said


def test_what_is_damaged_is_counted_and_keeps_nobody_from_the_rest() -> None:
    if not is_sqlite():
        pytest.skip("the damage is done to the file of SQLite")
    ada = settle("Ada")
    lost = ada.keep(entry("this one is lost"))
    ada.keep(entry("this one is not"))
    with raw() as database:
        database.execute("UPDATE item_blob SET blob = zeroblob(300) WHERE item_id = ?", [lost.item.hex])
    taken = takeout.take(ada.room())
    assert (taken.lost, taken.me_lost, taken.whole) == (1, False, False)
    assert [one.text() for one in taken.everything.documents] == ["this one is not"]


def test_damaged_settings_are_not_given_out_as_if_the_person_had_set_them() -> None:
    everything = Everything(None, (entry("still here"),))
    assert json.loads(as_json(everything))["self"] is None
    assert read_everything(as_json(everything), "x", TODAY, settings=True) == everything
    assert b"settings" not in as_markdown(everything)


def test_a_thing_that_a_later_leanings_wrote_comes_back_untouched() -> None:
    later = Unknown({"word": "journal", "v": 99, "day": "2031-03-01", "song": "do re mi"})
    afresh = settle("Ada")
    takeout.bring(afresh.room(), zipped(keep(settle("Ada"), [later])), settings=False)
    assert takeout.take(afresh.room()).everything.documents == (later,)


def test_bringing_nothing_writes_nothing_new() -> None:
    ada = settle("Ada")
    keep(ada, some())
    before = counted()
    takeout.bring(ada.room(), zipped(ada.room()), settings=False)
    assert counted() == before


def test_a_file_that_is_not_among_them_is_refused() -> None:
    with pytest.raises(takeout.NoSuchFile):
        takeout.given(takeout.take(settle("Ada").room()).everything, "../everything.json")
