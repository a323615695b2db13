from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from common.models import StateChange
from common.refusals import Refused
from courses.actions import attendance, enrolments
from courses.models import Attendance
from tests import make

pytestmark = pytest.mark.django_db


def class_of(people, **with_):
    run = make.course_run("running", sessions=1, **with_)
    return run, [make.enrolment(run=run) for _ in range(people)], run.sessions.get()


def sheet(session):
    return reverse("courses:attendance_sheet", args=[session.course_run.code, session.slug])


def ticks(session):
    return dict(session.attendances.values_list("enrolment_id", "presence"))


def as_drawn(page, **choices):
    """What the browser sends for the page: what was shown, and what is chosen now (by token)."""
    data = {}
    for row in page.context["rows"]:
        token = row.enrolment.token
        data[f"truoc-{token}"] = row.saved
        if choice := choices.get(token, row.choice):
            data[f"nguoi-{token}"] = choice
    return data


def test_nobody_is_ticked_before_somebody_ticks(sign_in, trainer):
    _run, _people, session = class_of(2, trainers=[trainer])

    page = sign_in(trainer).get(sheet(session))

    assert [(row.saved, row.choice) for row in page.context["rows"]] == [("", "")] * 2
    assert page.content.decode().count("checked") == 0


def test_one_post_saves_the_whole_sheet(sign_in, trainer):
    _run, people, session = class_of(5, trainers=[trainer])
    client = sign_in(trainer)
    chosen = dict(
        zip([one.token for one in people], ["present", "late", "excused", "absent"], strict=False)
    )

    page = client.post(sheet(session), as_drawn(client.get(sheet(session)), **chosen), follow=True)

    assert ticks(session) == {
        people[0].pk: "present",
        people[1].pk: "late",
        people[2].pk: "excused",
        people[3].pk: "absent",
    }
    assert [str(message) for message in page.context["messages"]] == [
        "Đã điểm danh, 4 người thay đổi."
    ]
    assert page.content.decode().count("checked") == 4
    assert set(session.attendances.values_list("marked_by", flat=True)) == {trainer.pk}


def test_everybody_present_keeps_what_was_chosen_for_some(sign_in, trainer):
    _run, people, session = class_of(3, trainers=[trainer])
    client = sign_in(trainer)

    sent = as_drawn(client.get(sheet(session)), **{people[1].token: "absent"})
    client.post(sheet(session), {**sent, "tat_ca": "1"})

    assert ticks(session) == {
        people[0].pk: "present", people[1].pk: "absent", people[2].pk: "present",
    }  # fmt: skip


def test_everybody_present_means_everybody_on_the_page(sign_in, trainer, organiser):
    run, people, session = class_of(1, trainers=[trainer])
    client = sign_in(trainer)
    drawn = client.get(sheet(session))
    newcomer = make.enrolment(run=run)

    page = client.post(sheet(session), {**as_drawn(drawn), "tat_ca": "1"}, follow=True)

    assert ticks(session) == {people[0].pk: "present"}
    assert [str(message) for message in page.context["messages"]] == [
        "Đã điểm danh, 1 người thay đổi.",
        "1 người vừa được duyệt vào lớp, chưa điểm danh.",
    ]
    assert newcomer.pk in [row.enrolment.pk for row in page.context["rows"]]


def test_somebody_withdrawn_meanwhile_refuses_the_sheet_and_keeps_the_choices(
    sign_in, trainer, organiser
):
    _run, people, session = class_of(2, trainers=[trainer])
    client = sign_in(trainer)
    sent = as_drawn(
        client.get(sheet(session)), **{people[0].token: "late", people[1].token: "present"}
    )
    enrolments.withdraw(people[1], by=organiser, reason="Ốm")

    page = client.post(sheet(session), sent)

    assert ticks(session) == {}
    assert page.context["sheet"].refusal.message.startswith("Danh sách lớp vừa thay đổi.")
    assert page.context["sheet"].is_stale
    assert [(row.enrolment, row.choice) for row in page.context["rows"]] == [(people[0], "late")]

    page = client.post(sheet(session), as_drawn(page), follow=True)

    assert ticks(session) == {people[0].pk: "late"}


def test_two_trainers_do_not_turn_back_what_the_other_corrected(sign_in, trainer, organiser):
    _run, people, session = class_of(2, trainers=[trainer])
    attendance.mark_sheet(session, {people[0].pk: "absent"}, by=organiser)
    client = sign_in(trainer)
    old_page = client.get(sheet(session))
    attendance.mark_sheet(session, {people[0].pk: "present"}, by=organiser)

    client.post(sheet(session), as_drawn(old_page, **{people[1].token: "present"}))

    assert ticks(session) == {people[0].pk: "present", people[1].pk: "present"}


def test_a_changed_tick_keeps_its_history(sign_in, trainer, organiser):
    _run, people, session = class_of(1, trainers=[trainer])
    attendance.mark_sheet(session, {people[0].pk: "absent"}, by=organiser)
    client = sign_in(trainer)

    sent = as_drawn(client.get(sheet(session)), **{people[0].token: "present"})
    client.post(sheet(session), sent)

    tick = Attendance.objects.get()
    history = StateChange.objects.of(tick).values_list("before", "after", "by")
    assert list(history) == [("absent", "present", trainer.pk)]
    assert (tick.presence, tick.marked_by) == ("present", trainer)


@pytest.mark.parametrize("state", ["draft", "open", "closed", "archived", "cancelled"])
def test_ticks_are_taken_in_a_running_class_only(sign_in, organiser, state):
    run = make.course_run(state, sessions=1)
    if state == "open":
        make.enrolment(run=run)
    session = run.sessions.get()

    page = sign_in(organiser).post(sheet(session), {"tat_ca": "1"})

    assert page.context["sheet"].refusal.message == "Chỉ điểm danh khi lớp đang diễn ra."
    assert ticks(session) == {}


def test_tomorrow_is_not_ticked_today(sign_in, organiser):
    tomorrow = timezone.localdate() + timedelta(days=1)
    run = make.course_run("running", sessions=1, starts_on=tomorrow)
    one, session = make.enrolment(run=run), run.sessions.get()

    page = sign_in(organiser).post(
        sheet(session), {f"truoc-{one.token}": "", f"nguoi-{one.token}": "late"}
    )

    assert page.context["sheet"].refusal.message == f"Buổi học {session} chưa diễn ra."
    assert [row.choice for row in page.context["rows"]] == ["late"]
    assert ticks(session) == {}


def test_an_unknown_word_or_person_is_refused(organiser):
    _run, people, session = class_of(1)
    stranger = make.enrolment(run=make.course_run("running"))

    with pytest.raises(Refused, match="không hợp lệ"):
        attendance.mark_tokens(session, {people[0].token: "asleep"}, by=organiser)
    with pytest.raises(Refused, match="vừa thay đổi"):
        attendance.mark_tokens(session, {stranger.token: "present"}, by=organiser)

    assert ticks(session) == {}


def test_the_blank_sheet_has_a_place_to_sign_and_no_ticks(sign_in, trainer):
    _run, people, session = class_of(2, trainers=[trainer])

    page = sign_in(trainer).get(sheet(session) + "?phieu=trong")

    html = page.content.decode()
    assert ("Ký tên" in html, 'type="radio"' in html) == (True, False)
    assert [people[0].full_name in html, people[1].trainee.full_name in html] == [True, True]


@pytest.mark.parametrize("people", [2, 120])
def test_a_sheet_costs_the_same_for_any_class(
    sign_in, organiser, people, django_assert_num_queries
):
    run = make.course_run("running", sessions=1, seats=200)
    for _ in range(people):
        make.enrolment(run=run, by=organiser)
    session = run.sessions.get()
    client = sign_in(organiser)

    with django_assert_num_queries(8):
        page = client.get(sheet(session))
    sent = as_drawn(page)
    with django_assert_num_queries(17):
        client.post(sheet(session), {**sent, "tat_ca": "1"})

    assert len(ticks(session)) == people
