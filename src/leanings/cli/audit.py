"""`leanings audit`: how even, how hard and how free of certain words everything is that people read."""

from __future__ import annotations

import argparse

from leanings.core.refusal import Refusal


class Uneven(Refusal):
    """Content that gives one path more than another, is too hard to read, or says what nothing here says."""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `audit` to the command line."""
    parser = commands.add_parser(
        "audit",
        help="measure how even the content is",
        description="Words, sentences that tell what to do, sources and school year for each path and door; and what "
        "is beyond its limits.",
    )
    parser.set_defaults(run=run)


def run(_told: argparse.Namespace) -> None:
    """Print the measures; refuse at the end if something is beyond its limits."""
    from leanings.content.audit import audit, text_of  # here: --help need not wait for them
    from leanings.content.tools import load_tools

    found = audit([text_of(tool) for tool in load_tools().values()])
    print(f"{'':8}{'tools':>7}{'words':>8}{'telling':>9}{'sources':>9}{'year':>6}")
    for head, measures in (("path", found.paths), ("door", found.doors)):
        print(head)
        for name, one in measures.items():
            print(f"  {name:6}{one.files:7}{one.words:8}{one.tells:9}{one.cites:9}{one.grade:6.1f}")
    for fault in found.faults:
        print(fault)
    if found.faults:
        raise Uneven(f"Beyond its limits: {len(found.faults)}.")
