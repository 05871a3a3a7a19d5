"""Looking somebody up needs a purpose; the look is recorded and holds for the household until signing out."""

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minzheng.kernel.access.requests import Request
from minzheng.kernel.audit.actions import record

PURPOSES = {
    "case": gettext_lazy("Working on a case"),
    "visit": gettext_lazy("Visiting the household"),
    "enquiry": gettext_lazy("Answering the household's own enquiry"),
    "check": gettext_lazy("Checking payments or data"),
    "audit": gettext_lazy("Audit or supervision"),
}
_KEY = "purposes"


def has_purpose(request: Request, household_id: int) -> bool:
    """Whether a purpose was given for this household in this session."""
    return str(household_id) in request.session.get(_KEY, {})


def give_purpose(request: Request, household: Model, purpose: str) -> None:
    """Record the look with its purpose.  Raises ValidationError for a purpose that is not on the list."""
    if purpose not in PURPOSES:
        raise ValidationError(_("Choose what you need the names for."))
    record(
        "look_up", household, actor=request.actor, date=request.today, purpose=purpose, household_id=household.pk,
        division_code=household.residence_code,  # type: ignore[attr-defined]
    )  # fmt: skip
    request.session[_KEY] = {**request.session.get(_KEY, {}), str(household.pk): purpose}
