from datetime import date, timedelta

import pytest
from django.urls import reverse

from courses.models import Quota
from courses.next_steps import next_step
from organisations.models import OrganisationSuccession
from tests import make

pytestmark = pytest.mark.django_db


def step(run, user, day=None):
    found = next_step(run, user, day or run.ends_on)
    return found.verb, found.url


def url(name, run, *more):
    return reverse(f"courses:{name}", args=[run.code, *more])


def test_a_draft_says_what_it_lacks(organiser):
    run = make.course_run("draft", modules=[], categories=[], sessions=0, venue="")

    found = next_step(run, organiser, run.starts_on)

    assert found.details == (
        "Chọn ít nhất một chuyên đề.",
        "Chọn ít nhất một đối tượng tiếp nhận.",
        "Lập lịch ít nhất một buổi học.",
        "Nhập địa điểm.",
    )
    assert (found.verb, found.url) == ("Bổ sung thông tin", url("course_run_edit", run))


def test_the_one_verb_follows_the_life_of_a_run(organiser):
    run = make.course_run("draft", sessions=0, mark_percent=0)
    assert step(run, organiser) == ("Lập lịch học", url("session_list", run))

    session = run.sessions.create(on=run.starts_on, part="sang")
    assert step(run, organiser) == ("Mở nhận danh sách", url("course_run_open", run))

    make.move_run(run, "open", by=organiser)
    assert step(run, organiser, run.starts_on) == ("Khai giảng", url("course_run_start", run))
    before = run.starts_on - timedelta(days=1)
    assert next_step(run, organiser, before).words == (
        f"Đang nhận danh sách. Khai giảng ngày {run.starts_on:%d/%m/%Y}."
    )

    enrolment = make.enrolment("nominated", run=run)
    assert next_step(run, organiser, run.starts_on).words == "1 người đang chờ xét."

    from courses.actions import course_runs, enrolments

    enrolments.confirm(enrolment, by=organiser)
    course_runs.start(run, by=organiser)
    assert step(run, organiser) == ("Điểm danh", url("attendance_sheet", run, session.slug))

    make.attend(enrolment, by=organiser)
    assert step(run, organiser) == ("Kết thúc lớp", url("course_run_close", run))
    assert step(run, organiser, before) == ("Xem điểm danh", url("attendance_overview", run))

    course_runs.close(run, by=organiser)
    assert step(run, organiser)[0] == "Đề nghị cấp giấy chứng nhận"

    course_runs.archive(run, by=organiser)
    assert step(run, organiser) == ("", "")


def test_others_get_the_verb_of_their_role(trainer, coordinator, officer, approver):
    run = make.course_run("running", trainers=[trainer])

    assert step(run, trainer)[0] == "Điểm danh"
    assert step(run, coordinator)[0] == "Cử học viên"
    assert [step(run, user)[0] for user in (officer, approver)] == ["", ""]


def test_the_page_counts_people_and_opens_their_lists(sign_in, organiser):
    run = make.course_run()
    make.enrolment(run=run)
    make.enrolment("nominated", run=run)
    make.enrolment("nominated", run=run)

    page = sign_in(organiser).get(run.get_absolute_url())

    counts = [(count.state.value, count.people) for count in page.context["counts"]]
    assert counts == [("nominated", 2), ("confirmed", 1)]


def test_a_coordinator_counts_and_reads_the_own_agency_only(sign_in, coordinator, newspaper, radio):
    run = make.course_run(quotas={newspaper: 3, radio: 2})
    make.enrolment(run=run)
    make.enrolment(run=run, trainee_=make.trainee(organisation=radio))

    context = sign_in(coordinator).get(run.get_absolute_url()).context

    assert [(use.quota.organisation, use.used, use.left) for use in context["quotas"]] == [
        (newspaper, 1, 2)
    ]
    assert [count.people for count in context["counts"]] == [1]
    assert context["history"] == []


def test_a_quota_counts_the_people_of_the_agency_it_took_over(organiser, newspaper):
    from courses.querysets.run_pages import quota_use

    successor = make.organisation("Báo và Phát thanh, Truyền hình Lai Châu", kind="press")
    OrganisationSuccession.objects.create(
        predecessor=newspaper, successor=successor, relation="whole"
    )
    run = make.course_run()
    make.enrolment(run=run)
    Quota.objects.create(course_run=run, organisation=successor, seats=4)

    assert [(use.used, use.left) for use in quota_use(run)] == [(1, 3)]


def test_the_history_is_told_in_words_newest_first(sign_in, organiser):
    run = make.course_run("cancelled", by=organiser)

    page = sign_in(organiser).get(run.get_absolute_url())

    lines = [(line.words, line.who, line.reason) for line in page.context["history"]]
    assert lines == [
        ("Hủy lớp", "Lò Thị Tổ Chức", "Không đủ người"),
        ("Lập lớp", "Lò Thị Tổ Chức", ""),
    ]


def test_a_trainee_sees_the_class_without_anybody_else(sign_in, learner):
    run = make.course_run("running", venue="Hội trường tỉnh")
    make.enrolment(run=run, trainee_=learner.trainee)
    stranger = make.enrolment(run=run, trainee_=make.trainee("Sùng Thị Người Khác"))

    page = sign_in(learner).get(run.get_absolute_url())

    html = page.content.decode()
    assert ("Hội trường tỉnh" in html, stranger.trainee.full_name in html) == (True, False)
    assert page.context["own"].trainee == learner.trainee
    assert page.templates[0].name == "courses/course_run_detail_learner.html"


def test_a_trainee_enters_the_class_once_it_has_begun(sign_in, learner, organiser):
    run = make.course_run("open")
    make.enrolment(run=run, trainee_=learner.trainee)
    client = sign_in(learner)

    before = client.get(run.get_absolute_url()).text
    make.move_run_on(run, by=organiser)
    after = client.get(run.get_absolute_url()).text

    assert ["Vào học" in page for page in (before, after)] == [False, True]


def test_only_the_trainers_of_the_class_are_led_to_its_lessons(sign_in, trainer, organiser):
    run = make.course_run("open", trainers=[trainer])
    lessons = reverse("cms:course_contents", args=[run.code])

    shown = [
        lessons in sign_in(user).get(run.get_absolute_url()).text for user in (trainer, organiser)
    ]

    assert shown == [True, False]


def test_a_draft_is_hidden_from_coordinators_and_from_strangers(
    sign_in, coordinator, other_officer
):
    run = make.course_run("draft", starts_on=date(2026, 3, 2))

    answers = [
        sign_in(user).get(run.get_absolute_url()).status_code
        for user in (coordinator, other_officer)
    ]

    assert answers == [404, 404]


@pytest.mark.parametrize("size", [1, 5])
def test_the_page_costs_the_same_for_any_size(
    sign_in, organiser, newspaper, radio, size, django_assert_num_queries
):
    run = make.course_run("running", sessions=2 * size, starts_on=date(2026, 3, 2))
    for _ in range(size):
        make.enrolment(run=run)
    for number in range(size):
        agency = make.organisation(f"Cơ quan {number}")
        Quota.objects.create(course_run=run, organisation=agency, seats=2)
        run.trainers.create(full_name=f"Báo cáo viên {number}")
    client = sign_in(organiser)

    with django_assert_num_queries(16):
        page = client.get(run.get_absolute_url())

    assert len(page.context["quotas"]) == size
