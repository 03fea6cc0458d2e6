"""The look: every text can be read, and no colour says good or bad."""

from __future__ import annotations

import colorsys
import re
from pathlib import Path

import pytest

KIT = Path(__file__).parents[2] / "src" / "leanings" / "web" / "kit"
LOOK = (KIT / "look.css").read_text(encoding="utf-8")
REPORT = (KIT / "report.css").read_text(encoding="utf-8")
SHELL = (KIT / "shell.css").read_text(encoding="utf-8")
EVERYWHERE = "".join(path.read_text(encoding="utf-8") for path in sorted(KIT.parent.rglob("*.css")))
PRINT = REPORT[REPORT.index("@media print") :]
DARK = LOOK[LOOK.index("prefers-color-scheme: dark") :]
TEXTS = [
    ("ink", "paper"),
    ("ink", "card"),
    ("soft", "paper"),
    ("soft", "card"),
    ("ink", "usual"),
    ("ink", "stretch"),
    ("ink", "tint"),
    ("ink", "well"),
    ("paper", "mine"),
    ("paper", "ink"),
]
MARKS = [
    ("mine", "card"),
    ("theirs", "card"),
    ("dot", "card"),
    ("mine", "usual"),
    ("mine", "paper"),
    ("theirs", "paper"),
    ("edge", "paper"),
    ("edge", "card"),
]


def tokens(css: str) -> dict[str, str]:
    """The colours a sheet names, the first meaning of each."""
    found: dict[str, str] = {}
    for name, colour in re.findall(r"--([a-z]+): (#[0-9a-f]{3,6});", css):
        found.setdefault(name, colour)
    return found


LIGHT = tokens(LOOK)
SCHEMES = {
    "light": LIGHT,
    "dark": LIGHT | tokens(DARK),
    "report on paper": LIGHT | tokens(PRINT),
    "page on paper": LIGHT | tokens(SHELL[SHELL.index("@media print") :]),
}


def channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue from 0 to 1."""
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    red, green, blue = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    return red, green, blue


def brightness(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, from 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((brightness(one), brightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_counted_as_the_guideline_counts_it() -> None:
    assert contrast("#fff", "#000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_every_text_can_be_read_on_its_ground(scheme: str, text: str, ground: str) -> None:
    assert contrast(SCHEMES[scheme][text], SCHEMES[scheme][ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_every_mark_of_a_picture_can_be_seen(scheme: str, mark: str, ground: str) -> None:
    assert contrast(SCHEMES[scheme][mark], SCHEMES[scheme][ground]) >= 3


def test_no_colour_is_red_or_green() -> None:
    colours = set(re.findall(r"#[0-9a-f]{6}\b|#[0-9a-f]{3}\b", EVERYWHERE))
    assert len(colours) > 20
    for colour in colours:
        hue, light, strength = colorsys.rgb_to_hls(*channels(colour))
        vivid = strength * (1 - abs(2 * light - 1)) > 0.12
        assert not (vivid and (hue * 360 < 20 or hue * 360 > 340 or 70 < hue * 360 < 165)), colour


def test_the_focus_is_always_to_be_seen() -> None:
    assert ":focus-visible { outline: 2px" in LOOK
    # Only what is led to by a link, and never reached with the keyboard, may do without.
    bare = re.findall(r"([^{}\n]+)\{[^}]*outline: none", EVERYWHERE)
    assert {one.strip() for one in bare} <= {"main:focus", "#months h2:focus"}
    for scheme in ("light", "dark"):
        assert contrast(SCHEMES[scheme]["focus"], SCHEMES[scheme]["paper"]) >= 3
