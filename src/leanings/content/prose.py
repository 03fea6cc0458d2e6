"""The texts of content: Markdown without HTML, in a small part that reads well on paper and aloud."""

from __future__ import annotations

import re

# Paragraphs, lists and emphasis are all that a calm page needs; a heading belongs to the step, a link to its sources.
_NOT_OURS = (
    (re.compile(r"<[a-zA-Z/!]"), "holds HTML", "Write it in plain words, with **bold** or *italic* at most."),
    (re.compile(r"^\s{0,3}#", re.MULTILINE), "holds a heading", "Headings are the titles of steps."),
    (re.compile(r"!?\[[^\]]*\]\("), "holds a link or a picture", "Name what it is from in [[sources]] instead."),
    (
        re.compile(r"^\s{0,3}(```|~~~|>|\|)", re.MULTILINE),
        "holds code, a quotation or a table",
        "Write a list instead.",
    ),
    (re.compile(r"&[a-z]+;|&#"), "holds a letter in HTML's writing", "Write the letter itself."),
)


def wrong_in(text: str) -> tuple[str, str] | None:
    """What is no part of our Markdown, and how to mend it; None where all is."""
    return next(((wrong, mend) for sign, wrong, mend in _NOT_OURS if sign.search(text)), None)
