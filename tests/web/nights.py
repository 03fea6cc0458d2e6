"""First nights: somebody at the first page with nothing, and somebody whose place holds things of other days."""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from leanings.content.doors import QUESTIONS, doors
from leanings.core.tool import HALVES
from tests.running import SLOWEST, Running, environment
from tests.visitor import Answer, Form, Visitor
from tests.web.diaries import PASSPHRASE, Person, open_again

MAKE_PLACE = """
import json, sys
from datetime import UTC, datetime
import django
django.setup()
from leanings.acts.opening import make_place
from leanings.core import me
from leanings.core.unknown import Unknown
told = json.load(sys.stdin)
documents = [Unknown(doc) for doc in told["documents"]]  # sealed as they stand, in the shape of their day
make_place(told["name"], told["passphrase"], me.from_doc(told["me"]), documents, datetime.now(UTC))
"""
AROUND = ("/exit/", "/lock/", "/draft/drop/")
WORDS = {  # a question of each door into which something can be written
    "torn": "cannot_now",
    "in": "told_words",
    "out": "weights_words",
    "stay": "worth_words",
    "part": "first_words",
    "after": "unsaid_words",
}


def own_form(page: Answer, action: str | None = None) -> Form:
    """The form of a page itself; with an action, the one that goes there."""
    found = [one for one in page.forms if one.action not in AROUND and action in (None, one.action)]
    assert found, page.text
    return found[0]


def send(somebody: Visitor, page: Answer, to: str = "", /, **said: str | Sequence[str]) -> Answer:
    """Fill in the form of a page and press a button of it: of the form that goes there, else of the first one."""
    forms = [one for one in page.forms if one.action == to]
    form = forms[0] if forms else own_form(page)
    return somebody.post(to or form.action, {**form.fields, **said})


def behind(somebody: Visitor, door: str) -> Answer:
    """The first question behind a door of the first page."""
    return send(somebody, somebody.get("/"), door=door)


def sheet(somebody: Visitor, door: str = "torn", words: str = "", **said: str | Sequence[str]) -> Answer:
    """The page that these answers make, after each of the four questions; `words` are put where the door has room."""
    page, given = behind(somebody, door), {WORDS[door]: words, **said}
    for _ in range(QUESTIONS):
        page = send(somebody, page, step="on", **given)
    return page


def pair(somebody: Visitor, stay: str = "", go: str = "", words: str = "", **said: str) -> Answer:
    """The page that the two questions of the morning make, in an open place."""
    told = {"pair.stay": stay, "pair.go": go, "pair_words": words, **said}
    return send(somebody, somebody.get("/sheet/again/"), step="show", **told)


def settled(
    running: Running, name: str, documents: Sequence[Mapping[str, Any]] = (), me: Mapping[str, Any] | None = None
) -> Person:
    """Somebody whose place of this name holds these things, kept on other days, with an open browser."""
    told = {"name": name, "passphrase": PASSPHRASE, "documents": list(documents), "me": dict(me or {})}
    subprocess.run(  # noqa: S603  # our own lines
        [sys.executable, "-c", MAKE_PLACE],
        input=json.dumps(told).encode(),
        env=environment(running.home),
        check=True,
        timeout=SLOWEST,
    )
    return Person(name, open_again(Visitor(running.address), name))


def ticks(door: str) -> dict[str, Any]:
    """An answer to each question of a door that needs no letter."""
    told: dict[str, Any] = {}
    for field in (field for step in doors()[door].steps_on_paper(other=False) for field in step.fields):
        if field.kind == "several":
            told[field.id] = [option.id for option in field.options[:2]]
        elif field.kind == "choice":
            told[field.id] = field.options[0].id
        elif field.kind in HALVES:
            told |= {f"{field.id}.{part}": "7" for part in HALVES[field.kind]}
    return told


@contextmanager
def disk_full(running: Running) -> Iterator[None]:
    """No file of the server can grow, as on a disk that takes no more."""
    wide = resource.prlimit(running.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(running.process.pid, resource.RLIMIT_FSIZE, (1024, wide[1]))
    try:
        yield
    finally:
        resource.prlimit(running.process.pid, resource.RLIMIT_FSIZE, wide)


def without_tokens(page: str) -> str:
    """A page without what is new on each of them: the token against forgery, the mark of a form, the sealed field."""
    return re.sub(r'name="(csrfmiddlewaretoken|once|carried)" value="[^"]*"', r'name="\1"', page)


def holds(folder: Path, text: str) -> list[str]:
    """The files under a folder in which a text can be read."""
    return [str(file) for file in sorted(folder.rglob("*")) if file.is_file() and text.encode() in file.read_bytes()]
