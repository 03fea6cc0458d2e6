"""A content file as it lies: its folder listed, its TOML read, each field checked and named when it is wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources.abc import Traversable

from leanings.core.refusal import Refusal

LICENCE = "CC BY 4.0"

Raw = Mapping[str, object]


class ContentFault(Refusal):
    """A content file that cannot be used; names the file and what is wrong with it."""


def listed(folder: Traversable) -> Iterable[Traversable]:
    """The TOML files of a folder, in order of name."""
    if not folder.is_dir():
        raise ContentFault(f"There is no folder of content named “{folder.name}”.")
    return sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)


def read(file: Traversable) -> dict[str, object]:
    """The TOML of a file as a table."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ContentFault(f"{file.name}: this is not TOML ({fault}).") from fault


def check_head(file: Traversable, id: str, licence: str) -> None:
    """Refuses a file whose id is not its name or whose licence is not that of our content."""
    if file.name != f"{id}.toml":
        raise ContentFault(f"{file.name}: the id is “{id}”, so the file must be named {id}.toml.")
    if licence != LICENCE:
        raise ContentFault(f"{file.name}: the licence must be {LICENCE}.")


def text(raw: Raw, name: str, file: Traversable) -> str:
    """A text that must be there."""
    value = raw.get(name)
    if not isinstance(value, str) or not value:
        raise ContentFault(f"{file.name}: “{name}” must be a text.")
    return value


def number(raw: Raw, name: str, file: Traversable) -> int:
    """A whole number from 1, such as the version."""
    value = raw.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ContentFault(f"{file.name}: “{name}” must be a whole number from 1.")
    return value


def texts(raw: Raw, name: str, file: Traversable) -> tuple[str, ...]:
    """A list of texts, which may be empty."""
    value = raw.get(name)
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ContentFault(f"{file.name}: “{name}” must be a list of texts.")
    return tuple(value)


def table(raw: Raw, name: str, file: Traversable) -> dict[str, str]:
    """A table of texts by name, which may be empty."""
    value = raw.get(name)
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        raise ContentFault(f"{file.name}: “{name}” must be a table of texts.")
    return dict(value)


def examples(raw: Raw, file: Traversable) -> list[Raw]:
    """The worked examples, at least one."""
    value = raw.get("examples")
    if not isinstance(value, list) or not value or not all(isinstance(row, dict) for row in value):
        raise ContentFault(f"{file.name}: at least one [[examples]] must be there.")
    return value
