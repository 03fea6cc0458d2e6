"""Every part of the kit on one page, for tests and for eyes.

`python -m tests.web.parts FOLDER` writes pictures of it and of the pages that are open to all, as a phone and a desk
show them, by day and by night.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import django
from django import forms
from django.template import engines
from django.test import RequestFactory

STEPS = [("", "not answered"), *((str(step), str(step)) for step in range(11))]
TEMPLATE = Path(__file__).with_name("parts.html")
OPEN_TO_ALL = {"first": "/", "help": "/help/", "minute": "/minute/", "screen": "/screen/", "nothing": "/nothing/"}


class Parts(forms.Form):
    """One field of each kind."""

    touch = forms.ChoiceField(
        label="Were we in touch?",
        choices=[("", ""), ("together", "Together"), ("wrote", "Wrote"), ("no", "No")],
        required=False,
    )
    today = forms.ChoiceField(label="Today was", choices=STEPS, required=False)
    ease = forms.ChoiceField(label="I was", choices=STEPS, required=False)
    close = forms.ChoiceField(
        label="Close",
        choices=[*STEPS, ("none", "Does not apply")],
        required=False,
        help_text="How close you felt, whatever the day was like.",
    )
    go = forms.ChoiceField(label="Reasons to go", choices=STEPS, required=False)
    stay = forms.ChoiceField(label="Reasons to stay", choices=STEPS, required=False)
    ticks = forms.MultipleChoiceField(label="What weighs?", choices=[("money", "Money"), ("home", "Home")])
    words = forms.CharField(label="A few words", widget=forms.Textarea(attrs={"rows": 4}), help_text="Yours alone.")
    one = forms.CharField(label="Something else?", error_messages={"required": "Type one word."})
    day = forms.DateField(label="Which day?", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    zone = forms.ChoiceField(label="Where are you?", choices=[("UTC", "UTC")])
    passphrase = forms.CharField(
        label="Passphrase", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    off = forms.BooleanField(label="Leave this one out from now on", required=False)


TYPED = {
    "touch": "wrote",
    "today": "4",
    "close": "3",
    "words": "It was a long day.\nWe said little.",
    "day": "2031-03-01",
    "zone": "UTC",
    "ticks": ["home"],
}


def parts_page(typed: Mapping[str, object] | None = None) -> str:
    """The page; with something typed it is a form that came back, without it is untouched."""
    page = engines["django"].from_string(TEMPLATE.read_text(encoding="utf-8"))
    rows = [["Reasons to stay", "4"], ["Reasons to go", "7"]]
    values = {"form": Parts(dict(typed) if typed is not None else None), "columns": ["", "Answer"], "rows": rows}
    return str(page.render(values, RequestFactory().get("/parts/")))


def take_pictures(folder: Path) -> None:
    """Pictures of everything, in a browser and from a server of their own."""
    from playwright.sync_api import sync_playwright

    from tests.conftest import find_browser
    from tests.running import serve

    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        running = serve(Path(place) / "home")
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        for width in (390, 1280):
            for scheme in ("light", "dark"):
                page = browser.new_page(
                    viewport={"width": width, "height": 844}, color_scheme="dark" if scheme == "dark" else "light"
                )
                page.route("**/parts/", lambda route: route.fulfill(content_type="text/html", body=parts_page(TYPED)))
                for name, path in {"parts": "/parts/", **OPEN_TO_ALL}.items():
                    page.goto(running.address + path)
                    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
        browser.close()
        running.stop()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leanings.web.settings")
    django.setup()
    take_pictures(Path(sys.argv[1]))
