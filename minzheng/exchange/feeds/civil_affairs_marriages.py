"""Marriages and divorces registered, from the bureau's own registry; each is about two people."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS
from minzheng.kernel.declare import Code, Feed, FeedColumn, registry

MARRIED, DIVORCED, ANNULLED = range(1, 4)
_KINDS = (
    Code(MARRIED, _("marriage"), ("结婚登记", "补领结婚证")),
    Code(DIVORCED, _("divorce"), ("离婚登记", "补领离婚证")),
    Code(ANNULLED, _("marriage annulled"), ("撤销婚姻", "撤销登记")),
)

FEED = registry.add(
    Feed(
        code="civil_affairs_marriages",
        label=_("Marriages and divorces"),
        owner="civil_affairs",
        department=_("Civil affairs bureau"),
        columns=(
            FeedColumn("husband", ("男方姓名",)),
            FeedColumn("husband_id", ("男方证件号", "男方身份证号"), "resident_id"),
            FeedColumn("wife", ("女方姓名",)),
            FeedColumn("wife_id", ("女方证件号", "女方身份证号"), "resident_id"),
            FeedColumn("kind", ("业务类型",), "code", codes=_KINDS, label=_("Registered")),
            FeedColumn("registered_on", ("登记日期",), "date", label=_("Registered on")),
            FeedColumn("certificate", ("证书字号", "证书编号"), label=_("Number of the certificate")),
        ),
        key=("certificate", "kind"),
        as_of="registered_on",
        legal_basis=BASIS,
        cadence=_("daily"),
        retention_days=1825,
        covers="all",
        persons=(("husband", "husband_id"), ("wife", "wife_id")),
    )
)
