"""A visitor without scripts: follows links and sends forms by plain HTTP, and holds cookies as a browser does."""

from __future__ import annotations

import contextlib
import http.client
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.message import Message
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

WAIT = 30  # seconds for an answer


@dataclass(frozen=True)
class Form:
    """A form of a page: where it goes, how, and what stands in it already."""

    action: str
    method: str
    fields: dict[str, str]


@dataclass(frozen=True)
class Answer:
    """What came back."""

    address: str
    status: int
    headers: Message
    body: bytes
    cookies: tuple[str, ...]
    forms: tuple[Form, ...] = ()

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    def form(self, action: str | None = None) -> Form:
        """The form that goes to this address; without one, the last of the page, after those of the bar."""
        found = [form for form in self.forms if action is None or form.action == action]
        assert found, f"no form goes to {action}: {[form.action for form in self.forms]}"
        return found[-1]


@dataclass
class Visitor:
    """One browser of one person. `headers` go with every request, such as those of a proxy."""

    address: str
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        """The page at this path; redirects are not followed."""
        return self.ask("GET", path, None, headers)

    def post(self, path: str, fields: Mapping[str, str | Sequence[str]], **headers: str) -> Answer:
        """Send these fields; a token against forgery is not added."""
        sent = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        return self.ask("POST", path, urlencode(fields, doseq=True).encode(), sent)

    def submit(self, page: Answer, action: str | None = None, **fields: str | Sequence[str]) -> Answer:
        """Fill in a form of this page and send it, with all that stands in it hidden; redirects are not followed."""
        form = page.form(action)
        path = urlsplit(urljoin(self.address + page.address, form.action or page.address)).path
        return self.post(path, {**form.fields, **fields})

    def follow(self, answer: Answer) -> Answer:
        """Where a redirect leads, and so on to the end."""
        while answer.status in (301, 302, 303, 307, 308):
            answer = self.get(urlsplit(urljoin(self.address + answer.address, answer.headers["Location"])).path)
        return answer

    def ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        """One request on a connection of its own."""
        where = urlsplit(self.address)
        connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=WAIT)
        sent = {**self.headers, **headers}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            with contextlib.suppress(BrokenPipeError):  # refused before all of it was sent: the answer is there already
                connection.request(method, path, body, sent)
            got = connection.getresponse()
            text = got.read()
        finally:
            connection.close()
        cookies = tuple(got.headers.get_all("Set-Cookie") or ())
        for cookie in cookies:
            self._take(cookie)
        kind = got.headers.get("Content-Type") or ""
        forms = _forms(text.decode()) if kind.startswith("text/html") else ()
        return Answer(path, got.status, got.headers, text, cookies, forms)

    def _take(self, cookie: str) -> None:
        """Keep a cookie, or let go of one that was taken back."""
        pair, *marks = cookie.split("; ")
        name, _, value = pair.partition("=")
        if "Max-Age=0" in marks or not value.strip('"'):
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = value


class _Reader(HTMLParser):
    """Finds the forms of a page, with what stands in their fields."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.inside = False
        self.area: str | None = None
        self.select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(said.get("action", ""), said.get("method", "get").lower(), {}))
            self.inside = True
        if not self.inside or (not said.get("name") and tag != "option"):
            return
        fields = self.forms[-1].fields
        if tag == "input" and (said.get("type") not in ("checkbox", "radio", "submit") or "checked" in said):
            fields[said["name"]] = said.get("value", "")
        elif tag == "textarea":
            self.area = said["name"]
            fields[self.area] = ""
        elif tag == "select":
            self.select = said["name"]
        elif tag == "option" and self.select and (self.select not in fields or "selected" in said):
            fields[self.select] = said.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.forms[-1].fields[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "textarea":
            self.area = None
        elif tag == "select":
            self.select = None


def _forms(text: str) -> tuple[Form, ...]:
    reader = _Reader()
    reader.feed(text)
    return tuple(reader.forms)
