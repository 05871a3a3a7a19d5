"""Model fields for what must not be readable in the database."""

from typing import Any

from django.conf import settings
from django.db import models

from minzheng.kernel.identity.keyring import Keyring, open_keyring


def keyring() -> Keyring:
    """The keyring of this installation."""
    return open_keyring(settings.KEYS)


class SealedTextField(models.BinaryField):
    """A text that is encrypted on its way into the database and decrypted on its way out."""

    def from_db_value(self, value: Any, *args: Any) -> str | None:
        return None if value is None else keyring().decrypt(value)

    def to_python(self, value: Any) -> Any:
        return value if isinstance(value, str) else super().to_python(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        sealed = keyring().encrypt(value) if isinstance(value, str) else value
        return super().get_db_prep_value(sealed, connection, prepared)


class FenField(models.BigIntegerField):
    """An amount of money in whole fen."""
