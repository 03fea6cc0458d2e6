"""The ways Leanings says no. Each part names its own; the command line and the pages catch them once."""

from __future__ import annotations

from typing import ClassVar


class Refusal(Exception):
    """Something asked for cannot be done; the text is one clear sentence that names what and where."""

    later: ClassVar[bool] = False  # whether the same may well be done a moment later

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
