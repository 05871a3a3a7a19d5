"""Settled medical bills, from the medical insurance bureau, monthly."""

from django.utils.translation import gettext_lazy as _

from minzheng.kernel.access.care import HEALTH
from minzheng.kernel.declare import Feed, FeedColumn, registry

FEED = registry.add(
    Feed(
        code="medical_insurance_settlement",
        label=_("Settled medical bills"),
        owner="medical_insurance",
        department=_("Medical insurance bureau"),
        columns=(
            FeedColumn("name", ("姓名", "参保人姓名", "患者姓名")),
            FeedColumn("resident_id", ("身份证号", "身份证号码", "证件号码", "公民身份号码"), "resident_id"),
            FeedColumn("settled_on", ("结算日期", "结算时间"), "date", label=_("Settled on")),
            FeedColumn("disease", ("病种名称", "疾病名称"), required=False, label=_("Disease"), care=HEALTH),
            FeedColumn("total_fen", ("医疗总费用", "总费用", "费用总额"), "money", label=_("Total")),
            FeedColumn("self_paid_fen", ("个人自付", "个人负担", "自付金额"), "money", label=_("Self-paid")),
            FeedColumn("settlement_number", ("结算单号", "结算流水号")),
            FeedColumn("disease_code", ("病种编码", "疾病编码"), required=False),
            FeedColumn("visit_type", ("就诊类型", "医疗类别"), required=False),
        ),
        key=("settlement_number", "total_fen"),  # a reversal carries the number of its bill with the opposite sign
        as_of="settled_on",
        legal_basis=_("Interim Measures for Social Assistance, articles 57 and 58; 39号 of 2023, part 2"),
        cadence=_("monthly, by the 10th"),
        retention_days=90,
    )
)
