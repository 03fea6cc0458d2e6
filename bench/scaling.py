"""How the cost of a gradient grows with the days and the items: in a straight line, and hardly with the items.

    python -m bench.scaling [--write --date YYYY-MM-DD --machine "two cores of …"]

Prints the table; with --write it goes to docs/speed.md and its picture to docs/scaling.svg.
"""

from __future__ import annotations

import argparse

import numpy as np

from bench.fits import gradient_seconds
from bench.machine import heading, table, use_one_core
from bench.page import DOCS, made, put
from bench.problems import Size, answers

DAYS = (100, 300, 1000, 3000, 10_000)
ITEMS = (1, 2, 4, 8)
WORK = 400_000  # days gone through in each round of timing, so that every cell takes about as long
WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 480, 300, 62, 16, 440, 250
COLOURS = ("#2f5f66", "#8f5820", "#635b50", "#857b6e")
TOLD = """\
One gradient of the log posterior, in microseconds: one person, 30 % of the answers missing; the middle of fifteen
rounds.

{table}

![Microseconds of a gradient against days, a line for each number of items, both axes by powers of ten](scaling.svg)"""


def measure() -> dict[int, list[float]]:
    """Seconds of a gradient by items, for each number of days."""
    return {
        items: [gradient_seconds(answers(Size(days, items)), max(4, WORK // days)) for days in DAYS] for items in ITEMS
    }


def place(days: float, micros: float, low: float, high: float) -> tuple[float, float]:
    """Where a point lies in the picture; both axes are logarithmic."""
    across = (np.log(days) - np.log(DAYS[0])) / (np.log(DAYS[-1]) - np.log(DAYS[0]))
    up = (np.log(micros) - np.log(low)) / (np.log(high) - np.log(low))
    return LEFT + across * (RIGHT - LEFT), BOTTOM - up * (BOTTOM - TOP)


def picture(found: dict[int, list[float]]) -> str:
    """The table as an SVG."""
    micros = {items: [1e6 * one for one in row] for items, row in found.items()}
    every = [one for row in micros.values() for one in row]
    low, high = 10 ** np.floor(np.log10(min(every))), 10 ** np.ceil(np.log10(max(every)))
    marks = [low * 10**k for k in range(round(np.log10(high / low)) + 1)]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif"'
        ' font-size="11" fill="#26221d">',
        "<title>Microseconds of a gradient against the days of a diary</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fffdf9"/>',
    ]
    for mark in marks:
        y = place(DAYS[0], mark, low, high)[1]
        parts.append(f'<path d="M{LEFT} {y:.1f}H{RIGHT}" stroke="#e5ddd0"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{mark:,.0f}</text>')
    for days in DAYS:
        x = place(days, low, low, high)[0]
        parts.append(f'<text x="{x:.1f}" y="{BOTTOM + 18}" text-anchor="middle">{days:,}</text>')
    parts.append(f'<text x="{(LEFT + RIGHT) / 2}" y="{HEIGHT - 12}" text-anchor="middle">days</text>')
    parts.append(f'<text x="14" y="{(TOP + BOTTOM) / 2}" transform="rotate(-90 14 {(TOP + BOTTOM) / 2})">µs</text>')
    for colour, row in zip(COLOURS, micros.values(), strict=True):
        points = [place(days, one, low, high) for days, one in zip(DAYS, row, strict=True)]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="1.6"/>')
    parts += legend()
    return "\n".join([*parts, "</svg>"]) + "\n"


def legend() -> list[str]:
    """Which line is which, the most items uppermost as in the picture."""
    return [
        f'<path d="M{LEFT + 14} {TOP + 14 + 16 * k}h18" stroke="{colour}" stroke-width="1.6"/>'
        f'<text x="{LEFT + 38}" y="{TOP + 18 + 16 * k}">{items} item{"" if items == 1 else "s"}</text>'
        for k, (colour, items) in enumerate(reversed(list(zip(COLOURS, ITEMS, strict=True))))
    ]


def main() -> None:
    """Measures, prints and, if asked to, writes."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--date", default="an unknown day")
    parser.add_argument("--machine", default="an unknown machine")
    parser.add_argument("--write", action="store_true", help="write docs/speed.md and docs/scaling.svg")
    told = parser.parse_args()
    use_one_core("bench.scaling")
    line = heading("bench.scaling", ("numpy", "numba"))
    found = measure()
    head = ("days", *(f"{items} item{'' if items == 1 else 's'}" for items in ITEMS))
    lines = [[f"{days:,}", *(f"{1e6 * found[items][k]:,.1f}" for items in ITEMS)] for k, days in enumerate(DAYS)]
    text = table(head, lines)
    print(f"{line}\n\n{text}")
    if told.write:
        put("Days and items", f"{made(told.date, told.machine, line)}\n\n{TOLD.format(table=text)}")
        (DOCS / "scaling.svg").write_text(picture(found), encoding="utf-8")


if __name__ == "__main__":
    main()
