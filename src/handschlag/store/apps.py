"""The Django app that owns all tables of the product."""

from django.apps import AppConfig
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


class StoreConfig(AppConfig):
    name = "handschlag.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        connection_created.connect(_secure_delete)


def _secure_delete(connection: BaseDatabaseWrapper, **_: object) -> None:
    """SQLite overwrites what is deleted: an erased person must not linger in free pages."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
