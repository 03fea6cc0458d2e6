"""The log posterior density as a function of a number and two arrays, so that calling it costs nearly nothing.

A compiled function that is called with a problem must unpack some forty arrays at each call, which takes as long as
the gradient itself. A sampler written elsewhere would pay for that and look slower than it is, so the unpacked problem
is laid down once in memory and found again by its address.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numba
import numpy as np
from numba.extending import intrinsic

from leanings.engine.density import Problem
from leanings.engine.hmc import whitened
from leanings.engine.rows import Floats

NUMBERS = numba.types.CPointer(numba.types.double)
SIGNATURE = numba.types.int64(numba.types.uint64, NUMBERS, NUMBERS, NUMBERS, numba.types.voidptr)
ROOM = 4096  # numbers; a problem with its arrays' shapes and strides takes about 700


class Density(NamedTuple):
    """A density that can be called: `at(z, grad)` gives the value at z and writes the slope.

    theta = centre + scale z, as the sampler of the engine has it; with a scale of one and a centre of nought z is theta.
    `native` is the address of the same as machine code, in the form that nutpie calls. `kept` must live as long.
    """

    at: Callable[[Floats, Floats], float]
    native: int
    centre: Floats
    scale: Floats
    kept: tuple[object, ...]


@intrinsic  # type: ignore[untyped-decorator]  # numba's decorators have no types
def lay_down(_typing: Any, address: Any, value: Any) -> Any:
    """Write a compiled value, as it is, into memory at an address."""

    def build(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        place = builder.inttoptr(arguments[0], context.get_value_type(value).as_pointer())
        builder.store(arguments[1], place)
        context.nrt.incref(builder, value, arguments[1])  # else the arrays are let go when the call returns
        return context.get_dummy_value()

    return numba.types.void(address, value), build


@intrinsic  # type: ignore[untyped-decorator]  # numba's decorators have no types
def pick_up(_typing: Any, address: Any, kind: Any) -> Any:
    """The compiled value of that kind which lies in memory at an address."""
    found = kind.instance_type

    def build(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        place = builder.inttoptr(arguments[0], context.get_value_type(found).as_pointer())
        value = builder.load(place)
        context.nrt.incref(builder, found, value)
        return value

    return found(address, kind), build


def at_address(problem: Problem, centre: Floats, scale: Floats) -> Density:
    """The density of this problem in the coordinates of `centre` (D) and `scale` (D, D)."""
    memory = np.zeros(ROOM)
    parts = (problem, centre.copy(), np.ascontiguousarray(scale), np.zeros(len(centre)))
    address, kind = memory.ctypes.data, numba.typeof(parts)

    @numba.njit  # type: ignore[untyped-decorator]  # numba's decorators have no types
    def keep(address: int, value: Any) -> None:
        lay_down(address, value)

    @numba.njit(error_model="numpy")  # type: ignore[untyped-decorator]  # numba's decorators have no types
    def call(address: int, z: Floats, grad: Floats) -> float:
        problem, centre, scale, theta = pick_up(address, kind)
        return whitened(problem, centre, scale, z, theta, grad)

    keep(address, parts)

    @numba.cfunc(SIGNATURE)  # type: ignore[untyped-decorator]  # numba's decorators have no types
    def native(size: int, z: Any, grad: Any, value: Any, _: Any) -> int:
        found = call(address, numba.carray(z, size), numba.carray(grad, size))
        numba.carray(value, 1)[0] = found
        return 0 if np.isfinite(found) else 4

    return Density(
        lambda z, grad: float(call(address, z, grad)), native.address, centre, scale, (memory, parts, native)
    )
