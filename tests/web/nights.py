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

from tests.running import SLOWEST, Running, environment
from tests.visitor import Answer, Form, Visitor
from tests.web.diaries import PASSPHRASE, Person, open_again

MAKE_PLACE = """
import json, sys
from datetime import UTC, datetime
import django
django.setup()
from leanings.acts.opening import make_place
from leanings.core import kinds, me
told = json.load(sys.stdin)
documents = [kinds.value_of(doc) for doc in told["documents"]]
make_place(told["name"], told["passphrase"], me.from_doc(told["me"]), documents, datetime.now(UTC))
"""
AROUND = ("/exit/", "/lock/", "/draft/drop/")


def own_form(page: Answer, action: str | None = None) -> Form:
    """The form of a page itself; with an action, the one that goes there."""
    found = [one for one in page.forms if one.action not in AROUND and action in (None, one.action)]
    assert found, page.text
    return found[0]


def send(somebody: Visitor, page: Answer, to: str = "", **said: str) -> Answer:
    """Fill in the form of a page and press a button of it: of the form that goes there, else of the first one."""
    forms = [one for one in page.forms if one.action == to]
    form = forms[0] if forms else own_form(page)
    return somebody.post(to or form.action, {**form.fields, **said})


def behind(somebody: Visitor, door: str) -> Answer:
    """The two questions behind a door of the first page."""
    return send(somebody, somebody.get("/"), door=door)


def sheet(somebody: Visitor, door: str = "torn", **said: str) -> Answer:
    """The page that these answers make."""
    return send(somebody, behind(somebody, door), step="show", **said)


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
