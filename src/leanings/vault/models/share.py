"""A share: a frozen copy under a key of its own, in one envelope for each who may read it. Shaped now, used later."""

from __future__ import annotations

import uuid

from django.db import models

from leanings.vault.models.place import Place


class Share(models.Model):
    """The sealed copy and the sealed consent it is bound to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Place, on_delete=models.CASCADE)
    schema = models.PositiveSmallIntegerField()
    blob = models.BinaryField()
    consent = models.BinaryField()
    sum = models.BinaryField(max_length=16)

    class Meta:
        """Names of the table."""

        db_table = "share"


class KeyEnvelope(models.Model):
    """The key of a share, for one recipient."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    share = models.ForeignKey(Share, on_delete=models.CASCADE)
    recipient = models.ForeignKey(Place, on_delete=models.CASCADE)
    hpke = models.BinaryField()

    class Meta:
        """Names of the table."""

        db_table = "key_envelope"
        constraints = (models.UniqueConstraint(fields=["share", "recipient"], name="one_envelope_each"),)
