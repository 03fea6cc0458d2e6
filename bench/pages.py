"""How long a page takes on the server, in a place that holds five thousand things.

    python -m bench.pages [--things 5000] [--runs 7] [--write --date YYYY-MM-DD --machine "two cores of …"]

The place is made for it and thrown away: check-ins of ten years with all the answers of a day, journal entries, sheets,
every tool again and again with each question answered, letters put aside for a morning.
Seconds are from the request to the whole answer, without the network, the middle of the runs; beside them what the
processor worked, which tells more where others use the machine too.
"""

from __future__ import annotations

import argparse
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bench.machine import heading, table
from bench.page import made, put

if TYPE_CHECKING:
    from leanings.acts.desk import Room
    from leanings.core.document import Document

NAME, PASSPHRASE = "place-of-the-bench", "many words nobody guesses"
HEAD = ("page", "ms, middle", "ms, slowest", "ms of the processor, least", "queries")
LOOKED_FOR = ("nowhere", "talk", "rained")  # in nothing, in most things, in a fifth of them
MOST = 150  # milliseconds a page may take
ID = re.compile("[0-9a-f]{8}-[0-9a-f-]{27}")
READ = ("/", "/help/", "/minute/", "/open/other/", "/now/", "/diary/", "/diary/day/", "/diary/words/", "/diary/lines/")
READ_TOO = ("/people/", "/unsent/here/", "/kept/", "/kept/sheets/", "/kept/settings/", "/kept/door/")
READ_NOW = ("/now/path/", "/now/door/", "/now/stand/", "/now/stand/days/", "/tools/", "/tools/?for=mind")
WORDS = "We had a long talk in the evening, and I was tired. I do not know what comes next. " * 4


def things(number: int, today: date) -> Iterator[Document]:
    """So many things, the newest first: of ten, five check-ins, two journal entries, a sheet, a tool and a letter."""
    from leanings.content.lines import lines_in
    from leanings.core.checkin import Answer, CheckIn
    from leanings.core.filled import Asked
    from leanings.core.journal import JournalEntry
    from leanings.core.sheet import Sheet
    from leanings.core.tool import Field
    from leanings.core.unsent import Unsent

    every = list(lines_in("en").values())
    pair = Field("pair", "square", "How strong are both?", stay="Reasons to stay", go="Reasons to go")
    words = Field("pair_words", "text", "What makes it hard to tell?")
    for place in range(number):
        day = today - timedelta(days=place * 3650 // number)
        then = f"{day}T20:15Z"
        if place % 10 < 5:
            given = tuple(
                Answer(line.id, line.version, line.label, line.low, line.high, value=(place + turn) % 11)
                if turn < 5
                else Answer(line.id, line.version, code="not_asked")
                for turn, line in enumerate(every)
            )
            yield CheckIn(day, then, "en", "together", "checking", given, WORDS[: place % 300])
        elif place % 10 < 7:
            yield JournalEntry(day, then, words=WORDS, fact="It rained.", after="same")
        elif place % 10 == 7:
            yield tool_filled(place // 10, day, then)
        elif place % 10 == 8:
            yield Unsent(day, then, WORDS, day + timedelta(7))
        else:
            point = Asked("pair", "", pair, {"stay": place % 11, "go": 5})
            told = (point, Asked("pair", "", words, WORDS[:100]))
            yield Sheet(day, then, "doors/torn", 1, "en", told, "Both feel strong.", "Sleep.")


def tool_filled(turn: int, day: date, then: str) -> Document:
    """One of the tools, each in its turn, as its worked example has it, with words in every text."""
    from leanings.acts.tool import tools_in
    from leanings.core.filled import Asked, Filled

    tools = list(tools_in("en").values())
    tool = tools[turn % len(tools)]
    given = dict(tool.example.answers) if tool.example else {}
    asked = tuple(
        Asked(step.id, step.title, field, given.get(field.id, WORDS))
        for step in tool.steps
        for field in step.fields
        if field.id in given or field.kind == "text"
    )
    return Filled(tool.id, tool.version, tool.name, day, then, asked=asked)


def settle(number: int) -> tuple[str, tuple[str, ...]]:
    """The token of a place that holds so many things, and the addresses of what is newest in it."""
    from django.core.management import call_command

    from leanings.acts import desk, opening
    from leanings.core.me import Me
    from leanings.vault import start, store

    call_command("migrate", interactive=False, verbosity=0)
    start.check_secrets()
    now = datetime.now(UTC)
    token = opening.make_place(NAME, PASSPHRASE, Me(door="torn"), (), now)
    room = opening.visit(token, now).room
    assert room is not None
    store.keep_all(room, list(things(number, room.today)))
    newest = desk.page(room, "checkin").found[0].item
    return token, (f"/diary/{newest}/", f"/diary/{newest}/edit/", *tool_pages(room))


def tool_pages(room: Room) -> Iterator[str]:
    """The pages of every tool: its own, its first step, every step of its newest time, that time and what changed."""
    from leanings.acts.tool import met_again, times, tools_in
    from leanings.core.filled import Filled

    for id, tool in tools_in("en").items():
        newest = times(room, id, enough=1).found[0]
        assert isinstance(newest.doc, Filled)
        at = f"/tools/{id}/{newest.item}/"
        yield from (f"/tools/{id}/", f"/tools/{id}/begin/", at)
        yield from (f"{at}{place}/" for place, _ in enumerate(met_again(room, tool, newest.doc).steps, start=1))


def measured(name: str, ask: Callable[[], Any], runs: int) -> list[str]:
    """A row of the table."""
    from django.db import connection

    asked: list[str] = []

    def note(go: Callable[..., Any], sql: str, *more: object) -> object:
        asked.append(sql)
        return go(sql, *more)

    status = ask().status_code  # what is worked out once, is worked out
    assert status == 200, f"{name} answered {status}"
    with connection.execute_wrapper(note):
        ask()
    took, worked = [], []
    for _ in range(runs):
        began, before = time.perf_counter(), time.process_time()
        ask()
        worked.append(1000 * (time.process_time() - before))
        took.append(1000 * (time.perf_counter() - began))
    slow = " (over)" if np.median(took) > MOST else ""
    return [name, f"{np.median(took):.0f}{slow}", f"{max(took):.0f}", f"{min(worked):.0f}", str(len(asked))]


def measure(number: int, runs: int) -> list[list[str]]:
    """Every page of an open place."""
    from django.test import Client

    token, newest = settle(number)
    browser = Client(headers={"host": "localhost"})
    browser.cookies["s"] = token
    pages = [(ID.sub("…", path), partial(browser.get, path)) for path in (*READ, *READ_TOO, *READ_NOW, *newest)]
    pages += [(f"/search/ for “{word}”", partial(browser.post, "/search/", {"for": word})) for word in LOOKED_FOR]
    return [measured(name, ask, runs) for name, ask in pages]


def main() -> None:
    """Measures, prints and, if asked to, writes."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--things", type=int, default=5000, help="how many things lie in the place")
    parser.add_argument("--runs", type=int, default=7, help="how often each page is asked for")
    parser.add_argument("--date", default="an unknown day")
    parser.add_argument("--machine", default="an unknown machine")
    parser.add_argument("--write", action="store_true", help="write docs/speed.md")
    told = parser.parse_args()
    line = heading("bench.pages", ("django", "cryptography"))
    with tempfile.TemporaryDirectory(prefix="leanings-pages-") as folder:
        os.environ.update(LEANINGS_HOME=folder, DJANGO_SETTINGS_MODULE="leanings.web.settings")
        (Path(folder) / "kdf.json").write_text('{"memory_kib": 19456, "iterations": 2, "lanes": 1}', encoding="utf-8")
        import django

        django.setup()
        text = table(HEAD, measure(told.things, told.runs))
    print(f"{line}\n\n{text}")
    if told.write:
        words = (
            f"A place that holds {told.things:,} things of ten years. Time on the server, without the network.\n"
            "A search reads the newest months until it has found or read enough, and offers to go on."
        )
        put("Pages", f"{made(told.date, told.machine, line)}\n\n{words}\n\n{text}")


if __name__ == "__main__":
    main()
