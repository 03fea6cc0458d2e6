"""`--only`: the diary cut to the people and lines that were named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from leanings.cli.options import OptionNotUnderstood, no_such
from leanings.core.diary import Diary, Person

MOST_PEOPLE = 8  # named where a name is not known; the lines follow


def choose(diary: Diary, names: Sequence[str]) -> Diary:
    """The diary cut to the people and lines named; everything where nothing is named."""
    lines = {signal.name for signal in diary.signals}
    for name in names:
        _check(diary, name, lines)
    of_people = [name for name in names if name not in lines]
    people = tuple(person for person in diary.people if not of_people or any(_is(person, name) for name in of_people))
    signals = tuple(signal for signal in diary.signals if signal.name in names or lines.isdisjoint(names))
    return replace(diary, people=people, signals=signals)


def _check(diary: Diary, name: str, lines: set[str]) -> None:
    """Refuses a name that is not there, and one that may mean two things."""
    people = any(name in (person.name, person.label) for person in diary.people)
    couples = any(person.couple == name for person in diary.people)
    if (people or couples or any(_is(person, name) for person in diary.people)) and name in lines:
        raise OptionNotUnderstood(f"--only {name}: both a person and a line are called so; rename the line.")
    if people and couples:
        whose = next(person.label for person in diary.people if person.name == name)
        raise OptionNotUnderstood(
            f"--only {name}: both a couple and a person are called so; write {name}/ for the couple, "
            f"or couple/person, such as {whose}, for one person."
        )
    if name not in lines and not any(_is(person, name) for person in diary.people):
        known = [person.label for person in diary.people]
        shown = [*known[:MOST_PEOPLE], *sorted(lines)]
        rest = f" And {len(known) - MOST_PEOPLE:,} more people." if len(known) > MOST_PEOPLE else ""
        raise OptionNotUnderstood(no_such("person or line", name, shown) + rest)


def _is(person: Person, name: str) -> bool:
    """Whether a name means this person: by name, as couple/person, or as one of a couple."""
    couple = () if person.couple is None else (person.couple, f"{person.couple}/")
    return name in (person.name, person.label, *couple)
