"""How long "What my diary shows" takes: where it is made, where it is not, and where the processes must start first.

    python -m bench.readings [--days 2000] [--runs 7] [--write --date YYYY-MM-DD --machine "two cores of …"]

The place is made for it and thrown away: a check-in a day with three lines, with and without entries that were written
because something had just happened. Seconds are those of the clock, the middle of the runs. Nothing is compiled in
them: that is done before, once.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bench.machine import heading, table
from bench.page import made, put

if TYPE_CHECKING:
    from leanings.acts.desk import Room
    from leanings.core.checkin import CheckIn

PASSPHRASE = "many words nobody guesses"  # noqa: S105  # of a place that is thrown away
HEAD = ("what", "processes", "runs", "ms, middle", "ms, slowest", "wanted, ms")
MADE, NOT_MADE = 150, 1000  # milliseconds that are wanted
LINES = {"day": "dip_passes", "ease": "steady_high", "close": "drop_holds"}  # the lines of every time, as they went
HAPPENED = 0.1  # the share of entries written because something had just happened
LONG = 600.0

Row = list[str]


def check_ins(days: int, today: int, *, happened: bool) -> list[CheckIn]:
    """A check-in a day of an invented life, the last one today."""
    from datetime import date

    from leanings.content.lines import lines_in
    from leanings.core.checkin import Answer, CheckIn
    from leanings.engine.scenarios import SCENARIOS
    from leanings.engine.simulate import live

    rng = np.random.default_rng(5)
    lives = {id: live(SCENARIOS[name], days, rng).answers[:, 0] for id, name in LINES.items()}
    marked = rng.random(days) < HAPPENED
    others = [line for id, line in lines_in("en").items() if id not in LINES]
    found = []
    for at in range(days):
        answers = [_answer(id, lives[id][at]) for id in LINES]
        answers += [Answer(line.id, line.version, code="not_asked") for line in others]
        why = "happened" if happened and marked[at] else "checking"
        day = date.fromordinal(today - days + 1 + at)
        found.append(CheckIn(day, f"{day}T20:15Z", "en", "together", why, tuple(answers), "A few words."))
    return found


def _answer(id: str, value: float) -> Any:  # noqa: ANN401  # an Answer, which is imported where it is needed
    """An answer in the words of its line; a day that was not written is one that was left out."""
    from leanings.content.lines import lines_in
    from leanings.core.checkin import Answer

    line = lines_in("en")[id]
    said: dict[str, Any] = {"code": "untouched"} if np.isnan(value) else {"value": int(value)}
    return Answer(id, line.version, line.label, line.low, line.high, **said)


def settle(name: str, days: int, *, happened: bool) -> str:
    """The token of a place that holds so many check-ins."""
    from leanings.acts import opening
    from leanings.core.me import Me
    from leanings.vault import store

    now = datetime.now(UTC)
    token = opening.make_place(name, PASSPHRASE, Me(door="torn"), (), now)
    room = _room(token)
    store.keep_all(room, check_ins(days, (room.today - timedelta(0)).toordinal(), happened=happened))
    return token


def _room(token: str) -> Room:
    from leanings.acts import opening

    room = opening.visit(token, datetime.now(UTC)).room
    assert room is not None
    return room


def row(what: str, processes: str, took: list[float], wanted: int | None) -> Row:
    """A row of the table."""
    middle = 1000 * float(np.median(took))
    over = " (over)" if wanted is not None and middle > wanted else ""
    slowest = f"{1000 * max(took):,.0f}"
    return [what, processes, str(len(took)), f"{middle:,.0f}{over}", slowest, "" if wanted is None else f"{wanted:,}"]


def timed(act: Callable[[], Any]) -> float:
    """The seconds of one go."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def read_whole(token: str) -> None:
    """Every reading of the page, made."""
    from leanings.acts import reading

    look = reading.look(_room(token), (), LONG)
    assert len(look.readings) == len(LINES), look.refused


def forget_made(token: str) -> None:
    """As if nothing had been made yet."""
    from leanings.vault import made
    from leanings.vault.room import act_in

    room = _room(token)
    with act_in(room):
        made.unmake(room.place, room.keys)


def not_made(token: str, runs: int) -> list[float]:
    """The seconds of a look for which everything must be made, in processes that are warm."""
    from leanings.acts import tasks, worker

    for job in [worker.job(tasks.get_ready) for _ in range(2 * worker.MOST)]:
        job.result()
    took = []
    for _ in range(runs):
        forget_made(token)
        took.append(timed(lambda: read_whole(token)))
    return took


def measure(days: int, runs: int) -> list[Row]:
    """Every row."""
    from django.core.management import call_command
    from django.test import Client

    from leanings.acts import tasks, worker
    from leanings.vault import start

    call_command("migrate", interactive=False, verbosity=0)
    start.check_secrets()
    worker.job(tasks.get_ready).result()
    places = {
        words: settle(f"place-{words[:4]}", days, happened=words == "with marks")
        for words in ("no marks", "with marks")
    }
    rows = []
    most = worker.MOST
    for words, token in places.items():
        for processes in sorted({1, most}):
            worker.end()
            worker.MOST = processes
            rows.append(row(f"nothing made, {words}", str(processes), not_made(token, runs), NOT_MADE))
    cold = []
    for _ in range(3):
        worker.end()
        forget_made(places["no marks"])
        cold.append(timed(lambda: read_whole(places["no marks"])))
    rows.append(row("nothing made, no marks, processes not started", str(most), cold, None))
    for words, token in places.items():
        read_whole(token)
        browser = Client(headers={"host": "localhost"})
        browser.cookies["s"] = token
        assert browser.get("/diary/reading/").status_code == 200
        took = [timed(lambda browser=browser: browser.get("/diary/reading/")) for _ in range(runs)]  # type: ignore[misc]  # bound here
        rows.append(row(f"page when made, {words}", "", took, MADE))
    worker.end()
    return rows


def main() -> None:
    """Measures, prints and, if asked to, writes."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--days", type=int, default=2000, help="how many check-ins, one a day")
    parser.add_argument("--runs", type=int, default=7, help="how often each is asked for")
    parser.add_argument("--date", default="an unknown day")
    parser.add_argument("--machine", default="an unknown machine")
    parser.add_argument("--write", action="store_true", help="write docs/speed.md")
    told = parser.parse_args()
    line = heading("bench.readings", ("numpy", "numba", "django"))
    with tempfile.TemporaryDirectory(prefix="leanings-readings-") as folder:
        os.environ.update(LEANINGS_HOME=folder, DJANGO_SETTINGS_MODULE="leanings.web.settings")
        (Path(folder) / "kdf.json").write_text('{"memory_kib": 19456, "iterations": 2, "lanes": 1}', encoding="utf-8")
        import django

        django.setup()
        text = table(HEAD, measure(told.days, told.runs))
    print(f"{line}\n\n{text}")
    if told.write:
        words = (
            f"“What my diary shows” in a place with {told.days:,} check-ins, one a day, of three lines. Time on the\n"
            "server, without the network. *With marks*: every tenth entry was written because something had just\n"
            "happened, so that each line is read a second time without those."
        )
        put("Readings of a diary", f"{made(told.date, told.machine, line)}\n\n{words}\n\n{text}")


if __name__ == "__main__":
    main()
