"""Django's template engine without a project around it: no database, no applications, no network."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings
from django.template import Context, Engine
from django.utils.translation import gettext

KIT = Path(__file__).parent


def fill(template: str, values: Mapping[str, object]) -> str:
    """The named template of the kit, filled; every value is escaped unless the template says otherwise."""
    return str(_engine().get_template(template).render(Context(dict(values))))


def say(words: str) -> str:
    """These words as the pages say them."""
    _engine()  # it knows the settings
    return gettext(words)


@cache
def _engine() -> Engine:
    """The engine; it asks for settings only where no project has given them."""
    if not settings.configured:
        settings.configure(USE_I18N=False)
    return Engine(dirs=[str(KIT)], libraries={"i18n": "django.templatetags.i18n"})
