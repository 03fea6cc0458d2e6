"""One look at what is made in an open place: what lies there, what is on its way, and what is kept of it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from time import monotonic
from typing import Any

from leanings.acts import making, tasks, worker
from leanings.acts.answered import Answered, LineFacts, Lines, gather
from leanings.acts.derived import line_as_made, lines_as_made, lines_of, reading_of, stamp
from leanings.acts.desk import Room
from leanings.acts.tasks import Asked
from leanings.acts.worker import Job, TaskFailed
from leanings.core.made import Made
from leanings.core.reading import Reading
from leanings.core.refusal import Refusal
from leanings.vault import made
from leanings.vault.items import TooLong
from leanings.vault.turnstile import CannotWrite, DiskFull

FAILED = "Something went wrong here, so this could not be made. Your answers are all there."
log = logging.getLogger(__name__)


class Here:
    """What lies there when a request comes, and what becomes of it until the request is answered.

    `readings` are those that are made, `failed` the keys of lines that could not be read, `refused` why.
    """

    def __init__(self, room: Room) -> None:
        self.room = room
        self._before = made.inputs(room)
        self._there = {one.name: one for one in made.all_made(room)}
        self._fresh: dict[str, Made] = {}
        self._jobs: dict[str, tuple[str, LineFacts, Job[Reading]]] = {}
        self.stamp = stamp(self._before)
        self.readings: dict[str, Reading] = {}
        self.failed: list[str] = []
        self.refused = ""

    @property
    def _lasts(self) -> float:
        """How long what nobody fetches waits in memory: as long as the place stays open."""
        return 60.0 * self.room.me.idle

    @cached_property
    def _answered(self) -> Answered:
        """The answers themselves, opened once and only where something must be made."""
        return gather(self.room)

    @cached_property
    def lines(self) -> Lines:
        """Every line that has an answer."""
        key = self.stamp.of_lines()
        found = lines_of(self._lies("lines", key)) or making.find(self.room.place, key, self._lasts)
        if isinstance(found, Lines):
            return found
        self._fresh[key] = lines_as_made(self._answered.lines, key)
        return self._answered.lines

    def take_up(self, wanted: Iterable[LineFacts], asked: Mapping[str, Asked]) -> None:
        """Find the readings of these lines, or the jobs that make them, and begin those that nobody began."""
        for facts in wanted:
            key = self.stamp.of_line(facts, asked[facts.key])
            found = reading_of(self._lies(f"line:{facts.key}", key))
            if found is not None:
                self.readings[facts.key] = found
                continue
            try:
                job = self._job(key, facts, asked[facts.key])
            except Refusal as no:
                self._fail(facts, no.sentence)
                continue
            if job is not None:
                self._jobs[facts.key] = key, facts, job

    def wait(self, ends: float) -> None:
        """Take in what is made until then."""
        for key, facts, job in self._jobs.values():
            if not job.done(ends - monotonic()):
                continue
            try:
                reading = job.result()
            except (Refusal, TaskFailed) as fault:
                making.let_go(self.room.place, key)
                if isinstance(fault, TaskFailed):
                    log.error("a task failed", exc_info=fault)
                self._fail(facts, fault.sentence if isinstance(fault, Refusal) else FAILED)
                continue
            self.readings[facts.key] = reading
            self._fresh[key] = line_as_made(facts, key, reading)

    def share(self, wanted: Sequence[str]) -> float:
        """How far all of it is, from 0 to 1."""
        far = [
            1.0 if key in self.readings else self._jobs[key][2].share if key in self._jobs else 0.0
            for key in wanted
            if key not in self.failed
        ]
        return sum(far) / len(far) if far else 1.0

    def keep(self, keys: Sequence[str]) -> bool:
        """Keep what was made here, beside what these keys still hold good; False where it is not of what is there now.

        Where nothing can be written it stays in memory for a while: nobody goes without their reading for that.
        """
        if not self._fresh:
            return True
        still = {*keys, self.stamp.of_lines()}
        try:
            if not made.keep_made(self.room, self._fresh.values(), still, self._before):
                return False
        except (DiskFull, CannotWrite, TooLong):
            self._hold()
            return True
        for key in self._fresh:
            making.let_go(self.room.place, key)
        return True

    def _hold(self) -> None:
        """Keep the lines in memory; readings are there."""
        key = self.stamp.of_lines()
        if key in self._fresh:
            making.begin(self.room.place, key, self._lasts, lambda: self._answered.lines)

    def _lies(self, name: str, key: str) -> Made | None:
        """What is kept under this name, where it was made from what is there now."""
        found = self._there.get(name)
        return found if found is not None and found.key == key else None

    def _job(self, key: str, facts: LineFacts, asked: Asked) -> Job[Reading] | None:
        """The job that makes a line; None where as much is made for this place as may be at once."""
        place = self.room.place
        found: Any = making.find(place, key, self._lasts)
        if found is None and making.may_begin(place):
            diary, happened = self._answered.diary(facts, asked.markers)
            asked = asked._replace(happened=happened)
            found = making.begin(place, key, self._lasts, lambda: worker.job(tasks.read_line, diary, asked))
        return found if isinstance(found, Job) else None

    def _fail(self, facts: LineFacts, sentence: str) -> None:
        self.failed.append(facts.key)
        self.refused = sentence
