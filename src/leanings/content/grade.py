"""How hard a text is to read: the school year, in the United States, of somebody who reads it with ease.

Flesch and Kincaid (1975, Navy Research Branch Report 8-75): .39 words a sentence + 11.8 syllables a word - 15.59. Their
count of syllables was done by ear. Ours takes the larger of two: the parts a word can be hyphenated into, and its
groups of vowels; the one misses short endings, the other vowels that are spoken apart. Labels of three words are no
sentences, and are left out: a page full of them would seem easier than what is to be read on it.
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
LEAST = 4  # words of a sentence


def words(text: str) -> list[str]:
    """The words of a text."""
    return WORD.findall(text)


def sentences(text: str) -> list[list[str]]:
    """The sentences of a text as words; a line without an end of its own is one too, a label of a few words is none."""
    found = [words(part) for part in _ENDS.split(text)]
    return [sentence for sentence in found if len(sentence) >= LEAST]


def grade(text: str) -> float:
    """The school year; 0 for a text without sentences."""
    found = sentences(text)
    count = sum(map(len, found))
    if not count:
        return 0.0
    spoken = sum(syllables(word) for sentence in found for word in sentence)
    return max(0.0, SENTENCE * count / len(found) + SYLLABLE * spoken / count + BASE)


@cache
def syllables(word: str) -> int:
    """About how many syllables a word has."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    groups = len(_VOWELS.findall(plain)) - (1 if _SILENT.search(plain) else 0)
    return max(1, groups, len(_hyphens().positions(plain)) + 1)


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")
