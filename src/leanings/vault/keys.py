"""Keys made from keys, and the blind tokens by which things are found without saying what they are.

Sources: HKDF is RFC 5869, HMAC is RFC 2104; both as the `cryptography` package has them.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import date

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

SIZE = 32  # bytes of every key
TOKEN = 16  # bytes of a blind token: 2^64 things before two are likely to meet


def new_key() -> bytes:
    """A fresh random key."""
    return secrets.token_bytes(SIZE)


def expand(key: bytes, info: str) -> bytes:
    """A key for one purpose, from a key that is uniform already."""
    return HKDFExpand(hashes.SHA256(), SIZE, _purpose(info)).derive(key)


def extract(material: bytes, info: str, salt: bytes | None = None) -> bytes:
    """A key for one purpose, from several secrets put together or a code a person holds."""
    return HKDF(hashes.SHA256(), SIZE, salt, _purpose(info)).derive(material)


def commitment(key: bytes) -> bytes:
    """What binds a sealed thing to one key only: AEAD alone would open under several.

    Told to nobody it gives nothing away, since it is expanded from the key.
    """
    return expand(key, "commit")


def drawer_token(drawer_key: bytes, word: str) -> bytes:
    """The token of everything of one word."""
    return _token(drawer_key, "drawer", word)


def shelf_token(drawer_key: bytes, word: str, day: date) -> bytes:
    """The token of everything of one word in one month."""
    return _token(drawer_key, "shelf", word, f"{day:%Y-%m}")


def once_token(drawer_key: bytes, once: str) -> bytes:
    """The token by which a form that comes in twice is known again."""
    return _token(drawer_key, "once", once)


def pack(*fields: str | bytes) -> bytes:
    """Fields as bytes, each with its length before it, so that no two lists of fields give the same bytes."""
    raw = [field.encode() if isinstance(field, str) else field for field in fields]
    return b"".join(len(field).to_bytes(4, "big") + field for field in raw)


def _token(key: bytes, *fields: str) -> bytes:
    return hmac.digest(key, pack(*fields), hashlib.sha256)[:TOKEN]


def _purpose(info: str) -> bytes:
    return b"leanings/1/" + info.encode()
