"""Envelopes: something sealed to a person's public key, which can be done while they are away (HPKE, RFC 9180).

`info` binds an envelope to what it is for: it opens under no other. The suite is X25519, HKDF-SHA256, AES-256-GCM.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from leanings.vault.keys import pack
from leanings.vault.seal import CannotBeOpened

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def new_pair() -> tuple[bytes, bytes]:
    """A secret key to open envelopes with, and its public key."""
    secret = X25519PrivateKey.generate().private_bytes_raw()
    return secret, public_of(secret)


def new_signer() -> tuple[bytes, bytes]:
    """A secret key to sign consents with (Ed25519), and its public key."""
    secret = Ed25519PrivateKey.generate().private_bytes_raw()
    return secret, signer_public_of(secret)


def public_of(secret: bytes) -> bytes:
    """The public key to close envelopes with, of the secret key that opens them."""
    return X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def signer_public_of(secret: bytes) -> bytes:
    """The public key to check signatures with, of the secret key that makes them."""
    return Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def close(public: bytes, text: bytes, *purpose: str | bytes) -> bytes:
    """The text in an envelope for the holder of this public key."""
    return SUITE.encrypt(text, X25519PublicKey.from_public_bytes(public), pack("leanings", *purpose))


def open_envelope(secret: bytes, envelope: bytes, *purpose: str | bytes) -> bytes:
    """The text of an envelope; refused unless key and purpose are those it was closed with."""
    try:
        return SUITE.decrypt(envelope, X25519PrivateKey.from_private_bytes(secret), pack("leanings", *purpose))
    except (InvalidTag, ValueError):
        raise CannotBeOpened from None
