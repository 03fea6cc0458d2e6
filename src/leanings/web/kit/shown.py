"""What every page shows without being told: the name of the installation, who looks after it, who is there."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leanings.core.tool import Need
from leanings.web.config import Config

NEED_NAMES: dict[Need, object] = {
    "calm": gettext_lazy("Calm down"),
    "clear": gettext_lazy("See it more clearly"),
    "mind": gettext_lazy("Make up my mind"),
    "say": gettext_lazy("Say something"),
    "better": gettext_lazy("Make it better"),
    "part": gettext_lazy("Part well"),
    "through": gettext_lazy("Get through it"),
}


def shown(request: HttpRequest) -> dict[str, Any]:
    """The values that every template has; a page that gives one of the same name wins."""
    config: Config = settings.CONFIG
    visit = getattr(request, "visit", None)  # none where a request was refused before anybody asked who is there
    room = visit.room if visit is not None else None
    return {
        "name": config.name,
        "keeper": keeper(config),
        "away": config.away,
        "country": config.country,
        "demo": settings.DEMO,
        "previewed": settings.PREVIEW,
        "visit": visit,
        "today": room.today if room is not None else None,
        "word": "",
        "aside": getattr(request, "aside", None),
        "said": getattr(request, "said", ""),
    }


def keeper(config: Config) -> str:
    """Who looks after this place, as a sentence. Whoever that is can see more than others, and says so here."""
    if config.keeper:
        return _("This place is looked after by %(keeper)s.") % {"keeper": config.keeper}
    return _(
        "This place is on this computer, looked after by whoever set it up here. "
        "If that is not you, they may be able to see what you write."
    )
