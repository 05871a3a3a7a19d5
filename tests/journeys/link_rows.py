"""Run inside an installation: look whom the rows of a month's files mean, as the monthly run does."""

import sys
from datetime import date

from config.django import start


def main() -> None:
    """Link the rows of the month that the files of the journeys are of, and print what became of them."""
    start()
    from config import cycle
    from minzheng.kernel.access.scope import EVERYTHING, in_scope

    with in_scope(EVERYTHING):
        sys.stdout.write(str(cycle.link(date(2026, 10, 1))))


if __name__ == "__main__":
    main()
