"""How the command line is taken apart: a slip is answered in one line that tells where the help is."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import NoReturn

LONGEST_NUMBER = 100  # figures; Python itself refuses to read numbers of thousands


def whole(low: int, high: int | None = None) -> Callable[[str], int]:
    """What turns the word of an option into a whole number of that range, or refuses it."""

    def number(text: str) -> int:
        told = int(text) if text.strip("+-").isdecimal() and len(text) < LONGEST_NUMBER else None
        if told is None or told < low or (high is not None and told > high):
            wanted = f"from {low:,} on" if high is None else f"from {low:,} to {high:,}"
            raise argparse.ArgumentTypeError(f"“{text}” is not a whole number {wanted}")
        return told

    return number


class Grammar(argparse.ArgumentParser):
    """A parser whose refusals are one line that says where the help is."""

    def error(self, message: str) -> NoReturn:
        """Leave with 2, as shells expect where a command was not understood."""
        end = "" if message.endswith("?") else "."
        self.exit(2, f"{self.prog}: {message}{end} `{self.prog} --help` tells what there is.\n")

    def refuse_unknown(self, words: Sequence[str]) -> NoReturn:
        """Leave because of words that no option takes, naming the option that comes close."""
        first = words[0]
        if not first.startswith("-"):
            self.error(f"“{first}” is one word too many; a name with spaces needs quotation marks")
        options = [option for action in self._actions for option in action.option_strings]
        close = get_close_matches(first.partition("=")[0], options, n=1)
        self.error(f"there is no option {first}" + (f"; did you mean {close[0]}?" if close else ""))
