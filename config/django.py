"""Start Django for a command: settings, the database running, the rulebook loaded."""

import gc
import os


def start(*, database: bool = True) -> None:
    """Make Django ready; with `database`, make sure that PostgreSQL answers too (starting our own if need be)."""
    gc.disable()  # what modules make while they load stays: looking it through again and again takes a second
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if database:
        from minzheng.kernel.database import ensure_running, prepare

        ensure_running()
        prepare()
    import django

    django.setup()

    from config import rulebook
    from minzheng.eligibility.local_values import count_local_values

    count_local_values(rulebook.load())
    gc.freeze()
    gc.enable()
