"""A province's server. It refuses to start without its secrets: a default would be a hole."""

import os

from django.core.exceptions import ImproperlyConfigured

from common.sealing import index_key_fault, key_fault
from config.settings.base import *  # noqa: F403
from config.settings.base import STORAGES


def required(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"Set the environment variable {name}; see docs/operations.md.")
    return value


def sound(name: str, fault: str) -> None:
    if fault:
        raise ImproperlyConfigured(
            f"A key in the environment variable {name} {fault}; see docs/operations.md."
        )


DEBUG = False
SECRET_KEY = required("SECRET_KEY")
# The first seals, every one of them unseals. They are never in the database, nor in its backup.
ID_NUMBER_KEYS = [key.strip() for key in required("ID_NUMBER_KEYS").split(",")]
ID_NUMBER_INDEX_KEY = required("ID_NUMBER_INDEX_KEY").strip()
for _key in ID_NUMBER_KEYS:
    sound("ID_NUMBER_KEYS", key_fault(_key))
sound("ID_NUMBER_INDEX_KEY", index_key_fault(ID_NUMBER_INDEX_KEY, ID_NUMBER_KEYS))
ALLOWED_HOSTS = required("ALLOWED_HOSTS").split(",")
SITE_URL = required("SITE_URL")
WAGTAILADMIN_BASE_URL = SITE_URL
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# Trainers preview their own pages in a frame of the Wagtail admin, so frames of this site stay allowed.
SILENCED_SYSTEM_CHECKS = ["security.W019"]

# One proxy ends TLS in front of gunicorn; without counting it, all visitors would share one rate limit.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXY_COUNT", "1"))
# TLS may end at a proxy in front of gunicorn; it must set this header and strip it from clients.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = os.environ.get("SECURE_SSL_REDIRECT", "1") == "1"
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "0") == "1"
EMAIL_USE_SSL = os.environ.get("EMAIL_USE_SSL", "0") == "1"
