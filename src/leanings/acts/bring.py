"""Bringing a diary from elsewhere: a file waits, is looked at, told about, and kept whole or not at all.

What takes long, reading the file, is done by another process. What is kept, replaced or taken out again is one act.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast
from uuid import UUID, uuid4

from leanings.acts import columns, desk, held
from leanings.acts.brought import Whole, files, find, overlap, remembered, take_out
from leanings.acts.columns import Read, Signed, Waiting
from leanings.acts.desk import Room
from leanings.acts.held import Held
from leanings.acts.telling import NOTHING_TOLD, Telling
from leanings.acts.worker import Job, TaskFailed, WorkerLost, job
from leanings.core.brought import Brought
from leanings.core.day import minute
from leanings.core.diary import BadLine
from leanings.core.refusal import Refusal
from leanings.diary import ColumnSeen, FileRefusal, InMemory, LinesNotUnderstood, Seen

__all__ = [
    "ColumnSeen",
    "FileTooLong",
    "Keeping",
    "Looked",
    "NoFile",
    "Seen",
    "Telling",
    "Whole",
    "afresh",
    "decide",
    "file_of_form",
    "files",
    "find",
    "is_afresh",
    "keep",
    "keeping",
    "last_seen",
    "let_go",
    "look",
    "pick",
    "remembered",
    "stop",
    "take_out",
    "tell",
    "told",
    "waits",
]

PATIENCE = 1.2  # seconds that a page waits before it says how far it is
LARGEST = 32 << 20  # bytes of a file


class NoFile(Refusal):
    """Nothing waits here, or not any more."""

    def __init__(self) -> None:
        super().__init__("The file is not here any more. Pick it once more; what you told about it is still here.")


class FileTooLong(Refusal):
    """A file that is larger than one may be."""

    def __init__(self) -> None:
        super().__init__(f"This file is larger than {LARGEST >> 20} MiB, and no more can be brought at once.")


FAILED = "Something went wrong here, so this file was not read to its end. Nothing was kept; please try again."


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at the waiting file came to. `seen` is None while it is under way (`share` says how far) or where it
    was `refused`; `last` is what was seen before then; `file` is the name of the file. `again`: not because of the
    file, so that it may be looked at once more."""

    file: str
    seen: Seen | None
    last: Seen | None
    share: float = 0.0
    refused: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Keeping:
    """How keeping goes. Either it is under way (`share`), or `kept` is the id of the file, or it was `refused`, with
    the bad lines there are, or it waits to be told what becomes of `earlier` files with the same lines and days:
    `question` is the mark of having asked this, about these."""

    share: float = 0.0
    kept: UUID | None = None
    refused: str = ""
    bad: tuple[BadLine, ...] = ()
    earlier: tuple[Whole, ...] = ()
    question: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Look:
    """A look that was begun, and what was told before it."""

    told: Telling
    job: Job[Seen]


@dataclass(slots=True, eq=False, repr=False)
class _Task:
    """A file that is being kept: the mark of its form, what it is read to, what was decided about earlier ones, and
    what was asked when that was decided."""

    once: str
    job: Job[Read]
    replace: bool = False
    question: str = ""
    kept: UUID | None = None


def pick(room: Room, name: str, file: bytes) -> None:
    """Let a file wait, in the place of any before."""
    if len(file) > LARGEST:
        raise FileTooLong
    before = held.of(room)
    for going in (before.doing.get("look"), before.doing.get("task")) if before is not None else ():
        if going is not None:
            going.job.drop()
    held.hold(room, InMemory(name, b"").name, file)  # as much of the name as can be seen


def look(room: Room, patience: float = PATIENCE) -> Looked:
    """What the waiting file looks like when it is read as it was told last; refused where none waits."""
    found = _waiting(room)
    telling = cast("Telling | None", found.doing.get("told")) or NOTHING_TOLD
    going = cast("_Look | None", found.doing.get("look"))
    if going is None or going.told != telling:
        if going is not None:
            going.job.drop()
        begun = job(columns.see, Waiting(found.name, found.packed), telling, room.today)
        going = found.doing["look"] = _Look(telling, begun)
    last = cast("Seen | None", found.doing.get("seen"))
    if not going.job.done(patience):
        return Looked(found.name, None, last, going.job.share)
    try:
        found.doing["seen"] = seen = going.job.result()
    except (Refusal, TaskFailed) as fault:
        if found.doing.get("look") is going:
            found.doing.pop("look", None)  # so that looking again looks again; another tab may have done it already
        ours = isinstance(fault, WorkerLost | TaskFailed)
        return Looked(found.name, None, last, refused=_sentence(fault), again=ours)
    return Looked(found.name, seen, seen)


def told(room: Room) -> Telling | None:
    """What was told last about the waiting file; None where nothing was told yet, or none waits."""
    found = held.of(room)
    return cast("Telling | None", found.doing.get("told")) if found is not None else None


def tell(room: Room, telling: Telling) -> None:
    """From now on the waiting file is looked at as told so."""
    _waiting(room).doing["told"] = telling


def last_seen(room: Room) -> Seen | None:
    """What the last look at the waiting file came to; None where there was none, or no file waits."""
    found = held.of(room)
    return cast("Seen | None", found.doing.get("seen")) if found is not None else None


def waits(room: Room) -> bool:
    """Whether a file waits."""
    return held.of(room) is not None


def afresh(room: Room) -> None:
    """Forget what was told about the waiting file, and what was told about an earlier one like it."""
    doing = _waiting(room).doing
    doing.pop("told", None)
    doing["afresh"] = True


def is_afresh(room: Room) -> bool:
    """Whether nothing of an earlier file is to be remembered for this one."""
    return bool(_waiting(room).doing.get("afresh"))


def let_go(room: Room) -> None:
    """Let go of the waiting file."""
    held.drop(room.place)


def keep(room: Room, telling: Telling, said: Sequence[tuple[str, str]], header: tuple[str, ...], once: str) -> None:
    """Begin to keep the waiting file as told; `said` are the settings of the page, to be remembered."""
    found = _waiting(room)
    before = cast("_Task | None", found.doing.get("task"))
    if before is None or before.once != once:
        signed = Signed(str(file_of_form(room, once)), minute(room.now), tuple(said))
        begun = job(columns.read, Waiting(found.name, found.packed), telling, header, signed, room.today)
        found.doing["told"] = telling
        found.doing["task"] = _Task(once, begun)


def decide(room: Room, question: str, *, replace: bool) -> None:
    """Say what becomes of earlier files with the same lines: the new one takes their place, or both are kept. It counts
    for what was asked alone, and not for what another tab asks about meanwhile."""
    task = cast("_Task | None", _waiting(room).doing.get("task"))
    if task is not None:
        task.replace, task.question = replace, question


def stop(room: Room) -> None:
    """Not to be kept after all; the file still waits."""
    found = held.of(room)
    task = found.doing.pop("task", None) if found is not None else None
    if task is not None:
        task.job.drop()


def keeping(room: Room, patience: float = PATIENCE) -> Keeping | None:
    """How keeping goes, and the keeping itself as soon as the file is read; None where nothing is to be kept.

    It is one act, in a request of the person whose file it is: keys are at hand in no other.
    """
    found = held.of(room)
    task = cast("_Task | None", found.doing.get("task")) if found is not None else None
    if found is None or task is None:
        return None
    if not task.job.done(patience):
        return Keeping(share=task.job.share)
    with found.lock:
        try:
            return _kept(room, task)
        except (Refusal, TaskFailed) as fault:
            found.doing.pop("task", None)
            bad = fault.lines if isinstance(fault, LinesNotUnderstood) else ()
            return Keeping(refused=_sentence(fault), bad=bad)
        finally:
            if task.kept is not None:
                held.drop(room.place, found.mark)


def _kept(room: Room, task: _Task) -> Keeping:
    if task.kept is not None:
        return Keeping(kept=task.kept)
    parts, there = task.job.result().parts, files(room)
    before = next((one for one in there if str(one.file_id) == parts[0].file_id), None)
    if before is not None and before.parts == _as_of(before.parts[0].entered, parts):
        task.kept = before.file_id  # this very form, sent once more
        return Keeping(kept=task.kept)
    if before is not None:  # an old tab, with another file than it was filled in for
        file_id = str(uuid4())
        parts = tuple(replace(part, file_id=file_id) for part in parts)
    earlier = tuple(one for one in there if overlap(one, parts))
    question = _question(task.once, earlier)
    if earlier and task.question != question:
        return Keeping(earlier=earlier, question=question)
    gone = earlier if task.replace else ()
    desk.replace_all(room, [item for one in gone for item in one.items], parts)
    task.kept = UUID(parts[0].file_id)
    return Keeping(kept=task.kept)


def _as_of(entered: str, parts: Sequence[Brought]) -> tuple[Brought, ...]:
    """These parts, had they been brought in that minute."""
    return tuple(replace(part, entered=entered) for part in parts)


def _question(once: str, earlier: Sequence[Whole]) -> str:
    """The mark of asking about these earlier files, for the file of this form."""
    asked = (once, *sorted(str(one.file_id) for one in earlier))
    return hashlib.sha256(" ".join(asked).encode()).hexdigest()


def file_of_form(room: Room, once: str) -> UUID:
    """The id that a file gets which is kept by this form: the same for the same form."""
    return UUID(bytes=hashlib.sha256(b"brought" + room.place.bytes + once.encode()).digest()[:16], version=4)


def _waiting(room: Room) -> Held:
    found = held.of(room)
    if found is None:
        raise NoFile
    return found


def _sentence(fault: Refusal | TaskFailed) -> str:
    """The sentence for a person at a page."""
    if isinstance(fault, TaskFailed):
        return FAILED
    return fault.on_page if isinstance(fault, FileRefusal) else fault.sentence
