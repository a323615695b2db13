"""The buttons that move one person along: who may press them, when, and what is left behind."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from common.models import StateChange
from tests import make

pytestmark = pytest.mark.django_db

# verb: (state before, state after, who presses, needs a reason)
VERBS = {
    "confirm": ("nominated", "confirmed", "organiser", False),
    "waitlist": ("nominated", "waitlisted", "organiser", False),
    "decline": ("nominated", "declined", "organiser", True),
    "return": ("nominated", "returned", "organiser", True),
    "renominate": ("returned", "nominated", "coordinator", False),
    "withdraw": ("nominated", "withdrawn", "coordinator", True),
}
STALE = {
    "confirm": "returned",
    "waitlist": "confirmed",
    "decline": "confirmed",
    "return": "requested",
    "renominate": "nominated",
    "withdraw": "declined",
}


@pytest.fixture
def cast(request):
    """Users by name, made when asked for."""
    return lambda name: request.getfixturevalue(name) if name else None


def url(enrolment, verb):
    return reverse(f"courses:enrolment_{verb}", args=[enrolment.course_run.code, enrolment.token])


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


@pytest.mark.parametrize("verb", VERBS)
def test_it_works_and_leaves_a_line_of_history(sign_in, cast, verb):
    before, after, who, needs_reason = VERBS[verb]
    enrolment = make.enrolment(before)

    answer = sign_in(cast(who)).post(url(enrolment, verb), {"ly_do": "Theo công văn 12"})

    enrolment.refresh_from_db()
    assert answer.url == enrolment.get_absolute_url()
    assert enrolment.state == after
    line = StateChange.objects.of(enrolment).latest("pk")
    assert [line.verb, line.before, line.after, line.by] == [verb, before, after, cast(who)]
    assert line.reason == ("Theo công văn 12" if needs_reason else "")


@pytest.mark.parametrize("verb", VERBS)
def test_it_goes_back_to_the_list_it_was_pressed_on(sign_in, cast, verb):
    enrolment = make.enrolment(VERBS[verb][0])
    back = reverse("courses:enrolment_list", args=[enrolment.course_run.code]) + "?trang=2"
    data = {"ly_do": "Bận", "next": back}

    assert sign_in(cast(VERBS[verb][2])).post(url(enrolment, verb), data).url == back


def test_it_goes_back_to_no_other_site(sign_in, organiser):
    enrolment = make.enrolment("nominated")

    answer = sign_in(organiser).post(url(enrolment, "confirm"), {"next": "https://evil.invalid/"})

    assert answer.url == enrolment.get_absolute_url()


ALLOWED = {
    "confirm": {"organiser"},
    "waitlist": {"organiser"},
    "decline": {"organiser"},
    "return": {"organiser"},
    "renominate": {"coordinator"},
    "withdraw": {"organiser", "coordinator"},
}
CODES = {
    "": 302,
    "learner": 404,
    "other_coordinator": 404,
    "other_organiser": 404,
    "other_officer": 404,
    "trainer": 404,
    "approver": 403,
    "officer": 403,
    "administrator": 403,
    "organiser": 403,
    "coordinator": 403,
}


@pytest.mark.parametrize("who", CODES)
@pytest.mark.parametrize("verb", VERBS)
def test_it_is_for_those_who_may_only(sign_in, cast, verb, who):
    if who in ALLOWED[verb]:
        return
    enrolment = make.enrolment(VERBS[verb][0])

    answer = sign_in(cast(who)).post(url(enrolment, verb), {"ly_do": "Thử"})

    enrolment.refresh_from_db()
    assert [answer.status_code, enrolment.state] == [CODES[who], VERBS[verb][0]]
    if not who:
        assert answer.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("verb", VERBS)
def test_a_get_changes_nothing(sign_in, cast, verb):
    enrolment = make.enrolment(VERBS[verb][0])

    assert sign_in(cast(VERBS[verb][2])).get(url(enrolment, verb)).status_code == 405


@pytest.mark.parametrize("verb", VERBS)
def test_a_stale_page_is_told_so_and_writes_nothing(sign_in, cast, verb):
    enrolment = make.enrolment(
        STALE[verb],
        **({"run": make.course_run(accepts_requests=True)} if STALE[verb] == "requested" else {}),
    )
    lines = StateChange.objects.of(enrolment).count()

    answer = sign_in(cast("organiser" if verb != "renominate" else "coordinator")).post(
        url(enrolment, verb), {"ly_do": "Thử"}
    )

    enrolment.refresh_from_db()
    assert enrolment.state == STALE[verb]
    assert StateChange.objects.of(enrolment).count() == lines
    assert said(answer) == [
        "Hồ sơ vừa được người khác xử lý hoặc không còn ở trạng thái này. "
        "Tải lại trang để xem tình trạng mới."
    ]


@pytest.mark.parametrize("verb", VERBS)
def test_a_second_click_writes_no_second_line(sign_in, cast, verb):
    enrolment = make.enrolment(VERBS[verb][0])
    client = sign_in(cast(VERBS[verb][2]))
    client.post(url(enrolment, verb), {"ly_do": "Một lần"})
    lines = StateChange.objects.of(enrolment).count()

    client.post(url(enrolment, verb), {"ly_do": "Hai lần"})

    assert StateChange.objects.of(enrolment).count() == lines


@pytest.mark.parametrize("verb", [verb for verb, facts in VERBS.items() if facts[3]])
def test_a_reason_is_asked_for(sign_in, cast, verb):
    enrolment = make.enrolment(VERBS[verb][0])

    answer = sign_in(cast(VERBS[verb][2])).post(url(enrolment, verb), {"ly_do": "  "})

    enrolment.refresh_from_db()
    assert [said(answer), enrolment.state] == [
        ["Nêu lý do để đơn vị và học viên biết."],
        VERBS[verb][0],
    ]


@pytest.mark.parametrize("verb", ["confirm", "waitlist", "renominate"])
def test_a_run_that_is_over_takes_nobody(sign_in, cast, organiser, verb):
    run = make.course_run("running", mark_percent=0, sessions=0, mode="online")
    enrolment = make.enrolment(VERBS[verb][0], run=run)
    from courses.actions import course_runs

    course_runs.close(run, by=organiser)
    answer = sign_in(cast(VERBS[verb][2])).post(url(enrolment, verb))

    assert len(said(answer)) == 1
    enrolment.refresh_from_db()
    assert enrolment.state in ("declined", "withdrawn")


def test_a_full_run_says_what_to_do_and_keeps_the_person_waiting(sign_in, organiser):
    run = make.course_run(seats=1)
    make.enrolment(run=run)
    second = make.enrolment("nominated", run=run)

    answer = sign_in(organiser).post(url(second, "confirm"))

    second.refresh_from_db()
    assert second.state == "nominated"
    assert said(answer) == [
        "Lớp đã đủ 1 chỗ. Đưa học viên vào danh sách chờ hoặc tăng số chỗ của lớp."
    ]


def test_a_person_in_a_class_that_has_begun_is_withdrawn_by_the_organiser_only(
    sign_in, organiser, coordinator
):
    run = make.course_run("running")
    seated, waiting = make.enrolment(run=run), make.enrolment("nominated", run=run)
    agency = sign_in(coordinator)

    page = agency.get(seated.get_absolute_url())
    assert page.context["verbs"] == []
    assert "đề nghị cơ quan chủ trì" in page.context["next_words"]
    assert agency.post(url(seated, "withdraw"), {"ly_do": "Ốm"}).status_code == 403
    assert agency.post(url(waiting, "withdraw"), {"ly_do": "Ốm"}).status_code == 302
    assert (
        sign_in(organiser).post(url(seated, "withdraw"), {"ly_do": "Đơn vị xin rút"}).status_code
        == 302
    )
    seated.refresh_from_db()
    assert seated.state == "withdrawn"


def test_the_reason_of_a_return_and_what_to_do_are_shown_to_agency_and_person(
    sign_in, coordinator, learner
):
    enrolment = make.enrolment("returned", trainee_=learner.trainee)

    to_agency = sign_in(coordinator).get(enrolment.get_absolute_url()).context
    to_person = sign_in(learner).get(enrolment.get_absolute_url()).context
    row = sign_in(coordinator).get(
        reverse("courses:enrolment_list", args=[enrolment.course_run.code])
    )

    assert [to_agency["reason"], to_person["reason"]] == ["Thiếu chức vụ"] * 2
    assert "bấm “Cử lại”" in to_agency["next_words"]
    assert "Liên hệ đầu mối" in to_person["next_words"]
    assert "Thiếu chức vụ" in row.content.decode()


def test_a_full_run_offers_its_waiting_list_instead_of_a_seat(sign_in, organiser):
    run = make.course_run(seats=1)
    make.enrolment(run=run)
    second = make.enrolment("nominated", run=run)
    client = sign_in(organiser)

    verbs = client.get(second.get_absolute_url()).context["verbs"]
    listing = client.get(reverse("courses:enrolment_list", args=[run.code])).content.decode()

    assert verbs[0].name == "courses:enrolment_waitlist"
    assert url(second, "waitlist") in listing
    assert url(second, "confirm") not in listing


def test_a_late_confirmation_is_frozen_at_once(sign_in, organiser):
    run = make.course_run("running")
    enrolment = make.enrolment("nominated", run=run)

    sign_in(organiser).post(url(enrolment, "confirm"))

    enrolment.refresh_from_db()
    assert enrolment.full_name == enrolment.trainee.full_name
    assert [enrolment.organisation_id, enrolment.frozen_at is None] == [
        enrolment.trainee.organisation_id,
        False,
    ]


def test_a_withdrawn_person_may_be_nominated_again(coordinator):
    enrolment = make.enrolment("withdrawn")

    again = make.enrolment("nominated", run=enrolment.course_run, trainee_=enrolment.trainee)

    assert again.pk != enrolment.pk


@pytest.mark.parametrize("who", ["organiser", "coordinator", "officer", "approver"])
def test_the_detail_page_offers_only_what_may_be_done_now(sign_in, cast, who):
    enrolment = make.enrolment("nominated")

    page = sign_in(cast(who)).get(enrolment.get_absolute_url())

    offered = [verb.name.removeprefix("courses:enrolment_") for verb in page.context["verbs"]]
    assert (
        offered
        == {
            "organiser": ["confirm", "waitlist", "return", "decline", "substitute", "withdraw"],
            "coordinator": ["substitute", "withdraw"],
            "officer": [],
            "approver": [],
        }[who]
    )


def test_the_detail_page_shows_history_with_reasons_and_the_place_in_the_queue(sign_in, organiser):
    run = make.course_run()
    make.enrolment("waitlisted", run=run)
    second = make.enrolment("waitlisted", run=run)

    page = sign_in(organiser).get(second.get_absolute_url())

    assert [page.context["place"], page.context["waiting_total"]] == [2, 2]
    assert [line.after_label for line in page.context["history"]] == [
        "Đã cử, chờ xét",
        "Danh sách chờ",
    ]


@pytest.mark.parametrize(
    ("who", "code"),
    [(None, 302), ("other_coordinator", 404), ("other_organiser", 404), ("learner", 404)],
)
def test_the_detail_page_is_closed_to_others(sign_in, cast, who, code):
    enrolment = make.enrolment("nominated")

    assert sign_in(cast(who)).get(enrolment.get_absolute_url()).status_code == code


def test_a_trainee_sees_the_own_enrolment_in_the_own_shell(sign_in, learner):
    enrolment = make.enrolment("nominated", trainee_=learner.trainee)

    page = sign_in(learner).get(enrolment.get_absolute_url())

    assert "shell-learner" in page.content.decode()
    assert page.context["verbs"] == []
