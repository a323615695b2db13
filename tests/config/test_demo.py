"""The demonstration builds once, through the actions, and leaves a filled database alone."""

from io import StringIO

import pytest
from django.core.management import call_command

from certificates.models import Certificate
from common.models import StateChange
from config.demo.cast import LEARNERS
from courses.models import CourseRun, Enrolment
from organisations.models import AdministrativeUnit, Reorganisation, UnitSuccession
from organisations.plan_facts import problems_of
from tests.reports.recount import recount
from trainees.models import DuplicatePair, IdNumber, Merge, RosterList, Trainee

pytestmark = pytest.mark.django_db(transaction=True)


def demo() -> str:
    told = StringIO()
    call_command("demo", no_serve=True, stdout=told)
    return told.getvalue()


def test_the_story_is_whole_and_told_once():
    from django.utils import timezone

    from reports import queries
    from reports.definitions import DIMENSIONS
    from reports.queries import Filters

    demo()

    assert Trainee.objects.count() == 346
    assert CourseRun.objects.count() == 11
    assert AdministrativeUnit.objects.communes().filter(valid_to=None).count() == 162
    assert UnitSuccession.objects.filter(predecessor__code="22978", relation="part").count() == 2
    assert Certificate.objects.filter(state="revoked").count() == 1
    assert (
        Trainee.objects.filter(
            full_name__in=[name for _user, name, _code in LEARNERS], user=None
        ).count()
        == 0
    )
    assert _states() >= {"confirmed", "completed", "failed", "withdrawn", "nominated"}
    assert _states() >= {"drafted", "submitted", "returned", "waitlisted"}
    assert _records() == {"open pairs": 2, "merges": 1, "numbers": 7, "lists": [False, True]}
    assert problems_of(Reorganisation.objects.get()) == []
    assert _trained_twice() > 0
    assert StateChange.objects.filter(at__gt=timezone.now()).count() == 0
    for code, dimension in DIMENSIONS.items():
        rows = queries.count(Enrolment.objects.all(), dimension, Filters())
        assert {row.key: row.figures for row in rows} == recount(timezone.now(), code)

    changes = StateChange.objects.count()
    assert "giữ nguyên" in demo()
    assert StateChange.objects.count() == changes


def _states() -> set[str]:
    return set(Enrolment.objects.values_list("state", flat=True))


def _records() -> dict[str, object]:
    return {
        "open pairs": DuplicatePair.objects.open_().count(),
        "merges": Merge.objects.in_force().count(),
        "numbers": IdNumber.objects.count(),
        "lists": sorted(bool(one.confirmed_at) for one in RosterList.objects.all()),
    }


def _trained_twice() -> int:
    from django.db.models import Count

    completed = Enrolment.objects.completed().order_by().values("trainee").annotate(n=Count("pk"))
    return completed.filter(n__gte=2).count()
