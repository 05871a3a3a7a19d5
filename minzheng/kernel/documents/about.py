"""What a document or a file is about: a row, or something that can say so of itself."""

from dataclasses import dataclass
from typing import Any, Self

from django.db import models


@dataclass(frozen=True)
class About:
    """A label and a number that name the thing, and the place and household through which it is seen."""

    label: str
    number: int
    division_code: int
    household_id: int | None = None

    @classmethod
    def of(cls, subject: Any) -> Self:
        """Of a row that has a division (a household: the one it lives in), or of what has an `about` of its own."""
        if not isinstance(subject, models.Model):
            found: Self = subject.about
            return found
        if subject._meta.model_name == "household":
            return cls(subject._meta.label_lower, subject.pk, subject.residence_code, subject.pk)  # type: ignore[attr-defined]
        household = getattr(subject, "household_id", None)
        return cls(subject._meta.label_lower, subject.pk, subject.division_code, household)  # type: ignore[attr-defined]
