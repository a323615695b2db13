"""Both eras loaded once for a module: each test runs inside and leaves no trace."""

from types import SimpleNamespace

import pytest
from django.db import transaction

from organisations.actions import load_organisations, load_units


@pytest.fixture(scope="module")
def both_eras(django_db_setup, django_db_blocker):
    """What the first loads said: ``units`` and ``organisations``. Tests ask for ``db`` beside it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield SimpleNamespace(units=load_units(), organisations=load_organisations())
        transaction.set_rollback(True)
