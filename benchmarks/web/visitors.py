"""People at the desk: each opens a page, reads, thinks, opens the next; what each page took is written down."""

import http.client
import random
import re
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

THINK = (1.0, 5.0)  # seconds, evenly: three on average

#: A day at the desk: of a hundred pages, so many of each kind.
DAY = {
    "search by name": 20, "search by part of a name": 8, "search by birth date": 6, "household search": 6,
    "people list": 10, "households list": 10, "cases list": 6, "alerts list": 6, "filtered list": 4,
    "organizations list": 4, "household page": 20,
}  # fmt: skip


@dataclass
class Measured:
    """What was measured: seconds by kind of page, and answers that were none."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, page: str, seconds: float) -> None:
        """Write down what a page took."""
        with self.lock:
            self.seconds.setdefault(page, []).append(seconds)

    def fail(self, words: str) -> None:
        """Write down an answer that was none."""
        with self.lock:
            self.errors.append(words)


class Visitor(threading.Thread):
    """Somebody at the desk: lists, searches, pages, for as long as the run lasts."""

    def __init__(self, number: int, port: int, login: str, password: str, names: list[str], measured: Measured) -> None:
        super().__init__(daemon=True)
        self.port, self.login, self.password, self.names, self.measured = port, login, password, names, measured
        self.dice = random.Random(number)
        self.cookies: dict[str, str] = {}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.until = 0.0
        self.counting = False
        self.households: list[str] = []
        self.further = ""

    def sign_in(self) -> None:
        """Sign in through the form.  Raises RuntimeError where that fails."""
        page = self._ask("GET", "/sign-in/")[1]
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        form = {"username": self.login, "password": self.password, "csrfmiddlewaretoken": token[1] if token else ""}
        if self._ask("POST", "/sign-in/", urlencode(form))[0] != 302:
            raise RuntimeError(f"{self.login} could not sign in")

    def run(self) -> None:
        """Open pages until the time is up."""
        time.sleep(self.dice.uniform(0, THINK[1]))
        while time.monotonic() < self.until:
            page, path = self._next()
            began = time.perf_counter()
            try:
                status, text = self._ask("GET", path)
            except (OSError, http.client.HTTPException) as error:
                self.measured.fail(f"{path}: {error}")
                self.connection.close()
                continue
            took = time.perf_counter() - began
            if status != 200:
                self.measured.fail(f"{path}: {status}")
            elif self.counting:
                self.measured.note(page, took)
            self._read(page, text)
            time.sleep(self.dice.uniform(*THINK))

    def _next(self) -> tuple[str, str]:
        """The kind of page opened next, as a day at the desk has it, and its address."""
        page = self.dice.choices(list(DAY), list(DAY.values()))[0]
        if page == "household page" and not self.households:
            page = "households list"
        return page, self._address(page)

    def _address(self, page: str) -> str:
        name, dice = self.dice.choice(self.names), self.dice
        return {
            "search by name": f"/people/?q={quote(name)}",
            "search by part of a name": f"/people/?q={quote(name[:2])}",
            "search by birth date": f"/people/?q={dice.randint(1940, 2010)}0{dice.randint(1, 9)}15",
            "household search": f"/households/?q={quote(name)}",
            "people list": self.further or "/people/",
            "households list": "/households/",
            "cases list": "/cases/",
            "alerts list": "/alerts/",
            "filtered list": f"/people/?sex={dice.randint(1, 2)}&birth_date=1950-01-01&birth_date-to=1950-12-31",
            "organizations list": "/organizations/",
            "household page": dice.choice(self.households or ["/households/"]),
        }[page]

    def _read(self, page: str, text: str) -> None:
        if page in ("households list", "household search"):
            self.households = re.findall(r'data-href="(/households/\d+/)"', text)[:20] or self.households
        if page == "people list":
            further = re.search(r'<a href="([^"]+)" rel="next"', text)
            self.further = "/people/" + further[1].replace("&amp;", "&") if further else ""

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer.status, text
