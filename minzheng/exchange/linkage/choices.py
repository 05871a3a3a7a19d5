"""What becomes of a pair of a row and a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkStatus(models.TextChoices):
    """Who said whether the row means the person; it counts where it is linked or accepted."""

    OPEN = "open", _("to be judged")
    LINKED = "linked", _("linked by the system")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")


class LinkKind(models.TextChoices):
    """What the pair was found by."""

    NUMBER = "number", _("near number")
    LIKENESS = "likeness", _("name and what goes with it")


COUNTING = (LinkStatus.LINKED, LinkStatus.ACCEPTED)
