"""Values whose parts are of another kind than their class names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, Literal

import pytest

from leanings.core.me import Me, Someone
from leanings.core.shape import fits, misfit


@dataclass(frozen=True)
class Shoe:
    """Something with a part of every kind."""

    word: ClassVar[str] = "shoe"

    size: int
    day: date
    side: Literal["left", "right"]
    lace: str | None = None
    holes: tuple[int, ...] = ()
    place: tuple[int, str] = (1, "shelf")
    owner: Someone | None = None


SHOE = Shoe(42, date(2031, 3, 1), "left", owner=Someone("Ada"))


def test_a_value_as_its_class_names_it_fits() -> None:
    assert misfit(SHOE) is None
    assert misfit(replace(SHOE, lace="red", holes=(1, 2, 3))) is None
    assert misfit(Me()) is None


@pytest.mark.parametrize(
    ("part", "held"),
    [
        ("size", "42"),
        ("size", True),
        ("size", 42.0),
        ("size", None),
        ("day", "2031-03-01"),
        ("side", "both"),
        ("side", ["left"]),
        ("lace", 1),
        ("holes", [1, 2]),
        ("holes", (1, "2")),
        ("place", (1,)),
        ("place", ("shelf", 1)),
        ("owner", {"name": "Ada"}),
        ("owner", Someone(["Ada"])),  # type: ignore[arg-type]  # that is what is tried
    ],
)
def test_the_part_that_does_not_fit_is_named(part: str, held: Any) -> None:
    assert misfit(replace(SHOE, **{part: held})) == part


def test_a_whole_number_is_no_truth_and_a_truth_no_number() -> None:
    assert fits(int)(1)
    assert not fits(int)(True)
    assert fits(bool)(True)
    assert not fits(bool)(1)
