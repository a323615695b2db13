"""The first minute: a file database, no secrets, mail to the terminal."""

from common.sealing import derived_key
from config.settings.base import *  # noqa: F403
from config.settings.base import MIDDLEWARE

DEBUG = True
DEMO_IS_WELCOME = True
# Not a secret: it signs cookies of a demonstration on one's own machine. Production brings its own.
SECRET_KEY = "development-only-" + "0" * 50
ID_NUMBER_KEYS = [derived_key(SECRET_KEY, "id numbers")]
ID_NUMBER_INDEX_KEY = derived_key(SECRET_KEY, "index of id numbers")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
MIDDLEWARE = ["common.middleware.QueryCountMiddleware", *MIDDLEWARE]
