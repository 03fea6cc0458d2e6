"""HPKE (RFC 9180) in its base mode, written out step by step from the parts it is made of: X25519, HMAC, AES-GCM.

It is slow and has no guard. It is what the envelopes of the vault are held against.
"""

from __future__ import annotations

import hashlib
import hmac

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEM = b"KEM" + (0x0020).to_bytes(2, "big")  # X25519 with HKDF-SHA256
AEADS = {16: 0x0001, 32: 0x0002}  # AES-128-GCM and AES-256-GCM, by the length of their keys
PUBLIC = 32  # bytes
NONCE = 12


def opened(secret: bytes, sealed: bytes, info: bytes, aad: bytes = b"", size: int = 32) -> bytes:
    """The text of an envelope, which is the sender's passing public key and the ciphertext."""
    key = X25519PrivateKey.from_private_bytes(secret)
    enc, text = sealed[:PUBLIC], sealed[PUBLIC:]
    shared = key.exchange(X25519PublicKey.from_public_bytes(enc))
    cipher, nonce = _schedule(_shared(shared, enc + key.public_key().public_bytes_raw()), info, size)
    return cipher.decrypt(nonce, text, aad)


def closed(public: bytes, passing: bytes, text: bytes, info: bytes, size: int = 32) -> bytes:
    """An envelope made with this passing secret key; a real one draws it anew each time."""
    key = X25519PrivateKey.from_private_bytes(passing)
    enc = key.public_key().public_bytes_raw()
    shared = key.exchange(X25519PublicKey.from_public_bytes(public))
    cipher, nonce = _schedule(_shared(shared, enc + public), info, size)
    return enc + cipher.encrypt(nonce, text, b"")


def hkdf_extract(salt: bytes, material: bytes) -> bytes:
    """RFC 5869, first half."""
    return hmac.digest(salt or bytes(32), material, hashlib.sha256)


def hkdf_expand(key: bytes, info: bytes, size: int) -> bytes:
    """RFC 5869, second half."""
    made, block = b"", b""
    for number in range(1, -(-size // 32) + 1):
        block = hmac.digest(key, block + info + bytes([number]), hashlib.sha256)
        made += block
    return made[:size]


def _shared(secret: bytes, context: bytes) -> bytes:
    return _expand(KEM, _extract(KEM, b"", b"eae_prk", secret), b"shared_secret", context, 32)


def _schedule(shared: bytes, info: bytes, size: int) -> tuple[AESGCM, bytes]:
    suite = b"HPKE" + KEM[3:] + (0x0001).to_bytes(2, "big") + AEADS[size].to_bytes(2, "big")
    context = b"\x00" + _extract(suite, b"", b"psk_id_hash", b"") + _extract(suite, b"", b"info_hash", info)
    secret = _extract(suite, shared, b"secret", b"")
    return AESGCM(_expand(suite, secret, b"key", context, size)), _expand(suite, secret, b"base_nonce", context, NONCE)


def _extract(suite: bytes, salt: bytes, label: bytes, material: bytes) -> bytes:
    return hkdf_extract(salt, b"HPKE-v1" + suite + label + material)


def _expand(suite: bytes, key: bytes, label: bytes, info: bytes, size: int) -> bytes:
    return hkdf_expand(key, size.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info, size)
