"""Bringing a file through the pages, as a browser without scripts would: pick it, tell about it, keep it."""

from __future__ import annotations

import re
import secrets
import time
from pathlib import Path
from urllib.parse import urlsplit

from tests.visitor import Answer, Visitor
from tests.web.diaries import Person

UPLOAD, LOOK = "/diary/bring/", "/diary/bring/look/"
SLOWEST = 90  # seconds that a file may take; a process of its own may take a while to begin
DATA = Path(__file__).parents[3] / "shared" / "data"
DIARY = b"date,close,worked late,note\n" + b"".join(
    b"2024-01-%02d,%d,%d,canary words %d\n" % (day, day % 11, day % 2, day) for day in range(1, 29)
)


def pick(browser: Visitor, file: bytes, name: str = "mine.csv") -> Answer:
    """Send a file from the page that asks for one; where it led is not followed."""
    return send_file(browser, browser.get(UPLOAD), file, name)


def send_file(browser: Visitor, page: Answer, file: bytes, name: str) -> Answer:
    """Fill in the form of this page with a file."""
    bound = secrets.token_hex(16)
    lines = []
    for field, value in page.form(UPLOAD).fields.items():
        if field != "file":
            lines.append(f'--{bound}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode())
    head = f'--{bound}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = b"".join(lines) + head.encode() + file + f"\r\n--{bound}--\r\n".encode()
    return browser.ask("POST", UPLOAD, body, {"Content-Type": f"multipart/form-data; boundary={bound}"})


def waited(browser: Visitor, path: str = LOOK) -> Answer:
    """The page at this path, as soon as it no longer says how far it is; redirects are followed."""
    ends = time.monotonic() + SLOWEST
    while True:
        answer = browser.get(path)
        if answer.status == 303:
            path = urlsplit(answer.headers["Location"]).path
        elif 'id="waiting"' not in answer.text:
            return answer
        assert time.monotonic() < ends, "still waiting"


def looked(browser: Visitor, file: bytes, name: str = "mine.csv") -> Answer:
    """Pick a file; the page that asks how it is to be read."""
    answer = pick(browser, file, name)
    assert answer.status == 303, answer.text
    return waited(browser)


def tell(browser: Visitor, page: Answer, act: str = "keep", **said: str) -> Answer:
    """Say this on that page, `c0_line` for `c0-line`, and press a button; the page it leads to in the end."""
    fields = {**page.form(LOOK).fields, **{name.replace("_", "-"): value for name, value in said.items()}}
    answer = browser.post(LOOK, {**{name: value for name, value in fields.items() if value != OFF}, "act": act})
    return waited(browser, urlsplit(answer.headers["Location"]).path) if answer.status == 303 else answer


def lines_of(page: Answer) -> list[tuple[str, str]]:
    """The lines a kept file has, each with its scale."""
    found = re.findall(r'<tr><th scope="row">(.*?)</th>(?:<td>.*?</td>)?<td class="number">(.*?)</td></tr>', page.text)
    return [(name, scale) for name, scale in found]


OFF = "\0off"  # a tick that is taken away


def brought(person: Person, file: bytes, name: str = "mine.csv", **said: str) -> Answer:
    """Bring a file as it is found, but for what is said; the page of what was kept."""
    page = tell(person.browser, looked(person.browser, file, name), **said)
    assert page.status == 200, page.text
    assert page.address.count("/") == 4, page.address
    return page
