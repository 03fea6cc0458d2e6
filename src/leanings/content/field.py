"""The questions of a step as its file asks them."""

from __future__ import annotations

from leanings.content.row import Row
from leanings.core.tool import (
    IN_ROWS,
    KINDS,
    MOST_ROWS,
    WITH_ENDS,
    WITH_OPTIONS,
    Field,
    Kind,
    Option,
)

DRAWINGS = ("loop",)  # the pictures that can be filled in: web/tools/drawings holds a module and a template for each
ON_A_LOOP = (4, 6, 8)  # places: a ring of two sides
BIGGEST_BOX = 12  # lines of a text's box
LEAST_OPTIONS = 2
# What the pages that ask a step send beside its answers, and what is never put aside: no question can have these ids.
OF_THE_PAGE = (
    *("act", "afraid", "carried", "csrfmiddlewaretoken", "keep", "look", "more", "once", "path", "rev", "step"),
    *("code", "passphrase", "passphrase_again", "place"),
)


def read_fields(row: Row) -> tuple[Field, ...]:
    """The fields of a step; a step may only say something."""
    fields = tuple(_field(one, KINDS) for one in row.tables("fields"))
    taken = next((field.id for field in fields if field.id in OF_THE_PAGE), None)
    if taken is not None:
        raise row.fault(f"“{taken}” is a name that the page itself uses.", "Give the question another id.", "fields")
    return fields


def _field(row: Row, kinds: tuple[Kind, ...]) -> Field:
    """One question; what its kind does not use is refused, since nobody would see it."""
    kind = row.one_of("kind", kinds)
    least = LEAST_OPTIONS if kind in WITH_OPTIONS else 0
    options = _options(row, "options", least) if kind in WITH_OPTIONS else ()
    field = Field(
        id=row.id(),
        kind=kind,
        label=row.text("label"),
        hint=row.text("hint", ""),
        low=row.text("low") if kind in WITH_ENDS else "",
        high=row.text("high") if kind in WITH_ENDS else "",
        mine=row.text("mine") if kind == "two" else "",
        theirs=row.text("theirs") if kind == "two" else "",
        stay=row.text("stay") if kind == "square" else "",
        go=row.text("go") if kind == "square" else "",
        options=options,
        columns=tuple(_field(one, IN_ROWS) for one in row.tables("columns", least=1)) if kind == "rows" else (),
        drawing=row.one_of("drawing", DRAWINGS) if kind == "picture" else "",
        places=_places(row) if kind == "picture" else (),
        most=_most(row, kind, len(options)),
        lines=row.number("lines", 3, most=BIGGEST_BOX) if kind == "text" else 3,
        turns=kinds is KINDS and kind == "tri" and row.flag("turns"),
        on_tick=kinds is KINDS and kind == "text" and row.flag("on_tick"),
        again=kinds is KINDS and row.flag("again"),
        due=kinds is KINDS and kind == "date" and row.flag("due"),
    )
    row.done()
    return field


def _most(row: Row, kind: Kind, options: int) -> int:
    """How many rows or ticks there may be."""
    if kind in ("rows", "people"):
        return row.number("most", MOST_ROWS, most=MOST_ROWS)
    return row.number("most", options, most=options) if kind == "several" else MOST_ROWS


def _places(row: Row) -> tuple[Option, ...]:
    """The places of a picture."""
    places = _options(row, "places", LEAST_OPTIONS)
    if len(places) not in ON_A_LOOP:
        known = ", ".join(map(str, ON_A_LOOP))
        raise row.fault(f"There are {len(places)} places on this picture.", f"A loop has {known}.", "places")
    return places


def _options(row: Row, name: str, least: int) -> tuple[Option, ...]:
    """The answers of a choice, or the places of a picture. An answer may lead to Help, quietly."""
    found = []
    for one in row.tables(name, least):
        found.append(Option(one.id(), one.text("label"), name == "options" and one.flag("help")))
        one.done()
    twice = next((option for place, option in enumerate(found) if option.id in [o.id for o in found[:place]]), None)
    if twice is not None:
        raise row.fault(f"“{name}” holds the id “{twice.id}” twice.", "Give each its own.")
    return tuple(found)
