"""Codes of the registers, as the national standards have them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.IntegerChoices):
    """GB/T 2261.1."""

    UNKNOWN = 0, _("unknown")
    MALE = 1, _("male")
    FEMALE = 2, _("female")
    NOT_STATED = 9, _("not stated")


class Relation(models.TextChoices):
    """Relation to the head of the household, after GB/T 4761."""

    SELF = "self", _("head")
    SPOUSE = "spouse", _("spouse")
    CHILD = "child", _("child")
    PARENT = "parent", _("parent")
    GRANDCHILD = "grandchild", _("grandchild")
    GRANDPARENT = "grandparent", _("grandparent")
    SIBLING = "sibling", _("brother or sister")
    CHILD_IN_LAW = "child_in_law", _("son- or daughter-in-law")
    OTHER = "other", _("other")


class OrganizationKind(models.TextChoices):
    """What a body is for."""

    BUREAU = "bureau", _("civil affairs bureau or office")
    COMMITTEE = "committee", _("villagers' or residents' committee")
    CARE = "care", _("care institution")
    CHILDREN = "children", _("children's welfare institution")
    HOSPITAL = "hospital", _("hospital or clinic")
    SCHOOL = "school", _("school")
    FUNERAL = "funeral", _("funeral home or cemetery")
    RESCUE = "rescue", _("assistance station")
    OTHER = "other", _("other")
