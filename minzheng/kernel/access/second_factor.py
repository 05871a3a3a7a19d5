"""A second factor for staff: codes from one's telephone (TOTP, RFC 6238), and recovery codes for when it is lost.

Whoever gave the right password is only half signed in: the session carries a mark that nothing but the pages of the
second factor knows.  It becomes a session with the right code.
"""

import hashlib
import hmac
import secrets
import time
import unicodedata
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime, timedelta
from enum import Enum

import pyotp
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.models import SecondFactor, User
from minzheng.kernel.access.policies import permission
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.access.sessions import PASSED, sign_in
from minzheng.kernel.audit.actions import action, record

ISSUER = "Minzheng 民政"
STEP = 30  # seconds for which a code counts; the one before and the one after are taken too, as clocks differ
MOST_FAILURES = 5
LOCKED_FOR = timedelta(minutes=10)
RECOVERY_CODES = 10
HALF_SECONDS = 600  # for which a password that was right waits for its code
_HALF = "half_signed_in"
_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # without letters and figures that look alike
_CODE_LENGTH, _ROUNDS = 12, 50_000

#: Whoever may take somebody's second factor away; they set up a new one at their next sign-in.
RESET = permission("reset_second_factor", {Role.SECURITY_ADMIN, Role.SYSTEM})


class Answer(Enum):
    """What came of a code."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"


@dataclass(frozen=True)
class Enrolment:
    """What is shown to set up: the secret in groups of four, and the address that the QR code holds."""

    secret: str
    address: str


def is_set_up(user: User) -> bool:
    """Whether the user has confirmed a second factor."""
    return SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).exists()


def begin(request: HttpRequest, user: User) -> None:
    """Note that the password was right; nothing can be opened with that but the pages of the second factor."""
    request.session.flush()
    request.session[_HALF] = {"user": user.pk, "hash": user.get_session_auth_hash(), "at": int(time.time())}


def half_signed_in(request: HttpRequest) -> User | None:
    """Whoever gave the right password in this session within the last minutes and has not given the code yet."""
    half = request.session.get(_HALF)
    if not half or time.time() - half["at"] > HALF_SECONDS:
        return None
    user = User.objects.filter(pk=half["user"], is_active=True).first()
    return user if user and constant_time_compare(half["hash"], user.get_session_auth_hash()) else None


def finish(request: HttpRequest, user: User) -> None:
    """Sign in, the second factor being passed."""
    sign_in(request, user)
    request.session[PASSED] = True


def enrolment(user: User) -> Enrolment:
    """The secret that the user is to give their telephone; the same until it is confirmed."""
    factor, _new = SecondFactor.objects.get_or_create(user=user, defaults={"secret": pyotp.random_base32()})
    if factor.confirmed_at is not None:
        raise ValueError("a confirmed secret is never shown again")
    secret = str(factor.secret)
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    address = pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name=ISSUER)
    return Enrolment(groups, address)


def confirm(user: User, code: str, *, date: Date, now: datetime | None = None) -> list[str] | None:
    """Confirm the telephone with its first code: return the recovery codes, to be shown once; None if it is wrong."""
    enrolment(user)  # it may have been reset while the page was open
    answer = check(user, code, date=date, now=now, confirming=True)
    if answer is not Answer.RIGHT:
        return None
    codes = ["".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH)) for _ in range(RECOVERY_CODES)]
    salt = secrets.token_hex(16)
    SecondFactor.objects.filter(user=user).update(
        confirmed_at=now or timezone.now(), salt=salt, recovery=[_hash(code, salt) for code in codes]
    )
    _on_record("set_up_second_factor", user, date)
    return ["-".join((code[:4], code[4:8], code[8:])) for code in codes]


def check(
    user: User, code: str, *, date: Date, now: datetime | None = None, confirming: bool = False
) -> Answer:  # fmt: skip
    """Check a code of the telephone, or a recovery code, which is then used up.

    A code counts once.  Five wrong ones in a row lock for some minutes, in which right ones count as little.
    """
    now = now or timezone.now()
    factor = SecondFactor.objects.select_for_update().get(user=user)
    if factor.locked_until is not None and now < factor.locked_until:
        return Answer.LOCKED
    plain = "".join(unicodedata.normalize("NFKC", code).split()).replace("-", "").upper()  # full-width figures too
    if _is_next_code(factor, plain, now) or (not confirming and _is_recovery_code(factor, plain, date)):
        factor.failures, factor.locked_until = 0, None
        factor.save()
        return Answer.RIGHT
    factor.failures += 1
    if factor.failures >= MOST_FAILURES:
        factor.failures, factor.locked_until = 0, now + LOCKED_FOR
        _on_record("lock_second_factor", user, date)
    factor.save()
    return Answer.LOCKED if factor.locked_until and now < factor.locked_until else Answer.WRONG


def of(user: User) -> SecondFactor | None:
    """The user's second factor, set up or not."""
    return SecondFactor.objects.filter(user=user).first()


def is_locked(user: User) -> bool:
    """Whether too many codes were wrong a few minutes ago."""
    return SecondFactor.objects.filter(user=user, locked_until__gt=timezone.now()).exists()


def recovery_codes_left(user: User) -> int:
    """How many recovery codes have not been used."""
    factor = of(user)
    return len(factor.recovery) if factor else 0


@action(RESET)
def reset_second_factor(*, user: User, reason: str, actor: Actor, date: Date) -> None:
    """Take a user's second factor away, since the telephone is lost; their next sign-in sets up a new one."""
    SecondFactor.objects.filter(user=user).delete()
    record("reset_second_factor", user, actor=actor, date=date, new={"user": user.username, "reason": reason})


def _is_next_code(factor: SecondFactor, plain: str, now: datetime) -> bool:
    if len(plain) != 6 or not (plain.isascii() and plain.isdecimal()):
        return False
    this, totp = int(now.timestamp()) // STEP, pyotp.TOTP(str(factor.secret))
    for step in (this - 1, this, this + 1):
        if step > factor.last_step and hmac.compare_digest(totp.generate_otp(step), plain):
            factor.last_step = step
            return True
    return False


def _is_recovery_code(factor: SecondFactor, plain: str, date: Date) -> bool:
    if len(plain) != _CODE_LENGTH or not factor.recovery:
        return False
    made = _hash(plain, factor.salt)
    if made not in factor.recovery:
        return False
    factor.recovery = [kept for kept in factor.recovery if kept != made]
    _on_record("use_recovery_code", factor.user, date, {"left": len(factor.recovery)})
    return True


def _hash(code: str, salt: str) -> str:
    return hashlib.pbkdf2_hmac("sha256", code.encode(), salt.encode(), _ROUNDS).hex()


def _on_record(verb: str, user: User, date: Date, new: dict[str, int] | None = None) -> None:
    """Record what somebody who is not signed in yet did with their own second factor."""
    with in_scope(EVERYTHING):
        record(verb, user, actor=Actor(user.pk, user.name, Role.SYSTEM, EVERYTHING), date=date, new=new)
