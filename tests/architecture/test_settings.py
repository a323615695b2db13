"""The program refuses to start unsafely."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import ConnectionHandler

from common.checks import sqlite_faults
from common.sealing import derived_key
from config.settings.base import SQLITE

SECRETS = {
    "SECRET_KEY": "x" * 20 + "a1b2c3d4e5f6g7h8i9j0" * 3,
    "ALLOWED_HOSTS": "example.invalid",
    "SITE_URL": "https://example.invalid",
    "ID_NUMBER_KEYS": derived_key("suite", "seal"),
    "ID_NUMBER_INDEX_KEY": derived_key("suite", "index"),
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


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("ID_NUMBER_KEYS", "not-a-key", "is not url-safe base64"),
        ("ID_NUMBER_KEYS", f"{SECRETS['ID_NUMBER_KEYS']},", "holds 0 bytes instead of 32"),
        ("ID_NUMBER_INDEX_KEY", "too-few", "is shorter than 32 characters"),
        ("ID_NUMBER_INDEX_KEY", SECRETS["ID_NUMBER_KEYS"], "is one of the sealing keys"),
    ],
)
def test_production_refuses_keys_that_would_not_seal(name, value, fault):
    answer = manage("check", **{**SECRETS, name: value})

    assert answer.returncode != 0
    assert f"A key in the environment variable {name} {fault}" in answer.stderr
    assert value not in answer.stderr


def test_production_passes_the_deployment_checks(tmp_path):
    answer = manage(
        "check", "--deploy", "--fail-level", "WARNING", VAR_DIR=str(tmp_path), **SECRETS
    )

    assert answer.returncode == 0, answer.stderr


@pytest.mark.django_db
def test_the_database_of_a_new_installation_is_safe(tmp_path):
    assert faults_of({**SQLITE, "NAME": tmp_path / "safe.sqlite3"}) == []


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
    numbers = faults_of({**SQLITE, "NAME": tmp_path / "unsafe.sqlite3", "OPTIONS": options})

    assert 1 in numbers
    assert fault in numbers


def faults_of(settings_of_database):
    """The numbers of the faults of such a database."""
    opened = ConnectionHandler({"default": settings_of_database})["default"]
    found = [number for number, _text in sqlite_faults(opened)]
    opened.close()
    return found
