"""Model fields for what must not be readable in the database."""

from typing import Any

from django import forms
from django.conf import settings
from django.db import models

from minzheng.kernel.identity.algorithms import family
from minzheng.kernel.identity.keyring import Keyring, open_keyring


def keyring() -> Keyring:
    """The keyring of this installation."""
    return open_keyring(settings.KEYS, family(settings.CRYPTO))


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


class HashOf(models.BinaryField):
    """The keyed hash of a sealed field of the same row, by which that row is found.

    Whoever writes the row gives the hash; the name of the sealed field is for changing the index key, which makes every
    hash anew.  `feed` marks the hash of the first index key, by which departments' reports are matched: it is empty,
    and the other hash serves, until the index key is changed for the first time.
    """

    def __init__(self, source: str = "", *args: Any, feed: bool = False, **kwargs: Any) -> None:
        self.source, self.feed = source, feed
        super().__init__(*args, **{"max_length": 32, **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        if self.feed and keyring().current_index != keyring().feed_index:
            text = getattr(model_instance, self.source)
            setattr(model_instance, self.attname, None if text is None else keyring().feed_hash(text))
        return super().pre_save(model_instance, add)

    def deconstruct(self) -> Any:
        """To migrations it is bytes: what it is the hash of does not concern the table."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.BinaryField", args, kwargs


class FenField(models.BigIntegerField):
    """An amount of money in whole fen."""
