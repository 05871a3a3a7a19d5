"""Disability cards, from the disabled persons' federation: a first list of all, then what was issued or changed."""

from django.utils.translation import gettext_lazy as _

from minzheng.kernel.access.care import HEALTH
from minzheng.kernel.declare import Code, Feed, FeedColumn, registry

#: States of a card.  A list of all cards says of most only that they are in force.
IN_FORCE, NEW, RENEWED, REGRADED, CANCELLED = range(1, 6)
INTELLECT, MIND = 5, 6

_CATEGORIES = (  # GB/T 26341-2010
    Code(1, _("sight"), ("视力", "视力残疾", "1")),
    Code(2, _("hearing"), ("听力", "听力残疾", "2")),
    Code(3, _("speech"), ("言语", "言语残疾", "3")),
    Code(4, _("limbs"), ("肢体", "肢体残疾", "4")),
    Code(INTELLECT, _("intellect"), ("智力", "智力残疾", "5")),
    Code(MIND, _("mind"), ("精神", "精神残疾", "6")),
    Code(7, _("several"), ("多重", "多重残疾", "7")),
)
_LEVELS = (
    Code(1, _("level 1"), ("一级", "壹级", "1级", "1")),
    Code(2, _("level 2"), ("二级", "贰级", "2级", "2")),
    Code(3, _("level 3"), ("三级", "叁级", "3级", "3")),
    Code(4, _("level 4"), ("四级", "肆级", "4级", "4")),
)
_STATES = (
    Code(IN_FORCE, _("in force"), ("正常", "有效")),
    Code(NEW, _("newly issued"), ("新办", "新证")),
    Code(RENEWED, _("renewed"), ("换领", "换证", "补证")),
    Code(REGRADED, _("regraded"), ("等级变更", "变更")),
    Code(CANCELLED, _("cancelled"), ("注销", "作废")),
)

FEED = registry.add(
    Feed(
        code="disability_federation_cards",
        label=_("Disability cards"),
        owner="disability_federation",
        department=_("Disabled persons' federation"),
        columns=(
            FeedColumn("name", ("姓名", "残疾人姓名")),
            FeedColumn("resident_id", ("身份证号", "身份证号码", "公民身份号码"), "resident_id"),
            # The number of a card begins with its holder's identity number.
            FeedColumn("card_number", ("残疾人证号", "残疾证号"), kept=False),
            FeedColumn("issued_on", ("发证日期", "签发日期"), "date", label=_("Issued on")),
            FeedColumn(
                "category", ("残疾类别", "残疾类型"), "code", codes=_CATEGORIES, label=_("Category"), care=HEALTH
            ),
            FeedColumn("level", ("残疾等级", "残疾级别"), "code", codes=_LEVELS, label=_("Level of the card")),
            FeedColumn("valid_until", ("有效期至",), "date", required=False, blank=True, label=_("Valid until")),
            FeedColumn("state", ("证件状态", "办证状态"), "code", codes=_STATES, label=_("State")),
        ),
        key=("card_number", "issued_on", "state"),
        as_of="issued_on",
        legal_basis=_("Interim Measures for Social Assistance, articles 57 and 58; 52号 of 2015"),
        cadence=_("a first list of all, then monthly changes"),
        retention_days=3650,
        covers="all",
        takes_back=("state", CANCELLED),
    )
)
