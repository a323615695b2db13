"""The suite: as close to production as speed allows."""

import os

from common.sealing import derived_key
from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, SQLITE, VAR_DIR

DEBUG = False
DEMO_IS_WELCOME = True
SECRET_KEY = "tests-only-" + "1" * 56
ID_NUMBER_KEYS = [derived_key(SECRET_KEY, "id numbers")]
ID_NUMBER_INDEX_KEY = derived_key(SECRET_KEY, "index of id numbers")
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
    # Tests kill processes, never the machine: no commit waits for the disk.
    quick = SQLITE["OPTIONS"]["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    DATABASES["default"] = {
        **SQLITE,
        "OPTIONS": {**SQLITE["OPTIONS"], "init_command": quick},
        "TEST": {"NAME": str(VAR_DIR / f"test{suffix}.sqlite3")},
    }
else:
    DATABASES["default"]["TEST"] = {"NAME": f"test_training{suffix}"}
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"
