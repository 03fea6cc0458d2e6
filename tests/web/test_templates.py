"""Every template of the pages: it can be read, names only what is there, and holds no style or script of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import engines
from django.urls import get_resolver

from leanings.web.kit.static import asset

WEB = Path(__file__).parents[2] / "src" / "leanings" / "web"
# The report is one file that carries its own style; it has tests of its own.
TEMPLATES = [path for path in sorted(WEB.rglob("*.html")) if not path.name.startswith("report")]
each_template = pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
# Not the name of the installation: the page after Exit has none, and the fault page is filled by hand.
TITLES = {"leave/away.html": '{% translate "One moment" %}'}
WITHOUT_TOKEN = ("exit",)  # whoever wants to go is let go


@each_template
def test_it_can_be_read(path: Path) -> None:
    engines["django"].get_template(str(path.relative_to(WEB)))


@each_template
def test_it_holds_no_style_and_no_script_of_its_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert (
        re.findall(r"<style|\sstyle=|\son[a-z]{3,}=|javascript:|<script(?![^>]* src=)|hx-on|\|safe|autoescape", text)
        == []
    )


@each_template
def test_every_file_and_address_that_it_names_is_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    names = {pattern.name for pattern in get_resolver().url_patterns if hasattr(pattern, "name")}
    assert set(re.findall(r"{% url ['\"](\w+)['\"]", text)) <= names
    for file in re.findall(r"{% asset ['\"]([^'\"]+)['\"]", text):
        assert asset(file).endswith(file)
    for part in re.findall(r"{% (?:include|extends) ['\"]([^'\"]+)['\"]", text):
        assert (WEB / part).is_file(), part


@each_template
def test_its_title_is_the_name_of_the_installation(path: Path) -> None:
    titles = re.findall(r"<title>(.*?)</title>", path.read_text(encoding="utf-8"))
    assert titles in ([], [TITLES.get(str(path.relative_to(WEB)), "{{ name }}")])


@each_template
def test_every_form_that_is_sent_carries_a_token_unless_it_leads_out(path: Path) -> None:
    forms = re.findall(r"<form\b.*?</form>", path.read_text(encoding="utf-8"), re.DOTALL)
    for form in forms:
        head = form.partition(">")[0]
        led = re.findall(r"{% url '(\w+)'", head)
        if 'method="post"' in head and not set(led) & set(WITHOUT_TOKEN):
            assert "{% csrf_token %}" in form, head


def test_templates_were_looked_at() -> None:
    assert len(TEMPLATES) > 20


def test_the_script_of_others_is_the_one_we_say_it_is() -> None:
    text = (WEB / "kit" / "vendor" / "htmx" / "htmx.min.js").read_text(encoding="utf-8")
    assert re.findall(r'version:"([^"]+)"', text) == ["2.0.11"]


def test_scripts_take_nothing_out_of_the_page_and_run_no_text() -> None:
    for path in sorted(WEB.rglob("*.js")):
        if "vendor" not in path.parts:
            found = re.findall(
                r"eval\(|new Function|innerHTML|outerHTML|document\.write|localStorage|sessionStorage", path.read_text()
            )
            assert found == [], path
