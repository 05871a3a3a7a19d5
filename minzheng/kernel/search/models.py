"""The tokens by which rows are found."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Token(models.Model):
    """One piece of something that somebody may type, under which one row is found from one place.

    The token is a keyed hash over the register, the sort of piece and the piece: nobody reads a name out of this table.
    Its key is at once the index of the search: token, then place, then row.
    """

    pk = models.CompositePrimaryKey("token", "division_code", "row_id")
    token = models.BigIntegerField(_("token"))
    division_code = models.BigIntegerField(_("division"))
    row_id = models.BigIntegerField(_("row"))

    class Meta:
        verbose_name = _("search token")

    def __str__(self) -> str:
        return f"{self.token} {self.row_id}"
