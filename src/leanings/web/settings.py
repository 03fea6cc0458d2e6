"""Django's settings. They read the surroundings and what the host said, and write nothing."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

from leanings.core.home import home
from leanings.vault.secrets import secrets_folder, server_secret
from leanings.web.config import LOCAL_HOSTS, NotSet, read_config
from leanings.web.database import database

WEB = Path(__file__).parent
HOME = home(os.environ) or Path.cwd() / ".leanings"
CONFIG = read_config(HOME, os.environ)
# Said by `leanings serve --behind-proxy`: a proxy on this machine speaks https to people, and we speak to it alone.
BEHIND_PROXY = os.environ.get("LEANINGS_BEHIND_PROXY") == "1"
# Said by `leanings serve --demo`: the person in this house is invented, and every page says so.
DEMO = os.environ.get("LEANINGS_DEMO") == "1"
# Said by `leanings content preview`: the file that is laid over ours in a demo, and the page it opens at.
PREVIEW = os.environ.get("LEANINGS_PREVIEW", "") if DEMO else ""
# For whoever changes the code: templates are read anew, and errors told whole on the terminal. Never a page of locals.
SHOW_ERRORS = os.environ.get("LEANINGS_DEBUG") == "1"
if SHOW_ERRORS and BEHIND_PROXY:
    raise NotSet("LEANINGS_DEBUG tells errors whole, with what people wrote, so it is refused behind a proxy.")


def _secret_key() -> str:
    """The server's secret; before the first start there is none, and nothing that it could have sealed."""
    if HOME.is_dir() and (secrets_folder(os.environ) / "server").exists():
        return server_secret(secrets_folder(os.environ)).hex()
    return secrets.token_hex()


DEBUG = False
SECRET_KEY = _secret_key()
ALLOWED_HOSTS = list(CONFIG.hosts if BEHIND_PROXY else LOCAL_HOSTS)
ADMINS: list[Any] = []

INSTALLED_APPS = ["leanings.vault", "leanings.web"]
ROOT_URLCONF = "leanings.web.urls"
WSGI_APPLICATION = "leanings.web.wsgi.application"
MIDDLEWARE = [
    "leanings.web.kit.headers.HeadersMiddleware",  # outermost: no answer leaves without them
    "django.middleware.common.CommonMiddleware",  # refuses a host that is not ours; a forgotten slash is added
    "leanings.web.kit.static.StaticMiddleware",  # before anything that asks who is there
    "django.middleware.csrf.CsrfViewMiddleware",
    "leanings.web.kit.visit.VisitMiddleware",
    "leanings.web.kit.refusals.RefusalMiddleware",
]

DATABASES = {"default": database(CONFIG.database, HOME)}

_LOADER = "django.template.loaders.filesystem.Loader"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB],
        "OPTIONS": {
            "loaders": [_LOADER] if SHOW_ERRORS else [("django.template.loaders.cached.Loader", [_LOADER])],
            "builtins": ["django.templatetags.i18n"],
            "libraries": {
                "kit": "leanings.web.kit.tags",
                "quiet": "leanings.web.kit.quiet",
                "tools": "leanings.web.tools.tags",
            },
            "context_processors": [
                "django.template.context_processors.csrf",
                "django.template.context_processors.request",
                "leanings.web.kit.shown.shown",
            ],
        },
    }
]

USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [WEB / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

# A cookie named __Host- can be set by no other site of the domain; browsers take it over https only. One port of a
# machine sees the cookies of another, so those of the demo have names of their own.
COOKIES = "__Host-" if BEHIND_PROXY else "demo-" if DEMO else ""
CSRF_COOKIE_NAME = f"{COOKIES}c"
CSRF_COOKIE_SECURE = BEHIND_PROXY
CSRF_COOKIE_AGE = None  # gone with the browser
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "leanings.web.kit.failures.not_from_here"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None

DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024  # what is brought in stays in memory: a temporary file would outlive it
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {"()": "leanings.web.kit.log.Discreet"}},
    "handlers": {
        "terminal": {"class": "logging.StreamHandler", **({} if SHOW_ERRORS else {"formatter": "discreet"})},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["terminal"], "level": "ERROR"},
    "loggers": {
        "django": {"handlers": ["terminal"], "level": "ERROR", "propagate": False},
        # A host that is not ours is refused and nothing more; whoever asks a thousand times must not fill the disk.
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
    },
}
