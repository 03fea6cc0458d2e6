"""A text looked through: places that a list of plain phrases finds in it, each with a question. No score, no verdict.

Every word is met once and each phrase has at most one gap of at most three words: so a long text takes as long as it is
long, whatever it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, reduce
from typing import Literal, NamedTuple, TypeAlias, get_args

from leanings.core.tool import Source

Leads: TypeAlias = Literal["question", "thoughts", "afraid"]
LEADS: tuple[Leads, ...] = get_args(Leads)  # a question about the words; or one of two lines of Help in its place

FEW = 4  # places pointed out at a time
OF_A_KIND = 2  # of these by one rule
GAP = 3  # words that "..." may stand for, at most
ANY = "..."
REST = "*"  # at the end of a word: whatever ending it has

_PIECE = re.compile(r"(?P<word>[^\W_]+(?:['’][^\W_]+)*)|[.!?;\n]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other, and after a gap, if there is one, more words."""

    before: tuple[str, ...]
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of wording: how it sounds, where that is no such thing after all, and what it asks. `hits` and `misses`
    are worked examples; what is found in a hit stands there in brackets."""

    id: str
    version: int
    language: str
    name: str
    by: str
    order: int
    leads: Leads
    asks: str
    phrases: tuple[Phrase, ...]
    unless: tuple[Phrase, ...]
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    sources: tuple[Source, ...]


class Noticed(NamedTuple):
    """A place in a text, by its first letter and the letter after its last; and the rule that noticed it."""

    start: int
    end: int
    rule: Rule


@dataclass(frozen=True, slots=True)
class Looked:
    """Some texts, looked through: a few places in each, by name; the lines of Help that stand there in place of
    questions; and whether there is more to be seen by looking on."""

    noticed: Mapping[str, tuple[Noticed, ...]]
    leads: tuple[Leads, ...]
    more: bool


class _Word(NamedTuple):
    text: str
    start: int
    end: int
    sentence: int


def phrase_of(written: str) -> Phrase | None:
    """A phrase as a file writes it; None where it is none: no words, a gap at an end, two gaps, a star within."""
    parts = [part.split() for part in plain(written).split(ANY)]
    right = 1 <= len(parts) <= 2 and all(parts) and all(_is_word(word) for part in parts for word in part)
    return Phrase(tuple(parts[0]), tuple(parts[1]) if len(parts) > 1 else ()) if right else None


def plain(text: str) -> str:
    """A text in small letters, with one kind of apostrophe; each letter stays in its place."""
    small = "".join(lower if len(lower := letter.lower()) == 1 else letter for letter in text)
    return small.replace("’", "'")


def look(text: str, rules: Sequence[Rule]) -> tuple[Noticed, ...]:
    """All that these rules find in a text, in order; of places that overlap, the one that begins first or is longer."""
    found = sorted(_places(tuple(_words(text)), tuple(rules)), key=lambda one: (one.start, -one.end, one.rule.order))
    kept: list[Noticed] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def look_through(texts: Mapping[str, str], rules: Sequence[Rule], turn: int = 0) -> Looked:
    """A few places of these texts; at the next turn, the next few. Where words are heavy, none of it: Help instead."""
    there = [(name, one) for name, text in texts.items() for one in look(text, rules)]
    leads = tuple(lead for lead in LEADS[1:] if any(one.rule.leads == lead for _, one in there))
    if leads:
        return Looked({}, leads, more=False)
    few: list[tuple[str, Noticed]] = []
    for _ in range(turn + 1):
        few = _few(there)
        there = [one for one in there if one not in few]
    return Looked({name: tuple(one for at, one in few if at == name) for name in texts}, (), more=bool(there))


def _few(there: Iterable[tuple[str, Noticed]]) -> list[tuple[str, Noticed]]:
    """The first few, not too many by one rule."""
    few: list[tuple[str, Noticed]] = []
    for name, one in there:
        if len(few) < FEW and sum(one.rule.id == other.rule.id for _, other in few) < OF_A_KIND:
            few.append((name, one))
    return few


def _is_word(word: str) -> bool:
    match = _PIECE.fullmatch(word.removesuffix(REST))
    return match is not None and match["word"] is not None


def _words(text: str) -> Iterator[_Word]:
    """Each word, where it stands, and in which sentence."""
    sentence = 0
    for piece in _PIECE.finditer(plain(text)):
        if piece["word"] is None:
            sentence += 1
        else:
            yield _Word(piece["word"], piece.start(), piece.end(), sentence)


@dataclass(frozen=True, slots=True)
class _Branch:
    """Where one stands after some words of phrases: the words that can follow, those of which only the beginning is
    known, what follows after a gap, and the phrases that end here: place of the rule, and whether it is a saying."""

    words: dict[str, _Branch] = field(default_factory=dict)
    stems: dict[str, _Branch] = field(default_factory=dict)
    gap: list[_Branch] = field(default_factory=list)
    ends: list[tuple[int, bool]] = field(default_factory=list)

    def on(self, word: str) -> _Branch:
        """The branch of a further word."""
        if word.endswith(REST):
            return self.stems.setdefault(word[:-1], _Branch())
        return self.words.setdefault(word, _Branch())


@cache
def _tree(rules: tuple[Rule, ...]) -> _Branch:
    """All phrases of some rules by their words: a text is met once, however many phrases there are."""
    root = _Branch()
    for place, rule in enumerate(rules):
        for saying, phrases in ((False, rule.phrases), (True, rule.unless)):
            for phrase in phrases:
                branch = reduce(_Branch.on, phrase.before, root)
                if phrase.after:
                    branch.gap.append(_Branch())
                    branch = reduce(_Branch.on, phrase.after, branch.gap[-1])
                branch.ends.append((place, saying))
    return root


def _places(spoken: Sequence[_Word], rules: tuple[Rule, ...]) -> Iterator[Noticed]:
    """Each place that a rule notices, those left out that are part of a saying it knows."""
    tree = _tree(rules)
    found = [
        (place, saying, first, last)
        for first in range(len(spoken))
        for last, place, saying in _ends(spoken, first, spoken[first].sentence, tree)
    ]
    known: dict[int, list[tuple[int, int]]] = {}
    for place, saying, first, last in found:
        if saying:
            known.setdefault(place, []).append((first, last))
    covered = {
        place: {word for first, last in some for word in range(first, last + 1)} for place, some in known.items()
    }
    for place, saying, first, last in found:
        if not saying and covered.get(place, set()).isdisjoint(range(first, last + 1)):
            yield Noticed(spoken[first].start, spoken[last].end, rules[place])


def _ends(spoken: Sequence[_Word], at: int, sentence: int, branch: _Branch) -> Iterator[tuple[int, int, bool]]:
    """The last word of each phrase that goes on from here, the place of its rule, and whether it is a saying."""
    for place, saying in branch.ends:
        yield at - 1, place, saying
    for after in branch.gap:
        for start in range(at, at + GAP + 1):
            if found := tuple(_ends(spoken, start, sentence, after)):
                yield from found
                break
    if at < len(spoken) and spoken[at].sentence == sentence:
        word = spoken[at].text
        if word in branch.words:
            yield from _ends(spoken, at + 1, sentence, branch.words[word])
        for stem, further in branch.stems.items():
            if word.startswith(stem):
                yield from _ends(spoken, at + 1, sentence, further)
