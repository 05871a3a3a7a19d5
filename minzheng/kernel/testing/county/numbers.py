"""Identity numbers, phones and accounts of made-up people, in blocks that are given to nobody.

Identity numbers begin with 99, which is no province; phones with 120, which is no mobile network; accounts with 990000,
which is no bank.
"""

import numpy as np

from minzheng.kernel.testing.county.arrays import Days, Dice, Ints, Texts, texts

_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
_CHECK = np.array(list("10X98765432"))


class ResidentNumbers:
    """Gives out identity numbers, each once: 99, two digits of the block, two of the place, birth, order, check."""

    def __init__(self, block: int) -> None:
        self._block = block
        self._given: dict[tuple[int, int, int], int] = {}

    def issue(self, place: Ints, birth: Days, sex: Ints) -> Texts:
        """A number for each: place 1 to 99, day of birth, sex (1 odd order, 2 even)."""
        stamps = [str(day).replace("-", "") for day in birth]
        orders = [self._order(int(p), int(stamp), int(s)) for p, stamp, s in zip(place, stamps, sex, strict=True)]
        firsts = [f"99{self._block:02}{p:02}{b}{o:03}" for p, b, o in zip(place, stamps, orders, strict=True)]
        digits = np.frombuffer("".join(firsts).encode(), np.uint8).reshape(-1, 17) - ord("0")
        checks = _CHECK[digits.astype(np.int64) @ _WEIGHTS % 11]
        return texts([first + check for first, check in zip(firsts, checks, strict=True)])

    def _order(self, place: int, stamp: int, sex: int) -> int:
        key = (place, stamp, sex)
        taken = self._given.get(key, 0)
        self._given[key] = taken + 1
        order = 2 * taken + (1 if sex == 1 else 2)
        if order > 999:
            raise ValueError(f"no order number is left in place {place} for {stamp}: spread people over more places")
        return order


def phones(dice: Dice, n: int) -> Texts:
    """Phone numbers of eleven digits in the block 120."""
    return texts([f"120{number:08}" for number in dice.choice(10**8, n, replace=False)])


def accounts(dice: Dice, n: int) -> Texts:
    """Benefit-card accounts of nineteen digits in the block 990000."""
    return texts([f"990000{number:013}" for number in dice.integers(0, 10**10, n) * 997 + np.arange(n)])
