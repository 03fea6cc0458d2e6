"""The facts of a column: how many cells of each kind it holds and where each kind first stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from leanings.core.diary import BadLine
from leanings.diary.cells import CLOCK, CODE, DATES, FLAG, MISSING, NUMBERS, WORD, kind
from leanings.diary.source import LONGEST_NAME, MOST_COLUMNS, Source, too_many_columns
from leanings.diary.visible import visible

_AT_ONCE = 1_024  # records looked at together: enough to be quick, few enough to be small
_KEPT = 2_048  # cells remembered with their kind; answers repeat, so that spares most of the work
_MOST_NAMES = 50_000  # different names remembered of a column that may name people


@dataclass(frozen=True, slots=True)
class Facts:
    """What a column holds: cells by kind, and the number of the first line of each kind."""

    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)

    @property
    def filled(self) -> int:
        """How many cells hold something."""
        return self.counts.total() - self.counts[MISSING] - self.counts[CODE]

    def holds(self, kinds: Collection[str]) -> int:
        """How many cells hold one of these kinds."""
        return sum(self.counts[name] for name in kinds)

    def mostly(self, kinds: Collection[str]) -> bool:
        """Whether at least half of what the column holds is of these kinds."""
        return self.filled > 0 and 2 * self.holds(kinds) >= self.filled

    def only(self, kinds: Collection[str]) -> bool:
        """Whether the column holds something, and nothing but these kinds."""
        return self.filled > 0 and self.holds(kinds) == self.filled

    @property
    def what(self) -> str:
        """What most of its cells are, in a word or two."""
        if self.filled == 0:
            return "nothing"
        if self.only({FLAG, WORD}):
            return "yes and no"
        kinds = ((DATES, "dates"), ({CLOCK}, "times"), (NUMBERS, "numbers"))
        return next((word for held, word in kinds if self.mostly(held)), "words")

    def add(self, numbers: Sequence[int], kinds: Sequence[str]) -> None:
        """Counts the kinds of some more cells in, with the numbers of their lines."""
        self.counts.update(kinds)
        for name in set(kinds) - self.first.keys():
            self.first[name] = numbers[kinds.index(name)]


@dataclass(frozen=True, slots=True)
class Survey:
    """A first look over a whole source: its rows that can be read, the facts of each column, and who comes up twice."""

    rows: int
    columns: Mapping[str, Facts]
    repeating: frozenset[str]


def survey(source: Source, may_name: Collection[str]) -> Survey:
    """The facts of every column that has a name, and which of the columns that may name people hold a name twice."""
    facts = {name: Facts() for name in source.header if name}
    named = [(position, facts[name]) for position, name in enumerate(source.header) if name]
    watched = {position: set[str]() for position, name in enumerate(source.header) if name in may_name}
    rows = 0
    kind_of = lru_cache(_KEPT)(kind)  # goes when the look is over: no cell of a diary stays behind
    for numbers, cells in _batches(source):
        rows += len(numbers)
        columns = list(zip(*cells, strict=True))
        for position, found in named:
            found.add(numbers, list(map(kind_of, columns[position])))
        for position, names in watched.items():
            if len(names) < _MOST_NAMES:
                names.update(columns[position])
    most = min(rows, _MOST_NAMES)
    twice = frozenset(source.header[position] for position, names in watched.items() if len(names) < most)
    return Survey(rows, facts, twice)


def survey_items(source: Source, item: int, value: int) -> dict[str, Facts]:
    """The facts of every item of a long table, in the order the items come up."""
    facts: dict[str, Facts] = {}
    kind_of, seen = lru_cache(_KEPT)(kind), lru_cache(_KEPT)(visible)
    for numbers, cells in _batches(source):
        for number, row in zip(numbers, cells, strict=True):
            name = seen(row[item])
            if not name or len(name) > LONGEST_NAME:
                continue
            if name not in facts:
                if len(facts) == MOST_COLUMNS:
                    raise too_many_columns(source.file)
                facts[name] = Facts()
            facts[name].add((number,), (kind_of(row[value]),))
    return facts


def _batches(source: Source) -> Iterator[tuple[list[int], list[Sequence[str]]]]:
    """The records that can be read, some at a time: their numbers and their cells."""
    source.progress.begin()
    good = (record for record in source.records() if not isinstance(record, BadLine))
    while batch := list(islice(good, _AT_ONCE)):
        numbers, cells = zip(*batch, strict=True)
        yield list(numbers), list(cells)
