"""To whom a notice goes: to the person in use, not to whoever did it, and to nobody when nothing happened."""

from datetime import timedelta

import pytest
from django.utils import timezone

from common.refusals import Refused
from courses import notices
from courses.actions import enrolments
from notices.models import Mail, Notice
from tests import make
from tests.courses.notices_told import SOON, TODAY, forget_all, nominated, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(organiser):
    return make.course_run("open", starts_on=SOON, by=organiser)


@pytest.fixture
def hoa(newspaper):
    return make.trainee("Lò Thị Hoa", newspaper, email="hoa@example.vn")


@pytest.fixture
def forget():
    return forget_all


def test_a_person_with_an_account_is_told_in_the_site(run, organiser, learner, forget):
    one = make.enrolment("nominated", run=run, trainee_=learner.trainee)
    forget()

    enrolments.confirm(one, by=organiser)

    notice = Notice.objects.get(recipient=learner)
    assert (notice.kind, notice.url) == ("confirmed_person", one.get_absolute_url())


def test_nobody_is_told_of_what_they_did_themselves(run, organiser, coordinator, hoa, forget):
    colleague = make.user("Đầu Mối Hai", "coordinator", hoa.organisation)
    one = nominated(run, hoa, coordinator)
    forget()

    enrolments.withdraw(one, by=coordinator, reason="Đi công tác")

    assert told()[0] == [("withdrawn", "Lò Thị Tổ Chức"), ("withdrawn", str(colleague))]


def test_a_step_that_was_rolled_back_is_not_told(run, organiser, coordinator, hoa, forget):
    one = nominated(run, hoa, coordinator)
    forget()

    with notices.gathered():
        # As if the action had failed after its hook: the row is where it was.
        notices.enrolments_moved([one], "confirm", by=organiser)

    assert told() == ([], [])


def test_of_a_run_that_is_over_nobody_is_told(organiser, coordinator, hoa):
    run = make.course_run("open", by=organiser, starts_on=TODAY - timedelta(days=10))

    one = make.enrolment("confirmed", run=run, trainee_=hoa, by=organiser)
    enrolments.withdraw(one, by=organiser, reason="Vắng")

    assert told() == ([], [])


def test_a_merged_record_stands_for_the_one_in_use(run, organiser, newspaper, hoa, forget):
    kept = make.trainee("Lò Thị Hoa", newspaper, email="moi@example.vn")
    one = make.enrolment("nominated", run=run, trainee_=hoa)
    type(hoa).objects.filter(pk=hoa.pk).update(merged_into=kept)
    forget()

    enrolments.confirm(one, by=organiser)

    assert told()[1] == [("confirmed_person", "moi@example.vn")]


@pytest.mark.parametrize("enrolled", ["kept", "merged"])
@pytest.mark.parametrize("signs_in", ["kept", "merged"])
def test_a_person_is_told_whichever_record_has_the_account(
    run, organiser, newspaper, forget, enrolled, signs_in
):
    records = {name: make.trainee("Lò Thị Hoa", newspaper) for name in ("kept", "merged")}
    one = make.enrolment("nominated", run=run, trainee_=records[enrolled])
    unused = next(name for name in records if name != signs_in)
    records[unused].user = make.user("Chưa Dùng", last_login=None)
    records[signs_in].user = make.user("Lò Thị Hoa", last_login=timezone.now())
    records["merged"].email = "hoa@example.vn"
    records["merged"].merged_into = records["kept"]
    for record in records.values():
        record.save()
    forget()

    enrolments.confirm(one, by=organiser)

    assert told() == (
        [("confirmed_person", "Lò Thị Hoa")],
        [("confirmed_person", "hoa@example.vn")],
    )


def test_a_refused_action_tells_nobody(run, organiser, coordinator, hoa, forget):
    one = nominated(run, hoa, coordinator)
    forget()

    with pytest.raises(Refused):
        enrolments.decline(one, by=organiser, reason="")

    assert told() == ([], [])


@pytest.mark.parametrize("name", ["Hoa\r\nBcc: x@example.vn", "<script>alert(1)</script>"])
def test_a_name_cannot_become_more_than_a_name(run, organiser, newspaper, forget, name):
    """Quality 48."""
    person = make.trainee("Tạm", newspaper, email="hoa@example.vn")
    type(person).objects.filter(pk=person.pk).update(full_name=name)
    type(run).objects.filter(pk=run.pk).update(title=f"Lớp {name}", code=run.code)
    one = make.enrolment("nominated", run=run, trainee_=person)
    forget()

    enrolments.confirm(one, by=organiser)

    mail = Mail.objects.get()
    assert "\n" not in mail.subject
    assert [line for line in mail.body.splitlines() if line.startswith("Bcc")] == []


@pytest.mark.parametrize("people", [1, 12])
def test_telling_of_a_list_costs_the_same_for_one_and_for_many(
    run, organiser, coordinator, newspaper, django_assert_num_queries, people
):
    persons = [make.trainee(f"N {n}", newspaper, email=f"n{n}@example.vn") for n in range(people)]
    rows = [nominated(run, person, coordinator) for person in persons]
    for row in rows:
        enrolments.confirm(row, by=organiser)

    # Rows, merged records and runs; successions and holders; and for the agency as for the people: savepoint, words,
    # insert, release.
    with django_assert_num_queries(13):
        notices.enrolments_moved(rows, "confirm", by=organiser)
