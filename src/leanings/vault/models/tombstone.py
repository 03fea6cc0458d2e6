"""A tombstone: that something was erased, so that an old backup cannot bring it back."""

from __future__ import annotations

import uuid

from django.db import models


class Tombstone(models.Model):
    """The id of what was erased, and the day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    day = models.DateField()

    class Meta:
        """Names of the table."""

        db_table = "tombstone"
