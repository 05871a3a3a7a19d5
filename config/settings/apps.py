"""What the site is made of."""

import os

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "ninja",
    "minzheng.kernel.access",
    "minzheng.kernel.audit",
    "minzheng.kernel.clock",
    "minzheng.kernel.deadlines",
    "minzheng.kernel.documents",
    "minzheng.kernel.duties",
    "minzheng.kernel.events",
    "minzheng.kernel.jobs",
    "minzheng.kernel.search",
    "minzheng.kernel.screens",
    "minzheng.registers",
    "minzheng.exchange",
    "minzheng.eligibility",
    "minzheng.payments",
    "minzheng.casework",
    "minzheng.schemes",
    "minzheng.monitoring",
    "minzheng.statistics",
    "minzheng.web",
]

# Benefits and services from outside the package: names of importable packages, by spaces or commas.
EXTRA_SCHEMES = os.environ.get("MINZHENG_EXTRA_SCHEMES", "").replace(",", " ").split()
EXTRA_SERVICES = os.environ.get("MINZHENG_EXTRA_SERVICES", "").replace(",", " ").split()
INSTALLED_APPS += EXTRA_SERVICES

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "minzheng.kernel.access.middleware.ScopeMiddleware",
    "minzheng.eligibility.middleware.LocalValuesMiddleware",
    "minzheng.web.middleware.LanguageMiddleware",
    "minzheng.web.middleware.NoZeroBytesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

# Long work waits in a table of the database; `minzheng worker` does it.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "minzheng.web.context.frame",
            ],
            "builtins": ["django.templatetags.i18n", "minzheng.web.templatetags.minzheng"],
        },
    }
]

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
