"""What is said about a file beside the choices: how each was found, what must be told first, the first rows as read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext

from leanings.acts.bring import Seen
from leanings.content.spell import short_number
from leanings.web.bring.columns import tellable
from leanings.web.bring.forms import LookForm

FIELD_OF = {  # which field of the form answers what is asked
    "date": "when",
    "day": "when",
    "date_order": "order",
    "person": "person",
    "couple": "couple",
    "long": "item",
    "moods": "moods",
    "decimal": "decimal",
    "delimiter": "delimiter",
    "encoding": "encoding",
}
FOLDED = ("decimal", "delimiter", "encoding")
BESIDE = {  # guesses that are told beside their choice
    *("ignored", "markers", "mood", "file", "date", "day", "person", "couple", "date order", "decimal"),
    *("delimiter", "encoding"),
}
MOST_SHOWN = 8  # columns of the preview


class Says:
    """The sentences beside the fields of a form."""

    def __init__(self, form: LookForm) -> None:
        self.form, self.seen = form, form.seen
        self.found = dict(form.seen.guessed)

    @property
    def asked(self) -> str:
        """What must be told before the file can be read; bad lines are listed, and not all said at once."""
        if self.seen.asks is None:
            return ""
        if self.seen.asks.setting == "lines":
            return gettext("Hardly a line can be read in this way. Look at the days, and at how the file is written.")
        return self.seen.asks.sentence

    @property
    def field(self) -> str:
        """The field in which it is told; empty where there is no single one."""
        return FIELD_OF.get(self.seen.asks.setting, "") if self.seen.asks is not None else ""

    @property
    def at(self) -> dict[str, str]:
        """What must be told first, by the field in which it is told."""
        return {self.field: self.asked}

    @property
    def unfolded(self) -> bool:
        """Whether what is mostly folded away lies open."""
        return self.field in FOLDED or any(self.form[name].errors for name in FOLDED if self.form.is_bound)

    @property
    def when(self) -> str:
        """How the column of the days was found."""
        if "date" in self.found:
            return gettext("Found by what it holds: dates.")
        return gettext("Found by its name; it holds whole numbers.") if "day" in self.found else ""

    @property
    def order(self) -> str:
        """How the order of the dates was found."""
        return gettext("Found from the dates themselves.") if "date order" in self.found else ""

    @property
    def person(self) -> str:
        """How the column of people was found."""
        return gettext("Found by its name.") if "person" in self.found else ""

    @property
    def couple(self) -> str:
        """How the column of couples was found."""
        return gettext("Found by its name.") if "couple" in self.found else ""

    @property
    def decimal(self) -> str:
        """How the decimal mark was found."""
        return gettext("Most numbers in the file have it.") if "decimal" in self.found else ""

    @property
    def also(self) -> Iterator[str]:
        """What else was found, word for word."""
        for name, text in self.seen.guessed:
            if name not in BESIDE and not name.startswith("scale "):
                yield capfirst(f"{name}: {text}.")

    @property
    def left(self) -> int:
        """How many columns there is no room for on the page."""
        return len(tellable(self.seen)) - len(self.form.columns)


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows as they are understood: the heads of the columns, and for each row its cells or its problem."""

    heads: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...], str], ...]


def preview(seen: Seen) -> Preview:
    """The first rows of a file."""
    names = tuple(one.name for one in (*seen.answers, *seen.markers))[:MOST_SHOWN]
    people = seen.people_in_all > 1
    heads = (gettext("Day"), *((gettext("Who"),) if people else ()), *names)
    rows = []
    for row in seen.rows:
        answers = dict(row.answers)
        who = f"{row.couple}, {row.person}" if row.couple else row.person
        cells = (_day(seen, row.day), *((who,) if people else ()), *(_cell(answers.get(name)) for name in names))
        rows.append((row.number, cells, row.problem))
    return Preview(heads, tuple(rows))


def _day(seen: Seen, day: int | None) -> str:
    if day is None:
        return ""
    return date.fromordinal(day).isoformat() if seen.dated else str(day)


def _cell(value: float | None) -> str:
    return "–" if value is None else short_number(value, 3)
