"""Bits of whole numbers, in plain arithmetic that runs the same compiled."""


def ones(bits: int) -> int:
    """How many of the lowest 62 bits are set: counted in pairs, fours and eights, then added up."""
    bits -= bits >> 1 & 0x1555555555555555
    bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333)
    bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0F
    bits += bits >> 8
    bits += bits >> 16
    return (bits + (bits >> 32)) & 0x7F
