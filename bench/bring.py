"""How long others wait while a file of a hundred thousand rows is brought: `python bench/bring.py [rows]`.

Ada brings the file through the pages; Ben asks for a page of his own and writes an entry all the while.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "leanings.web.settings"

from tests.running import serve  # noqa: E402  # after the path is set: the server of the tests
from tests.web.bringing import LOOK, pick, tell, waited  # noqa: E402  # the same
from tests.web.diaries import person  # noqa: E402  # the same

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000


def file_of(rows: int) -> bytes:
    """A diary of three lines and a marker, several entries a day."""
    lines = ["date,close,calm,rested,late"]
    for row in range(rows):
        day = row // 30
        date = f"{2010 + day // 336}-{1 + day // 28 % 12:02d}-{1 + day % 28:02d}"
        lines.append(f"{date},{row % 11},{(row * 7) % 11 / 2},{(row * 3) % 11},{row % 2}")
    return "\n".join(lines).encode()


def timed(act: Callable[[], object]) -> float:
    """The seconds an act takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def main() -> None:
    """Bring the file, and report."""
    with tempfile.TemporaryDirectory() as folder:
        running = serve(Path(folder) / "home")
        ada, ben = person(running, "ada"), person(running, "ben")
        waits: dict[str, list[float]] = {"page": [], "entry": []}
        ended = threading.Event()

        def ben_goes_on() -> None:
            while not ended.is_set():
                waits["page"].append(timed(lambda: ben.browser.get("/diary/")))
                waits["entry"].append(timed(lambda: ben.words(words="Still here.")))
                ended.wait(0.05)

        ben_goes_on_alone = [timed(lambda: ben.browser.get("/diary/")) for _ in range(20)]
        beside = threading.Thread(target=ben_goes_on)
        beside.start()
        steps = {}
        file = file_of(ROWS)
        steps["upload"] = timed(lambda: pick(ada.browser, file))
        began = time.perf_counter()
        page = waited(ada.browser, LOOK)
        steps["look"] = time.perf_counter() - began
        steps["keep"] = timed(lambda: tell(ada.browser, page))
        ended.set()
        beside.join()
        running.stop()
    print(
        f"{ROWS:,} rows, {len(file) / 1e6:.1f} MB; " + ", ".join(f"{name} {took:.2f} s" for name, took in steps.items())
    )
    print(f"Ben alone: a page in {statistics.median(ben_goes_on_alone) * 1000:.0f} ms")
    for name, took in waits.items():
        worst = sorted(took)[-3:]
        longest = ", ".join(f"{one * 1000:.0f}" for one in worst)
        print(
            f"Ben meanwhile, {name}: {len(took)} times, median {statistics.median(took) * 1000:.0f} ms, "
            f"longest {longest} ms"
        )


if __name__ == "__main__":
    main()
