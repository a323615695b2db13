"""Reads of recognitions: those of a person, of an office, and those everybody may read."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from common.vietnamese import fold
from organisations.querysets import valid_on_q

if TYPE_CHECKING:
    from accounts.models import User
    from organisations.models import Organisation
    from trainees.models import AudienceCategory, Recognition, Trainee  # noqa: F401

# Where the person stands: the record in use, if the one written on has been merged into another.
IN_USE, MERGED = "trainee__", "trainee__merged_into__"


def _of_person(**conditions: object) -> Q:
    """``conditions`` on the person, whichever of two merged records the recognition was written on."""
    own = Q(**{IN_USE + name: value for name, value in conditions.items()})
    led_on = Q(**{MERGED + name: value for name, value in conditions.items()})
    return (Q(trainee__merged_into__isnull=True) & own) | led_on


class RecognitionQuerySet(models.QuerySet["Recognition"]):
    def visible_to(self, user: "User") -> Self:
        """The agency's for its coordinator and organiser; the province's for the Department and the administrator."""
        scope = user.scope
        agencies = scope.organisation_ids("coordinator", "organiser")
        provinces = scope.province_ids("doj_officer", "administrator")
        return self.filter(
            _of_person(organisation_id__in=agencies)
            | _of_person(organisation__unit__province_id__in=provinces)
        )

    def valid_on(self, day: date) -> Self:
        return self.filter(valid_on_q(day))

    def ended_before(self, day: date) -> Self:
        """Over on ``day``."""
        return self.filter(valid_to__lt=day)

    def of_person(self, trainee: "Trainee") -> Self:
        """Those written on the record, and on records merged into it."""
        return self.filter(Q(trainee=trainee) | Q(trainee__merged_into=trainee))

    def with_decision(self) -> Self:
        """The decision is named in full."""
        return self.filter(decided_on__isnull=False).exclude(Q(decision_number="") | Q(issuer=""))

    def lacking_decision(self) -> Self:
        """The category needs a decision, and its number, date or issuer is not on record."""
        unnamed = Q(decision_number="") | Q(decided_on__isnull=True) | Q(issuer="")
        return self.filter(unnamed, category__needs_decision=True)

    def in_category(self, category: "AudienceCategory") -> Self:
        return self.filter(category=category)

    def of_organisation(self, organisation: "Organisation") -> Self:
        return self.filter(_of_person(organisation=organisation))

    def of_unit(self, code: str) -> Self:
        """People of agencies in the unit with this code, in whichever era."""
        return self.filter(_of_person(organisation__unit__code=code))

    def in_provinces(self, province_ids: frozenset[int]) -> Self:
        return self.filter(_of_person(organisation__unit__province_id__in=province_ids))

    def silent(self) -> Self:
        """In force without an end, and no spokesperson's details are on record."""
        return self.filter(valid_to__isnull=True, spokesperson__isnull=True)

    def search(self, words: str) -> Self:
        """By the name of the person, without accents."""
        found = self
        for word in fold(words).split():
            found = found.filter(_of_person(search_key__contains=word))
        return found

    def once_each(self) -> Self:
        """Leave out what a record merged away says of a person when another record of that person says it too.

        Two records say the same where they name one category and their days touch. Only what is in this list counts:
        a recognition on the record in use that was left out of it, because it is over, hides no other.
        """
        ends = Coalesce(OuterRef("valid_to"), Value(date.max, models.DateField()))
        touching = self.order_by().filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=OuterRef("valid_from")),
            category=OuterRef("category"),
            valid_from__lte=ends,
        )
        in_use = touching.filter(trainee=OuterRef("trainee__merged_into"))
        earlier = touching.filter(
            trainee__merged_into=OuterRef("trainee__merged_into"), pk__lt=OuterRef("pk")
        )
        return self.exclude(
            Q(trainee__merged_into__isnull=False) & (Exists(in_use) | Exists(earlier))
        )

    def for_list(self) -> Self:
        """Adds ``name_key`` and ``agency_key``, by which a list of people is sorted."""
        return self.select_related(
            "category",
            "end_ground",
            "trainee__organisation__unit",
            "trainee__merged_into__organisation__unit",
        ).annotate(
            name_key=Coalesce(f"{MERGED}sort_key", f"{IN_USE}sort_key"),
            agency_key=Coalesce(
                f"{MERGED}organisation__search_key", f"{IN_USE}organisation__search_key"
            ),
        )

    def for_detail(self) -> Self:
        return self.select_related(
            "category", "end_ground", "recorded_by", "trainee__organisation"
        ).order_by("-valid_from", "-pk")

    def public_register(self, day: date) -> Self:
        """Legal reporters and propagandists in force on ``day``, each person once in a category; nobody without a
        decision that is named in full.

        Source: TT 10/2016/TT-BTP Đ8.2.b (the list of reporters and propagandists is made public).
        """
        decided = self.filter(category__is_public=True).with_decision()
        return decided.valid_on(day).once_each().for_list()

    def public_endings(self, day: date) -> Self:
        """Decisions of dismissal and release that hold by ``day``. Never why: the law asks for the decision alone.

        Source: TT 10/2016/TT-BTP Đ8.2.b (all decisions of recognition and dismissal are made public).
        """
        decided = self.filter(category__is_public=True).exclude(end_decision="")
        return decided.ended_before(day).for_list()
