"""The program refuses to start unsafely."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from common.checks import sqlite_faults

SECRETS = {
    "SECRET_KEY": "x" * 20 + "a1b2c3d4e5f6g7h8i9j0" * 3,
    "ALLOWED_HOSTS": "example.invalid",
    "SITE_URL": "https://example.invalid",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={**kept, "DJANGO_SETTINGS_MODULE": "config.settings.prod", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("missing", SECRETS)
def test_production_refuses_to_start_without_its_secrets(missing):
    given = {name: value for name, value in SECRETS.items() if name != missing}

    answer = manage("check", **given)

    assert answer.returncode != 0
    assert f"Set the environment variable {missing}" in answer.stderr


def test_production_passes_the_deployment_checks(tmp_path):
    answer = manage(
        "check", "--deploy", "--fail-level", "WARNING", VAR_DIR=str(tmp_path), **SECRETS
    )

    assert answer.returncode == 0, answer.stderr


@pytest.mark.django_db
def test_the_suite_itself_runs_on_a_safe_database():
    assert connection.vendor != "sqlite" or sqlite_faults(connection) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "fault"),
    [
        ({"transaction_mode": "DEFERRED", "timeout": 20}, 3),
        ({"transaction_mode": "IMMEDIATE", "timeout": 5}, 4),
        ({}, 3),
    ],
)
def test_an_unsafe_sqlite_is_named(tmp_path, options, fault):
    from django.db import ConnectionHandler

    unsafe = ConnectionHandler(
        {
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(tmp_path / "unsafe.sqlite3"),
                "OPTIONS": options,
            }
        }
    )["default"]

    numbers = [number for number, _text in sqlite_faults(unsafe)]
    unsafe.close()

    assert 1 in numbers
    assert fault in numbers
