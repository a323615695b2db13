import pytest
from django.urls import reverse

from common.models import StateChange
from common.refusals import Refused
from courses.actions import completions, course_runs
from courses.models import Completion
from tests import make

pytestmark = pytest.mark.django_db
GIVEN = {"reason": "Nhập thiếu điểm danh buổi chiều", "decision": "125/QĐ-STP"}


def correct(enrolment):
    return reverse("courses:completion_correct", args=[enrolment.course_run.code, enrolment.token])


def test_the_approver_turns_a_failure_into_a_pass(sign_in, approver):
    one = make.finished_run(people=0, fail=1).enrolments.get()

    page = sign_in(approver).post(correct(one), GIVEN)

    one.refresh_from_db()
    result = Completion.objects.get()
    assert page.url == reverse("courses:course_run_results", args=[one.course_run.code])
    assert (one.state, result.is_completed) == ("completed", True)
    assert (result.reason, result.decision, result.decided_by) == (
        GIVEN["reason"], GIVEN["decision"], approver,
    )  # fmt: skip
    assert result.band == ""  # the run asks for no test
    line = StateChange.objects.of(one).latest("pk")
    assert (line.verb, line.before, line.after, line.by, line.reason) == (
        "correct", "failed", "completed", approver, "125/QĐ-STP: Nhập thiếu điểm danh buổi chiều",
    )  # fmt: skip


def test_a_pass_that_is_taken_back_loses_its_band(approver):
    result = make.finished_run(people=1).enrolments.get().completion
    Completion.objects.filter(pk=result.pk).update(band="Giỏi", mark_percent=90)
    result.refresh_from_db()

    completions.correct(result, by=approver, **GIVEN)
    assert (result.is_completed, result.band) == (False, "")

    completions.correct(result, by=approver, **GIVEN)
    assert (result.is_completed, result.band) == (True, "Giỏi")


@pytest.mark.parametrize("missing", ["reason", "decision"])
def test_reason_and_decision_are_both_needed(sign_in, approver, missing):
    one = make.finished_run(people=0, fail=1).enrolments.get()

    page = sign_in(approver).post(correct(one), {**GIVEN, missing: " "})

    one.refresh_from_db()
    assert (list(page.context["form"].errors), one.state) == ([missing], "failed")
    with pytest.raises(Refused, match="lý do và số quyết định"):
        completions.correct(one.completion, by=approver, **{**GIVEN, missing: " "})


def test_an_archived_run_is_not_corrected(sign_in, approver, organiser):
    run = make.finished_run(people=0, fail=1)
    one = run.enrolments.get()
    course_runs.archive(run, by=organiser)

    page = sign_in(approver).post(correct(one), GIVEN)

    one.refresh_from_db()
    assert one.state == "failed"
    assert page.context["form"].non_field_errors() == [
        "Chỉ điều chỉnh kết quả của lớp đã kết thúc và chưa lưu trữ."
    ]


def test_an_old_page_corrects_nothing_a_second_time(approver):
    result = make.finished_run(people=0, fail=1).enrolments.get().completion
    old_page = Completion.objects.select_related("enrolment__course_run").get(pk=result.pk)
    completions.correct(result, by=approver, **GIVEN)

    with pytest.raises(Refused, match="vừa được người khác xử lý"):
        completions.correct(old_page, by=approver, **GIVEN)

    assert Completion.objects.get().is_completed is True


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("organiser", 403),
        ("trainer", 404),
        ("coordinator", 403),
        ("officer", 403),
        ("administrator", 403),
        ("learner", 404),
        ("other_officer", 404),
        ("other_organiser", 404),
    ],
)
def test_nobody_but_the_approver_corrects(sign_in, request, who, status):
    one = make.finished_run(people=0, fail=1).enrolments.get()

    client = sign_in(request.getfixturevalue(who))

    assert [client.get(correct(one)).status_code, client.post(correct(one), GIVEN).status_code] == [
        status,
        status,
    ]
    one.refresh_from_db()
    assert one.state == "failed"


def test_anonymous_signs_in_first(sign_in):
    one = make.finished_run(people=0, fail=1).enrolments.get()

    assert sign_in(None).post(correct(one), GIVEN).status_code == 302
    one.refresh_from_db()
    assert one.state == "failed"


def test_somebody_without_a_result_cannot_be_corrected(sign_in, approver):
    one = make.enrolment(run=make.course_run("running"))

    assert sign_in(approver).get(correct(one)).status_code == 404
