"""Asking another department or a charity for help, and what came of it."""

from decimal import Decimal, InvalidOperation

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minzheng.kernel.access.requests import Request
from minzheng.kernel.audit.lookups import has_purpose
from minzheng.kernel.deadlines.queries import clocks_of
from minzheng.kernel.screens.attempts import attempt
from minzheng.kernel.screens.guards import allowed, found
from minzheng.monitoring.actions import answer_referral
from minzheng.monitoring.actions import refer as ask
from minzheng.monitoring.choices import ReferredTo
from minzheng.monitoring.policies import REFER
from minzheng.monitoring.queries import referral as referral_by_id
from minzheng.monitoring.queries import referrals_of
from minzheng.registers.policies import SEE_PEOPLE
from minzheng.registers.queries import household_with_members
from minzheng.web.desk.clocks import shown_clock


@allowed(SEE_PEOPLE)
def refer(request: Request, household_id: int) -> HttpResponse:
    """The referrals of a household with their clocks and answers; whoever may refer writes a new one."""
    home, said = found(household_with_members(household_id, request.today)), request.POST
    if request.method == "POST":
        REFER.check(request.actor)
    if request.method == "POST" and attempt(
        request,
        lambda: ask(
            household=home, to=said.get("to", ""), need=said.get("need", ""), actor=request.actor, date=request.today
        ),
        _("Referred. The clock runs until the answer is written down here."),
    ):
        return redirect("refer", household_id)
    context = {
        "household": home,
        "may_refer": REFER.allows(request.actor),
        "choices": ReferredTo.choices,
        "given": said,
        "referrals": [(one, shown_clock(clocks_of(one).first(), request.today)) for one in referrals_of(household_id)],
        "revealed": has_purpose(request, household_id),
    }
    return render(request, "desk/refer.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@allowed(REFER)
def answer(request: Request, referral_id: int) -> HttpResponse:
    """Write down what came of a referral."""
    one = found(referral_by_id(referral_id))
    attempt(
        request,
        lambda: answer_referral(
            referral=one, helped="helped" in request.POST, words=request.POST.get("words", ""),
            gift_fen=_fen(request.POST.get("gift", "")), actor=request.actor, date=request.today,
        ),
        _("Written down. It stands in the household's chain."),
    )  # fmt: skip
    return redirect("refer", one.household_id)


def _fen(yuan: str) -> int | None:
    """An amount typed in yuan, in fen; None where none was typed."""
    try:
        amount = Decimal(yuan.replace(",", "").strip())
    except InvalidOperation:
        return None
    return int(amount * 100) if amount.is_finite() and amount > 0 else None
