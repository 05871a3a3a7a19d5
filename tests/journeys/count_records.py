"""Run inside an installation: print how many events departments have reported."""

import sys

from config.django import start


def main() -> None:
    """Print the number."""
    start()
    from minzheng.exchange.models import Record
    from minzheng.kernel.access.scope import EVERYTHING, in_scope

    with in_scope(EVERYTHING):
        sys.stdout.write(str(Record.objects.count()))


if __name__ == "__main__":
    main()
