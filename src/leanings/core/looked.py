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
class Lead:
    """Words that turn what follows into no such thing: “never”, “he said”. It follows at once; where they are `far`,
    a gap may lie between."""

    words: tuple[str, ...]
    far: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of wording: how it sounds, where that is no such thing after all, and what it asks. It is none as part
    of a saying in `unless`, and after words in `unless_after`. `hits` and `misses` are worked examples; what is found
    in a hit stands there in brackets."""

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
    unless_after: tuple[Lead, ...]
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


def lead_of(written: str) -> Lead | None:
    """Words that what is meant may follow, as a file writes them; None where they are none."""
    phrase = phrase_of(written.removesuffix(ANY))
    return Lead(phrase.before, written.endswith(ANY)) if phrase and not phrase.after else None


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


_What: TypeAlias = Literal["phrase", "saying", "at once", "far"]


@dataclass(frozen=True, slots=True)
class _Branch:
    """Where one stands after some words of phrases: the words that can follow, those of which only the beginning is
    known, what follows after a gap, and what ends here: the place of the rule, and whether it is a phrase of it, a
    saying, or leads to what follows at once or after a gap."""

    words: dict[str, _Branch] = field(default_factory=dict)
    stems: dict[str, _Branch] = field(default_factory=dict)
    gap: list[_Branch] = field(default_factory=list)
    ends: list[tuple[int, _What]] = field(default_factory=list)

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
        both: tuple[tuple[_What, tuple[Phrase, ...]], ...] = (("phrase", rule.phrases), ("saying", rule.unless))
        for what, phrases in both:
            for phrase in phrases:
                branch = reduce(_Branch.on, phrase.before, root)
                if phrase.after:
                    branch.gap.append(_Branch())
                    branch = reduce(_Branch.on, phrase.after, branch.gap[-1])
                branch.ends.append((place, what))
        for lead in rule.unless_after:
            reduce(_Branch.on, lead.words, root).ends.append((place, "far" if lead.far else "at once"))
    return root


class _Found(NamedTuple):
    """What stands in a text from one word to another: for which rule, by its place, and what it is to it."""

    first: int
    last: int
    place: int
    what: _What


def _places(spoken: Sequence[_Word], rules: tuple[Rule, ...]) -> Iterator[Noticed]:
    """Each place that a rule notices, those left out that are part of a saying it knows or follow what leads away."""
    tree = _tree(rules)
    found = [
        _Found(first, *rest)
        for first in range(len(spoken))
        for rest in _ends(spoken, first, spoken[first].sentence, tree)
    ]
    known = {(one.place, word) for one in found if one.what == "saying" for word in range(one.first, one.last + 1)}
    led = {
        (one.place, spoken[one.last].sentence, one.last + 1 + between)
        for one in found
        if one.what in ("at once", "far")
        for between in range(GAP + 1 if one.what == "far" else 1)
    }
    for first, last, place, what in found:
        if (
            what == "phrase"
            and known.isdisjoint((place, word) for word in range(first, last + 1))
            and (place, spoken[first].sentence, first) not in led
        ):
            yield Noticed(spoken[first].start, spoken[last].end, rules[place])


def _ends(spoken: Sequence[_Word], at: int, sentence: int, branch: _Branch) -> Iterator[tuple[int, int, _What]]:
    """The last word of each phrase that goes on from here, the place of its rule, and what it is to it."""
    for place, what in branch.ends:
        yield at - 1, place, what
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
