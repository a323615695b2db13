"""The board's figures equal an independent recount from the raw tables."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from courses.actions import attendance, completions, course_runs, enrolments
from courses.models import Enrolment
from organisations.models import UnitSuccession
from organisations.restating import restate
from reports import queries
from reports.definitions import DIMENSIONS, Basis, Measure
from reports.queries import Filters
from tests import make
from tests.reports.recount import recount

pytestmark = pytest.mark.django_db

SPRING, AUTUMN = date(2025, 4, 10), date(2025, 9, 16)


def by_key(rows):
    return {row.key: row.figures for row in rows}


def hold(run, people, *, day, absent=0, by):
    """Walk a run through on ``day``: everybody confirmed and ticked, the last ``absent`` not there."""
    morning = make.moment(day, 8)
    for person in people:
        enrolment = enrolments.nominate(
            run,
            person,
            category=run.admitted_categories.first(),
            organisation=person.organisation,
            by=by,
            at=morning - timedelta(days=9),
        )
        enrolments.confirm(enrolment, by=by, at=morning - timedelta(days=5))
    course_runs.start(run, by=by, at=morning)
    members = list(run.enrolments.holding_a_seat().order_by("pk"))
    for session in run.sessions.in_order():
        for place, member in enumerate(members):
            presence = "absent" if place >= len(members) - absent else "present"
            attendance.mark(session, member, presence, by=by, at=morning + timedelta(hours=3))
    course_runs.close(run, by=by, at=morning + timedelta(hours=10))
    return members


@pytest.fixture
def story(justice):
    """Two eras: four communes of which one is split, two runs, somebody trained twice, one merged, one corrected."""
    by = make.user()
    old = [make.commune(f"Xã cũ {n}", valid_to=date(2025, 6, 30)) for n in range(4)]
    new = [make.commune(f"Xã mới {n}", valid_from=date(2025, 7, 1)) for n in range(2)]
    for unit, successor, relation in (
        (old[0], new[0], "whole"),
        (old[1], new[0], "whole"),
        (old[2], new[0], "part"),
        (old[2], new[1], "part"),
        (old[3], new[1], "renamed"),
    ):
        UnitSuccession.objects.create(predecessor=unit, successor=successor, relation=relation)
    restate()
    kind = make.category(
        "legal_propagandist_commune", "Tuyên truyền viên pháp luật cấp xã", "legal"
    )
    agencies = [make.organisation(unit=unit, kind="commune_committee") for unit in old]
    people = [make.trainee(organisation=agencies[n % 4], categories=[kind]) for n in range(8)]
    spring = make.course_run(
        starts_on=SPRING, mark_percent=0, categories=[kind], lead=justice, by=by
    )
    first = hold(spring, people, day=SPRING, absent=2, by=by)
    moved = make.organisation(unit=new[0], kind="commune_committee")
    for person in people[:3]:
        person.organisation = moved
        person.save()
    autumn = make.course_run(
        starts_on=AUTUMN, mark_percent=0, categories=[kind], lead=justice, by=by
    )
    hold(autumn, people[:5], day=AUTUMN, absent=1, by=by)
    people[4].merged_into = people[3]
    people[4].save()
    completions.correct(
        Enrolment.objects.get(pk=first[-1].pk).completion,
        by=by,
        reason="Điểm danh nhầm",
        decision="15/QĐ-STP",
        at=make.moment(date(2025, 12, 1)),
    )
    return {"runs": (spring, autumn), "units": (old, new)}


@pytest.mark.parametrize("day", [date(2025, 5, 1), date(2025, 10, 1), date(2026, 1, 1)])
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_figures_of_a_day_equal_the_recount(story, dimension, day):
    as_of = make.moment(day)

    counted = queries.count(Enrolment.objects.all(), DIMENSIONS[dimension], Filters(), as_of)

    assert by_key(counted) == recount(as_of, dimension)


@pytest.mark.parametrize("dimension", ["", *DIMENSIONS])
def test_the_present_equals_the_history_read_as_of_now(story, dimension):
    by = DIMENSIONS.get(dimension)

    now = queries.count(Enrolment.objects.all(), by, Filters())
    read_back = queries.count(Enrolment.objects.all(), by, Filters(), timezone.now())

    assert by_key(now) == by_key(read_back) == recount(timezone.now(), dimension)


@pytest.mark.parametrize("measure", Measure.values)
@pytest.mark.parametrize("basis", Basis.values)
def test_every_figure_opens_to_a_list_of_that_length(story, measure, basis):
    for dimension in DIMENSIONS.values():
        for row in queries.count(Enrolment.objects.all(), dimension, Filters()):
            where = Filters().with_row(dimension.code, row.key)

            behind = queries.counted(Enrolment.objects.all(), where, measure, basis)

            assert behind.count() == row.figures[measure, basis]


def test_a_person_trained_twice_is_one_person_and_two_participations(story):
    total = queries.count(Enrolment.objects.all(), None, Filters())[0].figures

    # Two records of one person sat in the spring run: one participation.
    assert total["luot", "tham-du"] == 10 - 1
    assert total["nguoi", "tham-du"] == 6 - 1


def test_a_split_unit_keeps_its_own_row_when_restated(story):
    old, new = story["units"]

    rows = by_key(queries.count(Enrolment.objects.all(), DIMENSIONS["dia-ban-nay"], Filters()))

    assert set(rows) == {str(old[2].pk), str(new[0].pk), str(new[1].pk)}


def test_a_withdrawn_participation_counts_nowhere(justice):
    by = make.user()
    run = make.course_run("running", mark_percent=0, by=by)
    enrolment = make.enrolment(run=run, by=by)
    make.attend(enrolment, by=by)

    enrolments.withdraw(enrolment, by=by, reason="Điều động công tác")

    figures = queries.count(Enrolment.objects.all(), None, Filters())[0].figures
    assert set(figures.values()) == {0}
