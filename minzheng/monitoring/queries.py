"""Reading alerts, and what an officer has to know before somebody is sent: where they are and who would go."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from minzheng.eligibility.queries import people_changed_since
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.models import Post
from minzheng.kernel.access.scope import EVERYTHING, Scope, subtree
from minzheng.kernel.deadlines.queries import late
from minzheng.kernel.declare import registry
from minzheng.monitoring.choices import AlertStatus, Level
from minzheng.monitoring.models import AlertHit, AlertRun, Referral, RuleStanding, Tip


def alerts_in(scope: Scope) -> QuerySet[AlertHit]:
    """Alerts of a scope with what a queue shows, the newest and most urgent first."""
    return (
        AlertHit.objects.filter(scope.q("division_code"))
        .select_related("household__head", "person", "task")
        .order_by("-month", "level", "id")
    )


def alerts_of(household_id: int) -> QuerySet[AlertHit]:
    """The alerts of a household, newest first."""
    return AlertHit.objects.filter(household_id=household_id).select_related("person", "task").order_by("-month", "-id")


def alerts_of_task(task_id: int) -> QuerySet[AlertHit]:
    """The reasons there are to go."""
    return AlertHit.objects.filter(task_id=task_id).select_related("person").order_by("level", "id")


def people_alerted(facts: Iterable[str]) -> set[int]:
    """The people about whom an alert of one of these facts was raised: the reports are its evidence."""
    codes = set(facts)
    rules = [alert.code for alert in registry.alerts if alert.fact in codes]
    return set(AlertHit.objects.filter(rule__in=rules).order_by().values_list("person_id", flat=True).distinct())


def alert(alert_id: int) -> AlertHit | None:
    """One alert, if it is in scope."""
    return AlertHit.objects.filter(pk=alert_id).select_related("person", "household__head", "task").first()


def urgency(level: str) -> int:
    """The place of a level in the order of urgency, the most urgent first."""
    return Level.values.index(level)


def told_of_since(month: date) -> list[int] | None:
    """The people of whom a fact has changed since the alerts of a month were raised; None where none were yet."""
    before = AlertRun.objects.filter(month=month).values_list("run", flat=True).first()
    return None if before is None else people_changed_since(before)


def tips_of(household_id: int) -> QuerySet[Tip]:
    """What was told of a household, newest first."""
    return Tip.objects.filter(household_id=household_id).select_related("taken_by").order_by("-told_on", "-id")


#: The code of the clock that runs until a referral is answered.
REFERRAL_CLOCK = "referral"


def referrals_of(household_id: int) -> QuerySet[Referral]:
    """Whom a household was referred to, newest first, with the answers."""
    found = Referral.objects.filter(household_id=household_id)
    return found.select_related("answer__taken_by", "referred_by").order_by("-referred_on", "-id")


def referral(referral_id: int) -> Referral | None:
    """One referral, if it is in scope."""
    return Referral.objects.filter(pk=referral_id).select_related("household").first()


def late_referrals(scope: Scope, on: date) -> list[tuple[Referral, date]]:
    """Referrals whose answer should have come before a day, with that day; the longest ago first.  Two queries."""
    clocks = late(scope, on).filter(code=REFERRAL_CLOCK)
    due = dict(clocks.values_list("subject_id", "due_on"))
    return [(one, due[one.pk]) for one in Referral.objects.filter(pk__in=due).select_related("household__head")]


def new_alerts(scope: Scope = EVERYTHING) -> QuerySet[AlertHit]:
    """The alerts of a scope for which nobody has been sent yet, without those of rules that are watched only."""
    return AlertHit.objects.filter(scope.q("division_code"), status=AlertStatus.NEW).exclude(watched())


def standings() -> list[RuleStanding]:
    """How each rule stands in each county, where somebody has said anything of it."""
    newest = RuleStanding.objects.order_by("rule", "division", "-id").distinct("rule", "division")
    return list(newest.select_related("set_by"))


def watched() -> Q:
    """The alerts of rules that are watched only, each in the counties where it is.  One query."""
    found = Q(pk__in=[])
    for standing in standings():
        if standing.watched:
            low, high = subtree(standing.division)
            found |= Q(rule=standing.rule, division_code__gte=low, division_code__lt=high)
    return found


def chosen_alerts(scope: Scope, villages: Iterable[int], households: Iterable[int]) -> QuerySet[AlertHit]:
    """The new alerts of a scope in whole villages, and of single households."""
    return new_alerts(scope).filter(Q(division_code__in=list(villages)) | Q(household_id__in=list(households)))


def workers_of(villages: Iterable[int], on: date) -> dict[int, list[str]]:
    """The names of the village workers of each of these villages on a day."""
    posts = Post.objects.filter(role=Role.VILLAGE_WORKER, valid_from__lte=on).exclude(valid_to__lte=on)
    held = [(Scope.of(*post.divisions), post.user.name) for post in posts.select_related("user").order_by("id")]
    return {code: [name for scope, name in held if scope.covers(code)] for code in villages}
