"""Disabled persons' federation (残联): cards.

The first file holds every card; later ones those issued, renewed, changed or cancelled since.
"""

from minzheng.kernel.testing.county.arrays import texts
from minzheng.kernel.testing.county.files.dataset import Dataset, Rows, mixed_dates, plain_dates
from minzheng.kernel.testing.county.files.identity import days_of, named, sex_words
from minzheng.kernel.testing.county.records import Card
from minzheng.kernel.testing.county.society import society
from minzheng.kernel.testing.county.world import World

CARDS = Dataset(
    slug="disability_federation_cards",
    title="持证残疾人信息",
    encoding="xlsx",
    lag=(0.8, 0.16, 0.04),
    repeats=0.006,
    blanks={"联系电话": 0.15},
)
_LEVELS = {1: "一级", 2: "二级", 3: "三级", 4: "四级"}


def cards(world: World) -> tuple[Dataset, Rows]:
    """Every card and every change of one; a first list arrives whole."""
    papers = sorted(world.papers.cards, key=lambda card: (card.reported, card.person))
    dice = world.plan.dice("cards")
    person = [card.person for card in papers]
    categories = society()["disability_categories"]
    issued = days_of([card.issued for card in papers])
    columns = {
        **named(world, person),
        "性别": sex_words(world, person),
        "残疾人证号": texts([_number(world, card) for card in papers]),
        "残疾类别": texts([categories[card.category] for card in papers]),
        "残疾等级": texts([_LEVELS[card.level] for card in papers]),
        "发证日期": mixed_dates(dice, issued),
        "有效期至": plain_dates(issued + 3652),
        "证件状态": texts([card.status for card in papers]),
        "联系电话": world.people.phone[person],
    }
    return CARDS, Rows(columns, days_of([card.reported for card in papers]))


def _number(world: World, card: Card) -> str:
    suffix = f"B{card.replacement}" if card.replacement else ""
    return f"{world.people.resident_id[card.person]}{card.category}{card.level}{suffix}"
