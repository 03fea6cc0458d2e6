"""A kept thing: its row, its key, its sealed text."""

from __future__ import annotations

import uuid

from django.db import models

from leanings.vault.models.place import Place


class Item(models.Model):
    """What a thing is found by: blind tokens of its word and its month. `once` knows a form that comes in twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, on_delete=models.CASCADE)
    drawer = models.BinaryField(max_length=16)
    shelf = models.BinaryField(max_length=16)
    rev = models.PositiveIntegerField()
    once = models.BinaryField(max_length=16, null=True)

    class Meta:
        """Names of the table."""

        db_table = "item"
        constraints = (models.UniqueConstraint(fields=["place", "once"], name="one_item_of_a_form"),)
        indexes = (
            models.Index(fields=["place", "drawer"], name="item_drawer"),
            models.Index(fields=["place", "shelf"], name="item_shelf"),
        )


class KeyItem(models.Model):
    """The content key of the present revision, under the User Key. Without this row the text is gone."""

    item = models.OneToOneField(Item, on_delete=models.CASCADE, primary_key=True)
    gen = models.PositiveSmallIntegerField()
    blob = models.BinaryField()

    class Meta:
        """Names of the table."""

        db_table = "key_item"


class ItemBlob(models.Model):
    """The sealed text of the present revision, and a sum that finds damage without any key."""

    item = models.OneToOneField(Item, on_delete=models.CASCADE, primary_key=True)
    rev = models.PositiveIntegerField()
    schema = models.PositiveSmallIntegerField()
    blob = models.BinaryField()
    sum = models.BinaryField(max_length=16)

    class Meta:
        """Names of the table."""

        db_table = "item_blob"
