"""The style sheets of the report as they hold on paper: the palette of print, and how a drawing is painted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

KIT = Path(__file__).parent
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
MEDIA = re.compile(r"@media([^{]+)\{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
SIMPLE = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?P<classes>(?:\.[\w-]+)*)")
VARIABLE = re.compile(r"var\((--[\w-]+)\)")
ON_PAPER = "print"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a drawing as a style sheet sees it: its tag and its classes."""

    tag: str
    classes: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Rule:
    """What holds for a part, where it stands in the others named before it; a rule with more classes weighs more."""

    parts: tuple[Part, ...]
    says: Mapping[str, str]

    @property
    def weight(self) -> int:
        return sum(10 * len(part.classes) + bool(part.tag) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Paint:
    """What the style sheets say on paper."""

    palette: Mapping[str, str]
    rules: tuple[_Rule, ...]

    def of(self, part: Part, around: Sequence[Part]) -> dict[str, str]:
        """How a part is painted that stands in others, the outermost first."""
        said: dict[str, str] = {}
        for rule in self.rules:
            if _is_meant(rule.parts, part, around):
                said |= rule.says
        return said


@cache
def paint_of(sheets: tuple[str, ...]) -> Paint:
    """The paint of these style sheets of the kit."""
    text = COMMENT.sub("", "".join((KIT / sheet).read_text(encoding="utf-8") for sheet in sheets))
    always = MEDIA.sub("", text)
    printed = "".join(rules for media, rules in MEDIA.findall(text) if media.strip() == ON_PAPER)
    found = [(selector, _said(body)) for selector, body in RULE.findall(always + printed)]
    palette = {name: value for selector, said in found if selector.strip() == ":root" for name, value in said.items()}
    rules = (_Rule(parts, _plain(said, palette)) for selector, said in found for parts in _meant(selector))
    return Paint(palette, tuple(sorted(rules, key=lambda rule: rule.weight)))


def _said(body: str) -> dict[str, str]:
    """The declarations of a rule."""
    pairs = (line.partition(":") for line in body.split(";") if ":" in line)
    return {name.strip(): value.strip() for name, _, value in pairs}


def _plain(said: Mapping[str, str], palette: Mapping[str, str]) -> dict[str, str]:
    """The declarations with the colours themselves in place of their names."""
    return {name: VARIABLE.sub(lambda found: palette.get(found[1], ""), value) for name, value in said.items()}


def _meant(selector: str) -> Iterator[tuple[Part, ...]]:
    """The parts that a selector names, one after the other; those that a drawing cannot have are left out."""
    for one in selector.split(","):
        found = [SIMPLE.fullmatch(step) for step in one.split()]
        if found and all(found):
            yield tuple(Part(step["tag"] or "", frozenset(step["classes"].split(".")) - {""}) for step in found if step)


def _is_meant(named: Sequence[Part], part: Part, around: Sequence[Part]) -> bool:
    """Whether a rule speaks of this part, where it stands."""
    *outer, last = named
    if not _fits(last, part):
        return False
    there = iter(around)
    return all(any(_fits(one, other) for other in there) for one in outer)


def _fits(named: Part, part: Part) -> bool:
    return named.tag in ("", part.tag) and named.classes <= part.classes
