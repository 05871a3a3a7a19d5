"""How money, months, places and names are written."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from minzheng.kernel.access.choices import Role
from minzheng.kernel.audit import verbs
from minzheng.kernel.declare import Fact, Latest, registry
from minzheng.kernel.figures import rounded_ratio
from minzheng.kernel.identity import masking
from minzheng.registers.divisions import names
from minzheng.rulekit import statutes

register = template.Library()


@register.filter
def yuan(fen: int | None) -> str:
    """Fen as ¥1,234.00, for tables."""
    if fen is None:
        return "–"
    return f"{'−' if fen < 0 else ''}¥{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


@register.filter
def yuan_plain(fen: int | None) -> str:
    """Fen as 1,234 or 1,234.50, for sentences that bring their own unit."""
    if fen is None:
        return "–"
    whole, rest = divmod(abs(fen), 100)
    return f"{'−' if fen < 0 else ''}{whole:,}" + (f".{rest:02d}" if rest else "")


@register.filter
def month(day: date | None) -> str:
    """A month as 2026-10."""
    return f"{day:%Y-%m}" if day else "–"


@register.filter
def day(value: date | None) -> str:
    """A day as 2026-10-03."""
    return f"{value:%Y-%m-%d}" if value else "–"


@register.filter
def in_unit(value: int, unit: str) -> str:
    """A whole number as its unit has it: money, a date (from its ordinal), or the plain number."""
    if unit == "fen":
        return yuan(value)
    return day(date.fromordinal(value)) if unit == "date" else str(value)


@register.filter
def in_measure(value: int | None, unit: str) -> str:
    """The value of a figure in its unit: money, tenths of a percent, or a plain number; a dash where there is none."""
    if value is None:
        return "–"
    if unit == "fen":
        return yuan(value)
    return f"{value // 10}.{value % 10}%" if unit == "percent" else f"{value:,}"


@register.filter
def tenths(value: int | None) -> str:
    """A number kept in tenths; a dash where there is none."""
    return "–" if value is None else f"{value // 10:,}.{value % 10}"


@register.filter
def a_month(number: int, months: Sequence[Any]) -> str:
    """How many a month, of a number over some months."""
    return tenths(rounded_ratio(number * 10, len(months)))


@register.filter
def share_right(side: Mapping[str, int]) -> str:
    """The share confirmed of those known, of one side of a trial."""
    return in_measure(rounded_ratio(side["confirmed"] * 1000, side["known"]), "percent")


@register.filter
def of_fact(value: int, fact: Fact) -> str:
    """The value of a fact in words: in its unit, a code by what its code list calls it."""
    if fact.unit == "code" and isinstance(fact.how, Latest):
        return str(registry.feeds[fact.feed].column(fact.how.field).label_of(value))
    return in_unit(value, fact.unit)


@register.filter
def masked(name: str) -> str:
    """A name with all but its first character hidden."""
    return masking.mask_name(name)


@register.filter
def masked_id(number: str | None) -> str:
    """An identity number with its birth date and order hidden."""
    return masking.mask_resident_id(number) if number else _("no number yet")


@register.filter
def masked_phone(number: str) -> str:
    """A telephone number with its middle hidden."""
    return masking.mask_phone(number) if number else "–"


@register.filter
def place(code: int) -> str:
    """The township and village of a 12-digit code."""
    return names.short_path(code)


@register.filter
def place_long(code: int) -> str:
    """The whole path of a division, from the province down."""
    return names.long_path(code)


@register.filter
def county(code: int) -> str:
    """The name of the county a place lies in."""
    return names.county_name(code)


@register.filter
def say(message: str) -> str:
    """An English sentence of the law in the reader's language."""
    return _(message) if message else ""


@register.filter
def age(person: Any, on: date) -> str:
    """Full years of age, with the unit."""
    return _("%(years)s years") % {"years": person.age_on(on)}


@register.filter
def cite(law: str) -> str:
    """An article as a letter cites it: the law's title and number, and the article."""
    kept = statutes.article(law)
    return f"{kept.law.title if in_chinese() else kept.law.title_en}（{kept.law.number}） {kept.number}"


@register.filter
def role_label(role: str) -> str:
    """What a role is called."""
    return str(Role(role).label) if role in Role.values else role


@register.filter
def act_label(verb: str) -> str:
    """What an act is called."""
    return verbs.label(verb)


@register.filter
def level_of_government(level: str) -> str:
    """The level of government that bears a part: central, province, city, county."""
    return {
        "central": _("Central budget"), "province": _("Province"), "city": _("City"), "county": _("County"),
    }[level]  # fmt: skip


@register.filter
def get(mapping: dict[Any, Any], key: Any) -> Any:
    """A value of a mapping by a variable key."""
    return mapping.get(key)


@register.simple_tag
def lamp(days_left: int | None) -> SafeString:
    """The lamp of a clock: days left in words, red when late, amber when near; colour is never the only sign."""
    if days_left is None:
        return mark_safe("")
    if days_left < 0:
        css, words = "late", _("%(days)s days late") % {"days": -days_left}
    elif days_left == 0:
        css, words = "today", _("due today")
    else:
        css, words = ("near" if days_left <= 3 else "calm"), _("%(days)s days left") % {"days": days_left}
    mark = {"late": "!", "today": "●", "near": "◐", "calm": "○"}[css]
    return mark_safe(f'<span class="lamp lamp-{css}"><b aria-hidden="true">{mark}</b> {words}</span>')


@register.simple_tag(takes_context=True)
def name_of(context: template.Context, person: Any) -> str:
    """A person's name: in full where the reader gave a purpose for this household, else masked."""
    return person.name if context.get("revealed") else masking.mask_name(person.name)


@register.simple_tag
def in_chinese() -> bool:
    """Whether the page is in Chinese."""
    return (get_language() or "").startswith("zh")
