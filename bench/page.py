"""docs/speed.md: one page with a section for each bench, each written by its own."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"
INTRODUCTION = """# How fast

What one answer costs in time, and what the same costs elsewhere. Every section says the command that made it; seconds
are those of the processor, on one core and with one thread, unless it says otherwise. How right the answers are stands
in [calibration.md](calibration.md).
"""


def put(heading: str, body: str, docs: Path = DOCS) -> None:
    """Write a section of the page in place of the one with that heading, or at the end."""
    path = docs / "speed.md"
    text = path.read_text(encoding="utf-8") if path.exists() else INTRODUCTION
    section = f"## {heading}\n\n{body.strip()}\n"
    old = re.compile(rf"^## {re.escape(heading)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    if old.search(text):
        text = old.sub(lambda found: section + ("\n" if found.end() < len(text) else ""), text)
    else:
        text = f"{text.rstrip()}\n\n{section}"
    path.write_text(text, encoding="utf-8")


def paragraph(text: str) -> str:
    """The text in lines of the page's width."""
    return textwrap.fill(" ".join(text.split()), 118, break_long_words=False, break_on_hyphens=False)


def made(date: str, machine: str, line: str) -> str:
    """The line that says when, on what and by which command a section was made."""
    return paragraph(f"Made on {date}, on {machine}, with {line}.")
