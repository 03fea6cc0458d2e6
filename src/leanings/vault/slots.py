"""Slots: the sealed keys of a place, and how the User Key comes out of one of them."""

from __future__ import annotations

import hmac
from uuid import UUID

from leanings.core.refusal import Refusal
from leanings.vault.envelope import new_pair, new_signer
from leanings.vault.keys import commitment, extract, new_key
from leanings.vault.models import KeySlot, Place
from leanings.vault.room import Keys
from leanings.vault.seal import CannotBeOpened, beside, seal, unseal

PASSPHRASE = "pw"  # noqa: S105  # the kind of a slot
RECOVERY = "rc"
ENVELOPES = "usk"
SIGNATURES = "sig"
DRAWER = "dk"


class SlotDamaged(Refusal):
    """The right passphrase, but the slot it opens is damaged."""

    def __init__(self) -> None:
        super().__init__(
            "The passphrase is right, but the key it opens is damaged. A recovery code still opens this place."
        )


def put_slot(place: UUID, kind: str, gen: int, key: bytes, secret: bytes) -> None:
    """Seal a secret under a key, in the one slot of its kind. Belongs inside an act."""
    blob = seal(key, secret, beside("key_slot", place.bytes, kind), generation=gen)
    KeySlot.objects.filter(place_id=place, kind=kind).delete()
    KeySlot.objects.create(place_id=place, kind=kind, gen=gen, tag=commitment(key), blob=blob)


def open_slot(place: UUID, kind: str, key: bytes) -> tuple[bytes, int]:
    """The secret in a slot and the generation of the User Key; its commitment is checked before anything is opened."""
    found = KeySlot.objects.filter(place_id=place, kind=kind).values_list("tag", "blob", "gen").first()
    if found is None or not hmac.compare_digest(bytes(found[0]), commitment(key)):
        raise CannotBeOpened
    return unseal(key, bytes(found[1]), beside("key_slot", place.bytes, kind)), int(found[2])


def recovery_key(code: bytes) -> bytes:
    """The key of a recovery code. No pepper: who has the code needs nothing of this machine."""
    return extract(code, "recovery")


def place_of_code(code: bytes) -> UUID | None:
    """The place a recovery code opens."""
    tag = commitment(recovery_key(code))
    return KeySlot.objects.filter(kind=RECOVERY, tag=tag).values_list("place_id", flat=True).first()


def keys_of(place: UUID, user: bytes) -> Keys:
    """The keys at hand once the User Key is."""
    drawer, gen = open_slot(place, DRAWER, user)
    return Keys(gen, user, drawer)


def new_keys(place: Place, gen: int) -> Keys:
    """Fresh keys of every kind for a place, put into their slots and the place's row. Belongs inside an act."""
    keys = Keys(gen, new_key(), new_key())
    envelope_key, envelope_public = new_pair()
    signer, signer_public = new_signer()
    place.gen, place.usk_pub, place.sig_pub = gen, envelope_public, signer_public
    place.save()
    for kind, secret in ((ENVELOPES, envelope_key), (SIGNATURES, signer), (DRAWER, keys.drawer)):
        put_slot(place.id, kind, gen, keys.user, secret)
    return keys
