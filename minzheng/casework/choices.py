"""Codes of visits and cases."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TaskStatus(models.TextChoices):
    """Where a visit task stands."""

    OPEN = "open", _("to be visited")
    DONE = "done", _("visited")
    CLOSED = "closed", _("closed: nobody is left to visit")


class VisitVerdict(models.TextChoices):
    """What the worker found."""

    NEEDS_SCHEME = "needs_scheme", _("in need: apply for assistance")
    NEEDS_REFERRAL = "needs_referral", _("in need: refer to another department")
    NO_NEED = "no_need", _("true, but no need of help")
    WRONG_DATA = "wrong_data", _("the data are wrong")
    NOT_FOUND = "not_found", _("nobody was met")


class Channel(models.TextChoices):
    """How a case began."""

    ALERT = "alert", _("found through data")
    APPLICATION = "application", _("application")
    CARRIED_OVER = "carried_over", _("carried over from before")


class CaseStatus(models.TextChoices):
    """The statuses of the common procedure of assistance (`casework.workflow`)."""

    ACCEPTED = "accepted", _("accepted")
    NOTICE = "notice", _("public notice running")
    REFUSAL_PROPOSED = "refusal_proposed", _("refusal proposed")
    RETURNED = "returned", _("returned for rework")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")
