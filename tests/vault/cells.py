"""Single cells of the database, read and written past every rule, as whoever can write to it does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from tests.keeping import is_sqlite


@contextmanager
def undone() -> Iterator[None]:
    """A stretch of which nothing stays."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _key(id: UUID) -> str | UUID:
    return id.hex if is_sqlite() else id


def cell_of(table: str, column: str, key: str, id: UUID) -> Any:
    """What stands there."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE {key} = %s", [_key(id)])  # noqa: S608  # our own names
        return cursor.fetchone()[0]


def put_cell(table: str, column: str, key: str, id: UUID, value: Any) -> None:
    """Put something else there."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE {key} = %s", [value, _key(id)])  # noqa: S608  # as above


def swap_cells(table: str, column: str, key: str, one: UUID, other: UUID) -> None:
    """Put each in place of the other."""
    mine, others = cell_of(table, column, key, one), cell_of(table, column, key, other)
    put_cell(table, column, key, one, others)
    put_cell(table, column, key, other, mine)
