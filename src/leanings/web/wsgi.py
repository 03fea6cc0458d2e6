"""The door for a WSGI server: `leanings.web.wsgi:application`. `leanings serve` uses it too."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leanings.web.settings")
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018  # reads every page's module now, so that the first visitor need not wait
