"""The pictures that can be filled in: one module and one template for each, drawn for a phone and for a wide page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from leanings.core.tool import Field
from leanings.web.tools.drawings import loop

Drawn: TypeAlias = Callable[[Field, Mapping[str, str] | None], tuple[loop.Loop, ...]]
Two: TypeAlias = Callable[[Field, Mapping[str, str], Mapping[str, str]], tuple[loop.Loop, loop.Loop]]

# Every name that content may give: values in, coordinates out, once for each frame.
DRAWN: Mapping[str, Drawn] = MappingProxyType({"loop": loop.loops})
TWO: Mapping[str, Two] = MappingProxyType({"loop": loop.two_loops})  # two times of it, side by side
