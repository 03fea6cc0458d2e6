"""The command line as a whole: help is quick, a slip is one line, and nothing ends in a traceback."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from leanings import __version__
from leanings.cli import COMMANDS
from tests.cli.diaries import Ran, ada, apart, call, command, couples, environment

HEAVY = ("numba", "numpy", "django", "pyarrow")
ASK_WHAT_WAS_IMPORTED = f"""
import sys
from leanings.cli import main
try:
    code = main(sys.argv[1:])
except SystemExit as left:
    code = left.code
print("heavy", code, [name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
"""


def imported(*words: object) -> str:
    """How a command ended and which heavy packages it took in."""
    asked = [sys.executable, "-c", ASK_WHAT_WAS_IMPORTED, *map(str, words)]
    ran = subprocess.run(asked, env=environment(), capture_output=True, text=True, check=True)  # noqa: S603  # our own
    return ran.stderr.splitlines()[-1]


@pytest.mark.parametrize("words", [("--help",), ("read", "--help"), ("simulate", "--help"), ("warm", "--help")])
def test_help_is_there_at_once(words: tuple[str, ...]) -> None:
    assert imported(*words) == "heavy 0 []"


def test_a_file_that_is_not_there_is_named_at_once(tmp_path: Path) -> None:
    assert imported("read", tmp_path / "lost.csv") == "heavy 1 []"


def test_a_diary_that_cannot_be_read_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "ben.csv").write_text("date,close\n2031-03-01,6\n2031-03-02,much\n", encoding="utf-8")
    assert imported("read", tmp_path / "ben.csv", "--signal", "close:0-10") == "heavy 1 []"


def test_the_module_is_the_command(tmp_path: Path) -> None:
    ran = apart("--version")
    assert (ran.code, ran.out.strip(), ran.err) == (0, __version__, "")
    lost = apart("read", tmp_path / "lost.csv")
    assert lost.refused.endswith("lost.csv.")
    assert "Traceback" not in lost.err


def test_help_names_every_command_and_each_command_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    said = call(capsys, "--help")
    assert said.code == 0
    for made in COMMANDS:
        name = made.__name__.rpartition(".")[2]
        assert re.search(rf"\n    {name}\s", said.out)
        assert call(capsys, name, "--help").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "leanings: the following arguments are required: COMMAND."),
        (("raed", "ada.csv"), "invalid choice: 'raed'"),
        (("read",), "leanings read: the following arguments are required: FILE."),
        (("read", "ada.csv", "--zones", "close=3,7"), "there is no option --zones; did you mean --zone?"),
        (("read", "ada.csv", "--sig=close:0-10"), "there is no option --sig=close:0-10; did you mean --signal?"),
        (("read", "ada.csv", "--quiet"), "leanings read: there is no option --quiet."),
        (("read", "my", "diary.csv"), "“diary.csv” is one word too many; a name with spaces needs quotation marks."),
        (("read", "ada.csv", "--seed", "-1"), "argument --seed: “-1” is not a whole number from 0 on."),
        (("read", "ada.csv", "--seed", "9" * 5000), "is not a whole number from 0 on."),
        (("read", "ada.csv", "--forecast", "367"), "“367” is not a whole number from 0 to 366."),
        (("read", "ada.csv", "--forecast", "soon"), "“soon” is not a whole number from 0 to 366."),
        (("read", "ada.csv", "--processes", "0"), "“0” is not a whole number from 1 to 64."),
        (("read", "ada.csv", "--html"), "argument --html: expected one argument."),
        (("simulate", "--days", "1"), "“1” is not a whole number from 2 to 20,000."),
        (("warm", "up"), "leanings warm: “up” is one word too many"),
    ],
)
def test_a_slip_is_answered_in_one_line_that_tells_where_help_is(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    ran = call(capsys, *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.endswith("--help` tells what there is.\n")
    assert len(ran.err.splitlines()) == 1


def test_an_option_cut_short_is_not_taken_for_another(capsys: pytest.CaptureFixture[str]) -> None:
    assert "did you mean --forecast?" in call(capsys, "read", "ada.csv", "--forecas", "7").err


def test_letters_that_would_steer_the_terminal_are_not_sent_to_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    said = call(capsys, "read", tmp_path / "a\x1b[2Jda.csv").refused
    assert "\x1b" not in said
    assert "a?[2Jda.csv" in said


def test_a_reader_that_has_seen_enough_is_no_fault() -> None:
    asked = command("simulate", "--people", "40")
    with subprocess.Popen(asked, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as ran:  # noqa: S603  # our own
        assert ran.stdout is not None
        assert ran.stderr is not None
        ran.stdout.close()
        assert (ran.stderr.read(), ran.wait()) == (b"", 0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this machine has no disk that is always full")
def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        asked = command("read", ada(tmp_path, 20), "--json")
        ran = subprocess.run(asked, env=environment(), stdout=full, stderr=subprocess.PIPE, check=False)  # noqa: S603  # our own
    said = ran.stderr.decode()
    assert ran.returncode == 1
    assert said.endswith("The output cannot be written: No space left on device.\n")
    assert "Traceback" not in said


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another thing there")
def test_stopping_a_reading_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    place = tmp_path / "out" / "page.html"
    asked = command("read", couples(tmp_path, 60, 60), "--processes", "1", "--html", place)
    with subprocess.Popen(asked, env=environment(), stderr=subprocess.PIPE) as ran:  # noqa: S603  # our own
        assert ran.stderr is not None
        assert ran.stderr.readline().startswith(b"Guessed about couples.csv")
        time.sleep(1.0)  # into the sums: 120 people take many times as long
        ran.send_signal(signal.SIGINT)
        said = ran.stderr.read().decode()
    assert ran.returncode == 130
    assert said.splitlines()[-1] == "Stopped. Nothing was changed."
    assert "Traceback" not in said
    assert not place.parent.exists()


def test_a_refusal_and_a_slip_end_differently(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    codes = {call(capsys, *words).code for words in (("read", tmp_path / "lost.csv"), ("raed",), ("--help",))}
    assert codes == {0, 1, 2}


def test_nothing_said_by_a_slip_or_a_refusal_is_a_traceback(tmp_path: Path) -> None:
    folder: Ran = apart("read", tmp_path)
    assert "is a folder" in folder.refused
