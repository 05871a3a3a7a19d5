"""Sitting at the site without a browser: signed in in a role over some places, pages asked for as a browser would."""

import re
from datetime import date
from typing import Any

from django.test import Client

from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.models import Post, User
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.access.sessions import PASSED
from tests.unit.site.builders import COUNTY, next_number

TODAY = date(2026, 10, 15)


class Seat:
    """Somebody signed in."""

    def __init__(self, role: Role, *divisions: int, **post: Any) -> None:
        with in_scope(EVERYTHING):
            self.user = User.objects.create(username=f"seat-{next_number()}", name=f"{role.value} {next_number()}")
            places = list(divisions or ((COUNTY,) if not post else ()))
            Post.objects.create(user=self.user, role=role, divisions=places, valid_from=date(2020, 1, 1), **post)
        self.client = Client(headers={"accept-language": "en"})
        self.client.cookies["django_language"] = "en"
        User.objects.filter(pk=self.user.pk).update(language="en")
        session = self.client.session
        self.user.refresh_from_db()
        session["_auth_user_id"], session["_auth_user_hash"] = self.user.pk, self.user.get_session_auth_hash()
        session[PASSED] = True  # the second factor has a test of its own
        session.save()

    def get(self, path: str, status: int = 200, /, **asked: Any) -> str:
        """The text of a page; its answer has to have the status that is expected."""
        answer = self.client.get(path, asked)
        assert answer.status_code == status, f"{path} answered {answer.status_code}: {_words(answer)}"
        return answer.content.decode("utf-8", "replace")

    def take(self, path: str, **asked: Any) -> bytes:
        """The bytes of a file."""
        answer = self.client.get(path, asked)
        assert answer.status_code == 200, f"{path} answered {answer.status_code}"
        return answer.content

    def post(self, path: str, status: int = 302, **form: Any) -> str:
        """Send a form; returns the page it leads to."""
        answer = self.client.post(path, form)
        assert answer.status_code == status, f"{path} answered {answer.status_code}: {_words(answer)}"
        return self.get(answer.headers["Location"]) if status == 302 else answer.content.decode()


def rows(page: str) -> list[str]:
    """The addresses of the rows of a list."""
    return re.findall(r'<tr data-href="([^"]+)"', page)


def _words(answer: Any) -> str:
    return re.sub(r"<[^>]+>", " ", answer.content.decode("utf-8", "replace"))[-600:]
