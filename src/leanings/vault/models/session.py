"""A session: what one browser may open now."""

from __future__ import annotations

from django.db import models

from leanings.vault.models.place import Place


class Session(models.Model):
    """The User Key, sealed by a token that only the cookie holds together with the server's secret.

    `began` and `minute` count minutes since 1970; no address, no browser, no name.
    """

    token_sha256 = models.BinaryField(max_length=32, primary_key=True)
    place = models.ForeignKey(Place, on_delete=models.CASCADE)
    wrapped_uk = models.BinaryField(null=True)
    level = models.PositiveSmallIntegerField()
    fresh_until = models.BigIntegerField(default=0)
    idle = models.PositiveSmallIntegerField()
    began = models.BigIntegerField()
    minute = models.BigIntegerField()

    class Meta:
        """Names of the table."""

        db_table = "session"
