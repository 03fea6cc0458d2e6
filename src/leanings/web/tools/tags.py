"""What the templates of tools ask for: {{ text|prose }}, Markdown as shown; {% said asked as told %}, an answer;
{% drawings field answer as pictures %}, the picture of a question for a phone and for a wide page;
{% beside met step kept as pairs %}, answers of earlier steps."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from django import template
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

from leanings.acts.tool import Met
from leanings.core.filled import Asked, Filled
from leanings.core.tool import Field, Step
from leanings.web.tools import shown
from leanings.web.tools.drawings import DRAWN
from leanings.web.tools.drawings.loop import Loop

register = template.Library()


@register.filter
def prose(text: str) -> SafeString:
    """Content in our part of Markdown. HTML in it would be shown as letters; a test holds that there is none."""
    return SafeString(_markdown().render(text))  # the renderer escapes all that is no Markdown


@register.simple_tag
def said(asked: Asked) -> shown.Said:
    """An answer in the words in which it was asked."""
    return shown.said(asked.field, asked.answer)


@register.simple_tag
def drawings(field: Field, answer: Mapping[str, str] | None = None) -> tuple[Loop, ...]:
    """The picture of a question in each of its frames, with what was said to its places; without, a map of them."""
    return DRAWN[field.drawing](field, answer)


@register.simple_tag
def drawings_on_paper(field: Field) -> tuple[Loop, ...]:
    """The picture of a question with room to write in it."""
    return DRAWN[field.drawing](field, {})


@register.simple_tag
def beside(met: Met, step: Step, kept: Filled) -> tuple[shown.Said, ...]:
    """What was answered before and is shown with this step, side by side."""
    return tuple(shown.said(one.field, one.answer, f"{one.title}: {one.field.label}") for one in met.beside(step, kept))


@cache
def _markdown() -> MarkdownIt:
    """A renderer that knows paragraphs, lists and emphasis, and nothing else."""
    return MarkdownIt("zero").enable(["emphasis", "list"])
