"""Looking somebody up needs a purpose; the look is recorded and holds for the household until signing out."""

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minzheng.kernel.access.care import Care
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


def has_purpose(request: Request, subject: Model | int) -> bool:
    """Whether a purpose was given in this session for this household (or its id), or for somebody who is in none."""
    return _key(subject) in request.session.get(_KEY, {})


def give_purpose(request: Request, subject: Model, purpose: str) -> None:
    """Record a look at a household, at somebody who is in none, or at a list of people, with its purpose.

    Raises ValidationError for a purpose that is not on the list.
    """
    if purpose not in PURPOSES:
        raise ValidationError(_("Choose what you need the names for."))
    record(
        "look_up", subject, actor=request.actor, date=request.today, purpose=purpose,
        household_id=subject.pk if _is_household(subject) else None,
        division_code=getattr(subject, "residence_code", None),
    )  # fmt: skip
    request.session[_KEY] = {**request.session.get(_KEY, {}), _key(subject): purpose}


def _is_household(subject: Model) -> bool:
    return subject._meta.model_name == "household"


def _key(subject: Model | int) -> str:
    if isinstance(subject, int):
        return str(subject)
    return str(subject.pk) if _is_household(subject) else f"{subject._meta.model_name}:{subject.pk}"


def opens(care: Care, request: Request, subject: Model | int) -> bool:
    """Whether a sensitive field is open to the reader: their work needs it, and they gave a purpose."""
    return care.allows(request.actor) and has_purpose(request, subject)
