"""Which columns tell the couple, the person and the place of an entry within its day."""

from __future__ import annotations

from typing import NamedTuple

from leanings.diary import names
from leanings.diary.cells import CLOCK, DATES, DECIMAL, FLAG, TEXT, WHOLE, WORD
from leanings.diary.look import Look
from leanings.diary.refusals import PartnersNotTold, named


class Keys(NamedTuple):
    """The names of the columns that say whose an entry is and when within its day; None where there is none."""

    couple: str | None
    person: str | None
    time: str | None
    guessed: dict[str, str]


def keys(look: Look, day: str) -> Keys:
    """The columns of couple, person and time, as told or found by their names."""
    guessed: dict[str, str] = {}
    couple = look.told.couple
    if couple is None:
        couple = _noted(guessed, "couple", names.first_named(names.COUPLE, look.free((day,))))
    person = look.told.person
    if person is None:
        person = _noted(guessed, "person", _person(look, (day, couple), beside_couple=couple is not None))
    if couple is not None and person is None:
        raise PartnersNotTold(
            f"{look.source.file} has a column {named(couple)} and none that tells the two partners apart; ",
            "name it with --person, or set the column aside with --ignore.",
            "say which column does, or that the first one is to be left alone.",
            setting="person",
            column=couple,
            choices=look.free((day, couple)),
        )
    time = look.told.time
    if time is None:
        time = _noted(guessed, "time", _time(look, (day, couple, person)))
    return Keys(couple, person, time, guessed)


def _noted(guessed: dict[str, str], key: str, name: str | None) -> str | None:
    """The name as it came, put among the guesses if there is one."""
    if name is not None:
        guessed[key] = name
    return name


def _person(look: Look, taken: tuple[str | None, ...], beside_couple: bool) -> str | None:
    """The column that names people: by a plain name, by one that must repeat or be words, or beside a couple."""
    free = look.free(taken)
    found = names.first_named(names.PERSON, free)
    if found is None:
        found = names.first_named(names.PERSON_IF_REPEATED, (name for name in free if name in look.repeating))
    if found is None:
        worded = (name for name in free if look.facts[name].mostly({TEXT}))
        found = names.first_named(names.PERSON_IF_WORDS, worded)
    if found is None and beside_couple:
        found = names.first_named(names.PARTNER, free)
    return found


def _time(look: Look, taken: tuple[str | None, ...]) -> str | None:
    """The column of a time of day or of the number of a prompt."""
    free = look.free(taken)
    clocks = (name for name in free if look.facts[name].mostly({CLOCK, *DATES}))
    prompts = (name for name in free if look.facts[name].mostly({WHOLE, FLAG, WORD, DECIMAL, CLOCK}))
    return names.first_named(names.CLOCK, clocks) or names.first_named(names.PROMPT, prompts)
