"""Codes of payment."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunStatus(models.TextChoices):
    """Where the payment of a month stands."""

    PREPARED = "prepared", _("prepared")
    APPROVED = "approved", _("approved")
    FILED = "filed", _("bank file made")


class Hold(models.TextChoices):
    """Why a line waits for somebody to look."""

    NONE = "", _("none")
    NO_ACCOUNT = "no_account", _("no bank account is known")
    PAYEE_DIED = "payee_died", _("the payee is reported dead")


class LedgerAccount(models.TextChoices):
    """The accounts of the ledger."""

    ASSISTANCE = "assistance", _("assistance paid (expenditure)")
    PAYABLE = "payable", _("owed to households")
    TREASURY = "treasury", _("treasury account")
