"""The suite: as close to production as speed allows."""

import os

from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, VAR_DIR

DEBUG = False
DEMO_IS_WELCOME = True
SECRET_KEY = "tests-only-" + "1" * 56
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Hashing costs 100 ms by design; the tests sign in some thousand times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
ACCOUNT_RATE_LIMITS = False

# Whitenoise warns of a missing folder, and warnings are errors here.
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)

suffix = os.environ.get("TEST_DB_SUFFIX", "")
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    # A file, so that --reuse-db works and threads and child processes see one database.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / f"test{suffix}.sqlite3")}
else:
    DATABASES["default"]["TEST"] = {"NAME": f"test_training{suffix}"}
    DATABASES["default"]["CONN_MAX_AGE"] = 0
