"""Places with months in them: what somebody kept over a long time, written in one go and opened in a browser."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from uuid import uuid4

from leanings.content.lines import lines_in
from leanings.core.brought import Brought, BroughtLine
from leanings.core.checkin import Answer, CheckIn
from leanings.core.document import Document
from leanings.core.me import Me
from leanings.core.missing import SKIPPED
from leanings.core.turning import TurningPoint
from tests import examples
from tests.running import SLOWEST, Running, environment
from tests.visitor import Visitor
from tests.web.diaries import PASSPHRASE, Person, open_again

MAKE = """
import pickle, sys
from datetime import UTC, datetime

import django

django.setup()
from leanings.acts.opening import make_place

me, documents = pickle.load(sys.stdin.buffer)
make_place(sys.argv[1], sys.argv[2], me, documents, datetime.now(UTC))
"""
TODAY = date.today()
LINES = lines_in("en")


def person_with(running: Running, who: str, documents: Sequence[Document], me: Me | None = None) -> Person:
    """Somebody new, whose place holds all this already, open in a browser of their own."""
    name = f"{who}-{uuid4().hex.translate(str.maketrans('0123456789', 'ghijklmnop'))}"
    subprocess.run(  # noqa: S603  # our own lines
        [sys.executable, "-c", MAKE, name, PASSPHRASE],
        input=pickle.dumps((me or Me(), tuple(documents))),
        env=environment(running.home),
        check=True,
        timeout=SLOWEST,
    )
    return Person(name, open_again(Visitor(running.address), name))


def check_in(day: date, values: Mapping[str, int | None], why: str = "checking") -> CheckIn:
    """One entry with these answers by line; None for one that was taken back."""
    answers = tuple(
        Answer(
            line=id,
            version=LINES[id].version,
            label=LINES[id].label,
            low=LINES[id].low,
            high=LINES[id].high,
            value=value,
            code=SKIPPED if value is None else None,
        )
        for id, value in values.items()
    )
    return CheckIn(day=day, entered=f"{day}T20:00", contact="together", why=why, answers=answers)


def months(
    days: int = 150, lines: Iterable[str] = ("close", "ease", "day", "hope"), last: date = TODAY
) -> list[CheckIn]:
    """So many days up to the last one, with gaps: `close` falls and holds, `ease` dips and comes back."""
    courses = {"close": ("held", "down"), "ease": ("passing", "down"), "peace": ("held", "up")}
    kept = []
    for place in range(days):
        if not examples.answered_on(place, 5):
            continue
        values: dict[str, int | None] = {}
        for seed, line in enumerate(lines):
            kind, way = courses.get(line, ("no_clear_change", None))
            level = examples.curve(kind, way, days)(place)  # type: ignore[arg-type]  # kinds as the table names them
            values[line] = round(10 * min(1.0, max(0.0, level + 0.12 * examples.noise(place, seed))))
        if place % 17 == 3:
            values["ease"] = None
        why = "happened" if place % 11 == 5 else "checking"
        kept.append(check_in(last - timedelta(days=days - 1 - place), values, why))
    return kept


def point(days_ago: int, what: str) -> TurningPoint:
    """A turning point so many days ago."""
    day = TODAY - timedelta(days=days_ago)
    return TurningPoint(day=day, entered=f"{day}T20:00", what=what)


def brought(name: str = "calm", days: int = 90, *, file: str = "elsewhere.csv", marker: str = "worked late") -> Brought:
    """A diary of one line from 1 to 7, brought from elsewhere; it ended a year ago."""
    first = TODAY.toordinal() - 365 - days
    told = [place for place in range(days) if examples.answered_on(place, 6)]
    level = examples.curve("held", "up", days)
    shares = [min(1.0, max(0.0, level(place) + 0.1 * examples.noise(place))) for place in told]
    return Brought(
        file_id=uuid4().hex,
        part=1,
        parts=1,
        entered=f"{TODAY}T20:00",
        file=file,
        couple=None,
        person="me",
        header=("date", name, marker),
        told=(),
        lines=(BroughtLine(name, (name,), 1, 7),),
        days=tuple(first + place for place in told),
        columns=(name,),
        answers=(tuple(float(round(1 + 6 * share)) for share in shares),),
        markers=(marker,),
        marks=(tuple(int(place % 5 == 0) for place in told),),
    )
