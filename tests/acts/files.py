"""A file of everything, whole and spoiled, for tests of bringing one in."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from leanings.acts import bundle, takeout
from leanings.core.everything import NotTakenOut, ThingNotRead, as_json, gathered
from tests.acts.things import ME, some
from tests.keeping import Person, all_rows

NO = (NotTakenOut, ThingNotRead)
WHOLE = as_json(gathered(ME, some()))
GIVEN = bundle.pack({"everything.json": WHOLE, "check-ins.csv": b"", "everything.md": b""})


def refused(ada: Person, file: bytes, *, settings: bool = True) -> str:
    """What is said to whoever brings this; nothing in the database may be another than before."""
    before = all_rows()
    with pytest.raises(NO) as no:
        takeout.bring(ada.room(), file, settings=settings)
    assert all_rows() == before
    assert no.value.sentence.endswith(".")
    assert no.value.sentence.isprintable()
    return no.value.sentence


def told(change: Callable[[dict[str, Any]], object]) -> bytes:
    """The file, with something in it changed."""
    file = json.loads(WHOLE)
    change(file)
    return json.dumps(file).encode()


def thing(number: int = 0, **said: Any) -> bytes:
    """The file, with something in one of its things changed."""
    return told(lambda file: file["documents"][number].update(said))


def number_of(word: str) -> int:
    """Which of the things is of this word."""
    return next(place for place, doc in enumerate(json.loads(WHOLE)["documents"]) if doc["word"] == word)


def zipped(*entries: tuple[str, bytes], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file of these entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packed) as made:
        for name, text in entries:
            made.writestr(name, text)
    return out.getvalue()
