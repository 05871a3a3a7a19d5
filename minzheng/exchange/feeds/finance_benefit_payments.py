"""What other systems of the county pay (一卡通), from the finance bureau: the whole list of each month."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, MONTHLY, month, name, number
from minzheng.kernel.declare import Code, Feed, FeedColumn, registry

DIBAO, TEKUN, LIVING, NURSING, OLD_AGE, OTHER, CHILD, ELDER_CARE, TEMPORARY, PRICE = range(1, 11)
_BENEFITS = (
    Code(DIBAO, _("minimum living allowance"), ("最低生活保障金", "城乡低保", "农村低保", "城市低保")),
    Code(TEKUN, _("support of people in extreme poverty"), ("特困人员救助供养", "特困供养")),
    Code(LIVING, _("disability living subsidy"), ("困难残疾人生活补贴",)),
    Code(NURSING, _("disability nursing subsidy"), ("重度残疾人护理补贴",)),
    Code(OLD_AGE, _("old-age allowance"), ("高龄津贴",)),
    Code(CHILD, _("allowance of a child without carers"), ("孤儿基本生活费", "事实无人抚养儿童基本生活补贴")),
    Code(ELDER_CARE, _("care subsidy of the poor and disabled old"), ("经济困难失能老年人补贴", "养老护理补贴")),
    Code(TEMPORARY, _("temporary assistance"), ("临时救助", "临时救助金")),
    Code(PRICE, _("price-linked supplement"), ("价格临时补贴",)),
    Code(OTHER, _("another benefit"), ("耕地地力保护补贴", "其他")),
)

FEED = registry.add(
    Feed(
        code="finance_benefit_payments",
        label=_("Benefits paid elsewhere"),
        owner="finance",
        department=_("Finance bureau"),
        columns=(
            name(),
            number(),
            FeedColumn("benefit", ("补贴项目", "项目名称"), "code", codes=_BENEFITS, label=_("Benefit")),
            month("发放月份", "发放年月"),
            FeedColumn("amount_fen", ("发放金额", "金额"), "money", label=_("Amount")),
        ),
        key=("resident_id", "month", "benefit"),
        as_of="month",
        legal_basis=BASIS,
        cadence=MONTHLY,
        retention_days=1825,
        covers="list",
    )
)
