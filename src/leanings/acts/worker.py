"""Sums in processes of their own: what takes long keeps nobody else waiting.

What is worked on goes through pipes and lies in memory only: nothing of it stands in an argument, in the surroundings,
in a file, a log or an error. The processes hold no keys, end when nobody needed them for a while, and never outlive the
server.
"""

from __future__ import annotations

import itertools
import os
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from time import monotonic
from typing import Any, Generic, NamedTuple, ParamSpec, TypeVar, cast

from leanings.acts.doing import NEWS, Answer, Load, begin, do, nothing, tell
from leanings.core.refusal import Refusal

__all__ = ["IDLE", "MOST", "Job", "TaskFailed", "WorkerLost", "alive", "end", "job", "tell"]

MOST = min(2, os.cpu_count() or 1)  # processes; each takes about 200 MB
IDLE = 600.0  # seconds without a job after which they end
STUCK = 1.0  # seconds within which the end of one of them is noticed, unless it was in the middle of an answer

ahead = False  # whether they may be begun before anybody waits for them; `leanings serve` says so

P = ParamSpec("P")
T = TypeVar("T")


class WorkerLost(Refusal):
    """A process was ended from outside while it worked."""

    later = True

    def __init__(self) -> None:
        super().__init__(
            "The sums were stopped from outside, perhaps because memory ran out. Nothing is lost; please try again."
        )


class TaskFailed(Exception):
    """A mistake of ours within a task: its kind and its place, and nothing of what it worked on."""


class Job(Generic[T]):
    """Something that is being worked on."""

    def __init__(self, future: Future[Answer], load: Load) -> None:
        self._future = future
        self._load = load
        self._share = 0.0

    @property
    def share(self) -> float:
        """How far it is, from 0 to 1, as the task told."""
        _hear()
        return 1.0 if self._future.done() else self._share

    def done(self, patience: float = 0.0) -> bool:
        """Whether it is done, or gets done within so many seconds."""
        there = self._future.done() or bool(wait([self._future], max(patience, 0.0)).done)
        if not there:
            _end_stuck()
        return there

    def result(self) -> T:
        """What came of it. Raises the refusal of the task, WorkerLost, or TaskFailed."""
        while not self.done(STUCK):
            pass
        try:
            answer = self._future.result()
        except (BrokenProcessPool, CancelledError):
            raise WorkerLost from None
        except Exception as fault:  # noqa: BLE001  # its words may hold what could not be sent
            raise TaskFailed(type(fault).__name__) from None
        if answer.no is not None:
            kind, said = answer.no
            refusal = kind.__new__(kind)
            refusal.__dict__.update(said)
            refusal.args = (refusal.sentence,)
            raise refusal
        if answer.failed is not None:
            raise TaskFailed(answer.failed)
        return cast(T, answer.result)

    def drop(self) -> None:
        """Let go of what it brings; where nobody has begun it yet, nobody will."""
        # The future itself is left alone: one that is cancelled brings the pool of Python 3.11 to a halt.
        self._load.task, self._load.args, self._load.named = nothing, (), {}


class _Pool(NamedTuple):
    """The processes, and the pipe through which they tell how far they are."""

    executor: ProcessPoolExecutor
    told: Connection
    tell: Connection


_lock = threading.Lock()
_numbers = itertools.count(1)
_running: dict[int, Job[Any]] = {}
_pool: _Pool | None = None
_bedtime: threading.Timer | None = None
_stuck: float | None = None
_closed = False


def job(task: Callable[P, T], *args: P.args, **named: P.kwargs) -> Job[T]:
    """Have this done elsewhere; `task` is a function of a module, and whatever it takes and gives can be pickled."""
    global _pool
    with _lock:
        if _closed:
            raise WorkerLost
        load = Load(next(_numbers), task, args, named)
        pool = _pool = _pool or _started()
        try:
            future = pool.executor.submit(do, load)
        except (BrokenProcessPool, RuntimeError):  # ended from outside since it was last used
            _let_go(pool)
            pool = _pool = _started()
            future = pool.executor.submit(do, load)
        made: Job[T] = Job(future, load)
        _running[load.number] = made
        _stay_awake(pool)
        return made


def alive() -> bool:
    """Whether there are processes now, warm or on their way."""
    return _pool is not None


def end(*, for_good: bool = False) -> None:
    """End the processes now, in the middle of whatever they do; `for_good`: and begin none again."""
    global _pool, _closed
    with _lock:
        _closed = _closed or for_good
        pool, _pool = _pool, None
    if pool is not None:
        for process in _processes(pool):
            process.kill()
        # One may have been in the middle of an answer. With nobody left to go on with it, nobody waits for its rest.
        pool.executor._result_queue._writer.close()  # type: ignore[attr-defined]  # a queue of two pipes
        pool.executor.shutdown(wait=True, cancel_futures=True)
        _close(pool)


def _processes(pool: _Pool) -> list[BaseProcess]:
    return list((pool.executor._processes or {}).values())


def _end_stuck() -> None:
    """End them all where one was ended from outside in the middle of an answer, whose rest would be waited for."""
    global _stuck
    with _lock:
        lost = _pool is not None and any(process.exitcode is not None for process in _processes(_pool))
        _stuck = (_stuck or monotonic()) if lost else None
        stuck = _stuck is not None and monotonic() - _stuck > STUCK
    if stuck:
        end()


def _started() -> _Pool:
    """Processes that begin with the first job; they know nothing of this one but what a job brings."""
    context = get_context("spawn")
    told, tell = context.Pipe(duplex=False)
    return _Pool(ProcessPoolExecutor(MOST, context, begin, (tell,)), told, tell)


def _stay_awake(pool: _Pool) -> None:
    """Look after a while whether anybody still needs them. Belongs under the lock."""
    global _bedtime
    if _bedtime is not None:
        _bedtime.cancel()
    _bedtime = threading.Timer(IDLE, _sleep, (pool,))
    _bedtime.daemon = True
    _bedtime.start()


def _sleep(pool: _Pool) -> None:
    """Nobody asked for a while: they end, unless one is still at work."""
    with _lock:
        _count()
        if pool is _pool and _running:
            _stay_awake(pool)
        elif pool is _pool:
            _let_go(pool)


def _let_go(pool: _Pool) -> None:
    """Let processes end by themselves. Belongs under the lock."""
    global _pool
    if pool is _pool:
        _pool = None
    pool.executor.shutdown(wait=False)
    _close(pool)


def _close(pool: _Pool) -> None:
    for pipe in (pool.told, pool.tell):
        pipe.close()


def _count() -> None:
    """Forget the jobs that are done. The pool cannot tell of them: it holds a lock of its own while it does."""
    for number in [number for number, one in _running.items() if one._future.done()]:
        del _running[number]


def _hear() -> None:
    """Take in what was told since the last time."""
    with _lock:
        _count()
        if _pool is None:
            return
        with suppress(OSError):
            while _pool.told.poll():
                number, share = NEWS.unpack(os.read(_pool.told.fileno(), NEWS.size))
                if number in _running:
                    _running[number]._share = min(max(share, 0.0), 1.0)
