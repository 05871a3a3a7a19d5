"""Sessions, passwords, addresses that may be served."""

import os
import secrets

from django.core.exceptions import ImproperlyConfigured

from config.settings.places import DEMO, KEYS
from minzheng.kernel.identity.algorithms import FAMILIES


def _kept_secret(name: str) -> str:
    """Return the secret of this name from the keys folder; make it on first use."""
    path = KEYS / name
    if not path.exists():
        KEYS.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass  # another process was first
    return path.read_text(encoding="ascii")


# The family of algorithms of new keys and new seals: international, or chinese (SM4 and SM3).
CRYPTO = os.environ.get("MINZHENG_CRYPTO", "international")
if CRYPTO not in FAMILIES:
    raise ImproperlyConfigured(f"MINZHENG_CRYPTO is “{CRYPTO}”; choose one of: {', '.join(FAMILIES)}.")

SECRET_KEY = _kept_secret("session")
DEBUG = os.environ.get("MINZHENG_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("MINZHENG_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
if DEMO and (_strangers := set(ALLOWED_HOSTS) - {"127.0.0.1", "localhost", "[::1]"}):
    raise ImproperlyConfigured(
        "A demonstration has known passwords, so it is served on this machine only, not as"
        f" {', '.join(sorted(_strangers))}.  Unset MINZHENG_HOSTS, or use another MINZHENG_HOME."
    )
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("MINZHENG_ORIGINS", "").split(",") if origin]

AUTH_USER_MODEL = "access.User"
LOGIN_URL = "/sign-in/"

# Whether staff sign in with a code from their telephone besides the password.  A demonstration has it when it says so.
SECOND_FACTOR = os.environ.get("MINZHENG_SECOND_FACTOR", "off" if DEMO else "on") != "off"

SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO and not DEBUG
SESSION_COOKIE_NAME = "minzheng"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
# How many proxies stand before the site: an address is counted for the rate of open routes only as they report it.
NINJA_NUM_PROXIES = int(os.environ.get("MINZHENG_PROXIES", "0"))
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
