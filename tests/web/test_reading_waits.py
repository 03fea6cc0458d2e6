"""A paper that cannot be set yet: it keeps no thread for long, and no more than a few."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from leanings.acts import worker
from leanings.web.kit.report import Report
from leanings.web.reading import taking
from leanings.web.reading.taking import PaperLater

NOTHING = Report("en", {}, False, "", "", "", (), "", (), ())


@pytest.fixture
def _at_work() -> Iterator[None]:
    """Every process has something long to do."""
    for _ in range(worker.MOST):
        worker.job(time.sleep, 60.0)
    yield
    worker.end()


@pytest.mark.usefixtures("_at_work")
def test_where_the_processes_are_at_work_a_paper_is_told_of_as_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "LONGEST", 0.2)
    for _ in range(2 * taking.AT_ONCE):  # each gives its turn back
        with pytest.raises(PaperLater):
            taking._set(NOTHING, "", {})


@pytest.mark.usefixtures("_at_work")
def test_no_more_than_a_few_wait_for_their_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "LONGEST", 60.0)
    with ThreadPoolExecutor(taking.AT_ONCE) as threads:
        waiting = [threads.submit(taking._set, NOTHING, "", {}) for _ in range(taking.AT_ONCE)]
        while len(worker._running) < worker.MOST + taking.AT_ONCE:
            time.sleep(0.01)
        with pytest.raises(PaperLater):
            taking._set(NOTHING, "", {})
        assert not any(one.done() for one in waiting)
        worker.end()  # as when the house is shut
    assert [type(one.exception()) for one in waiting] == [worker.WorkerLost] * taking.AT_ONCE
