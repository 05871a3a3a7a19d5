"""Run inside an installation: print how many events departments have reported."""

import sys

from config.django import start


def print_number() -> None:
    """Print the number, Django being ready."""
    from minzheng.exchange.queries import events
    from minzheng.kernel.access.scope import EVERYTHING, in_scope
    from minzheng.kernel.declare import registry

    with in_scope(EVERYTHING):
        sys.stdout.write(str(sum(len(events(feed.code)) for feed in registry.feeds)))


if __name__ == "__main__":
    start()
    print_number()
