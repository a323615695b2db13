"""Reads of rosters that came in as files."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from common.vietnamese import fold

if TYPE_CHECKING:
    from accounts.models import User
    from organisations.models import Organisation
    from trainees.models import RosterList  # noqa: F401 -- named in the string of the base class


class RosterListQuerySet(models.QuerySet["RosterList"]):
    def visible_to(self, user: "User") -> Self:
        """Files of the agencies whose people this person keeps; one of many agencies by whoever sent it."""
        scope = user.scope
        agencies = scope.organisation_ids("coordinator", "organiser")
        provinces = scope.province_ids("administrator")
        return self.filter(
            Q(organisation_id__in=agencies)
            | Q(organisation__unit__province_id__in=provinces)
            | Q(organisation__isnull=True, uploaded_by=user)
        )

    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)

    def waiting(self) -> Self:
        return self.filter(confirmed_at__isnull=True)

    def with_id_numbers(self) -> Self:
        """Lists that hold sealed numbers: writing a list moves them to the people and empties this column."""
        return self.waiting().exclude(id_numbers={})

    def of_organisation(self, organisation: "Organisation") -> Self:
        return self.filter(organisation=organisation)

    def search(self, words: str) -> Self:
        """By file name, each word as it is typed or without marks."""
        found = self
        for word in words.split():
            found = found.filter(Q(file_name__icontains=word) | Q(file_name__icontains=fold(word)))
        return found

    def for_list(self) -> Self:
        """Without the rows: a page of files must not read everybody in them."""
        return self.select_related("organisation", "uploaded_by").defer("rows", "problems")

    def for_detail(self) -> Self:
        return self.select_related("organisation__unit", "uploaded_by", "confirmed_by")
