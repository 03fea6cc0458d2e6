"""The log posterior density as a function of a number and two arrays, so that calling it costs nearly nothing.

A compiled function that is called with a problem must unpack some forty arrays at each call, which takes as long as
the gradient itself. A sampler written elsewhere would pay for that and look slower than it is, so the unpacked problem
is laid down once in memory and found again by its address.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np

from bench.machine import Untyped
from leanings.engine.density import Problem
from leanings.engine.hmc import whitened
from leanings.engine.rows import Floats

ROOM = 4096  # numbers; a problem with its arrays' shapes and strides takes about 700


class Density(NamedTuple):
    """A density that can be called: `at(z, grad)` gives the value at z and writes the slope, `repeat` does so n times.

    theta = centre + scale z, as the sampler of the engine has it; where scale is one and centre nought, z is theta.
    `native` is the address of the same as machine code, in the form that nutpie calls. `kept` must live as long.
    """

    at: Callable[[Floats, Floats], float]
    repeat: Callable[[Floats, Floats, int], float]
    native: int
    centre: Floats
    scale: Floats
    kept: tuple[object, ...]


def lay_down(_typing: Untyped, address: Untyped, value: Untyped) -> Untyped:
    """Compiles to: write a compiled value, as it is, into memory at an address."""
    types: Untyped = importlib.import_module("numba").types

    def build(context: Untyped, builder: Untyped, _signature: Untyped, arguments: Untyped) -> Untyped:
        place = builder.inttoptr(arguments[0], context.get_value_type(value).as_pointer())
        builder.store(arguments[1], place)
        context.nrt.incref(builder, value, arguments[1])  # else the arrays are let go when the call returns
        return context.get_dummy_value()

    return types.void(address, value), build


def pick_up(_typing: Untyped, address: Untyped, kind: Untyped) -> Untyped:
    """Compiles to: the compiled value of that kind which lies in memory at an address."""
    found = kind.instance_type

    def build(context: Untyped, builder: Untyped, _signature: Untyped, arguments: Untyped) -> Untyped:
        place = builder.inttoptr(arguments[0], context.get_value_type(found).as_pointer())
        value = builder.load(place)
        context.nrt.incref(builder, found, value)
        return value

    return found(address, kind), build


def signature(words: str) -> Untyped:
    """The type of a C function that gives a whole number: a letter for each argument, n(umber), d(oubles) or v(oid)."""
    types: Untyped = importlib.import_module("numba").types
    kinds = {"n": types.uint64, "d": types.CPointer(types.double), "v": types.voidptr}
    return types.int64(*(kinds[letter] for letter in words))


@cache
def functions(kind: Untyped) -> tuple[Untyped, Untyped, Untyped]:
    """Compiled once for a kind of parts: laying them down at an address, the density by that address, many times."""
    numba: Untyped = importlib.import_module("numba")
    laid, picked = (numba.extending.intrinsic(act) for act in (lay_down, pick_up))

    def keep(address: int, parts: Untyped) -> None:
        laid(address, parts)

    def find(address: int, z: Floats, grad: Floats) -> float:
        problem, centre, scale, theta = picked(address, kind)
        return whitened(problem, centre, scale, z, theta, grad)

    def again(address: int, z: Floats, grad: Floats, times: int) -> float:
        problem, centre, scale, theta = picked(address, kind)
        total = 0.0
        for _ in range(times):
            total += whitened(problem, centre, scale, z, theta, grad)
        return total

    return numba.njit(keep), numba.njit(find, error_model="numpy"), numba.njit(again, error_model="numpy")


def at_address(problem: Problem, centre: Floats, scale: Floats) -> Density:
    """The density of this problem in the coordinates of `centre` (D) and `scale` (D, D)."""
    numba: Untyped = importlib.import_module("numba")
    memory = np.zeros(ROOM)
    parts = (problem, centre.copy(), np.ascontiguousarray(scale), np.zeros(len(centre)))
    address = memory.ctypes.data
    keep, call, many = functions(numba.typeof(parts))
    keep(address, parts)

    def answer(size: int, z: Untyped, grad: Untyped, value: Untyped, _: Untyped) -> int:
        found = call(address, numba.carray(z, size), numba.carray(grad, size))
        numba.carray(value, 1)[0] = found
        return 0 if np.isfinite(found) else 4

    native = numba.cfunc(signature("ndddv"))(answer)
    return Density(
        at=lambda z, grad: float(call(address, z, grad)),
        repeat=lambda z, grad, times: float(many(address, z, grad, times)),
        native=native.address,
        centre=centre,
        scale=scale,
        kept=(memory, parts, native),
    )
