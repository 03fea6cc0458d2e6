"""The pages as Django knows them: an application without tables, so that its words are found by translators."""

from __future__ import annotations

from django.apps import AppConfig


class Web(AppConfig):
    """The pages."""

    name = "leanings.web"
    label = "web"
