"""What waits for each role on its first screen."""

import datetime

import pytest
from django.urls import reverse

from certificates import actions as certificates
from courses.actions import completions
from tests import make
from tests.certificates import making
from tests.trainees import deciding
from trainees.actions import spokespersons
from trainees.models import Spokesperson

pytestmark = pytest.mark.django_db


def verbs(client):
    return [line.verb for line in client.get(reverse("start")).context["waiting"]]


def test_an_organiser_is_led_from_draft_to_certificates(organiser, sign_in):
    client = sign_in(organiser)
    assert verbs(client) == []

    make.course_run("draft")
    assert verbs(client) == ["Hoàn thiện"]

    run = make.course_run("open")
    make.enrolment("nominated", run=run)
    assert verbs(client) == ["Hoàn thiện", "Duyệt danh sách", "Khai giảng"]

    make.finished_run(people=1)
    assert "Đề nghị cấp" in verbs(client)


def test_a_run_past_its_last_day_waits_for_its_end(organiser, sign_in):
    make.course_run("running", starts_on=datetime.date(2026, 3, 2))

    assert verbs(sign_in(organiser)) == ["Kết thúc lớp"]


def test_an_approver_finds_proposals_of_others_only(organiser, approver, sign_in):
    making.proposal(organiser)

    assert verbs(sign_in(approver)) == ["Xem và duyệt"]
    assert verbs(sign_in(organiser)) == []


def test_a_certificate_that_contradicts_its_result_waits_to_be_revoked(
    organiser, approver, sign_in
):
    certificate = making.certificate(organiser, approver)
    completions.correct(
        certificate.enrolment.completion, by=approver, reason="Thi hộ", decision="20/QĐ-STP"
    )
    client = sign_in(approver)
    assert verbs(client) == ["Thu hồi"]

    certificate.refresh_from_db()
    certificates.revoke(certificate, by=approver, reason="Kết quả bị hủy")

    assert verbs(client) == []


def test_a_coordinator_is_called_by_quota_and_deadline(coordinator, newspaper, radio, sign_in):
    make.course_run("open", quotas={newspaper: 2})
    make.course_run("open", quotas={radio: 2})
    make.course_run("open", nominate_by=datetime.date(2026, 1, 1))

    assert verbs(sign_in(coordinator)) == ["Cử học viên"]


def test_a_returned_nomination_comes_back_to_its_agency(coordinator, other_coordinator, sign_in):
    make.enrolment("returned", run=make.course_run(nominate_by=datetime.date(2026, 1, 1)))

    assert verbs(sign_in(coordinator)) == ["Bổ sung và cử lại"]
    assert verbs(sign_in(other_coordinator)) == []


def test_a_trainer_finds_the_class_that_is_running(trainer, sign_in):
    make.course_run("running", trainers=[trainer])
    make.course_run("running")

    assert verbs(sign_in(trainer)) == ["Điểm danh"]


def test_the_department_sees_its_figures_as_doors(officer, sign_in):
    make.finished_run(people=2)

    page = sign_in(officer).get(reverse("start"))

    assert [figure["number"] for figure in page.context["stats"]] == [2, 2, 0]


def test_a_learner_without_a_class_is_told_what_to_do(learner, sign_in):
    page = sign_in(learner).get(reverse("start"))

    assert "Chưa có lớp tập huấn nào" in page.text
    assert reverse("courses:run_catalogue") in page.text


@pytest.mark.parametrize("runs", [1, 4])
def test_the_first_screen_costs_a_fixed_number_of_queries(
    organiser, learner, runs, sign_in, django_assert_num_queries
):
    for _ in range(runs):
        run = make.course_run("open")
        make.enrolment("nominated", run=run)
        make.enrolment(run=run, trainee_=learner.trainee)
    office, class_room = sign_in(organiser), sign_in(learner)

    with django_assert_num_queries(6):
        office.get(reverse("start"))
    # One more than the office: the unread notices of somebody without a role.
    with django_assert_num_queries(8):
        class_room.get(reverse("start"))


def test_a_class_of_ones_own_opens_from_its_title(learner, sign_in):
    run = make.course_run("open")
    make.enrolment(run=run, trainee_=learner.trainee)

    page = sign_in(learner).get(reverse("start"))

    assert f'<a href="{run.get_absolute_url()}">{run.title}</a>' in page.text


def test_those_who_may_write_contents_find_the_door(administrator, trainer, organiser, sign_in):
    door = reverse("wagtailadmin_home")

    shown = [
        door in [item.url for item in sign_in(user).get(reverse("start")).context["menu"]]
        for user in (administrator, trainer, organiser)
    ]

    assert shown == [True, True, False]
    assert sign_in(administrator).get(door).status_code == 200


def test_a_coordinator_is_told_that_nobody_speaks_for_the_commune(sign_in):
    commune = make.organisation("UBND xã Mường Than", make.commune(), kind="commune_committee")
    client = sign_in(make.user("Đầu Mối Xã", "coordinator", commune))
    assert verbs(client) == ["Phân công"]

    deciding.spokesperson(commune, hours_ago=2.5)
    (line,) = client.get(reverse("start")).context["waiting"]
    assert line.words == "Người phát ngôn Tẩn A Nói chưa đăng công khai, còn 21 giờ"
    assert line.verb == "Đăng công khai"

    spokespersons.post(Spokesperson.objects.get(), by=None)
    assert verbs(client) == []


def test_a_name_that_is_posted_late_says_by_how_much(sign_in, coordinator, newspaper):
    deciding.spokesperson(newspaper, hours_ago=26.5)

    (line,) = sign_in(coordinator).get(reverse("start")).context["waiting"]
    assert line.words == "Người phát ngôn Tẩn A Nói chưa đăng công khai, quá hạn 3 giờ"
