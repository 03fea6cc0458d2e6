"""How long a PDF takes and how large it is: the first one in a process, those after it, one person and forty.

python -m bench.paper
"""

from __future__ import annotations

import time
from collections.abc import Callable

BEGAN = time.perf_counter()

from tests import examples  # noqa: E402  # the same

from leanings.core.reading import Reading  # noqa: E402  # how long this takes is part of what is told
from leanings.web.kit.paper import render_paper  # noqa: E402  # the same

LOADED = time.perf_counter() - BEGAN


def main() -> None:
    """Print the seconds and the bytes."""
    print(f"loading: {LOADED:.2f} s")
    told: tuple[tuple[str, Callable[[], Reading]], ...] = (
        ("first, one line", lambda: examples.of_kind("held", "down")),
        ("again, one line", lambda: examples.of_kind("held", "down")),
        ("five lines, 900 days", examples.years),
        ("a couple, two lines each", examples.couple),
        ("forty of sixty people", examples.practice),
    )
    for name, make in told:
        reading, began = make(), time.perf_counter()
        paper = render_paper(reading)
        print(f"{name}: {time.perf_counter() - began:.2f} s, {len(paper):,} bytes")


if __name__ == "__main__":
    main()
