"""The tally: what was picked behind a door, counted and sorted by a small table in its file, and said back in a line.

A part of the line counts one thing and is said where its count fits; of the parts that count the same thing, the first
that fits. There are no sums beyond counting and no other conditions. It says what was picked, and never what to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from leanings.content.loader import content_in, slots_in
from leanings.content.row import Row
from leanings.core.filled import TRI, Answer, wrong_with
from leanings.core.sheet import REGIONS, region, sides
from leanings.core.tool import Field

TOTAL = "total"
WHENS = ("none", "one", "several", "some")  # how many were picked; some is one or several


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the line: `of` is the total, a tag, or a square; `when` its count, or the region of its point. `also`
    are tags of which at least one answer each was picked."""

    of: str
    when: str
    also: tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted, how it is sorted by tags, and the parts of the line. A pick is named “question.answer”."""

    language: str
    total: frozenset[str]
    tags: Mapping[str, frozenset[str]]
    parts: tuple[Part, ...]

    def say(self, answers: Mapping[str, Answer]) -> str:
        """The line for these answers."""
        counts = self._counts(answers)
        told = {name: _in_words(count, self.language) for name, count in counts.items()}
        return " ".join(_begun(part.says.format_map(told)) for part in self.said(answers))

    def said(self, answers: Mapping[str, Answer]) -> tuple[Part, ...]:
        """The parts that are said for these answers, in their order."""
        counts, found = self._counts(answers), dict[str, Part]()
        for part in self.parts:
            if part.of in counts:
                fits = _fits(counts[part.of], part.when)
            else:
                fits = region(*sides(answers.get(part.of) or {})) == part.when
            if fits and all(counts[tag] for tag in part.also):
                found.setdefault(part.of, part)
        return tuple(found.values())

    def _counts(self, answers: Mapping[str, Answer]) -> Mapping[str, int]:
        picked = frozenset(_picks(answers))
        return {name: len(picked & there) for name, there in ((TOTAL, self.total), *self.tags.items())}


def read_tally(row: Row, fields: Mapping[str, Field], language: str) -> Tally:
    """The tally of a door's file; refused where it counts what nobody is asked, or has nothing to say."""
    known = {f"{field.id}.{id}" for field in fields.values() for id in _answers_of(field)}
    counts = row.texts("counts", ())
    for name in counts:
        if name not in fields or not _answers_of(fields[name]):
            raise row.fault(f"“{name}” is no question whose picks can be counted.", "Name one with options.", "counts")
    total = frozenset(one for one in known if one.partition(".")[0] in counts)
    tags = _tags(row.table("tags"), known)
    squares = {field.id for field in fields.values() if field.kind == "square"}
    parts = tuple(_part(one, tags, squares) for one in row.tables("tally", least=1))
    tally = Tally(language, total, tags, parts)
    _check_whole(row, tally, squares)
    _check_examples(row, tally, fields)
    return tally


def _tags(row: Row | None, known: set[str]) -> dict[str, frozenset[str]]:
    found = {}
    for name in row.told if row else ():
        assert row is not None, "a table with names in it"  # noqa: S101  # our own mistake
        found[name] = frozenset(row.texts(name))
        wrong = next((one for one in sorted(found[name]) if one not in known), None)
        if wrong is not None:
            raise row.fault(f"“{wrong}” is no answer of a question.", "Write question.answer, both by id.", name)
    return found


def _part(row: Row, tags: Mapping[str, frozenset[str]], squares: set[str]) -> Part:
    of = row.one_of("of", (TOTAL, *tags, *sorted(squares)))
    part = Part(
        of=of,
        when=row.one_of("when", REGIONS if of in squares else WHENS),
        also=row.some_of("also", tuple(tags)),
        says=row.text("says"),
    )
    slots = set(slots_in(row, part.says, "says"))
    if not slots <= {TOTAL, *tags}:
        raise row.fault(f"“says” has a gap that nothing fills: {', '.join(sorted(slots))}.", "Name a tag.", "says")
    row.done()
    return part


def _check_whole(row: Row, tally: Tally, squares: set[str]) -> None:
    """Refuse a tally that stays silent for some answers."""
    plain = {(part.of, when) for part in tally.parts if not part.also for when in _means(part.when)}
    whole = [{(TOTAL, when) for when in ("none", "one", "several")}]
    whole += [{(square, when) for when in REGIONS} for square in squares]
    if not any(each <= plain for each in whole):
        raise row.fault(
            "The tally says nothing for some answers.",
            "Let the total have none, one and several, or a square each of its regions, without “also”.",
        )


def _check_examples(row: Row, tally: Tally, fields: Mapping[str, Field]) -> None:
    """Refuse an example that reads otherwise, and a part that no example shows."""
    shown: set[Part] = set()
    for one in row.tables("tally_examples", least=1):
        answers = one.table("answers")
        told = dict(answers.told) if answers else {}
        for name, answer in told.items():
            wrong = wrong_with(fields[name], answer) if name in fields else "It is not asked."
            if wrong is not None:
                raise one.fault(f"The example’s answer to “{name}” cannot be one. {wrong}", "Change the answer.")
        reads, said = one.text("reads"), tally.say(told)
        if reads != said:
            raise one.fault(f"The example reads otherwise: “{said}”", "Change the table, or what it reads.", "reads")
        shown.update(tally.said(told))
        one.done()
    unseen = next((part for part in tally.parts if part not in shown), None)
    if unseen is not None:
        raise row.fault(f"No example shows “{unseen.says}”", "Add [[tally_examples]] with answers that lead to it.")


def _answers_of(field: Field) -> tuple[str, ...]:
    """The ids of what can be picked."""
    return TRI if field.kind == "tri" else tuple(option.id for option in field.options)


def _picks(answers: Mapping[str, Answer]) -> Iterator[str]:
    """Everything that was picked, as “question.answer”."""
    for name, answer in answers.items():
        for one in answer if isinstance(answer, list) else (answer,):
            if isinstance(one, str):
                yield f"{name}.{one}"


def _means(when: str) -> tuple[str, ...]:
    return ("one", "several") if when == "some" else (when,)


def _fits(count: int, when: str) -> bool:
    return ("none", "one", "several")[min(count, 2)] in _means(when)


def _in_words(count: int, language: str) -> str:
    """A count as a word; as figures where there is none for it."""
    return _numbers(language).get(f"n{count}", str(count))


@cache
def _numbers(language: str) -> Mapping[str, str]:
    return content_in(language).words["numbers"].words


def _begun(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
