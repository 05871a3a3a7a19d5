"""`make bench-web`: the register pages under fifty users, p95 by page, last a line of JSON."""

import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import click

HOME = Path(__file__).resolve().parents[2] / "var" / "bench-web"
PASSWORD = "bench-password-1"


@click.command()
@click.option("--people", default=3_000_000, show_default=True)
@click.option("--users", default=50, show_default=True)
@click.option("--seconds", default=120, show_default=True, help="How long is measured, after the warm-up.")
@click.option("--warm", default=40, show_default=True, help="How long pages are opened before anything is counted.")
@click.option("--seed", default=7, show_default=True)
@click.option("--keep", is_flag=True, help="Keep the database for the next run.")
def main(people: int, users: int, seconds: int, warm: int, seed: int, keep: bool) -> None:
    """Build the province (unless it is kept from before), serve it, let users work, print what pages took."""
    os.environ["MINZHENG_HOME"] = str(HOME)
    os.environ["MINZHENG_SECOND_FACTOR"] = "off"  # whoever signs in here is a program
    from config.django import start

    mark = HOME / f"built-{people}-{seed}"
    if not mark.exists():
        shutil.rmtree(HOME, ignore_errors=True)
    _minzheng("migrate")
    _minzheng("static")
    start()
    if not mark.exists():
        _build(people, users, seed)
        mark.touch()
    port = _free_port()
    server = _serve(port)
    try:
        _measure(port, people, users, seconds, warm, seed)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)
        if not keep:
            subprocess.run([sys.executable, "-c", _MAIN, "db", "stop"], check=False)
            shutil.rmtree(HOME, ignore_errors=True)


def _build(people: int, users: int, seed: int) -> None:
    import psycopg

    from benchmarks.web.build import build
    from minzheng.kernel.database import addresses

    began = time.monotonic()

    def tell(words: str) -> None:
        click.echo(f"  {time.monotonic() - began:6.0f} s  {words}")

    with psycopg.connect(**addresses().owner.as_keywords(), autocommit=True) as connection:
        build(connection, people, seed, tell)
    _give_posts(users)


def _give_posts(users: int) -> None:
    """A user for each visitor: one in five of the province, one in five of a city, the others of a county."""
    from datetime import date

    from django.contrib.auth.hashers import make_password

    from benchmarks.web.build import PROVINCE, villages
    from minzheng.kernel.access.choices import Role
    from minzheng.kernel.access.models import Post, User

    counties = sorted({int(code) // 10**6 for code in villages()})
    password = make_password(PASSWORD)
    for number in range(users):
        county = counties[number * 7 % len(counties)]
        place = (PROVINCE, county // 100, county, county, county)[number % 5]
        user = User.objects.create(username=f"bench-{number}", name=f"用户{number}", password=password)
        Post.objects.create(user=user, role=Role.COUNTY_OFFICER, divisions=[place * 10 ** (12 - len(str(place)))],
                            valid_from=date(2020, 1, 1))  # fmt: skip


def _measure(port: int, people: int, users: int, seconds: int, warm: int, seed: int) -> None:
    from benchmarks.web.build import Province
    from benchmarks.web.visitors import THINK, Measured, Visitor

    names = [str(name) for name in Province(3000, seed + 1).name]
    measured = Measured()
    visitors = [Visitor(n, port, f"bench-{n}", PASSWORD, names, measured) for n in range(users)]
    for visitor in visitors:
        visitor.sign_in()
    click.echo(f"{users} users signed in; load of the machine {os.getloadavg()[0]:.1f}")
    began = time.monotonic()
    for visitor in visitors:
        visitor.until = began + warm + seconds
        visitor.start()
    time.sleep(max(0.0, began + warm - time.monotonic()))
    for visitor in visitors:
        visitor.counting = True
    for visitor in visitors:
        visitor.join()
    everything = [s for taken in measured.seconds.values() for s in taken]
    for page, taken in sorted(measured.seconds.items()):
        click.echo(f"  {page:<26} {len(taken):5} pages   p50 {_ms(taken, 50):6} ms   p95 {_ms(taken, 95):6} ms")
    for words in measured.errors[:5]:
        click.echo(f"  error: {words}")
    click.echo(json.dumps({
        "people": people, "users": users, "think_s": sum(THINK) / 2,
        "requests_per_s": round(len(everything) / seconds, 1), "p50_ms": _ms(everything, 50),
        "p95_ms": _ms(everything, 95), "errors": len(measured.errors),
        "p95_by_page": {page: _ms(taken, 95) for page, taken in sorted(measured.seconds.items())},
    }))  # fmt: skip


def _ms(taken: list[float], percentile: int) -> int:
    if len(taken) < 2:
        return round(1000 * taken[0]) if taken else 0
    return round(1000 * statistics.quantiles(taken, n=100, method="inclusive")[percentile - 1])


def _serve(port: int) -> subprocess.Popen[bytes]:
    server = subprocess.Popen([sys.executable, "-c", _MAIN, "serve", "--port", str(port)])
    for _attempt in range(120):
        try:
            urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=5).read()
            return server
        except OSError:
            time.sleep(0.5)
    raise click.ClickException("The site did not come up.")


_MAIN = "from config.cli import main; main()"


def _minzheng(*arguments: str) -> None:
    subprocess.run([sys.executable, "-c", _MAIN, *arguments], check=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
