"""The scope of upkeep."""

from minzheng.kernel.access.scope import Scope

#: Every row, whatever code it carries, also one that no place has: to seal records and change keys, never to show rows.
ALL_CODES = Scope(divisions=((-(2**63), 2**63 - 1),))
