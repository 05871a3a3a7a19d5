"""What acts are called when the record is read.  A test finds the act that has no name here."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "create": _("entered"),
    "change": _("changed"),
    "look_up": _("looked up"),
    "export": _("taken out as a file"),
    "keep_view": _("view kept"),
    "forget_view": _("view forgotten"),
    "try_import": _("file of rows tried"),
    "write_import": _("file of rows written"),
    "give_post": _("post given"),
    "end_post": _("post ended"),
    "create_user": _("user entered"),
    "set_active": _("sign-in allowed or stopped"),
    "set_password": _("password set"),
    "open_transfer": _("transfer opened"),
    "end_transfer": _("transfer ended"),
    "issue_task": _("visit ordered"),
    "record_visit": _("visit recorded"),
    "open_case": _("case opened"),
    "assess": _("rules applied"),
    "propose": _("opinion put"),
    "decide": _("decided"),
    "return_case": _("returned for rework"),
    "extend_case": _("deadline put off"),
    "give_award": _("award given"),
    "prepare_run": _("payments prepared"),
    "look_at_run": _("payments looked at again"),
    "approve_run": _("payments approved"),
    "make_bank_file": _("bank file made"),
    "look_at_bank_file": _("bank file taken again"),
    "raise_alerts": _("alerts raised"),
    "receive_file": _("file taken in"),
    "receive_file_again": _("file sent a second time"),
    "refuse_file": _("file refused"),
    "refute_report": _("report found wrong"),
}


def label(verb: str) -> str:
    """What an act is called, in the reader's language."""
    return str(VERBS.get(verb, verb))
