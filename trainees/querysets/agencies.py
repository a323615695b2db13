"""Whose people somebody keeps."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from accounts.models import Role
from organisations.querysets import valid_on_q
from trainees.rules import KEEPERS

if TYPE_CHECKING:
    from accounts.models import User


def kept_by_q(user: "User", day: date) -> Q:
    """Agencies of ``day`` whose people ``user`` keeps."""
    scope = user.scope
    kept = Q(pk__in=scope.organisation_ids(*KEEPERS)) | Q(
        unit__province_id__in=scope.province_ids(Role.ADMINISTRATOR)
    )
    return kept & valid_on_q(day)
