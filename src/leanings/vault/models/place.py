"""A place, and the slots its keys lie in."""

from __future__ import annotations

import uuid

from django.db import models


class Place(models.Model):
    """One person's place. `lookup` comes from its name; `auth` is compared at the door; `gen` counts User Keys.

    `kdf` is JSON in a plain text column: SQLite's own check of JSON is a function that a hardened schema refuses.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lookup = models.BinaryField(max_length=16, unique=True)
    kdf = models.TextField()
    pepper_id = models.CharField(max_length=16)
    auth = models.BinaryField(max_length=32)
    gen = models.PositiveSmallIntegerField()
    usk_pub = models.BinaryField(max_length=32)
    sig_pub = models.BinaryField(max_length=32)

    class Meta:
        """Names of the table."""

        db_table = "place"


class KeySlot(models.Model):
    """A sealed key. `pw` and `rc` hold the User Key under a passphrase or a recovery code; `usk`, `sig` and `dk` lie
    under the User Key. `tag` commits to the key a slot opens with."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, on_delete=models.CASCADE)
    kind = models.CharField(max_length=3)
    gen = models.PositiveSmallIntegerField()
    tag = models.BinaryField(max_length=32, db_index=True)
    blob = models.BinaryField()

    class Meta:
        """Names of the table."""

        db_table = "key_slot"
        constraints = (models.UniqueConstraint(fields=["place", "kind"], name="one_slot_of_a_kind"),)
