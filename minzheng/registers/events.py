"""The life events that the registers record."""

from django.utils.translation import gettext_lazy as _

from minzheng.kernel.declare import LifeEvent, registry

DEATH = registry.add(LifeEvent("DEATH_REGISTERED", _("Death"), once_in="life"))
BIRTH = registry.add(LifeEvent("BIRTH_REGISTERED", _("Birth"), once_in="life"))
MARRIAGE = registry.add(LifeEvent("MARRIAGE_REGISTERED", _("Marriage")))
MOVE = registry.add(LifeEvent("RESIDENCE_MOVED", _("Move to another place")))
DISABILITY_CARD = registry.add(LifeEvent("DISABILITY_CARD_ISSUED", _("Disability card issued")))
