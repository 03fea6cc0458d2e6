"""Makes place-2.json: a place of the same schema as place-1.json, with sheets of the second version of their shape.

    LEANINGS_HOME=$(mktemp -d) python tests/data/vault/make_place_2.py place-2.json

It was run once, on the day that shape was made, and is never made again: as with the first, its keys are random.
Nothing in it belongs to anyone; Ada is invented.
"""

from __future__ import annotations

import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

before: Any = import_module("make_place_1")

NAME, PASSPHRASE = "birch-lantern-otter", "andere Wörter ohne jeden Sinn"


def _documents() -> tuple[Any, ...]:
    """The things of the first place, its sheet in the present shape, and one of each kind of question a sheet asks."""
    from leanings.core.filled import Asked
    from leanings.core.sheet import Sheet
    from leanings.core.tool import Field, Option

    ticks = (Option("laugh", "laughing"), Option("talk", "talking"))
    asked = (
        Asked("sides", "Two sides", Field("reasons", "square", "How strong?", stay="Stay", go="Go"), {"stay": 8}),
        Asked("lists", "Lists", Field("works", "several", "Something works", options=ticks), ["talk", "laugh"]),
        Asked("lists", "Lists", Field("cannot", "text", "What cannot go on"), "Zu Bett ohne ein Wort. 雨"),
        Asked("until", "Not yet", Field("open", "choice", "Until when?", options=ticks), "laugh"),
        Asked("until", "Not yet", Field("day", "date", "Until this day"), "2031-04-01"),
        Asked("sure", "Sure", Field("two", "two", "?", low="no", high="yes", mine="now", theirs="then"), {"mine": 3}),
    )
    says = "Both sides are strong right now."
    sheet = Sheet(date(2031, 3, 1), before.ENTERED, "doors/torn", 2, "en", asked, says, "A walk.", again=True)
    return (*_first(), sheet)


_first = before._documents
before.NAME, before.PASSPHRASE, before._documents = NAME, PASSPHRASE, _documents

if __name__ == "__main__":
    before.main(Path(sys.argv[1]))
