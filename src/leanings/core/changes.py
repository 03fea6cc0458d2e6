"""What changed between two times a tool was filled in: facts side by side, and no word on whether that is good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from leanings.core.filled import Asked, Filled
from leanings.core.tool import HALVES, Field

How: TypeAlias = Literal["same", "new", "gone", "other", "lower", "higher"]


@dataclass(frozen=True, slots=True)
class Change:
    """One question then and now. `part` is the half of a two-way slider or of a square, or empty. `came` and `went` are
    rows and ticks that are new or gone; the words of then are those it was asked in."""

    field: Field
    part: str
    how: How
    then: Any
    now: Any
    came: tuple[Any, ...] = ()
    went: tuple[Any, ...] = ()


def changes(before: Filled, after: Filled) -> tuple[Change, ...]:
    """Each question that was answered at either time, in the order of now, those of then that are gone last."""
    then = {one.field.id: one for one in before.asked}
    now = {one.field.id: one for one in after.asked}
    found: list[Change] = []
    for id in (*now, *(id for id in then if id not in now)):
        was, is_ = then.get(id), now.get(id)
        if was and is_ and was.field.kind != is_.field.kind:  # asked in another way since: two questions, not one
            found += [*_changed(None, is_), *_changed(was, None)]
        else:
            found += _changed(was, is_)
    return tuple(found)


def _changed(then: Asked | None, now: Asked | None) -> Iterator[Change]:
    one = now or then
    assert one is not None, "a question of neither time"  # noqa: S101  # our own mistake
    was, is_ = (then.answer if then else None), (now.answer if now else None)
    if one.field.kind in HALVES:
        for part in HALVES[one.field.kind]:
            yield _change(one.field, part, (was or {}).get(part), (is_ or {}).get(part))
    else:
        yield _change(one.field, "", was, is_)


def _change(field: Field, part: str, then: Any, now: Any) -> Change:  # noqa: ANN401  # answers are what JSON holds
    came: tuple[Any, ...] = ()
    went: tuple[Any, ...] = ()
    if isinstance(then, list) and isinstance(now, list):
        came = tuple(one for one in now if one not in then)
        went = tuple(one for one in then if one not in now)
    return Change(field, part, _how(then, now), then, now, came, went)


def _how(then: Any, now: Any) -> How:  # noqa: ANN401  # answers are what JSON holds
    if then == now:
        return "same"
    if then is None:
        return "new"
    if now is None:
        return "gone"
    if isinstance(then, int) and isinstance(now, int):
        return "lower" if now < then else "higher"
    return "other"
