from datetime import date

import pytest
from django.urls import reverse

from common.models import StateChange
from common.refusals import Refused
from courses.actions import quotas
from tests import make

pytestmark = pytest.mark.django_db


def page_of(run, query=""):
    return reverse("courses:quota_list", args=[run.code]) + query


def seats(run):
    return {quota.organisation.name: quota.seats for quota in run.quotas.all()}


def test_all_agencies_of_a_kind_are_called_at_once(sign_in, organiser, newspaper):
    communes = [
        make.organisation(f"UBND xã {n}", make.commune(), "commune_committee") for n in (1, 2)
    ]
    make.organisation(
        "UBND xã đã giải thể", make.commune(), "commune_committee", valid_to=date(2020, 1, 1)
    )
    make.organisation(
        "UBND xã tỉnh khác",
        make.commune(parent=make.province("Lâm Đồng", "68")),
        "commune_committee",
    )
    run = make.course_run("draft", quotas={communes[0]: 5})

    page = sign_in(organiser).post(
        page_of(run), {"viec": "them_loai", "loai": "commune_committee", "so_cho": "2"}
    )

    assert page.url == page_of(run)
    assert seats(run) == {"UBND xã 1": 5, "UBND xã 2": 2}
    line = StateChange.objects.of(run).latest("pk")
    assert (line.verb, line.reason, line.by) == ("quota_set", "UBND xã 2: 2", organiser)


def test_an_agency_is_found_without_accents_and_added(sign_in, organiser, newspaper, radio):
    run = make.course_run("draft")
    client = sign_in(organiser)

    found = client.get(page_of(run, "?tim=bao lai chau")).context["found"]
    client.post(
        page_of(run, "?tim=bao"), {"viec": "them", "co_quan": [newspaper.pk], "so_cho": "3"}
    )

    assert found == [newspaper]
    assert seats(run) == {"Báo Lai Châu": 3}
    assert client.get(page_of(run, "?tim=bao lai chau")).context["found"] == []


def test_an_agency_of_another_province_cannot_be_slipped_in(sign_in, organiser, other_justice):
    run = make.course_run("draft")

    page = sign_in(organiser).post(
        page_of(run, "?tim=so"), {"viec": "them", "co_quan": [other_justice.pk], "so_cho": "3"}
    )

    assert list(page.context["add"].errors) == ["co_quan"]
    assert seats(run) == {}


def test_seats_are_changed_and_nought_removes(sign_in, organiser, newspaper, radio):
    run = make.course_run("draft", quotas={newspaper: 3, radio: 2})
    names = {q.organisation: f"chi-tieu-{q.pk}" for q in run.quotas.all()}

    sign_in(organiser).post(page_of(run), {"viec": "luu", names[newspaper]: "7", names[radio]: "0"})

    assert seats(run) == {"Báo Lai Châu": 7}


@pytest.mark.parametrize("wanted", ["1", "0"])
def test_a_quota_never_goes_below_the_people_already_sent(sign_in, organiser, newspaper, wanted):
    run = make.course_run(quotas={newspaper: 3})
    for state in ("nominated", "confirmed"):
        make.enrolment(state, run=run)
    make.enrolment("withdrawn", run=run)

    page = sign_in(organiser).post(
        page_of(run), {"viec": "luu", f"chi-tieu-{run.quotas.get().pk}": wanted}
    )

    assert page.context["seats"].non_field_errors() == [
        "Chỉ tiêu không thể ít hơn số người đã cử:",
        "Báo Lai Châu đã cử 2 người.",
    ]
    assert f'value="{wanted}"' in page.content.decode()
    assert seats(run) == {"Báo Lai Châu": 3}


def test_nothing_to_add_is_said(organiser, newspaper):
    run = make.course_run("draft", quotas={newspaper: 3})

    with pytest.raises(Refused, match="Không có cơ quan nào"):
        quotas.add(run, [newspaper], seats=2, by=organiser)
    with pytest.raises(Refused, match="từ 1 người"):
        quotas.add(run, [newspaper], seats=0, by=organiser)


@pytest.mark.parametrize("state", ["closed", "archived", "cancelled"])
def test_the_quotas_of_a_run_that_is_over_stay(sign_in, organiser, newspaper, radio, state):
    run = make.course_run(state, quotas={newspaper: 3})
    lines = StateChange.objects.of(run).count()
    client = sign_in(organiser)

    client.post(page_of(run), {"viec": "luu", f"chi-tieu-{run.quotas.get().pk}": "9"})
    client.post(page_of(run), {"viec": "them_loai", "loai": "press", "so_cho": "2"})

    assert seats(run) == {"Báo Lai Châu": 3}
    assert StateChange.objects.of(run).count() == lines


@pytest.mark.parametrize("size", [1, 8])
def test_the_quotas_cost_the_same_for_any_number_of_agencies(
    sign_in, organiser, size, django_assert_num_queries
):
    run = make.course_run("draft", quotas={make.organisation(): 2 for _ in range(size)})
    client = sign_in(organiser)

    with django_assert_num_queries(9):
        page = client.get(page_of(run))

    assert len(page.context["seats"].uses) == size


def test_a_post_that_names_no_work_changes_nothing(sign_in, organiser, newspaper):
    run = make.course_run("draft", quotas={newspaper: 3})

    page = sign_in(organiser).post(page_of(run), {"viec": "khac"})

    assert (page.status_code, seats(run)) == (200, {"Báo Lai Châu": 3})
