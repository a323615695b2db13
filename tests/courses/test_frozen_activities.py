"""What a class learns is fixed when it begins: a lesson added later changes nothing for it."""

import pytest

from courses.actions import completions, course_runs, learning
from courses.models import Activity
from courses.querysets.learning import outline_of, progress_of
from tests import make

pytestmark = pytest.mark.django_db


def add(run, kind="lesson", number=90):
    return Activity.objects.create(
        module=run.modules.first(), kind=kind, title="Bài thêm sau", position=number
    )


def seen(run, enrolment):
    """Titles of the outline, progress, and the figures completion is decided by."""
    figures = completions.figures_of(run)
    return (
        len(outline_of(run, enrolment).steps),
        progress_of([enrolment])[enrolment.pk].total,
        figures.activities,
        figures.quizzes,
    )


def test_what_is_added_before_the_start_is_learned(organiser):
    enrolment = make.enrolment()
    run = enrolment.course_run
    assert seen(run, enrolment) == (3, 3, 3, 1)

    add(run)
    course_runs.start(run, by=organiser)

    assert seen(run, enrolment) == (4, 4, 4, 1)
    assert run.activities.count() == 4


@pytest.mark.parametrize("kind", ["lesson", "quiz"])
def test_what_is_added_after_the_start_is_not(kind):
    run = make.course_run("running")
    enrolment = make.enrolment(run=run)

    added = add(run, kind)

    assert seen(run, enrolment) == (3, 3, 3, 1)
    assert outline_of(run, enrolment).step_of(added.pk) is None
    next_run = make.course_run("running", modules=run.modules.all())
    assert outline_of(next_run, None).step_of(added.pk) is not None


def test_what_was_done_still_counts_and_what_is_done_outside_does_not(learner):
    run = make.course_run("running")
    enrolment = make.enrolment(run=run, trainee_=learner.trainee)
    lesson = run.activities.in_order().first()
    learning.mark_done(enrolment, lesson, content_version="1", by=learner)
    added = add(run)
    enrolment.activity_completions.create(activity=added, state="complete")

    assert progress_of([enrolment])[enrolment.pk] == (1, 3)
    record = completions.records_of(run, completions.figures_of(run))[enrolment.pk]
    assert [record.activities_done, record.activities_offered] == [1, 3]


def test_a_run_that_had_begun_before_goes_on_reading_its_modules():
    run = make.course_run("running")
    enrolment = make.enrolment(run=run)
    run.activities.clear()

    add(run)

    assert seen(run, enrolment) == (4, 4, 4, 1)


def test_what_is_no_longer_offered_is_not_asked_for():
    run = make.course_run("running")
    enrolment = make.enrolment(run=run)

    run.activities.filter(kind="quiz").update(is_offered=False)

    assert seen(run, enrolment) == (2, 2, 2, 0)
