"""Sums in processes of their own: what comes back, what does not, and when they end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from leanings.acts import doing, worker
from leanings.acts.worker import MOST, TaskFailed, WorkerLost, job
from tests.acts import chores
from tests.running import ROOT

LONG = 60.0  # seconds: longer than any test waits
CANARY = "canary in the words"


@pytest.fixture(autouse=True)
def _none_is_left() -> Iterator[None]:
    yield
    worker.end()


def test_a_task_is_done_by_another_process_and_its_result_comes_back() -> None:
    done = job(chores.doubled, 21)
    assert done.result() == 42
    assert done.done()
    assert done.share == 1.0
    assert job(chores.wait, 0.0).result() != os.getpid()


def test_as_many_work_at_once_as_there_are_processes() -> None:
    jobs = [job(chores.wait, 0.5) for _ in range(MOST)]
    assert len({one.result() for one in jobs}) == MOST


def test_it_tells_how_far_it_is() -> None:
    half = job(chores.wait, LONG, 0.5)
    assert _soon(lambda: half.share == 0.5)
    assert not half.done(0.01)


def test_a_task_that_tells_more_than_anybody_asks_for_is_not_held_up() -> None:
    assert job(chores.tell_often, 100_000).done(LONG)
    worker.tell(0.5)  # and elsewhere than in such a process it says nothing to nobody


def test_a_refusal_comes_back_as_it_was() -> None:
    with pytest.raises(chores.TooHeavy, match="90 pounds are too heavy") as no:
        job(chores.refuse, 90).result()
    assert (no.value.pounds, no.value.more, no.value.sentence) == (90, "Carry less.", "90 pounds are too heavy.")


def test_of_a_mistake_only_its_kind_and_place_come_back(capfd: pytest.CaptureFixture[str]) -> None:
    """Neither the error, nor what it came from, nor what the task printed holds a word of what it was given."""
    with pytest.raises(TaskFailed, match=r"^ValueError in acts/chores.py:\d+$") as fault:
        job(chores.stumble, CANARY).result()
    with pytest.raises(TaskFailed) as unsent:
        job(chores.give_what_cannot_be_sent, CANARY).result()
    for one in (fault.value, unsent.value):
        assert one.__cause__ is None
        assert CANARY not in repr((one, one.args))
    assert CANARY not in "".join(capfd.readouterr())


def test_what_ends_in_the_middle_says_so_and_the_next_try_works() -> None:
    with pytest.raises(WorkerLost, match="Nothing is lost"):
        job(chores.leave_in_the_middle).result()
    assert job(chores.doubled, 1).result() == 2


def test_killed_while_large_things_are_on_their_way_nobody_waits_for_ever() -> None:
    jobs = [job(chores.wait, LONG), *(job(chores.length, bytes(20 << 20)) for _ in range(3)), job(chores.wait, LONG)]
    jobs.append(job(chores.leave_in_the_middle))
    assert _soon(lambda: len(_processes()) == MOST)
    os.kill(_processes()[0], signal.SIGKILL)
    for one in jobs:
        with suppress(WorkerLost):
            one.result()
    assert job(chores.doubled, 2).result() == 4


def test_what_nobody_began_can_be_dropped() -> None:
    for _ in range(2 * MOST + 1):  # at work, and on their way to those who work
        job(chores.wait, 0.2)
    last = job(chores.wait, LONG)
    last.drop()
    assert last.result() is None


def test_one_that_was_ended_in_the_middle_of_an_answer_leaves_nobody_waiting() -> None:
    """Its answer is larger than a pipe holds, and whoever reads it is held up until the process is gone."""
    large = job(bytes, 200 << 20)
    assert _soon(lambda: len(_processes()) == 1)
    queue: Any = worker._pool.executor._result_queue if worker._pool is not None else None
    assert _soon(lambda: large.done() or queue._reader.poll())
    with suppress(ProcessLookupError):
        os.kill(_processes()[0], signal.SIGKILL)
    with suppress(WorkerLost):
        assert len(large.result()) == 200 << 20
    assert job(chores.doubled, 3).result() == 6


def test_they_end_when_nobody_needs_them_and_begin_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "IDLE", 0.05)
    first = job(chores.wait, 0.3)
    assert worker.alive()
    first_id = first.result()
    assert _soon(lambda: not worker.alive() and not _is_there(first_id))
    assert job(chores.wait, 0.0).result() != first_id


def test_ended_by_hand_they_are_gone_at_once_in_the_middle_of_anything() -> None:
    long = job(chores.wait, LONG)
    assert _soon(lambda: len(_processes()) == 1)
    (there,) = _processes()
    worker.end()
    worker.end()
    assert not _is_there(there)
    with pytest.raises(WorkerLost):
        long.result()


def test_such_a_process_knows_no_keys_and_steps_back() -> None:
    found = job(chores.surroundings).result()
    loaded = set(found["loaded"])  # type: ignore[call-overload]  # a list of names
    # Under pytest the tests themselves are never loaded there, so what is there is ours.
    assert "leanings.acts.worker" in loaded
    assert not {name for name in loaded if name.partition(".")[0] in {"django", "cryptography", "numba", "numpy"}}
    assert not {name for name in loaded if name.startswith(("leanings.vault", "leanings.web"))}
    assert found["nice"] == os.nice(0) + doing.PRIORITY
    assert found["core"] == (0, 0)
    assert found["interrupt"] is True


def test_what_is_worked_on_stands_in_no_argument_and_in_no_surroundings() -> None:
    job(chores.length, CANARY.encode()).result()
    found = job(chores.surroundings).result()
    assert CANARY not in json.dumps([found["argv"], found["environ"]])
    for process in _processes():
        told = Path(f"/proc/{process}/cmdline")
        assert not told.exists() or CANARY.encode() not in told.read_bytes()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_they_never_outlive_whoever_began_them(how: signal.Signals) -> None:
    """Killed without a word, and ended politely by a program that knows nothing of them."""
    script = "from leanings.acts import worker\nfrom tests.acts import chores\nimport time\n"
    script += "worker.job(chores.wait, 60)\nprint(worker.job(chores.wait, 0).result(), flush=True)\ntime.sleep(60)\n"
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) as program:  # noqa: S603  # our own
        assert program.stdout is not None
        there = int(program.stdout.readline())
        assert _is_there(there)
        program.send_signal(how)
    assert _soon(lambda: not _is_there(there))


def _processes() -> list[int]:
    assert worker._pool is not None
    return [int(one.pid or 0) for one in list((worker._pool.executor._processes or {}).values())]


def _is_there(process: int) -> bool:
    """Whether it runs; one that ended and was not asked about yet does not."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not state.exists() or state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"


def _soon(is_so: Callable[[], bool]) -> bool:
    """Whether it comes to be so within a time that only a broken thing takes."""
    for _ in range(1500):
        if is_so():
            return True
        time.sleep(0.01)
    return is_so()
