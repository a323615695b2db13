"""An organiser enters another agency's list by name and position (docs/decisions/0010)."""

import pytest
from django.urls import reverse

from courses.actions import nomination_lists
from tests import make
from trainees.importing import Roster, RosterRow

pytestmark = pytest.mark.django_db

BIRTH, PHONE, MAIL = "17/03/1979", "+84912345678", "lo.an@bao.invalid"


@pytest.fixture
def person(newspaper):
    return make.trainee(
        "Lò Văn An",
        newspaper,
        birth_year=1979,
        birth_month=3,
        birth_day=17,
        phone=PHONE,
        email=MAIL,
        position="Trưởng phòng",
    )


def url(name, run, agency):
    return reverse(f"courses:nomination_{name}", args=[run.code]) + f"?don_vi={agency.code}"


def tells(page):
    """What of the record can be read."""
    words = page.content.decode()
    said = {"birth": BIRTH in words, "phone": "912" in words, "mail": MAIL in words}
    return {name for name, is_there in said.items() if is_there}, "Trưởng phòng" in words


@pytest.mark.parametrize(("who", "told"), [("organiser", set()), ("coordinator", {"birth"})])
def test_the_pick_list_shows_the_least(sign_in, request, newspaper, person, who, told):
    client = sign_in(request.getfixturevalue(who))

    page = client.get(url("create", make.course_run(), newspaper))

    assert tells(page) == (told, True)


def test_the_organisers_own_agency_is_shown_as_its_keeper_sees_it(sign_in, organiser, justice):
    make.trainee("Lò Văn Sở", justice, birth_year=1971)

    page = sign_in(organiser).get(url("create", make.course_run(), justice))

    assert "1971" in page.content.decode()


@pytest.mark.parametrize(("who", "told"), [("organiser", set()), ("coordinator", {"birth"})])
def test_a_name_that_is_taken_is_told_apart(sign_in, request, newspaper, person, who, told):
    client = sign_in(request.getfixturevalue(who))
    typed = {"full_name": "Lò Văn An", "category": "reporter", "sex": ""}

    page = client.post(url("new_person", make.course_run(), newspaper), typed)

    assert page.context["form"].errors["full_name"]
    assert tells(page) == (told, who == "organiser")


@pytest.mark.parametrize(("who", "told"), [("organiser", set()), ("coordinator", {"birth"})])
def test_a_doubtful_row_is_told_apart(sign_in, request, newspaper, person, who, told):
    user, run = request.getfixturevalue(who), make.course_run()
    rows = [RosterRow(4, "Lò Văn An", category="Phóng viên")]
    upload = nomination_lists.Upload("a.xlsx", ".xlsx", b"x", "0" * 64)
    kept, _new = nomination_lists.keep(run, newspaper, upload, Roster("", 3, {}, rows, []), by=user)

    page = sign_in(user).get(kept.get_absolute_url())

    assert len(page.context["doubtful"]) == 1
    assert tells(page) == (told, True)
