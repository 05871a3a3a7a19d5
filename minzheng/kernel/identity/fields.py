"""Model fields for what must not be readable in the database."""

from typing import Any

from django import forms
from django.conf import settings
from django.db import models

from minzheng.kernel.identity.keyring import Keyring, open_keyring


def keyring() -> Keyring:
    """The keyring of this installation."""
    return open_keyring(settings.KEYS)


class SealedTextField(models.BinaryField):
    """A text that is encrypted on its way into the database and decrypted on its way out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """As it was declared: what bytes are by default does not hold for a text."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, path, args, kwargs

    def formfield(self, **kwargs: Any) -> forms.Field:
        """A line of text on a form."""
        kwargs.pop("form_class", None)
        options = {
            "label": self.verbose_name,
            "required": not self.blank,
            "help_text": self.help_text,
            "max_length": 60,
        }
        return forms.CharField(**{**options, "empty_value": None if self.null else "", **kwargs})

    def from_db_value(self, value: Any, *args: Any) -> str | None:
        return None if value is None else keyring().decrypt(value)

    def to_python(self, value: Any) -> Any:
        return value if isinstance(value, str) else super().to_python(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        sealed = keyring().encrypt(value) if isinstance(value, str) else value
        return super().get_db_prep_value(sealed, connection, prepared)


class FenField(models.BigIntegerField):
    """An amount of money in whole fen."""
