"""What a reader keeps of the screens: views of lists; and files of rows on their way into a register."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from minzheng.kernel.access.models import User


class SavedView(models.Model):
    """A list as somebody likes it: its filters, search and order under a name.  One's own only."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("user"))
    register = models.CharField(_("register"), max_length=40)
    name = models.CharField(_("name"), max_length=40)
    query = models.CharField(_("conditions"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("saved view")
        constraints = [models.UniqueConstraint(fields=["user", "register", "name"], name="savedview_name_once")]

    def __str__(self) -> str:
        return self.name


class ImportFile(models.Model):
    """A file of rows for a register: read as a trial first, written when somebody has looked at what it would do.

    The file lies encrypted in the vault; what is wrong with its rows is worked out again from it when asked.
    """

    class Status(models.TextChoices):
        """Where the file stands."""

        TRIED = "tried", _("tried, nothing written yet")
        WRITTEN = "written", _("written")

    register = models.CharField(_("register"), max_length=40)
    file_name = models.CharField(_("file name"), max_length=200)
    digest = models.CharField(_("digest"), max_length=64)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.TRIED)
    handed_in_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("handed in by"))
    handed_in_on = models.DateField(_("handed in on"))
    created = models.PositiveIntegerField(_("new rows"), default=0)
    changed = models.PositiveIntegerField(_("changed rows"), default=0)
    same = models.PositiveIntegerField(_("rows already so"), default=0)
    faulty = models.PositiveIntegerField(_("rows with errors"), default=0)

    class Meta:
        verbose_name = _("file of rows")

    def __str__(self) -> str:
        return self.file_name
