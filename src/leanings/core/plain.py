"""Frozen values as plain ones and back, whole: what is kept of a reading must give the same reading again.

`as_json` is for the world outside: it rounds, and leaves out what only a picture needs. This is for ourselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

Back: TypeAlias = Callable[[Any], Any]
Value = TypeVar("Value")


def plain(value: Any) -> Any:  # noqa: ANN401  # any frozen value of ours
    """A value as mappings, lists, texts and numbers."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def whole(kind: type[Value], told: Any) -> Value:  # noqa: ANN401  # what `plain` gave
    """The value of this kind again; a ValueError, TypeError or KeyError where `told` is none."""
    of: Any = kind
    value: Value = _back(of)(told)
    return value


@cache
def _back(kind: Any) -> Back:  # noqa: ANN401  # a type, of which Python has many kinds
    """What turns a plain value into one of a kind."""
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        (one,) = (each for each in inside if each is not NoneType)
        there = _back(one)
        return lambda told: None if told is None else there(told)
    if origin is tuple and len(inside) == 2 and inside[1] is Ellipsis:
        each = _back(inside[0])
        return lambda told: tuple(map(each, told))
    if origin is tuple:
        places = tuple(map(_back, inside))
        return lambda told: tuple(back(one) for back, one in zip(places, told, strict=True))
    if origin is not None and _maps(origin):
        name, one = map(_back, inside)
        return lambda told: {name(key): one(value) for key, value in told.items()}
    if is_dataclass(kind) and isinstance(kind, type):
        return _of_fields(kind)
    if origin is Literal:
        return _one_of(inside)
    if kind is date:
        return date.fromisoformat
    if kind is bool:
        return lambda told: told is True
    return kind if kind in (int, float, str) else lambda told: told


def _maps(origin: Any) -> bool:  # noqa: ANN401  # whatever a type was made of
    """Whether a type such as Mapping[str, int] was meant."""
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _of_fields(kind: type) -> Back:
    hints = get_type_hints(kind)
    backs = {field.name: _back(hints[field.name]) for field in fields(kind)}
    return lambda told: kind(**{name: back(told[name]) for name, back in backs.items()})


def _one_of(known: tuple[object, ...]) -> Back:
    def back(told: object) -> object:
        if told not in known:
            raise ValueError("a word that is not one of those there are")
        return told

    return back
