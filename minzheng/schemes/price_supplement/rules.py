"""Price-linked supplement: when it starts and what a person gets for the month."""

from minzheng.rulekit.i18n import _
from minzheng.rulekit.money import FEN_PER_YUAN, MONTHS, ceil_div
from minzheng.rulekit.rule import rule


@rule(law="ndrc-2021-1553#trigger", label=_("Price mechanism starts"))
def starts(consumer, food, place):
    """One month's rise of consumer prices or of food prices reaches its trigger."""
    return consumer >= place.consumer_trigger or food >= place.food_trigger


@rule(law="ndrc-2021-1553#amount", label=_("Supplement of a person"), unit="fen")
def amount_per_person(consumer, place):
    """The monthly standard times the rise of consumer prices, rounded up to a yuan, not below the local floor."""
    rise = max(consumer, 0) * place.standard_year  # hundredths of a percent of a yearly standard
    yuan = ceil_div(rise, 10_000 * MONTHS * FEN_PER_YUAN)
    return max(yuan * FEN_PER_YUAN, place.floor)
