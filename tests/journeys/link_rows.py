"""Run inside an installation: look whom the rows of a month's files mean, as the monthly run does."""

from datetime import date

from config.django import start
from tests.journeys.count_records import print_number


def main() -> None:
    """Link the rows of the month that the files of the journeys are of, and print how many events are known then."""
    start()
    from config import cycle
    from minzheng.kernel.access.scope import EVERYTHING, in_scope

    with in_scope(EVERYTHING):
        cycle.link(date(2026, 10, 1))
        cycle.weigh(date(2026, 10, 1))
    print_number()


if __name__ == "__main__":
    main()
