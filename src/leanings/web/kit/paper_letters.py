"""Which letters a paper can print, and how all others are written in them: a name is never a row of boxes."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from unicodedata import category, normalize

from anyascii import anyascii

UNKNOWN = "?"


def in_letters(text: str, known: AbstractSet[str]) -> str:
    """The text in known letters only: others by their sound or name in Latin ones, what is never seen left out."""
    return "".join(letter if letter in known else _other(letter, known) for letter in normalize("NFC", text)).strip(" ")


def is_written_otherwise(text: str, known: AbstractSet[str]) -> bool:
    """Whether some letter of the text that can be seen is not known."""
    return any(letter not in known and _is_seen(letter) for letter in normalize("NFC", text))


def _other(letter: str, known: AbstractSet[str]) -> str:
    """A letter that is not known, in letters that are."""
    if letter.isspace():
        return " "
    if not _is_seen(letter):
        return ""
    told = "" if category(letter) in ("Cs", "Co", "Cn") else anyascii(letter)
    return told if told and set(told) <= known else UNKNOWN


def _is_seen(letter: str) -> bool:
    """Whether a letter stands for itself: not space, not a sign for machines, not a mark on the letter before."""
    return not letter.isspace() and category(letter) not in ("Cc", "Cf", "Mn", "Me")
