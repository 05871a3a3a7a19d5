"""What is known of family, schooling and custody."""

from django.utils.translation import gettext_lazy as _

from minzheng.eligibility.facts.health import DEATH_DATE
from minzheng.eligibility.facts.living import (
    children_bereft,
    old_without_young,
    turned_eighteen,
    turned_sixty,
    very_old,
)
from minzheng.exchange.feeds import civil_affairs_marriages as marriages
from minzheng.exchange.feeds.education_enrolment import COLLEGE
from minzheng.kernel.declare import Day, Fact, FromFeed, FromRegister, Gone, Latest, registry

CUSTODY_UNTIL = registry.add(
    Fact(
        code="custody_until",
        label=_("Expected end of custody"),
        unit="date",
        sources=(FromFeed("justice_inmates", Day("until")),),
        purpose=_("children whose parents are held; payments to those held"),
        unknown=_("Not held here: other places do not report."),
    )
)

MARRIED_ON = registry.add(
    Fact(
        code="married_on",
        label=_("Day of marriage"),
        unit="date",
        sources=(FromFeed(marriages.FEED.code, Day(among=("kind", (marriages.MARRIED,)))),),
        purpose=_("members of a household"),
        unknown=_("No marriage registered here."),
        age_days=400,
    )
)

DIVORCED_ON = registry.add(
    Fact(
        code="divorced_on",
        label=_("Day of divorce"),
        unit="date",
        sources=(FromFeed(marriages.FEED.code, Day(among=("kind", (marriages.DIVORCED,)))),),
        purpose=_("members of a household"),
        unknown=_("No divorce registered here."),
        age_days=400,
    )
)

LEFT_SCHOOL = registry.add(
    Fact(
        code="left_school",
        label=_("Last term on the lists of the schools"),
        unit="date",
        sources=(FromFeed("education_enrolment", Gone(lists=1)),),
        purpose=_("children who left school early"),
        unknown=_("In no list: at school elsewhere, or never at school."),
    )
)

SCHOOL_HARDSHIP = registry.add(
    Fact(
        code="school_hardship",
        label=_("Whether the school found hardship"),
        unit="code",
        sources=(FromFeed("education_enrolment", Latest("in_hardship")),),
        purpose=_("finding hardship"),
        unknown=_("Not at school here."),
        age_days=250,
    )
)

SCHOOL_STAGE = registry.add(
    Fact(
        code="school_stage",
        label=_("Stage of schooling"),
        unit="code",
        sources=(FromFeed("education_enrolment", Latest("stage")),),
        purpose=_("aid for students; the end of benefits for children"),
        unknown=_("Not at school here."),
        age_days=250,
    )
)

SCHOOL_AID = registry.add(
    Fact(
        code="school_aid",
        label=_("Whether aid was granted for the term at college"),
        unit="code",
        sources=(FromFeed("education_enrolment", Latest("aided", among=("stage", (COLLEGE,)))),),
        purpose=_("aid for students"),
        unknown=_("No aid reported."),
        age_days=250,
    )
)

OLD_ALONE = registry.add(
    Fact(
        code="old_alone",
        label=_("Birthday of an old person without anybody younger at home"),
        unit="date",
        sources=(FromRegister(_("the register of people"), old_without_young),),
        purpose=_("finding old people whom nobody supports"),
        unknown=_("Somebody younger lives there."),
    )
)

TURNED_18, TURNED_60 = (
    registry.add(
        Fact(
            code=code,
            label=label,
            unit="date",
            sources=(FromRegister(_("the register of people"), rows),),
            purpose=_("what begins and ends with an age"),
            unknown=_("Another age."),
        )
    )
    for code, label, rows in (
        ("turned_18", _("Eighteenth birthday within the last months"), turned_eighteen),
        ("turned_60", _("Sixtieth birthday within the last months"), turned_sixty),
    )
)

VERY_OLD = registry.add(
    Fact(
        code="very_old",
        label=_("Birthday of somebody of 80 or more"),
        unit="date",
        sources=(FromRegister(_("the register of people"), very_old),),
        purpose=_("allowances of old age"),
        unknown=_("Younger than 80."),
    )
)

CHILD_BEREFT = registry.add(
    Fact(
        code="child_bereft",
        label=_("Birthday of a child at whose home somebody died or is held"),
        unit="date",
        sources=(
            FromRegister(
                _("the register of people and the reports of deaths and custody"),
                children_bereft,
                follows=(DEATH_DATE.code, CUSTODY_UNTIL.code),
            ),
        ),
        purpose=_("children whom nobody cares for"),
        unknown=_("Nobody of the home is reported dead or held."),
    )
)
