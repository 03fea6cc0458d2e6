"""Everything a place holds, as one text that any program can read, and back again.

The text has one form: the same things give the same bytes, in whichever order they were kept. It carries no ids, so
that nothing in it points back to the place it was taken from.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from math import isfinite
from typing import Any, NoReturn

from leanings.core import me as settings
from leanings.core.day import NoSuchZone, zone_named
from leanings.core.document import Doc, Document
from leanings.core.kinds import KINDS, MADE, SELF, schema_of, value_of
from leanings.core.lines import MOST_OWN, OWN
from leanings.core.me import IDLE, Me
from leanings.core.refusal import Refusal
from leanings.core.shape import misfit
from leanings.core.unknown import Unknown

SCHEMA = "leanings-takeout/1"
NAMES = ("documents", "schema", "self")
MOST = 50_000  # things; four a day for thirty years
LONGEST = 1 << 20  # bytes of one thing, as in the vault
DEEPEST = 20  # levels of lists in lists; ours have four
LAST_VERSION = 1000
FIRST_DAY = date(1970, 1, 1)
AHEAD = timedelta(days=366)  # a diary brought from elsewhere may lie ahead of this clock, by no more than a year
WORD = re.compile(r"[a-z][a-z_]{0,30}")
SHOWN = 40  # letters of somebody's file that are said back
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_VERSIONS = {kind.WORD: kind.VERSION for kind in KINDS}


class NotTakenOut(Refusal):
    """A file that is not what Leanings gives out."""


class ThingNotRead(Refusal):
    """One thing in such a file that cannot be read; nothing is kept then."""


@dataclass(frozen=True, slots=True)
class Everything:
    """The settings and all things of a place, in the one order there is; no settings where they were not wanted, or
    could not be opened."""

    me: Me | None
    documents: tuple[Document, ...]


def gathered(me: Me | None, documents: Iterable[Document]) -> Everything:
    """Everything, put into its order: by day, word, the minute it was written, and then by what it says."""
    found: list[Document] = []
    for _, same in groupby(sorted(documents, key=_when), key=_when):
        alike = list(same)
        found += sorted(alike, key=as_line) if len(alike) > 1 else alike
    return Everything(me, tuple(found))


def as_line(doc: Document) -> str:
    """One thing as one line of JSON, the same for the same thing."""
    return _encode(doc.as_doc())


def as_json(everything: Everything) -> bytes:
    """The one text: the schema, the settings, and each thing on a line of its own."""
    things = ",\n".join(map(as_line, everything.documents))
    me = "null" if everything.me is None else as_line(everything.me)
    return f'{{"schema":"{SCHEMA}",\n"self":{me},\n"documents":[\n{things}\n]}}\n'.encode()


def value_or_text(doc: Doc) -> Document:
    """The value of a kept mapping; as it is where it cannot be read as one, so that nothing is left behind."""
    try:
        return value_of(doc)
    except (ValueError, KeyError, TypeError, AttributeError):
        return Unknown(doc)


def read_everything(text: bytes, file: str, today: date, *, settings: bool) -> Everything:
    """What such a text holds, every part of it looked at; `file` is what the text is called in a refusal."""
    told = _parsed(text, file)
    documents = told["documents"]
    if not isinstance(documents, list) or len(documents) > MOST:
        raise NotTakenOut(f"“documents” in {_within(file)} must be a list of at most {MOST:,} things.")
    found = [_thing(number, doc, file, today) for number, doc in enumerate(documents, start=1)]
    return gathered(_me(told["self"], file) if settings and told["self"] is not None else None, found)


def plain(text: object) -> str:
    """A little of what somebody's file says, without letters that steer a screen."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in str(text)[: SHOWN + 1])
    return shown if len(shown) <= SHOWN else shown[:SHOWN] + "…"


def _within(file: str) -> str:
    """The name of a file as it stands within a sentence."""
    return file[:1].lower() + file[1:]


def _parsed(text: bytes, file: str) -> Mapping[str, Any]:
    try:
        told = json.loads(text.decode("utf-8-sig"), parse_constant=_no_number, parse_float=_finite)
    except UnicodeDecodeError:
        raise NotTakenOut(f"{file} is not text in UTF-8, so it is not what Leanings gave out.") from None
    except json.JSONDecodeError as fault:
        raise NotTakenOut(f"{file} is not JSON: line {fault.lineno}, letter {fault.colno}.") from None
    except RecursionError:
        raise NotTakenOut(f"{file} holds lists in lists without end, so it is not what Leanings gave out.") from None
    except ValueError:
        raise NotTakenOut(f"{file} holds a number that is none, so it is not what Leanings gave out.") from None
    schema = told.get("schema") if isinstance(told, dict) else None
    if isinstance(schema, str) and schema != SCHEMA and schema.startswith(SCHEMA.partition("/")[0]):
        raise NotTakenOut(f"{file} was made by a later Leanings ({plain(schema)}). Bring it to that one.")
    if schema != SCHEMA or sorted(told) != sorted(NAMES):
        raise NotTakenOut(f"{file} is not what Leanings gave out: it must hold {', '.join(NAMES)} and nothing else.")
    return dict(told)


def _no_number(_said: str) -> NoReturn:
    raise ValueError("a number that is none")


def _finite(said: str) -> float:
    number = float(said)
    if not isfinite(number):
        raise ValueError("a number without end")
    return number


def _thing(number: int, doc: object, file: str, today: date) -> Document:
    """One thing as a value, the same that gave the mapping; refused with its number, its kind and its day."""
    name = f"Thing {number} in {_within(file)}"
    if not isinstance(doc, dict) or too_deep(doc):
        raise ThingNotRead(f"{name} is not a thing that Leanings keeps.")
    word, version = doc.get("word"), doc.get("v")
    if not isinstance(word, str) or not WORD.fullmatch(word) or word in (SELF, MADE):
        raise ThingNotRead(f"{name}: its “word” is not one of a thing that can be kept.")
    name = f"{name} ({word}, {plain(doc.get('day'))})"
    if type(version) is not int or not 1 <= version <= LAST_VERSION:
        raise ThingNotRead(f"{name}: its version, “v”, must be a whole number from 1 on.")
    value = _value(doc, name)
    if not FIRST_DAY <= value.day <= today + AHEAD:
        raise ThingNotRead(f"{name}: its day must lie between 1970 and a year from now.")
    try:
        length = len(as_line(value).encode())
    except UnicodeEncodeError:
        raise ThingNotRead(f"{name} holds half a letter, which no text has.") from None
    if length > LONGEST:
        raise ThingNotRead(f"{name} is longer than a thick book.")
    return value


def _value(doc: Doc, name: str) -> Document:
    try:
        value = value_of(doc)
    except KeyError as missing:
        raise ThingNotRead(f"{name}: “{plain(missing.args[0])}” is not there.") from None
    except (ValueError, TypeError, AttributeError):
        raise ThingNotRead(f"{name}: it says something that no thing of its kind says.") from None
    wrong = None if isinstance(value, Unknown) else misfit(value) or _changed(doc, value)
    if wrong is not None:
        raise ThingNotRead(f"{name}: “{plain(wrong)}” is not what a thing of its kind says there.")
    return value


def _changed(doc: Doc, value: Document) -> str | None:
    """The first part of a mapping that its value does not give back, so that nothing is lost in silence."""
    if schema_of(doc) != _VERSIONS[value.word]:
        return None  # an earlier shape says the same in other parts
    back = value.as_doc()
    if doc == back:
        return None
    back = json.loads(as_line(value))  # where the one holds lists and the other tuples
    return next((name for name in sorted(doc) if name not in back or doc[name] != back[name]), None)


def _me(doc: object, file: str) -> Me:
    """The settings, of which each must be one that a person could have set."""
    name = f"The settings in {_within(file)} (“self”)"
    if not isinstance(doc, dict) or too_deep(doc) or doc.get("word") != SELF or type(doc.get("v")) is not int:
        raise ThingNotRead(f"{name} are not those of a place.")
    if doc["v"] > settings.VERSION:
        raise ThingNotRead(f"{name} were made by a later Leanings. Bring the file without its settings.")
    me = _value(doc, name)
    assert isinstance(me, Me), "the word of the settings gives settings"  # noqa: S101  # our own mistake
    wrong = _wrong_in(me)
    if wrong is not None:
        raise ThingNotRead(f"{name}: “{wrong}” is nothing that can be set. Bring the file without its settings.")
    return me


def _wrong_in(me: Me) -> str | None:
    """The first setting that nobody could have set."""
    try:
        zone_named(me.zone)
        again = me.again is None or date.fromisoformat(me.again).isoformat() == me.again
        as_line(me).encode()
    except NoSuchZone:
        return "zone"
    except UnicodeEncodeError:
        return "plan"
    except ValueError:
        return "again"
    allowed = {
        "turn": 0 <= me.turn < 24,
        "idle": me.idle in IDLE,
        "again": again,
        "own": len(me.own) <= MOST_OWN and all(line.id.startswith(OWN) and line.version >= 1 for line in me.own),
        "plan": len(as_line(me)) <= LONGEST,
    }
    return next((name for name, right in allowed.items() if not right), None)


def too_deep(told: object) -> bool:
    """Whether lists lie in lists beyond anything of ours; Python's own way of climbing down has an end itself."""
    left = [(told, 1)]
    while left:
        one, depth = left.pop()
        if isinstance(one, dict | list):
            if depth > DEEPEST:
                return True
            left += [(inner, depth + 1) for inner in (one.values() if isinstance(one, dict) else one)]
    return False


def _when(doc: Document) -> tuple[date, str, str]:
    said = doc.doc.get("entered") if isinstance(doc, Unknown) else getattr(doc, "entered", "")
    return doc.day, doc.word, str(said)
