"""Every address of the pages, made from the list that serves them; where one needs an id, of something nobody has."""

from __future__ import annotations

from uuid import UUID

from django.urls import URLPattern, get_resolver, reverse

NOBODYS = UUID("00000000-0000-4000-8000-000000000000")
EXAMPLES = {"uuid": NOBODYS, "str": "2031-03", "slug": "one", "int": 1}


def every_address() -> dict[str, str]:
    """Name and path of every page."""
    found = {}
    for pattern in get_resolver().url_patterns:
        assert isinstance(pattern, URLPattern), "the list of addresses is flat"
        assert pattern.name is not None, f"{pattern} has no name"
        found[pattern.name] = reverse(pattern.name, kwargs=_filled(pattern))
    return found


def _filled(pattern: URLPattern) -> dict[str, object]:
    """A value for each gap of an address."""
    kinds = {name: type(converter).__name__ for name, converter in pattern.pattern.converters.items()}
    return {
        name: EXAMPLES[kind.removesuffix("Converter").lower().replace("string", "str")] for name, kind in kinds.items()
    }
