"""The dated values of dibao, beside those of the shared means test."""

from minzheng.eligibility.common.codes import PaymentMode, SingleMode, TopUps
from minzheng.eligibility.common.place import PLACE as MEANS_TEST
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import MONEY, RATE, Parameter, choice
from minzheng.rulekit.lint import rises
from minzheng.rulekit.place import At, Place

_TOP_UP = "mca-2021-57#art-27"
_AMOUNT = "mca-2021-57#art-23"
_SINGLE = "mca-2021-57#art-8"

PLACE = MEANS_TEST + Place(
    At("payment_mode", Parameter("payment_mode", choice(PaymentMode), _AMOUNT, _("Shortfall or tiers"))),
    At("top_up_old", Parameter("topup.age70", RATE, _TOP_UP, _("Top-up from age 70, share of the standard"))),
    At("top_up_minor", Parameter("topup.minor", RATE, _TOP_UP, _("Top-up of a minor, share of the standard"))),
    At("top_up_severe", Parameter("topup.severe_disability", RATE, _TOP_UP, _("Top-up for severe disability"))),
    At("top_up_illness", Parameter("topup.serious_illness", RATE, _TOP_UP, _("Top-up for serious illness"))),
    At("top_up_stack", Parameter("topup_stack", choice(TopUps), _TOP_UP, _("Several top-ups of one person")), 0),
    At("single_mode", Parameter("single_mode", choice(SingleMode), _SINGLE, _("What single-person dibao pays")), 0),
    At("single_fixed", Parameter("single_fixed", MONEY, _SINGLE, _("Fixed single-person dibao a month")), 0),
    At("tier_a", Parameter("tiers.A", RATE, _AMOUNT, _("Tier A pays, share of the standard"))),
    At("tier_b", Parameter("tiers.B", RATE, _AMOUNT, _("Tier B pays, share of the standard"))),
    At("tier_c", Parameter("tiers.C", RATE, _AMOUNT, _("Tier C pays, share of the standard"))),
    At("tier_d", Parameter("tiers.D", RATE, _AMOUNT, _("Tier D pays, share of the standard"))),
    At("tier_b_below", Parameter("tier_below.B", RATE, _AMOUNT, _("Tier B below this share of the standard"))),
    At("tier_c_below", Parameter("tier_below.C", RATE, _AMOUNT, _("Tier C below this share of the standard"))),
)

rises("tier_below.B", "tier_below.C")
rises("tiers.D", "tiers.C", "tiers.B", "tiers.A")
