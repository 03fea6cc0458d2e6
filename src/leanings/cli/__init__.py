"""The command line: `leanings serve`, `read` and the others. It turns words into calls and refusals into sentences."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from leanings import __version__
from leanings.cli import audit, calibrate, content, read, serve, simulate, stopping, takeout, verify, warm
from leanings.cli.grammar import Grammar
from leanings.core.refusal import Refusal

COMMANDS = (read, serve, simulate, takeout, verify, calibrate, warm, content, audit)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it was done, 1 when it was refused, with the reason on stderr, 130 when stopped."""
    whole = Grammar(
        prog="leanings",
        description="Where are you leaning, and how sure are you?",
        epilog="To begin: leanings read my-diary.csv. Each command tells more: leanings read --help.",
    )
    whole.add_argument("--version", action="version", version=__version__)
    commands = whole.add_subparsers(required=True, metavar="COMMAND", dest="command")
    for command in COMMANDS:
        command.add_command(commands)
    for grammar in commands.choices.values():
        grammar.allow_abbrev = False  # an option cut short would mean another one once a longer one comes
    told, unknown = whole.parse_known_args(arguments)
    if unknown:
        commands.choices[told.command].refuse_unknown(unknown)
    try:
        told.run(told)
    except Refusal as refusal:
        return _say(refusal.sentence, 1)
    except KeyboardInterrupt:
        return _say(stopping.SENTENCE, stopping.CODE)
    return 0


def run() -> None:
    """Run one command and end the process with its code."""
    stopping.listen()
    sys.exit(main())


def _say(sentence: str, code: int) -> int:
    """The code to leave with, after the sentence; letters that would steer the terminal are shown as question marks."""
    shown = "".join(letter if letter.isprintable() or letter == "\n" else "?" for letter in sentence)
    print(shown, file=sys.stderr)
    return code
