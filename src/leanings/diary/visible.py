"""Names as they are seen: without letters that show nothing, so that two names that look the same are the same."""

from __future__ import annotations

import unicodedata

# Format (zero width, direction), control, half of a letter, for private use. None shows; all can make two of one name.
_UNSEEN = frozenset({"Cf", "Cc", "Cs", "Co"})


def visible(name: str) -> str:
    """The name in one line, its spaces single, its accents composed, without letters that cannot be seen."""
    if name.isascii() and name.isprintable() and "  " not in name:
        return name.strip()
    seen = (" " if letter.isspace() else letter for letter in unicodedata.normalize("NFC", name))
    return " ".join("".join(letter for letter in seen if unicodedata.category(letter) not in _UNSEEN).split())
