"""The journeys: the path of five behind each door, one file each; what a host wrote lies over that of Leanings."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources.abc import Traversable

from leanings.content.laid import files_of
from leanings.content.raw import ContentFault
from leanings.content.row import row_of
from leanings.content.tools import prose_of
from leanings.core.journey import LENGTH, Journey, Stop
from leanings.core.tool import EVERY_DOOR, HAS, Path, Tool, steps_for

NEVER: Mapping[str, tuple[Path, ...]] = {"stay": ("part",), "part": ("stay",), "after": ("stay",)}  # by door


def load_journeys(
    language: str = "en", folder: Traversable | None = None, over: Traversable | None = None
) -> Mapping[str, Journey]:
    """Every journey by its door, in the order of the doors; without a folder, those of Leanings. `over` is what a host
    wrote."""
    found = map(read_journey, files_of("journeys", language, folder, over))
    return {journey.id: journey for journey in sorted(found, key=lambda journey: EVERY_DOOR.index(journey.id))}


def read_journey(file: Traversable) -> Journey:
    """The journey in one file; a ContentFault that names the line of what is wrong and how to mend it."""
    row = row_of(file)
    row.one_of("id", EVERY_DOOR)
    stops = []
    for one in row.tables("stops", least=LENGTH):
        stops.append(Stop(one.id("tool"), prose_of(one, "why")))
        one.done()
    if len(stops) != LENGTH or len({stop.tool for stop in stops}) != LENGTH:
        raise row.fault(f"A path has {LENGTH} tools, each of them once.", f"Write {LENGTH} [[stops]].")
    journey = Journey(
        id=row.head(),
        version=row.number("version"),
        language=row.text("language"),
        by=row.text("by"),
        say=prose_of(row, "say"),
        stops=tuple(stops),
    )
    row.done()
    return journey


def check_with(journeys: Mapping[str, Journey], tools: Mapping[str, Tool]) -> None:
    """Refuse a door without a path, a tool that is not there or not for its door, and one that would lead elsewhere."""
    for door in EVERY_DOOR:
        if door not in journeys:
            raise ContentFault(f"journeys/{door}.toml, line 1: the door “{door}” has no path. Write this file.")
    for door, journey in journeys.items():
        for stop in journey.stops:
            tool = tools.get(stop.tool)
            if tool is None or door not in tool.doors:
                raise ContentFault(
                    f"journeys/{door}.toml, line 1: “{stop.tool}” is no tool for this door. Name another one."
                )
            served = {tool.path, *(step.path for step in steps_for(tool.steps, door, frozenset(HAS)))}
            if served & set(NEVER.get(door, ())):
                raise ContentFault(
                    f"journeys/{door}.toml, line 1: “{stop.tool}” serves another path. Name another one."
                )
