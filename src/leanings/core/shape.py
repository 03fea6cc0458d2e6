"""The shape of a value: whether each part is of the kind that its class names. Types alone do not stop a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

Fits: TypeAlias = Callable[[Any], bool]


def misfit(value: Any) -> str | None:  # noqa: ANN401  # whatever a file held
    """The name of the first field of a dataclass that holds another kind of thing than it names; None when all fit."""
    of: type = type(value)
    return next((name for name, fits in _fields(of).items() if not fits(getattr(value, name))), None)


@cache
def fits(kind: Any) -> Fits:  # noqa: ANN401  # a type, of which Python has many kinds
    """What tells whether a value is of a kind: a class, a union, a literal, a tuple, or a dataclass of such."""
    origin, inside = get_origin(kind), get_args(kind)
    if kind is Any:
        return lambda _value: True  # what a question of a tool is answered with; its reader has looked at it
    if origin in (Union, UnionType):
        either = tuple(map(fits, inside))
        return lambda value: any(one(value) for one in either)
    if origin is Literal:
        return lambda value: value in inside
    if origin is tuple and len(inside) == 2 and inside[1] is Ellipsis:
        each = fits(inside[0])
        return lambda value: type(value) is tuple and all(map(each, value))
    if origin is tuple:
        all_of = tuple(map(fits, inside))
        return lambda value: type(value) is tuple and len(value) == len(all_of) and _each(all_of, value)
    if is_dataclass(kind):
        return lambda value: type(value) is kind and misfit(value) is None
    return lambda value: type(value) is kind  # not isinstance: True is no number here


def _each(all_of: tuple[Fits, ...], values: tuple[object, ...]) -> bool:
    return all(one(value) for one, value in zip(all_of, values, strict=True))


@cache
def _fields(of: type) -> Mapping[str, Fits]:
    """The fields of a dataclass and what tells whether they fit; what belongs to the class alone is left out."""
    hints = get_type_hints(of)
    return {field.name: fits(hints[field.name]) for field in fields(of)}
