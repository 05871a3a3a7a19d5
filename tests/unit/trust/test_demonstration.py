"""A demonstration has known passwords, so nothing but its own machine gets in, however it is started."""

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]

ASK = """
import io
from config.wsgi import application

def ask(**changes):
    said = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/sign-in/", "SERVER_NAME": "localhost", "SERVER_PORT": "80",
               "HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "http",
               "wsgi.input": io.BytesIO(), **changes}
    b"".join(application(environ, lambda status, headers: said.append(status)))
    return said[0]

print(ask(HTTP_HOST="minzheng.example"), "|", ask(REMOTE_ADDR="10.0.0.7"), "|",
      ask(REMOTE_ADDR="10.0.0.7", HTTP_HOST="127.0.0.1"))
"""


def run(home: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MINZHENG_", "DJANGO_"))}
    environment = {**kept, "MINZHENG_HOME": str(home), "MINZHENG_DEMO": "1", **environment}
    return subprocess.run([sys.executable, *words], cwd=PROJECT, env=environment, text=True, capture_output=True)


def test_a_demonstration_does_not_start_under_another_name(tmp_path: Path) -> None:
    said = run(tmp_path, "-c", "import config.settings", MINZHENG_HOSTS="localhost,minzheng.example")
    assert said.returncode != 0
    assert "on this machine only, not as minzheng.example" in said.stderr
    assert run(tmp_path, "-c", "import config.settings", MINZHENG_HOSTS="localhost").returncode == 0
    assert run(
        tmp_path, "-c", "import config.settings", MINZHENG_HOSTS="minzheng.example", MINZHENG_DEMO="0"
    ).returncode == 0  # fmt: skip


def test_a_demonstration_answers_its_own_machine_only_under_any_server(tmp_path: Path) -> None:
    said = run(tmp_path, "-c", ASK)
    assert said.returncode == 0, said.stderr
    assert said.stdout.split(" | ") == ["400 Bad Request", "403 Forbidden", "403 Forbidden\n"]


def test_a_demonstration_is_not_served_on_another_address(tmp_path: Path) -> None:
    said = run(tmp_path, "-m", "config.cli", "serve", "--host", "0.0.0.0")
    assert said.returncode == 1
    assert "on this machine only, not on 0.0.0.0" in said.stderr
