"""What acts on the registers ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from minzheng.kernel.screens.forms import DivisionCodeField


class TransferForm(forms.Form):
    """Where a household goes, and why."""

    to_code = DivisionCodeField(
        label=_("Division that takes over"), help_text=_("village, township or county code, 6 to 12 digits")
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)


class JoinForm(forms.Form):
    """Which other record is the same person, and by what that is known."""

    alias_id = forms.IntegerField(
        label=_("Number of the other record"), min_value=1,
        help_text=_("It stands last in the address of its page. That record joins this one."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=200)
