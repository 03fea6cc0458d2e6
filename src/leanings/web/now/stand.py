"""Where I stand over time; and on which days a person leans how, for whoever asks to see it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from leanings.acts import desk, stand
from leanings.acts.stand import Time
from leanings.content.loader import content_in
from leanings.content.spell import short_number
from leanings.core import sheet
from leanings.core.leaning import LEAST, Beside, Leaning
from leanings.core.tool import HIGH
from leanings.web.kit.needs import room_of
from leanings.web.now.over_time import is_unsure, on_days, over_time, told_in
from leanings.web.now.pages import MONTH

FEW = 5  # first pages listed here; Kept has all of them


class Row(NamedTuple):
    """One time in the table: where it lies, its day, and both answers in words."""

    item: UUID
    day: date
    clear: str
    sure: str


@require_safe
def over(request: HttpRequest) -> HttpResponse:
    """How clear and how sure, from time to time, as a picture and as a table; and every page of it."""
    room = room_of(request)
    before = request.GET.get("before", "")
    times, earlier = stand.times(room, before if MONTH.fullmatch(before) else None)
    values = {
        "word": "now",
        "tool": stand.TOOL,
        "drawn": over_time(times, content_in(room.me.language)),
        "rows": tuple(_row(time) for time in reversed(times)),
        "earlier": earlier,
        "sheets": desk.page(room, sheet.WORD, enough=FEW).found[:FEW],
        "offers_days": stand.offers_days(room),
    }
    return render(request, "now/stand.html", values)


@require_safe
def on_which_days(request: HttpRequest) -> HttpResponse:
    """Reasons on better days beside harder ones; behind some doors nobody is asked, and the page is not there."""
    room = room_of(request)
    if not stand.offers_days(room):
        raise desk.NotHere
    told = stand.on_which_days(room)
    values = {
        "word": "now",
        "told": told,
        "least": LEAST,
        "says": stand.said_of(told, room.me.language),
        "drawn": on_days(told),
        "columns": (gettext("Reasons, and days"), gettext("Days"), gettext("Middle"), gettext("Four in five between")),
        "rows": _rows(told),
    }
    return render(request, "now/days.html", values)


def _row(time: Time) -> Row:
    """One time in the table."""
    return Row(time.item, time.day, _said(time.clear), _said(time.sure))


def _said(said: int | str | None) -> str:
    if is_unsure(said):
        return gettext("not sure")
    return gettext("not answered") if told_in(said) is None else f"{said} / {HIGH}"


def _rows(told: Leaning) -> tuple[tuple[str, ...], ...]:
    names = (
        (told.stay, gettext("To stay, better days"), gettext("To stay, harder days")),
        (told.go, gettext("To go, better days"), gettext("To go, harder days")),
    )
    return tuple(row for side, better, harder in names if side is not None for row in _pair(side, better, harder))


def _pair(side: Beside, better: str, harder: str) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            name,
            str(len(put.answers)),
            short_number(put.middle),
            gettext("%(low)s and %(high)s") % dict(zip(("low", "high"), put.band, strict=True)),
        )
        for name, put in ((better, side.better), (harder, side.harder))
    )
