"""Things of every kind that can be kept, made by hand and by chance, for tests of taking out and bringing back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from leanings.content.doors import doors
from leanings.content.lines import lines_in
from leanings.core.brought import Brought, BroughtLine
from leanings.core.checkin import WHYS, Answer, CheckIn
from leanings.core.day import minute
from leanings.core.document import Document
from leanings.core.filled import Asked
from leanings.core.journal import AFTERS, JournalEntry
from leanings.core.lines import CONTACTS
from leanings.core.me import IDLE, Me, OwnLine, Someone
from leanings.core.missing import CODES, NOT_ASKED, SKIPPED, UNTOUCHED
from leanings.core.sheet import PAIR, WORDS, Sheet, Side
from leanings.core.tool import Field, Option
from leanings.core.turning import WAYS, TurningPoint
from leanings.core.unknown import Unknown
from leanings.core.unsent import Unsent
from tests.keeping import NOW, TODAY

THEN = minute(NOW)
DAY = lines_in("en")["day"]
POINT = Field(PAIR, "square", "How strong are both?", stay="Reasons to stay", go="Reasons to go")
LINE = Field(WORDS, "text", "What makes it hard to tell?")
TICKS = Field("works", "several", "What works", options=(Option("laugh", "laughing"), Option("talk", "talking")))
CHOICE = Field("until", "choice", "Until when?", options=(Option("week", "for a week"),))
DAY_ASKED = Field("date", "date", "Or until this day")
ME = Me(
    zone="Europe/Berlin",
    turn=5,
    idle=5,
    door="torn",
    lines=("day", "own-1"),
    off=("lonely",),
    own=(OwnLine("own-1", 2, "Slept", "badly", "well"),),
    helpers=(Someone("My sister", "by phone"), Someone("Jo")),
    plan="Go to my sister.\nTake the blue folder.",
    again="2031-03-02",
)
BROUGHT = Brought(
    file_id="0b8f3d62-5b9a-4a53-9d0e-4f6f3a2b1c0d",
    part=1,
    parts=2,
    entered=THEN,
    file="diary.csv",
    couple=None,
    person="Ada",
    header=("date", "close", "late"),
    told=(("when", "date:date"),),
    lines=(BroughtLine("near", ("-close",), 0.0, 10.0),),
    days=(date(2031, 2, 25).toordinal(), date(2031, 2, 27).toordinal()),
    columns=("close",),
    answers=((4.5, None),),
    markers=("late",),
    marks=((0, 1),),
    missing=(("close", "skipped", 1),),
)


def answer(line: str = "day", value: int | None = 4, code: str | None = None) -> Answer:
    """An answer to one line of ours, in its words."""
    if code == NOT_ASKED:
        return Answer(line, 1, code=code)
    return Answer(line, 1, DAY.label, DAY.low, DAY.high, value=value, code=code)


def check_in(day: date = TODAY, note: str = "", *answers: Answer) -> CheckIn:
    """A check-in of Ada's."""
    return CheckIn(day, THEN, "en", "wrote", "happened", answers or (answer(),), note)


def a_sheet(
    day: date, stay: Side, go: Side, words: str = "", says: str = "", tomorrow: str = "", *more: Asked
) -> Sheet:
    """A sheet with one point and a few words, and whatever else was asked."""
    point = Asked(PAIR, "", POINT, {"stay": stay, "go": go})
    own = (Asked(PAIR, "", LINE, words),) if words else ()
    return Sheet(day, THEN, "doors/torn", 1, "en", (point, *own, *more), says, tomorrow)


def some() -> list[Document]:
    """One thing of every kind, and one that a later Leanings wrote."""
    answers = (answer(), answer("close", None, SKIPPED), answer("peace", None, NOT_ASKED))
    return [
        check_in(TODAY, "A long day.\nWe spoke.", *answers),
        JournalEntry(TODAY - timedelta(days=40), THEN, words="Ünïcode and 🌧", fact="It rained.", after="heavier"),
        a_sheet(TODAY, 8, SKIPPED, "Both at once.", "Both feel strong.", "Sleep."),
        Unsent(TODAY, THEN, "Please call me.", TODAY + timedelta(days=1)),
        BROUGHT,
        TurningPoint(TODAY - timedelta(days=9), THEN, what="A walk.", way="both", why="It was quiet.", me_now="Time."),
        Unknown({"word": "letter", "v": 3, "day": "2031-02-01", "to": ["nobody", {"deep": [1, 2.5, None]}]}),
    ]


days = st.dates(date(1990, 1, 1), TODAY)
texts = st.text(st.characters(codec="utf-8"), max_size=60)
codes = st.sampled_from(CODES)
sides = st.integers(0, 10) | codes
answers = st.builds(
    lambda line, said: answer(line, **said),
    st.sampled_from(["day", "close", "own-1"]),
    st.builds(lambda value: {"value": value}, st.integers(0, 10))
    | st.builds(lambda code: {"value": None, "code": code}, codes),
)
check_ins = st.builds(
    CheckIn,
    days,
    st.just(THEN),
    st.just("en"),
    st.sampled_from([*CONTACTS, UNTOUCHED]),
    st.sampled_from([*WHYS, UNTOUCHED]),
    st.lists(answers, max_size=4).map(tuple),
    texts,
)
entries = st.builds(
    JournalEntry,
    days,
    st.just(THEN),
    st.just("en"),
    texts,
    texts,
    texts,
    texts,
    texts,
    st.sampled_from([*AFTERS, UNTOUCHED]),
)
asked = st.lists(
    st.one_of(
        st.builds(Asked, st.just("a"), texts, st.just(TICKS), st.just(["laugh"]) | st.just(["talk", "laugh"])),
        st.builds(Asked, st.just("b"), texts, st.just(CHOICE), st.just("week")),
        st.builds(Asked, st.just("c"), texts, st.just(DAY_ASKED), days.map(date.isoformat)),
        st.builds(Asked, st.just("d"), texts, st.just(LINE), texts),
    ),
    max_size=4,
)
sheets = st.builds(
    lambda day, stay, go, words, says, tomorrow, more, again: replace(
        a_sheet(day, stay, go, words, says, tomorrow, *more), again=again
    ),
    days, sides, sides, texts, texts, texts, asked, st.booleans(),
)  # fmt: skip
unsents = st.builds(Unsent, days, st.just(THEN), texts, st.none() | days)
unknowns = st.builds(
    lambda day, said: Unknown({"word": "letter", "v": 2, "day": day.isoformat(), "said": said}),
    days,
    st.recursive(texts | st.integers() | st.booleans(), lambda inner: st.lists(inner, max_size=3), max_leaves=6),
)
turnings = st.builds(
    TurningPoint,
    days,
    st.just(THEN),
    st.just("en"),
    texts,
    st.sampled_from([*WAYS, UNTOUCHED]),
    texts,
    texts,
    texts,
    texts,
    texts,
)
broughts = st.builds(
    lambda start, rows, part, file: replace(
        BROUGHT,
        days=tuple(start.toordinal() + number for number in range(len(rows))),
        answers=(tuple(value for value, _ in rows),),
        marks=(tuple(mark for _, mark in rows),),
        part=part,
        file=file,
    ),
    days,
    st.lists(st.tuples(st.none() | st.floats(0, 10), st.integers(0, 1)), min_size=1, max_size=5),
    st.integers(1, 2),
    texts,
)
things = st.one_of(check_ins, entries, sheets, unsents, unknowns, turnings, broughts)
mes = st.builds(
    Me,
    zone=st.sampled_from(["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires"]),
    turn=st.integers(0, 23),
    idle=st.sampled_from(IDLE),
    door=st.none() | st.sampled_from(sorted(doors())),
    lines=st.lists(texts, max_size=3).map(tuple),
    own=st.lists(st.builds(OwnLine, st.just("own-1"), st.integers(1, 9), texts, texts, texts), max_size=2).map(tuple),
    helpers=st.lists(st.builds(Someone, texts, texts), max_size=3).map(tuple),
    plan=texts,
    again=st.none() | days.map(date.isoformat),
)
