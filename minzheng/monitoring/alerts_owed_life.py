"""Signs by a turn of life that something paid may no longer be owed."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from minzheng.eligibility.facts import (
    CAME_BACK,
    CHILD_BEREFT,
    CUSTODY_KIND,
    CUSTODY_UNTIL,
    LEFT_COUNTRY,
    MARRIED_ON,
    MOVED_IN,
    MOVED_OUT,
    SCHOOL_STAGE,
    TURNED_18,
)
from minzheng.exchange.feeds.justice_inmates import DETOX
from minzheng.kernel.declare import Alert, Seen, registry
from minzheng.monitoring.alerts_people import parents_of
from minzheng.monitoring.choices import Level
from minzheng.monitoring.facts import UNSEEN
from minzheng.monitoring.rules_owed_life import (
    ABROAD_DAYS,
    DETOX_DAYS,
    FREED_DAYS,
    GROWN_AGE,
    MOVED_MONTHS,
    SUPPORTER_MONTHS,
    TRACE_MONTHS,
    abroad,
    grown_off_school,
    moved_away,
    no_sign_of_life,
    parent_back,
    supporter_new,
)
from minzheng.monitoring.rules_owed_people import held_and_paid
from minzheng.monitoring.seeing import days_since, drawn_for, draws_own, figure, helped, months_since, newest


def _days_free(seen: Seen) -> list[int]:
    """For each parent whose custody is over: for how many days."""
    over = [figure(parent, CUSTODY_UNTIL.code) for parent in parents_of(seen) if not parent.dead]
    return [days_since(seen, until) for until in over if 0 < until <= seen.on.toordinal()]


def _held_and_paid(seen: Seen) -> bool:
    return held_and_paid(
        figure(seen.me, CUSTODY_KIND.code) == DETOX and bool(drawn_for(seen)),
        max(-days_since(seen, seen.value), 0),
        seen.line,
    )


def _moved_away(seen: Seen) -> bool:
    return moved_away(helped(seen), months_since(seen), figure(seen.me, MOVED_IN.code) >= seen.value, seen.line)


def _abroad(seen: Seen) -> bool:
    return abroad(bool(drawn_for(seen)), days_since(seen), figure(seen.me, CAME_BACK.code) >= seen.value, seen.line)


def _grown_off_school(seen: Seen) -> bool:
    return grown_off_school(
        seen.me.age,
        draws_own(seen, "child_allowances", "extreme_poverty"),
        SCHOOL_STAGE.code in seen.me.facts,
        seen.line,
    )


def _parent_back(seen: Seen) -> bool:
    return parent_back(
        draws_own(seen, "child_allowances"), bool(_days_free(seen)), min(_days_free(seen), default=0), seen.line
    )


def _no_sign_of_life(seen: Seen) -> bool:
    return no_sign_of_life(bool(seen.me.drawn), months_since(seen, date.fromordinal(seen.value)), seen.line)


IN_DETOX = registry.add(
    Alert(
        code="I09",
        label=_("In compulsory detoxification and still counted"),
        level=Level.RED,
        fact=CUSTODY_UNTIL.code,
        parameter=DETOX_DAYS.key,
        test=_held_and_paid,
        sentence=_(
            "In compulsory detoxification since %(value)s for %(threshold)s days or more, and a benefit"
            " is drawn for them."
        ),
        days_to_verify=5,
        suggested=_("Check the report; have the household assessed anew without them."),
        value=newest,
        unit="date",
        line_unit="days",
        also=(CUSTODY_KIND.code,),
        verifier="township",
        wrongful=True,
    )
)

MOVED_AWAY = registry.add(
    Alert(
        code="I15",
        label=_("The registration was moved away"),
        level=Level.ORANGE,
        fact=MOVED_OUT.code,
        parameter=MOVED_MONTHS.key,
        test=_moved_away,
        sentence=_(
            "The registration was moved away on %(value)s while an allowance is drawn. It is handed over"
            " within %(threshold)s months."
        ),
        days_to_verify=7,
        suggested=_("Hand over to the other county; pay until it has taken over."),
        unit="date",
        line_unit="months",
        also=(MOVED_IN.code,),
        once="household",
        verifier="township",
        wrongful=True,
    )
)

ABROAD = registry.add(
    Alert(
        code="I16",
        label=_("Abroad for long"),
        level=Level.YELLOW,
        fact=LEFT_COUNTRY.code,
        parameter=ABROAD_DAYS.key,
        test=_abroad,
        sentence=_(
            "Left the country on %(value)s and is not known to have come back. From %(threshold)s days on"
            " somebody asks."
        ),
        days_to_verify=15,
        suggested=_("Get in touch; only a decision puts the payment on hold."),
        unit="date",
        line_unit="days",
        also=(CAME_BACK.code,),
        verifier="township",
        wrongful=True,
    )
)

GROWN_OFF_SCHOOL = registry.add(
    Alert(
        code="I17",
        label=_("Eighteen, and not at school"),
        level=Level.ORANGE,
        fact=TURNED_18.code,
        parameter=GROWN_AGE.key,
        test=_grown_off_school,
        sentence=_("Came of age on %(value)s (%(threshold)s) with a benefit for children, and is on no school's list."),
        days_to_verify=7,
        suggested=_("End it if so; help to find work, a place to live and the schemes for grown-ups."),
        unit="date",
        line_unit="count",
        also=(SCHOOL_STAGE.code,),
        verifier="township",
        wrongful=True,
    )
)

SUPPORTER_NEW = registry.add(
    Alert(
        code="I18",
        label=_("Somebody new who can support them"),
        level=Level.ORANGE,
        fact=MARRIED_ON.code,
        parameter=SUPPORTER_MONTHS.key,
        test=lambda seen: supporter_new(draws_own(seen, "extreme_poverty"), months_since(seen), seen.line),
        sentence=_(
            "Married on %(value)s while supported in extreme poverty. It is tested again within %(threshold)s months."
        ),
        days_to_verify=15,
        suggested=_("Ask whether the spouse can support them; seven days' notice before an end."),
        unit="date",
        line_unit="months",
        verifier="township",
        wrongful=True,
    )
)

PARENT_BACK = registry.add(
    Alert(
        code="I20",
        label=_("A parent is free again"),
        level=Level.ORANGE,
        fact=CHILD_BEREFT.code,
        parameter=FREED_DAYS.key,
        test=_parent_back,
        sentence=_(
            "A parent of a child born on %(value)s, with a benefit for children without carers, is free"
            " again. It is tested within %(threshold)s days."
        ),
        days_to_verify=7,
        suggested=_("Ask whether the parent cares for the child again; pay until it is decided."),
        unit="date",
        line_unit="days",
        once="household",
        wrongful=True,
    )
)

NO_SIGN_OF_LIFE = registry.add(
    Alert(
        code="I31",
        label=_("No sign of life"),
        level=Level.YELLOW,
        fact=UNSEEN.code,
        parameter=TRACE_MONTHS.key,
        test=_no_sign_of_life,
        sentence=_(
            "Seen last on %(value)s, or not since: no bill, no health check, no visit. Somebody looks"
            " after %(threshold)s months."
        ),
        days_to_verify=10,
        suggested=_("Visit, or speak with them by telephone or video."),
        unit="date",
        line_unit="months",
        needs=("health_elder_checks",),
        wrongful=True,
    )
)
