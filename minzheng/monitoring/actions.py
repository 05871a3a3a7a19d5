"""Raising alerts from facts, sending somebody to look, and taking what they found."""

from collections.abc import Iterable
from datetime import date as Date
from itertools import groupby

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from minzheng.casework.actions import Order, in_working_days, issue_visits
from minzheng.casework.choices import VisitVerdict
from minzheng.casework.models import Visit
from minzheng.casework.policies import ISSUE_TASK
from minzheng.exchange.actions import refute
from minzheng.exchange.queries import feeds_at_hand
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.actions import action, record
from minzheng.kernel.deadlines.actions import finish_clock, start_clock
from minzheng.kernel.deadlines.clock import Period, Unit
from minzheng.kernel.deadlines.queries import clocks_of
from minzheng.kernel.declare import Count, FromFeed, Gone, Sum, registry
from minzheng.monitoring.choices import AlertStatus, ReferredTo, TipSource
from minzheng.monitoring.limits import REFERRAL_DAYS
from minzheng.monitoring.looking import candidates, hits, homes_for, lines_in_force, shown_before, subject_of
from minzheng.monitoring.models import AlertHit, AlertRun, Referral, ReferralAnswer, RuleStanding, Tip
from minzheng.monitoring.policies import RAISE, REFER, SET_STANDING, TAKE_TIP
from minzheng.monitoring.precision import rule_records
from minzheng.monitoring.queries import REFERRAL_CLOCK, standings, watched
from minzheng.monitoring.tips import TIP
from minzheng.monitoring.turns import turns
from minzheng.registers.models import Household
from minzheng.registers.queries import homes_on, memberships_on
from minzheng.rulekit.decision import parameters

_STATUS_AFTER = {
    VisitVerdict.NEEDS_SCHEME: AlertStatus.CONFIRMED,
    VisitVerdict.NEEDS_REFERRAL: AlertStatus.CONFIRMED,
    VisitVerdict.NO_NEED: AlertStatus.NO_NEED,
    VisitVerdict.WRONG_DATA: AlertStatus.WRONG,
}


@action(RAISE)
def raise_alerts(
    *, month: Date, actor: Actor, date: Date, place: tuple[int, int] | None = None,
    people: Iterable[int] | None = None,
) -> int:  # fmt: skip
    """Raise the alerts of a month from its facts, and return how many are new.  Run again, it raises none twice.

    place   a half-open range of codes of 12 digits, where only people there are looked at.
    people  where only they are looked at, and everybody whom they live with.
    """
    came = feeds_at_hand(month)
    among = None if people is None else [row.person for row in homes_on(date, people)]
    asked = [alert for alert in registry.alerts if came.issuperset(alert.needs)]
    looked_at = candidates(asked, month, date, place=place, among=among)
    homes = homes_for(looked_at, month, date)
    before = shown_before(month, homes)
    found = [
        hit
        for alert, values in looked_at
        for hit in hits(alert, values, homes, month, date, before.get(alert.code, {}))
    ]
    new = _raise(found, month)
    told = {"month": str(month), "new": new} | ({"place": place} if place else {})
    record("raise_alerts", "monitoring.alerthit", actor=actor, date=date, new=told)
    return new


def alerts_raised(month: Date, run: int) -> None:
    """Keep up to which run of the facts the alerts of a month were raised."""
    AlertRun.objects.update_or_create(month=month, defaults={"run": run})


@action(ISSUE_TASK)
def issue_tasks(*, actor: Actor, date: Date, alerts: QuerySet[AlertHit] | None = None) -> int:
    """Send somebody to every household with a new alert, once a household, and return how many alerts were issued.

    Households for whom no visit of their village is left this month wait, the least urgent first; their alerts stay in
    the queue.  Nobody is sent for a rule that is watched only.

    alerts      only those of these that are new still; all that are in scope where none are named.
    """
    asked = (AlertHit.objects.all() if alerts is None else alerts).filter(status=AlertStatus.NEW).exclude(watched())
    new_ones = list(asked.select_for_update().order_by("household_id", "id"))
    homes = {home: list(theirs) for home, theirs in groupby(new_ones, key=lambda hit: hit.household_id)}
    waits = turns(homes, date).waits
    waiting = [hit for hit in new_ones if hit.household_id not in waits]
    due = {alert.code: in_working_days(date, alert.days_to_verify) for alert in registry.alerts}
    orders = [Order(hit.household_id, hit.division_code, hit.level, due[hit.rule]) for hit in waiting]
    tasks = issue_visits(orders=orders, actor=actor, date=date)
    for hit in waiting:
        hit.task, hit.status = tasks[hit.household_id], AlertStatus.ISSUED
    AlertHit.objects.bulk_update(waiting, ["task", "status"], batch_size=2000)
    new = {"alerts": [hit.pk for hit in waiting], "put_off": sorted(waits)}
    record("issue_alerts", "monitoring.alerthit", actor=actor, date=date, new=new)
    return len(waiting)


@action(TAKE_TIP)
def take_tip(*, household: Household, person_id: int, source: str, words: str, actor: Actor, date: Date) -> AlertHit:
    """Write down what somebody told of a household, and raise its alert at once, in the queue of all the others.

    A tip in a month that has one already makes that alert wait anew, unless somebody is on the way.  Raises
    ValidationError, in words, where nothing was told or the person is not of the household.
    """
    if not words.strip() or source not in TipSource.values:
        raise ValidationError(_("Write what was told, and how it came to you."))
    if not memberships_on(date).filter(household_id=household.pk, person_id=person_id).exists():
        raise ValidationError(_("Choose somebody of this household."))
    place = household.residence_code
    tip = Tip.objects.create(
        source=source, person_id=person_id, household=household, division_code=place, words=words.strip(),
        told_on=date, taken_by_id=actor.person,
    )  # fmt: skip
    line = lines_in_force(TIP, str(place)[:6], date)[TIP.parameter]
    said = {"value": date.toordinal(), "data_date": date, "threshold": line}
    hit, new = AlertHit.objects.get_or_create(
        rule=TIP.code, person_id=person_id, month=date.replace(day=1),
        defaults={"level": TIP.level, "household": household, "division_code": place, **said},
    )  # fmt: skip
    if not new and hit.status != AlertStatus.ISSUED:
        AlertHit.objects.filter(pk=hit.pk).update(status=AlertStatus.NEW, task=None, **said)
    record("take_tip", tip, actor=actor, date=date, new={"source": source, "alert": hit.pk})
    return hit


@action(REFER)
def refer(*, household: Household, to: str, need: str, actor: Actor, date: Date) -> Referral:
    """Ask another department or a charity to help a household; a clock runs until it answers.

    Raises ValidationError, in words, where nothing is asked for.
    """
    if not need.strip() or to not in ReferredTo.values:
        raise ValidationError(_("Choose who is asked, and write what is needed."))
    asked = Referral.objects.create(
        household=household, division_code=household.residence_code, to=to, need=need.strip(), referred_on=date,
        referred_by_id=actor.person,
    )  # fmt: skip
    days = parameters().value(REFERRAL_DAYS.key, household.residence_code, date)
    period = Period(days, Unit.WORKING_DAYS, REFERRAL_DAYS.law)
    start_clock(code=REFERRAL_CLOCK, subject=asked, period=period, actor=actor, date=date)
    record("refer", asked, actor=actor, date=date, new={"to": to})
    return asked


@action(REFER)
def answer_referral(
    *, referral: Referral, helped: bool, words: str, gift_fen: int | None, actor: Actor, date: Date
) -> ReferralAnswer:  # fmt: skip
    """Write down what came of a referral; its clock has run.

    gift_fen    what a gift was worth, if there was one.  Raises ValidationError, in words, for no words or twice.
    """
    if not words.strip():
        raise ValidationError(_("Write what was answered."))
    if ReferralAnswer.objects.filter(referral=referral).exists():
        raise ValidationError(_("This referral was answered already."))
    answer = ReferralAnswer.objects.create(
        referral=referral, helped=helped, words=words.strip(), gift_fen=gift_fen if helped else None,
        answered_on=date, taken_by_id=actor.person,
    )  # fmt: skip
    for clock in clocks_of(referral).filter(code=REFERRAL_CLOCK, done_on=None):
        finish_clock(clock=clock, actor=actor, date=date)
    record("answer_referral", referral, actor=actor, date=date, new={"helped": helped})
    return answer


@action(SET_STANDING)
def set_standing(*, rule: str, division: str, watch: bool, reason: str, actor: Actor, date: Date) -> RuleStanding:
    """Have a rule send nobody in a county any more (it goes on being counted), or again, with the figures of the day.

    division    the 6 digits of the county.

    Raises ValidationError, in words, for another's county, where no reason is given, or nothing would change.
    """
    if not actor.scope.covers(int(division) * 10**6):
        raise ValidationError(_("This place is not yours to set rules for."))
    if not reason.strip():
        raise ValidationError(_("Write the reason."))
    now = {(each.rule, each.division): each.watched for each in standings()}.get((rule, division), False)
    if now == watch:
        raise ValidationError(_("The rule stands like that already."))
    told = next(each for each in rule_records(actor.scope, date.replace(day=1)) if each.alert.code == rule)
    standing = RuleStanding.objects.create(
        rule=rule, division=division, watched=watch, reason=reason.strip(), set_by_id=actor.person, set_on=date,
        figures={"alerts": told.alerts, "looked_at": told.looked_at, "confirmed": told.confirmed},
    )  # fmt: skip
    record("watch_rule" if watch else "unwatch_rule", standing, actor=actor, date=date, new={"rule": rule})
    return standing


def take_verdict(visit: Visit, actor: Actor) -> int:
    """Answer the alerts that a visit was made for by what it found; where nobody was met, somebody goes again.

    A single report found wrong counts no more from then on.  A sum has no single report behind it; and where the visit
    had several reasons, nobody can tell which of them was wrong: then the department has to take its report back.
    """
    answered = AlertHit.objects.filter(task_id=visit.task_id, status=AlertStatus.ISSUED)
    if visit.verdict == VisitVerdict.WRONG_DATA and len(answered) == 1:
        who, when = answered[0].person_id, answered[0].data_date
        for source in registry.facts[registry.alerts[answered[0].rule].fact].sources:
            if isinstance(source, FromFeed) and not isinstance(source.how, (Sum, Count, Gone)):
                refute(feed=source.feed, person_id=who, as_of=when, actor=actor, date=visit.visited_on)
    if visit.verdict == VisitVerdict.NOT_FOUND:
        return answered.update(status=AlertStatus.NEW, task=None)
    return answered.update(status=_STATUS_AFTER[VisitVerdict(visit.verdict)])


def _raise(found: list[AlertHit], month: Date) -> int:
    """Write down the alerts that were not raised before, and return how many they are."""
    households = {hit.household_id for hit in found}
    raised = AlertHit.objects.filter(month=month, household__in=households)
    before = {(rule, subject_of(rule, *who)) for rule, *who in raised.values_list("rule", "person_id", "household_id")}
    new = [hit for hit in found if (hit.rule, subject_of(hit.rule, hit.person_id, hit.household_id)) not in before]
    AlertHit.objects.bulk_create(new, ignore_conflicts=True, batch_size=2000)
    return len(new)
