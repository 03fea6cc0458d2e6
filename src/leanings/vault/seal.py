"""Sealing: a text becomes a blob that opens only under its key and only in the place it was made for.

A blob is: version 1 byte, suite 1 byte, generation of the key 2 bytes, nonce 12 bytes, ciphertext. Suite 1 is
AES-256-GCM-SIV (RFC 8452), which stays safe when a restored machine draws the same nonce twice; suite 2 is kept free
for a hybrid with a post-quantum key. What is authenticated beside the text: the header and the fields of the place.
"""

from __future__ import annotations

import hashlib
import secrets
import struct
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from leanings.core.refusal import Refusal
from leanings.vault.keys import pack

VERSION = 1
SUITE = 1
HEADER = struct.Struct(">BBH")
NONCE = 12
STARTS = bytes((VERSION, SUITE))
OVERHEAD = HEADER.size + NONCE + 16
BUCKETS = (256, 512, 1024, 2048, 4096)  # bytes; beyond the last, its multiples
LENGTH = 4  # bytes that say how long the padded text is
SUM = 16  # bytes of the check that needs no key


class CannotBeOpened(Refusal):
    """A blob that is damaged, changed, moved, or sealed under another key."""

    def __init__(self) -> None:
        super().__init__("This cannot be opened: it is damaged, or it was changed from outside.")


def beside(*place: str | bytes) -> bytes:
    """What a blob is bound to: the table, the row, its owner, the revision and the like, packed."""
    return pack("leanings", *place)


def seal(key: bytes, text: bytes, bound: bytes, *, generation: int = 0) -> bytes:
    """The blob of a text, bound to its place."""
    header = HEADER.pack(VERSION, SUITE, generation)
    nonce = secrets.token_bytes(NONCE)
    return header + nonce + AESGCMSIV(key).encrypt(nonce, text, header + bound)


def generation_of(blob: bytes) -> int:
    """The generation of the key a blob lies under; to be believed once the blob has been opened."""
    return int(HEADER.unpack_from(blob)[2])


def unseal(key: bytes, blob: bytes, bound: bytes) -> bytes:
    """The text of a blob; refused unless key, place and every byte are those it was sealed with."""
    return unsealer(key)(blob, bound)


def unsealer(key: bytes) -> Callable[[bytes, bytes], bytes]:
    """`unseal` with one key, for opening many."""
    cipher = AESGCMSIV(key)

    def open_one(blob: bytes, bound: bytes) -> bytes:
        if blob[:2] != STARTS or len(blob) < OVERHEAD:
            raise CannotBeOpened
        try:
            return cipher.decrypt(blob[4:16], blob[16:], blob[:4] + bound)
        except InvalidTag:
            raise CannotBeOpened from None  # the cause would carry what was tried into a report

    return open_one


def pad(text: bytes, bucket: int = 0) -> bytes:
    """The text with its length before it and zeros after it, as long as a bucket, or as multiples of the one given."""
    full = LENGTH + len(text)
    size = next((size for size in BUCKETS if full <= size), 0) if not bucket else 0
    if not size:
        step = bucket or BUCKETS[-1]
        size = -(-full // step) * step
    return len(text).to_bytes(LENGTH, "big") + text + bytes(size - full)


def unpad(padded: bytes) -> bytes:
    """The text that was padded."""
    end = LENGTH + int.from_bytes(padded[:LENGTH], "big")
    if end > len(padded):
        raise CannotBeOpened
    return padded[LENGTH:end]


def check_sum(table: str, row: bytes, owner: bytes, revision: int, blob: bytes) -> bytes:
    """What finds damage without any key. It is no guard against malice: whoever can write a blob can write its sum."""
    return hashlib.sha256(pack(table, row, owner, str(revision), blob)).digest()[:SUM]
