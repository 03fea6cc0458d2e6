"""The one decorator of every kernel: compiled, kept on disk where that is possible, without Python's lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from leanings.engine import cache

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """The function, compiled on its first call; `reassoc` and friends are left out so that NaN keeps its meaning."""
    import numba  # here, so that cache.FOLDER is settled first

    build = numba.njit(cache=cache.FOLDER is not None, nogil=True, error_model="numpy", fastmath={"contract"})
    return cast(Function, build(function))
