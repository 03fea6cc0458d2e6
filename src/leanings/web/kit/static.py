"""The style sheets, scripts, fonts and drawings of the pages, each under an address that changes when any of them does.

One sum stands in all addresses, so that a style sheet may name a font beside it, and a browser may keep all for good.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from leanings.web.kit.headers import LastingFile

WEB = Path(__file__).parents[1]
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
}
ADDRESS = re.compile(r"/static/(?P<sum>[0-9a-f]{12})/(?P<path>.+)")


class Asset(NamedTuple):
    """One file, as it is sent."""

    kind: str
    text: bytes


class Assets(NamedTuple):
    """All files by their path under the folder of the pages, and the sum over them."""

    sum: str
    files: Mapping[str, Asset]


def asset(path: str) -> str:
    """The address of a file, such as "kit/look.css"."""
    held = assets()
    if path not in held.files:
        raise LookupError(f"there is no file {path} among those the pages may name")
    return f"/static/{held.sum}/{path}"


def assets() -> Assets:
    """The files as they were at the first asking; read anew each time where somebody is changing them."""
    return read_assets(WEB) if settings.SHOW_ERRORS else _kept()


@cache
def _kept() -> Assets:
    return read_assets(WEB)


def read_assets(folder: Path) -> Assets:
    """Every file of a known kind in this folder."""
    found = sorted(path for path in folder.rglob("*") if path.suffix in KINDS and path.is_file())
    files = {path.relative_to(folder).as_posix(): Asset(KINDS[path.suffix], path.read_bytes()) for path in found}
    digest = hashlib.sha256()
    for name, one in files.items():
        digest.update(f"{name}\0{len(one.text)}\0".encode() + one.text)
    return Assets(digest.hexdigest()[:12], files)


class StaticMiddleware:
    """Sends files before anybody asks who is there: they are the same for everyone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        assets()  # read at the start, so that the first page need not wait

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The file that is asked for, or what lies within."""
        asked = ADDRESS.fullmatch(request.path_info)
        if asked is None:
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        held = assets()
        found = held.files.get(asked["path"]) if asked["sum"] == held.sum else None
        if found is None:
            return self.get_response(request)
        return LastingFile(found.text, content_type=found.kind)
