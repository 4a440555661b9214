"""Django's settings: one module for development, tests and production; what differs comes from the environment.

DENGMING_HOME (data directory), DATABASE_URL, DENGMING_HOSTS, DENGMING_IDLE_MINUTES, DENGMING_HTTPS.
"""

from pathlib import Path

from dengming.accounts.keys import open_keys
from dengming.config.database import database
from dengming.config.home import open_home
from dengming.config.security import *  # noqa: F403
from dengming.config.signin import *  # noqa: F403

DENGMING_HOME: Path = open_home()
DENGMING_KEYS = open_keys(DENGMING_HOME / "keys")
SECRET_KEY = DENGMING_KEYS.signing.hex()
DEBUG = False

DATABASES = {"default": database(DENGMING_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# In the database, so that a lockout survives a restart and holds on every machine that serves.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
MEDIA_ROOT = DENGMING_HOME / "uploads"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

INSTALLED_APPS = [
    "dengming.accounts",
    "dengming.editions",
    "dengming.orgs",
    "dengming.facts",
    "dengming.records",
    "dengming.ledgers",
    "dengming.dues",
    "dengming.standing",
    "dengming.reports",
    "dengming.web",
    "dengming.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "template_partials",
    "treebeard",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "dengming.config.headers.ResponseHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "dengming.accounts.idle.RenewSession",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "dengming.editions.once.OneEdition",
    "dengming.web.request_scope.RequestScope",
    "dengming.web.signed_in.SignInRequired",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "dengming.config.urls"
WSGI_APPLICATION = "dengming.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dengming.web.navigation.page_frame",
            ]
        },
    }
]
FORM_RENDERER = "dengming.web.form_renderer.FieldRenderer"

# `dengming serve` collects static files under names that carry their content's hash: cached for ever, never stale.
STATIC_URL = "/static/"
STATIC_ROOT = DENGMING_HOME / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
