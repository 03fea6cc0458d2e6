"""The vault as Django knows it: the one application with tables."""

from __future__ import annotations

from django.apps import AppConfig


class Vault(AppConfig):
    """Tables of sealed things."""

    name = "leanings.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"
