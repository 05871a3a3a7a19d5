"""The form of a register that is free to edit, made from its model."""

from functools import cache
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from minzheng.kernel.declare import Register
from minzheng.kernel.identity.division_code import DivisionLevel, level_of, widen

_LONG_TEXT = 200


class DivisionCodeField(forms.CharField):
    """A division code of 2, 4, 6, 9 or 12 digits, given on with 12."""

    def clean(self, value: Any) -> int | None:
        """The code as a whole number.  Raises ValidationError, in words."""
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        try:
            code = widen(text)
            if level_of(code) >= DivisionLevel.PROVINCE:
                return code
        except ValueError:
            pass
        raise forms.ValidationError(_("A division code has 2, 4, 6, 9 or 12 digits: 522633 or 522633100201."))


class ReasonForm(forms.Form):
    """A sentence that others will read."""

    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


@cache
def form_class(register: Register) -> type[forms.ModelForm]:
    """The form of a register over the fields it lets edit."""
    if register.editing is None:
        raise LookupError(f"{register.code} is not free to edit")
    return forms.modelform_factory(register.model, fields=list(register.editing.fields), formfield_callback=_field)


def _field(field: Any, **kwargs: Any) -> forms.Field | None:
    """The form field of a model field: dates as dates, division codes as codes, yes or no as a box."""
    if field.name.endswith("_code") and isinstance(field, models.BigIntegerField):
        return DivisionCodeField(label=field.verbose_name, required=not field.blank, help_text=field.help_text)
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        kwargs["widget"] = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    if isinstance(field, models.CharField) and (field.max_length or 0) > _LONG_TEXT:
        kwargs["widget"] = forms.Textarea(attrs={"rows": 3})
    return field.formfield(**kwargs)
