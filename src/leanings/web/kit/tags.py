"""What templates ask of the kit: addresses of files, the token of a form, the box of a field, the answers of a choice.

{% load kit %}
{% asset "kit/look.css" %}      the address of a file
{% once %}                      in every form: a second sending of the same form does nothing new
{% entry field %}               the box of a field, closed to clouds that read along
{% options field as held %}     the answers of a choice, sorted by how they are drawn
{% typed as held %}             what was just sent, for a page that gives it back
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString

from leanings.web.kit import static
from leanings.web.kit.forms import NEVER_ASIDE, new_once, once_shown

register = template.Library()

WHOLE = re.compile(r"-?\d+")
# What a person types stays between them and this place: no spelling service, no writing assistant, no form filler.
CLOSED = {
    "autocomplete": "off",
    "spellcheck": "false",
    "writingsuggestions": "false",
    "data-gramm": "false",
    "data-gramm_editor": "false",
    "data-enable-grammarly": "false",
    "data-lt-active": "false",
    "data-1p-ignore": "true",
    "data-lpignore": "true",
    "data-bwignore": "true",
    "data-form-type": "other",
}
LONG = 40  # letters from which a text is worth reading again


class Option(NamedTuple):
    """One answer that can be chosen."""

    id: str
    value: str
    label: str
    chosen: bool


class Options(NamedTuple):
    """The answers of a choice; `none` takes an answer back, `steps` are whole numbers, `others` are the rest."""

    several: bool
    none: Option | None
    steps: tuple[Option, ...]
    others: tuple[Option, ...]


class Typed(NamedTuple):
    """One thing that was sent; `long` when it is worth reading again."""

    name: str
    value: str
    long: bool


@register.simple_tag
def asset(path: str) -> str:
    """The address of a style sheet, script, font or drawing."""
    return static.asset(path)


@register.inclusion_tag("kit/parts/once.html", takes_context=True)
def once(context: template.Context) -> dict[str, str]:
    """A hidden field whose value is new on every page, but the same where a form comes back with what was typed."""
    return {"token": once_shown(getattr(context, "request", None)) or new_once()}


@register.simple_tag
def entry(field: BoundField) -> SafeString:
    """The box of a field; what is typed into it is closed to whoever reads along, unless the form says otherwise."""
    widget = field.field.widget
    attrs: dict[str, Any]
    if isinstance(widget, forms.PasswordInput):
        attrs = {"spellcheck": "false", "autocapitalize": "none"}
    elif isinstance(widget, forms.Textarea | forms.TextInput):
        attrs = {**CLOSED, "autocapitalize": "sentences"}
    else:
        attrs = {"autocomplete": "off"}
    return field.as_widget(attrs={name: value for name, value in attrs.items() if name not in widget.attrs})


@register.simple_tag
def options(field: BoundField) -> Options:
    """The answers of a choice field, each with whether it is the present one."""
    present = field.value()
    chosen = {str(one) for one in present} if isinstance(present, list | tuple) else {_text(present)}
    choices = getattr(field.field, "choices", ())
    found = tuple(
        Option(f"{field.auto_id}_{place}", _text(value), str(label), _text(value) in chosen)
        for place, (value, label) in enumerate(choices)
    )
    return Options(
        several=isinstance(field.field, forms.MultipleChoiceField),
        none=next((one for one in found if not one.value), None),
        steps=tuple(one for one in found if WHOLE.fullmatch(one.value)),
        others=tuple(one for one in found if one.value and not WHOLE.fullmatch(one.value)),
    )


@register.simple_tag(takes_context=True)
def typed(context: template.Context) -> tuple[Typed, ...]:
    """What the person sent with this request, without tokens and passphrases: a page that says no gives it back."""
    request = getattr(context, "request", None)
    return tuple(
        Typed(name, value, len(value) > LONG or "\n" in value)
        for name, values in (request.POST.lists() if request is not None else ())
        for value in values
        if name not in NEVER_ASIDE
    )


def _text(value: object) -> str:
    """A value as a form sends it; what is missing is empty."""
    return "" if value is None else str(value)
