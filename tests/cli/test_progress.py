"""Progress: one line rewritten on a terminal, one closing line elsewhere, silence where it would be noise."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from leanings.cli.progress import SHOW_FROM, on_stderr, spoken


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


def clock(*times: float) -> Iterator[float]:
    """The times a clock shows, one after the other."""
    return iter(times)


def test_a_terminal_shows_how_far_it_is_and_how_long_it_takes() -> None:
    out, times = Terminal(), clock(0.0, 10.0, 20.0, 40.0, 40.0)
    show = on_stderr("People read", out, lambda: next(times))
    for done in (1, 2, 4):
        show(done, 4)
    assert out.getvalue() == (
        "\r\x1b[KPeople read: 1 of 4, about 30 s left"
        "\r\x1b[KPeople read: 2 of 4, about 20 s left"
        "\r\x1b[KPeople read: 4 of 4, done\n"
    )


def test_a_file_gets_the_closing_line_alone() -> None:
    out = io.StringIO()
    show = on_stderr("People read", out, lambda: 0.0)
    for done in range(1, 6):
        show(done, 5)
    assert out.getvalue() == "People read: 5 of 5, done\n"


@pytest.mark.parametrize("total", range(1, SHOW_FROM))
def test_few_people_need_no_progress(total: int) -> None:
    out = Terminal()
    on_stderr("People read", out, lambda: 0.0)(total, total)
    assert out.getvalue() == ""


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.2, "0 s"), (1, "1 s"), (89.4, "89 s"), (90, "2 min"), (150, "2 min"), (3600, "60 min")],
)
def test_a_length_of_time_is_said_as_one_says_it(seconds: float, said: str) -> None:
    assert spoken(seconds) == said


def test_nothing_is_said_of_anybody(capsys: pytest.CaptureFixture[str]) -> None:
    on_stderr("People read")(3, 3)
    assert capsys.readouterr().err == "People read: 3 of 3, done\n"
