"""A note: something put into a place while it is locked."""

from __future__ import annotations

import uuid

from django.db import models

from leanings.vault.models.place import Place


class Note(models.Model):
    """An envelope to the place's public key; taken out at the next opening."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, on_delete=models.CASCADE)
    hpke = models.BinaryField()

    class Meta:
        """Names of the table."""

        db_table = "note"
