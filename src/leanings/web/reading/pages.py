"""What my diary shows: the reading of what a person kept, opened by choice and from nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from leanings.acts import reading as readings
from leanings.acts import turning
from leanings.acts.desk import NotHere, Room
from leanings.acts.reading import Look
from leanings.content.loader import Content, content_in
from leanings.core.shows import MOST_LINES
from leanings.web.kit.needs import room_of
from leanings.web.reading.shown import Section, example_sections, labels_in, marks_of, sections, sign_of

MOST_PICTURES = 24  # asked for at once; more is a page that nobody reads to its end
PATIENCE = 1.2  # seconds a page waits for what is being made, before it is shown without


@dataclass(frozen=True, slots=True)
class Other:
    """A line that gets no sentences: where its picture is asked for, or the picture itself."""

    sign: str
    name: str
    brought: bool
    address: str
    fetch: str
    section: Section | None
    waits: bool


@require_safe
def reading(request: HttpRequest) -> HttpResponse:
    """One picture and four sentences for each line that was chosen; the others as pictures, when asked for."""
    room = room_of(request)
    asked = asked_in(room, request.GET.getlist("line"))
    look = readings.look(room, also=asked, patience=PATIENCE)
    content = content_in(room.me.language)
    marks = marks_of(turning.points(room))
    keys = (*look.picked, *(key for key in asked if key not in look.picked))
    shown = sections(look, keys, room.me, marks, room.today)
    picked = shown[: len(look.picked)]
    # What stands on the page stays as it is: the rest comes below it, all at once, when all of it is made.
    start = min(len(list(takewhile(_made, picked))), _number(request.GET.get("from")))
    waiting = [section.name for section in picked if section.key in look.making]
    values = {
        "look": look,
        "before": picked[:start],
        "rest": picked[start:],
        "whole": not waiting,
        "waiting": waiting,
        "poll": _address((), start),
        "others": _others(look, shown, asked),
        "labels": labels_in(room.me.language),
        "said_before": _before_there_is_enough(look, content),
        "making": _making(look, content, "own") if look.making else "",
        "done": content.say("making", "made") if "from" in request.GET else "",
        "waits": bool(look.making),
        "percent": round(100 * look.share),
        "last": "" if any(section.spoken for section in shown) else content.say("last_line"),
    }
    return render(request, "reading/reading.html", {"word": "diary", **values})


@require_safe
def example(request: HttpRequest) -> HttpResponse:
    """An invented diary, shown as one's own would be."""
    room = room_of(request)
    content, reading = content_in(room.me.language), readings.example(PATIENCE)
    values = {
        "sections": example_sections(reading, room.me.language) if reading is not None else (),
        "labels": labels_in(room.me.language),
        "invented": content.say("invented"),
        "making": "" if reading is not None else content.say("making", "example"),
        "waits": reading is None,
    }
    return render(request, "reading/example.html", {"word": "diary", **values})


def _made(section: Section) -> bool:
    """Whether a line has its picture."""
    return section.line is not None


def asked_in(room: Room, signs: list[str]) -> tuple[str, ...]:
    """The keys of the lines whose pictures are asked for. Addresses hold signs: a key may be somebody's own words."""
    if not signs:
        return ()
    keys = {sign_of(one.key): one.key for one in readings.lines(room)}
    if any(sign not in keys for sign in signs):
        raise NotHere
    return tuple(dict.fromkeys(keys[sign] for sign in signs))[:MOST_PICTURES]


def _others(look: Look, shown: tuple[Section, ...], asked: tuple[str, ...]) -> list[Other]:
    """The lines that were not picked."""
    there = {section.key: section for section in shown}
    return [
        Other(
            sign=sign_of(one.key),
            name=one.name,
            brought=one.brought,
            address=f"{_address((*asked, one.key))}#m{sign_of(one.key)}",
            fetch=_address((one.key,)),
            section=there.get(one.key) if one.key in asked else None,
            waits=one.key in look.making,
        )
        for one in look.lines
        if one.key not in look.picked
    ]


def _address(asked: tuple[str, ...], start: int | None = None) -> str:
    """The page with these pictures; with `start`, what a page that is open already asks for while it waits."""
    told = [("line", sign_of(key)) for key in asked] + ([] if start is None else [("from", str(start))])
    return reverse("reading") + (f"?{urlencode(told)}" if told else "")


def _number(told: str | None) -> int:
    """How many lines the page that asks shows already; as many as there are where it does not say."""
    return int(told) if told and told.isdecimal() and len(told) < 3 else MOST_LINES


def _before_there_is_enough(look: Look, content: Content) -> str:
    """What is said before there are words; empty where there are."""
    return "" if look.enough else content.say("not_enough", "some" if look.lines else "none")


def _making(look: Look, content: Content, whose: str) -> str:
    """That it is being made, how far that is, and that the first time takes longer."""
    said = [content.say("making", whose)]
    if look.cold:
        said.append(content.say("making", "cold"))
    if look.share >= 0.05:
        said.append(content.say("making", "share", tenths=str(max(1, min(9, round(10 * look.share))))))
    return " ".join(said)
