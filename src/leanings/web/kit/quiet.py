"""What stands quietly beside something that was written: {% quiet doc %}, nothing for most, one line of Help or two."""

from __future__ import annotations

from typing import Any

from django import template

from leanings.acts import safety
from leanings.core.document import Document

register = template.Library()


@register.inclusion_tag("kit/parts/quiet.html", takes_context=True)
def quiet(context: template.Context, doc: Document) -> dict[str, Any]:
    """Beside what was kept or is about to be, in every door alike; it is looked at now, and nothing of that is kept."""
    visit = context.get("visit")
    room = visit.room if visit is not None else None
    return {"quiet": safety.quiet(room.me.language if room is not None else "en", doc)}
