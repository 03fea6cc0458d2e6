"""How hard a text is to read: the school year, in the United States, of somebody who reads it with ease.

Flesch and Kincaid (1975, Navy Research Branch Report 8-75): .39 words a sentence + 11.8 syllables a word - 15.59. Their
count of syllables was done by ear. Ours takes the larger of two: the parts a word can be hyphenated into, and its groups
of vowels; the one misses short endings, the other vowels that are spoken apart.
"""

from __future__ import annotations

import re
from functools import cache

import pyphen

WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_ENDS = re.compile(r"[.!?:;](?=\s|$|[”\"’)])|\n+")  # a line of a list is read like a sentence
_SILENT = re.compile(r"(?:[^aeiouyl]e|[^aeiouydt]ed|[^aeiouylsxz]es)$")
SENTENCE, SYLLABLE, BASE = 0.39, 11.8, -15.59


def words(text: str) -> list[str]:
    """The words of a text."""
    return WORD.findall(text)


def sentences(text: str) -> int:
    """How many sentences a text has; a line without an end of its own is one too."""
    return max(1, sum(1 for part in _ENDS.split(text) if WORD.search(part)))


def grade(text: str) -> float:
    """The school year; 0 for a text without words."""
    found = words(text)
    if not found:
        return 0.0
    spoken = sum(map(syllables, found))
    return max(0.0, SENTENCE * len(found) / sentences(text) + SYLLABLE * spoken / len(found) + BASE)


@cache
def syllables(word: str) -> int:
    """About how many syllables a word has."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    groups = len(_VOWELS.findall(plain)) - (1 if _SILENT.search(plain) else 0)
    return max(1, groups, len(_hyphens().positions(plain)) + 1)


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")
