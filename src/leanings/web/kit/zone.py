"""Time zones: the one this machine is in, and all there are for a person to pick from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from zoneinfo import available_timezones

from leanings.core.day import day_of, zone_named

WORLD = "UTC"
PARTS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def zone_here(environ: Mapping[str, str], etc: Path = Path("/etc")) -> str:
    """The name of the zone this machine is set to; the world's where it does not say."""
    said = [environ.get("TZ", "").removeprefix(":"), _named_in(etc / "timezone"), _pointed_to(etc / "localtime")]
    return next((name for name in said if is_zone(name)), WORLD)


@cache
def zones() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """The places of the world by their part of it, each with its name as people write it; the world's own last."""
    places = sorted(name for name in available_timezones() if name.partition("/")[0] in PARTS)
    parts = groupby(places, key=lambda name: name.partition("/")[0])
    listed = tuple((part, tuple((name, _plain(name)) for name in names)) for part, names in parts)
    return (*listed, (WORLD, ((WORLD, WORLD),)))


@cache
def is_zone(name: str) -> bool:
    """Whether there is such a zone in the list."""
    return any(name == one for _, places in zones() for one, _ in places)


def day_here(now: datetime, environ: Mapping[str, str]) -> date:
    """The day it is where this machine stands: all there is to go by for somebody without a place."""
    return day_of(now, zone_named(zone_here(environ)))


def _plain(name: str) -> str:
    """America/Argentina/Buenos_Aires as Buenos Aires, Argentina."""
    return ", ".join(reversed(name.replace("_", " ").split("/")[1:]))


def _named_in(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _pointed_to(file: Path) -> str:
    """The name behind a link such as /usr/share/zoneinfo/Europe/Berlin."""
    try:
        return str(file.readlink()).partition("zoneinfo/")[2]
    except OSError:
        return ""
