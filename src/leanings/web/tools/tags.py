"""What the templates of tools ask for: {{ text|prose }}, Markdown as shown; {% said asked as told %}, an answer."""

from __future__ import annotations

from functools import cache

from django import template
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

from leanings.core.filled import Asked
from leanings.web.tools import shown

register = template.Library()


@register.filter
def prose(text: str) -> SafeString:
    """Content in our part of Markdown. HTML in it would be shown as letters; a test holds that there is none."""
    return SafeString(_markdown().render(text))  # the renderer escapes all that is no Markdown


@register.simple_tag
def said(asked: Asked) -> shown.Said:
    """An answer in the words in which it was asked."""
    return shown.said(asked.field, asked.answer)


@cache
def _markdown() -> MarkdownIt:
    """A renderer that knows paragraphs, lists and emphasis, and nothing else."""
    return MarkdownIt("zero").enable(["emphasis", "list"])
