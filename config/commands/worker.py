"""`minzheng worker`: do what waits in the background, and seal the record."""

import click

#: Seconds between two seals of the record.
SEAL_EVERY = 600


@click.command()
@click.option("--processes", default=1, show_default=True, help="How many jobs are done at a time.")
@click.option("--until-empty", is_flag=True, help="End when nothing waits any more.")
@click.option("--one", is_flag=True, hidden=True, help="Be one worker, without anybody who starts it again.")
def command(processes: int, until_empty: bool, one: bool) -> None:
    """Do the work that waits in the background; a worker that dies is started again, and its job with it.

    `minzheng serve` runs one worker beside the site, so this is for more of them, or for another machine.
    """
    if one or until_empty:
        _work(until_empty)
        return
    from config.supervise import WORKER, supervise

    supervise([WORKER] * max(processes, 1))


def _work(until_empty: bool) -> None:
    from config.django import start

    start()
    from config.chains import seal_all
    from minzheng.kernel.jobs.worker import Chore, JobWorker

    worker = JobWorker([] if until_empty else [Chore(SEAL_EVERY, seal_all)])
    worker.configure_signals()
    worker.work(until_empty=until_empty)
