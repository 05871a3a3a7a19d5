"""Figures of dibao."""

from django.utils.translation import gettext_lazy as _

from minzheng.payments.measures import amount_paid, average_paid, households_paid, people_paid
from minzheng.schemes.dibao.scheme import DIBAO

HOUSEHOLDS_PAID = households_paid(DIBAO.code, _("Households on minimum living allowance"))
PEOPLE_PAID = people_paid(DIBAO.code, _("People on minimum living allowance"))
AMOUNT_PAID = amount_paid(DIBAO.code, _("Minimum living allowance paid"))
AVERAGE_PER_HEAD = average_paid(DIBAO.code, _("Minimum living allowance for each head"))
