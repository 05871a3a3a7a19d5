"""What becomes of a list that is sent, and of its rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """What the receiver said of a row."""

    ACCEPTED = "accepted", _("row accepted")
    REFUSED = "refused", _("row refused")


class Reason(models.TextChoices):
    """Why a receiver refuses a row: the codes of every contract."""

    NONE = "", "–"
    NOT_FOUND = "01", _("nobody of this number is known there")
    OTHER_NAME = "02", _("name and number do not go together")
    ALREADY = "03", _("is on the list there already")
    ELSEWHERE = "04", _("belongs to another place")
    DEAD = "05", _("has died")
    FORMAT = "06", _("a value cannot be read")
    OTHER = "99", _("another reason")


class Way(models.TextChoices):
    """How the files of a list left the house."""

    OUTBOX = "outbox", _("put into the outbox")
    AGAIN = "again", _("put into the outbox again")
    SCREEN = "screen", _("downloaded at the desk")
    API = "api", _("fetched by a program")


class PushState(models.TextChoices):
    """Where a list stands."""

    PREPARED = "prepared", _("to be delivered")
    WAITING = "waiting", _("receipt outstanding")
    LATE = "late", _("receipt late")
    OPEN = "open", _("rows refused or unanswered")
    SETTLED = "settled", _("settled")
    REPLACED = "replaced", _("replaced by a later version")


#: The texts by which departments write an outcome.
OUTCOME_TEXTS = {
    Outcome.ACCEPTED: ("接收", "已接收", "接受", "成功", "受理", "通过", "1"),
    Outcome.REFUSED: ("拒收", "已拒收", "拒绝", "退回", "失败", "不受理", "0"),
}
