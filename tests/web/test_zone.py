"""Time zones: what this machine says of itself, and the list that people pick from."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from leanings.core.day import zone_named
from leanings.web.kit.zone import day_here, is_zone, zone_here, zones


@pytest.fixture
def etc(tmp_path: Path) -> Path:
    """The folder in which a machine says where it stands; empty."""
    return tmp_path


def test_a_machine_that_says_nothing_stands_in_the_worlds_own_zone(etc: Path) -> None:
    assert zone_here({}, etc) == "UTC"


def test_the_surroundings_win_over_the_file_and_the_file_over_the_link(etc: Path) -> None:
    (etc / "localtime").symlink_to("/usr/share/zoneinfo/Asia/Tokyo")
    assert zone_here({}, etc) == "Asia/Tokyo"
    (etc / "timezone").write_text("America/New_York\n", encoding="utf-8")
    assert zone_here({}, etc) == "America/New_York"
    assert zone_here({"TZ": ":Europe/Berlin"}, etc) == "Europe/Berlin"


@pytest.mark.parametrize("said", ["", "Nowhere/At_All", "../../etc/passwd", "CET-1CEST", "\x00"])
def test_what_is_no_zone_is_passed_over(etc: Path, said: str) -> None:
    (etc / "localtime").symlink_to("../usr/share/zoneinfo/Asia/Tokyo")
    assert zone_here({"TZ": said}, etc) == "Asia/Tokyo"


def test_a_file_that_is_no_text_is_passed_over(etc: Path) -> None:
    (etc / "timezone").write_bytes(b"\xff\xfe")
    (etc / "localtime").write_bytes(b"TZif2")
    assert zone_here({}, etc) == "UTC"


def test_every_zone_of_the_list_is_one_and_stands_there_once() -> None:
    names = [name for _, places in zones() for name, _ in places]
    assert len(names) == len(set(names))
    assert all(zone_named(name) and is_zone(name) for name in names)
    assert ("America/Argentina/Buenos_Aires", "Buenos Aires, Argentina") in dict(zones())["America"]
    assert zones()[-1] == ("UTC", (("UTC", "UTC"),))


def test_the_day_here_turns_at_four_in_the_morning() -> None:
    before, after = (datetime(2031, 3, 1, hour, 30, tzinfo=UTC) for hour in (18, 19))
    assert day_here(before, {"TZ": "Asia/Tokyo"}) == date(2031, 3, 1)
    assert day_here(after, {"TZ": "Asia/Tokyo"}) == date(2031, 3, 2)
