"""The site as a WSGI application, with the rulebook loaded."""

import os

from django.core.wsgi import get_wsgi_application

from config import rulebook

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
rulebook.load()
