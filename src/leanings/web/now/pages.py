"""Now: the day, three cards, and one line to look for a word. What was looked for stands in no address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leanings.acts import desk
from leanings.acts import now as act
from leanings.acts.desk import Found
from leanings.acts.now import cards
from leanings.acts.tool import tools_called, tools_for
from leanings.core.brought import Brought
from leanings.core.filled import Filled
from leanings.core.unsent import Unsent, waits
from leanings.web.kit.forms import see_other
from leanings.web.kit.needs import room_of
from leanings.web.kit.shown import NEED_NAMES

ADDRESSES = {
    "checkin": "day_kept",
    "journal": "words_kept",
    "turning": "turning_kept",
    "sheet": "sheet_kept",
    "unsent": "unsent_kept",
}
AROUND = 60  # letters shown on either side of the word
LONGEST_WORD = 80
MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
MARK = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9a-f-]{36}")


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: its day, what it is, where it lies, and the letters around the word."""

    word: str
    day: date
    address: str
    around: str
    hidden: bool


@require_safe
def now(request: HttpRequest) -> HttpResponse:
    """The three cards of today. Of the last page only its day or month is said, and no number of anything: home is what
    somebody else sees first."""
    room = room_of(request)
    told = cards(room)
    values = {
        "word": "now",
        "cards": told,
        "stood_at": _address(told.stood) if told.stood else "",
        "stood_ago": (room.today - told.stood.doc.day).days if told.stood else 0,
        "needs": NEED_NAMES.items(),
    }
    return render(request, "now/now.html", values)


@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """What holds a word of one's own, in the answer itself; an address typed by hand leads to Now."""
    if request.method == "GET":
        return see_other("now")
    room, typed = room_of(request), request.POST.get("for", "")[:LONGEST_WORD].strip()
    before = request.POST.get("before", "")
    found = desk.search(room, typed, before if MONTH.fullmatch(before) else None)
    hits = [_hit(one, typed, room.today) for one in found.found if not _later_part(one)]
    values = {
        "word": "now",
        "typed": typed,
        "tools": () if before else tools_called(tools_for(room), typed),
        "hits": hits,
        "earlier": found.earlier,
        "needs": NEED_NAMES.items(),
    }
    return render(request, "now/search.html", values)


@require_POST
def not_now(request: HttpRequest) -> HttpResponse:
    """Leave what is next for another day; or let it be, until somebody asks for it again."""
    room = room_of(request)
    if request.POST.get("act") != "let":
        act.later(room)
        return see_other("now")
    come = request.POST.get("come", "")
    if not come or MARK.fullmatch(come):
        act.let_be(room, come)
    return see_other("now")


def _hit(found: Found, typed: str, today: date) -> Hit:
    """A thing that was found. What waits for its morning shows no word of itself."""
    hidden = isinstance(found.doc, Unsent) and waits(found.doc, today)
    return Hit(
        found.doc.word, found.doc.day, _address(found), "" if hidden else around(found.doc.text(), typed), hidden
    )


def _address(found: Found) -> str:
    """Where a thing lies; empty where it has no page."""
    if isinstance(found.doc, Filled):
        return reverse("tool_kept", args=[found.doc.tool, found.item])
    name = ADDRESSES.get(found.doc.word)
    if isinstance(found.doc, Brought):
        return reverse("brought", args=[found.doc.file_id])
    return reverse(name, args=[found.item]) if name else ""


def _later_part(found: Found) -> bool:
    """Whether it is a part of a file whose first part is found too: all of them hold the same names."""
    return isinstance(found.doc, Brought) and found.doc.part > 1


def around(text: str, typed: str) -> str:
    """The letters around the first place where the word stands, cut at spaces, on one line."""
    plain = " ".join(text.split())
    at = plain.casefold().find(typed.casefold())
    if at < 0:
        return plain[: 2 * AROUND]
    end = at + len(typed)
    before, after = plain[max(0, at - AROUND) : at], plain[end : end + AROUND]
    if at > AROUND:
        before = "… " + before.partition(" ")[2]
    if end + AROUND < len(plain):
        after = after.rpartition(" ")[0] + " …"
    return before + plain[at:end] + after
