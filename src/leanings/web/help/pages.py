"""Help: one page for a low or a dangerous moment, open to everyone, before any question.

Nothing is asked and nothing is kept. Which country comes first is guessed from what the host said, else from the
language that the browser asks for; all the others stand beneath.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from leanings.content.helplines import ELSEWHERE, FOR, Country, Helpline, load_helplines
from leanings.content.laid import hosts
from leanings.web.kit.needs import open_to_all

REGION = re.compile(r"\b[a-zA-Z]{2,3}-(?:[A-Za-z]{4}-)?(?P<region>[A-Za-z]{2})\b")  # de-AT, zh-Hant-TW (RFC 5646)


class Shown(NamedTuple):
    """The country that comes first: its lines by what they are for, and whether its list is old."""

    country: Country
    lines: Mapping[str, tuple[Helpline, ...]]
    old: bool


@open_to_all
@require_safe
def ways(request: HttpRequest) -> HttpResponse:
    """The seven lines, each with what can be done now, and where people listen."""
    known = countries(get_language() or "en")
    now: datetime = request.now  # type: ignore[attr-defined]  # put there by the middleware of visits
    first = first_country(settings.CONFIG.country, request.headers.get("Accept-Language", ""), known)
    here = known[first]
    values = {
        "here": Shown(here, {what: _lines(known, here, what) for what in FOR}, here.is_old(now.date())),
        "guessed": first != ELSEWHERE,
        "others": [Shown(one, {}, one.is_old(now.date())) for one in known.values()],
        "word": "help",
    }
    return render(request, "help/help.html", values)


@open_to_all
@require_safe
def why(request: HttpRequest) -> HttpResponse:
    """Why two people may see different things on one page: the same words for everyone."""
    return render(request, "help/why.html", {"word": "help"})


@cache
def countries(language: str) -> Mapping[str, Country]:
    """All countries, with those of the host over ours, read once. A slip of the host is told before a house opens."""
    return load_helplines(language, over=hosts())


def first_country(said: str, wanted: str, known: Mapping[str, Country]) -> str:
    """The id of the country to show first: as the host said, else the first region the browser names, else none."""
    regions = [said, *(found["region"] for found in REGION.finditer(wanted))]
    return next((region.lower() for region in regions if region.lower() in known), ELSEWHERE)


def _lines(known: Mapping[str, Country], here: Country, what: str) -> tuple[Helpline, ...]:
    """The lines of a country for this need; where it has none, those that serve elsewhere."""
    return here.lines_for(what) or known[ELSEWHERE].lines_for(what)
